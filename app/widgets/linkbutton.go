package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// LinkButton is words that lead somewhere; under the pointer they get a soft ground.
type LinkButton struct {
	press
	icon  *Icon
	label *Text
	body  *fyne.Container
}

// NewLinkButton makes a link; the icon may be empty.
func NewLinkButton(icon, label string, tapped func()) *LinkButton {
	b := &LinkButton{icon: NewIcon(icon, 18, theme.Link), label: newText(label, theme.Link, theme.Small, true)}
	b.icon.Hidden = icon == ""
	b.body = Pad(0, 8, Row(6, Space(), b.icon, b.label, Space()))
	b.extend(b, label, tapped)
	return b
}

// SetText changes the words.
func (b *LinkButton) SetText(label string) {
	b.name = label
	b.label.SetText(label)
	b.Refresh()
	Settle(b)
}

// AccessibilityRole implements fyne.Accessible.
func (b *LinkButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

// CreateRenderer implements fyne.Widget.
func (b *LinkButton) CreateRenderer() fyne.WidgetRenderer {
	return newFace(b, theme.ControlRadius, b.body, func(f *face) {
		dressBare(f, &b.cell)
		ink := theme.Link
		if b.Disabled() {
			ink = theme.Faint
		}
		b.icon.SetRole(ink)
		b.label.SetRole(ink)
	})
}

// IconButton is an icon alone. Its name is for those who don't see it, and for the tip under the pointer.
type IconButton struct {
	press
	sign
}

// NewIconButton makes a button of an icon.
func NewIconButton(icon, name string, tapped func()) *IconButton {
	b := &IconButton{sign: newSign(icon)}
	b.extend(b, name, tapped)
	b.tip(&b.cell)
	return b
}

// In colours the icon; for use while building.
func (b *IconButton) In(r theme.Role) *IconButton { b.role = r; return b }

// SetIcon changes the icon and its name.
func (b *IconButton) SetIcon(icon, name string) { b.change(&b.cell, icon, name) }

// CreateRenderer implements fyne.Widget.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer { return b.renderer(&b.cell) }

// Tool is an IconButton for the pointer alone: no stop of the Tab key, as the keyboard does the same in another way.
type Tool struct {
	cell
	sign
}

// NewTool makes a tool of an icon.
func NewTool(icon, name string, tapped func()) *Tool {
	b := &Tool{sign: newSign(icon)}
	b.extend(b, name, tapped)
	b.tip(&b.cell)
	return b
}

// In colours the icon; for use while building.
func (b *Tool) In(r theme.Role) *Tool { b.role = r; return b }

// SetIcon changes the icon and its name.
func (b *Tool) SetIcon(icon, name string) { b.change(&b.cell, icon, name) }

// CreateRenderer implements fyne.Widget.
func (b *Tool) CreateRenderer() fyne.WidgetRenderer { return b.renderer(&b.cell) }

// sign is the icon of a control that shows nothing else.
type sign struct {
	icon *Icon
	role theme.Role
}

func newSign(icon string) sign { return sign{icon: NewIcon(icon, 20, theme.Muted), role: theme.Muted} }

// tip says the control's name under the pointer.
func (s *sign) tip(c *cell) { c.hovered = func(on bool) { showTip(c.self, c.name, on) } }

func (s *sign) change(c *cell, icon, name string) {
	c.name = name
	s.icon.SetIcon(icon)
	c.self.Refresh()
}

func (s *sign) renderer(c *cell) fyne.WidgetRenderer {
	return newFace(c.self, theme.ControlRadius, s.icon, func(f *face) {
		dressBare(f, c)
		ink := s.role
		if c.Disabled() {
			ink = theme.Faint
		}
		s.icon.SetRole(ink)
	})
}

// dressBare is the look of what has no ground until it is touched.
func dressBare(f *face, c *cell) {
	ground := theme.None
	switch {
	case c.Disabled():
	case c.down:
		ground = theme.Pressed
	case c.hover:
		ground = theme.Hover
	}
	f.paint(ground, theme.None)
	f.focus(c.focus)
}
