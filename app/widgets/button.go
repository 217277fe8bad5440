package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// MainButton is the one filled button of a screen.
type MainButton struct {
	press
	icon     *Icon
	label    *Text
	body     *fyne.Container
	calm     string // the icon while not busy
	text     string
	busy     bool
	busyText string
}

// NewMainButton makes the main action; the icon may be empty.
func NewMainButton(icon, label string, tapped func()) *MainButton {
	b := &MainButton{icon: NewIcon(icon, 20, theme.OnAccent), label: newText(label, theme.OnAccent, theme.Body, true), calm: icon, text: label}
	b.body = Pad(0, 24, Row(10, Space(), b.icon, b.label, Space()))
	b.extend(b, label, tapped)
	return b
}

// SetText changes the label.
func (b *MainButton) SetText(label string) {
	b.text, b.name = label, label
	b.Refresh()
}

// SetBusy shows what is being done and ignores taps until it is ended by an empty text.
func (b *MainButton) SetBusy(text string) {
	b.busy, b.busyText = text != "", text
	b.Refresh()
}

// Tapped implements fyne.Tappable.
func (b *MainButton) Tapped(e *fyne.PointEvent) {
	if !b.busy {
		b.press.Tapped(e)
	}
}

// TypedKey implements fyne.Focusable.
func (b *MainButton) TypedKey(key *fyne.KeyEvent) {
	if !b.busy || !isChoose(key) {
		b.press.TypedKey(key)
	}
}

// CreateRenderer implements fyne.Widget.
func (b *MainButton) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(b, theme.ActionRadius, b.body, b.dress)
	f.least = func() fyne.Size { return fyne.NewSize(theme.Control(), theme.Control()+8) }
	return f
}

func (b *MainButton) dress(f *face) {
	ground, ink, glyph, text := theme.Accent, theme.OnAccent, b.calm, b.text
	switch {
	case b.Disabled():
		ground, ink = theme.Track, theme.Muted
	case b.busy:
		ground, glyph, text = theme.AccentDown, "hourglass", b.busyText
	case b.down:
		ground = theme.AccentDown
	case b.hover:
		ground = theme.AccentOver
	}
	f.paint(ground, theme.None)
	f.focus(b.focus)
	b.icon.Hidden = glyph == ""
	b.icon.SetIcon(glyph)
	b.icon.SetRole(ink)
	b.label.SetText(text)
	b.label.SetRole(ink)
}

// Button is any other button: outlined.
type Button struct {
	press
	icon   *Icon
	label  *Text
	body   *fyne.Container
	danger bool
}

// NewButton makes an outlined button; the icon may be empty.
func NewButton(icon, label string, tapped func()) *Button {
	b := &Button{icon: NewIcon(icon, 18, theme.Link), label: newText(label, theme.Link, theme.Small, true)}
	b.icon.Hidden = icon == ""
	b.body = Pad(0, 14, Row(8, Space(), b.icon, b.label, Space()))
	b.extend(b, label, tapped)
	return b
}

// Danger colours a button whose action destroys something; for use while building.
func (b *Button) Danger() *Button { b.danger = true; return b }

// SetText changes the label.
func (b *Button) SetText(label string) {
	b.name = label
	b.label.SetText(label)
	b.Refresh()
}

// SetIcon changes the icon; an empty one hides it.
func (b *Button) SetIcon(icon string) {
	b.icon.Hidden = icon == ""
	b.icon.SetIcon(icon)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return newFace(b, theme.ControlRadius, b.body, b.dress)
}

func (b *Button) dress(f *face) {
	ground, outline, ink := theme.Card, theme.LinkLine, theme.Link
	if b.danger {
		outline, ink = theme.DangerLine, theme.Danger
	}
	switch {
	case b.Disabled():
		ground, outline, ink = theme.Sunken, theme.Line, theme.Faint
	case b.down && b.danger, b.hover && b.danger:
		ground = theme.DangerTint
	case b.down:
		ground = theme.Pressed
	case b.hover:
		ground = theme.Hover
	}
	f.paint(ground, outline)
	f.focus(b.focus)
	b.icon.SetRole(ink)
	b.label.SetRole(ink)
}
