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
	icon *Icon
	role theme.Role
}

// NewIconButton makes a button of an icon.
func NewIconButton(icon, name string, tapped func()) *IconButton {
	b := &IconButton{icon: NewIcon(icon, 20, theme.Muted), role: theme.Muted}
	b.extend(b, name, tapped)
	b.hovered = func(on bool) { showTip(b, b.name, on) }
	return b
}

// In colours the icon; for use while building.
func (b *IconButton) In(r theme.Role) *IconButton { b.role = r; return b }

// SetIcon changes the icon and its name.
func (b *IconButton) SetIcon(icon, name string) {
	b.name = name
	b.icon.SetIcon(icon)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	return newFace(b, theme.ControlRadius, b.icon, func(f *face) { dressIcon(f, &b.cell, b.icon, b.role) })
}

// Tool is an IconButton for the pointer alone: no stop of the Tab key, as the keyboard does the same in another way.
type Tool struct {
	cell
	icon *Icon
	role theme.Role
}

// NewTool makes a tool of an icon.
func NewTool(icon, name string, tapped func()) *Tool {
	b := &Tool{icon: NewIcon(icon, 20, theme.Muted), role: theme.Muted}
	b.extend(b, name, tapped)
	b.hovered = func(on bool) { showTip(b, b.name, on) }
	return b
}

// In colours the icon; for use while building.
func (b *Tool) In(r theme.Role) *Tool { b.role = r; return b }

// SetIcon changes the icon and its name.
func (b *Tool) SetIcon(icon, name string) {
	b.name = name
	b.icon.SetIcon(icon)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Tool) CreateRenderer() fyne.WidgetRenderer {
	return newFace(b, theme.ControlRadius, b.icon, func(f *face) { dressIcon(f, &b.cell, b.icon, b.role) })
}

// dressIcon is the look of an icon that can be pressed.
func dressIcon(f *face, c *cell, icon *Icon, ink theme.Role) {
	dressBare(f, c)
	if c.Disabled() {
		ink = theme.Faint
	}
	icon.SetRole(ink)
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
