package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"
)

// cell is what can be tapped but is no stop of the Tab key by itself: an item of a group, or the base of press.
// It keeps the state that a look is drawn from.
type cell struct {
	widget.DisableableWidget
	self fyne.Widget
	name string // accessible name
	tap  func()

	hovered func(on bool) // may be nil

	hover, down, focus bool
	off                bool // with its group
}

var (
	_ fyne.Tappable      = (*cell)(nil)
	_ fyne.Disableable   = (*cell)(nil)
	_ fyne.Accessible    = (*cell)(nil)
	_ desktop.Hoverable  = (*cell)(nil)
	_ desktop.Mouseable  = (*cell)(nil)
	_ desktop.Cursorable = (*cell)(nil)
	_ mobile.Touchable   = (*cell)(nil)
)

func (c *cell) extend(self fyne.Widget, name string, tap func()) {
	c.self, c.name, c.tap = self, name, tap
	c.ExtendBaseWidget(self)
}

// set changes one bit of the state and draws again if it differs.
func (c *cell) set(bit *bool, on bool) {
	if *bit != on {
		*bit = on
		c.self.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (c *cell) Tapped(*fyne.PointEvent) { c.activate() }

func (c *cell) activate() {
	c.set(&c.down, false)
	if !c.Disabled() && c.tap != nil {
		c.tap()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *cell) MouseIn(*desktop.MouseEvent) {
	c.set(&c.hover, true)
	if c.hovered != nil {
		c.hovered(true)
	}
}

// MouseMoved implements desktop.Hoverable.
func (c *cell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *cell) MouseOut() {
	c.set(&c.hover, false)
	c.set(&c.down, false)
	if c.hovered != nil {
		c.hovered(false)
	}
}

// MouseDown implements desktop.Mouseable.
func (c *cell) MouseDown(*desktop.MouseEvent) { c.set(&c.down, true) }

// MouseUp implements desktop.Mouseable.
func (c *cell) MouseUp(*desktop.MouseEvent) { c.set(&c.down, false) }

// TouchDown implements mobile.Touchable.
func (c *cell) TouchDown(*mobile.TouchEvent) { c.set(&c.down, true) }

// TouchUp implements mobile.Touchable.
func (c *cell) TouchUp(*mobile.TouchEvent) { c.set(&c.down, false) }

// TouchCancel implements mobile.Touchable.
func (c *cell) TouchCancel(*mobile.TouchEvent) { c.set(&c.down, false) }

// Cursor implements desktop.Cursorable.
func (c *cell) Cursor() desktop.Cursor {
	if c.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityLabel implements fyne.Accessible.
func (c *cell) AccessibilityLabel() string { return c.name }

// AccessibilityRole implements fyne.Accessible.
func (c *cell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// disabledBy takes the state of the group the cell is in, without drawing again.
func (c *cell) disabledBy(off bool) { c.off = off }

// Enable lets a control be used, or not.
func Enable(o interface {
	Enable()
	Disable()
}, on bool,
) {
	if on {
		o.Enable()
	} else {
		o.Disable()
	}
}

// Disabled implements fyne.Disableable.
func (c *cell) Disabled() bool { return c.off || c.DisableableWidget.Disabled() }
