package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// MainButton is the one filled button of a screen.
type MainButton struct {
	press
	words    buttonWords
	calm     string // the icon while not busy
	text     string
	busyText string // while busy
}

// NewMainButton makes the main action; the icon may be empty.
func NewMainButton(icon, label string, tapped func()) *MainButton {
	b := &MainButton{words: newButtonWords(icon, label, 20, 32, theme.Body), calm: icon, text: label}
	b.extend(b, label, tapped)
	return b
}

// SetText changes the label.
func (b *MainButton) SetText(label string) {
	b.text, b.name = label, label
	b.Refresh()
	Settle(b)
}

// SetIcon changes the icon; an empty one leaves it out.
func (b *MainButton) SetIcon(icon string) {
	b.calm = icon
	b.Refresh()
	Settle(b)
}

// SetBusy shows what is being done and ignores taps until it is ended by an empty text.
func (b *MainButton) SetBusy(text string) {
	b.busyText = text
	b.Refresh()
	Settle(b)
}

// Tapped implements fyne.Tappable.
func (b *MainButton) Tapped(e *fyne.PointEvent) {
	if b.busyText == "" {
		b.press.Tapped(e)
	}
}

// TypedKey implements fyne.Focusable.
func (b *MainButton) TypedKey(key *fyne.KeyEvent) {
	if b.busyText == "" || !isChoose(key) {
		b.press.TypedKey(key)
	}
}

// HeightFor implements Tall.
func (b *MainButton) HeightFor(width float32) float32 {
	return b.words.heightFor(width, theme.Control()+8)
}

func (b *MainButton) naturalWidth() float32 { return b.words.naturalWidth() }

// CreateRenderer implements fyne.Widget.
func (b *MainButton) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(b, theme.ActionRadius, b.words.body, b.dress)
	f.least = func() fyne.Size { return fyne.NewSize(b.words.leastWidth(), theme.Control()+8) }
	return f
}

func (b *MainButton) dress(f *face) {
	ground, ink, icon, text := theme.Accent, theme.OnAccent, b.calm, b.text
	switch {
	case b.Disabled():
		ground, ink = theme.Track, theme.Muted
	case b.busyText != "":
		ground, icon, text = theme.AccentDown, "hourglass", b.busyText
	case b.down:
		ground = theme.AccentDown
	case b.hover:
		ground = theme.AccentOver
	}
	f.paint(ground, theme.None)
	f.focus(b.focus)
	b.words.set(icon, text, ink)
}

// Button is any other button: outlined.
type Button struct {
	press
	words      buttonWords
	icon, text string
	danger     bool
}

// NewButton makes an outlined button; the icon may be empty.
func NewButton(icon, label string, tapped func()) *Button {
	b := &Button{words: newButtonWords(icon, label, 18, 22, theme.Small), icon: icon, text: label}
	b.extend(b, label, tapped)
	return b
}

// Danger colours a button whose action destroys something; for use while building.
func (b *Button) Danger() *Button { b.danger = true; return b }

// SetText changes the label.
func (b *Button) SetText(label string) {
	b.text, b.name = label, label
	b.Refresh()
	Settle(b)
}

// SetIcon changes the icon; an empty one leaves it out.
func (b *Button) SetIcon(icon string) {
	b.icon = icon
	b.Refresh()
	Settle(b)
}

// HeightFor implements Tall.
func (b *Button) HeightFor(width float32) float32 { return b.words.heightFor(width, theme.Control()) }

func (b *Button) naturalWidth() float32 { return b.words.naturalWidth() }

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(b, theme.ControlRadius, b.words.body, b.dress)
	f.least = func() fyne.Size { return fyne.NewSize(b.words.leastWidth(), theme.Control()) }
	return f
}

func (b *Button) dress(f *face) {
	ground, outline, ink := theme.Card, theme.LinkLine, theme.Link
	if b.danger {
		outline, ink = theme.DangerLine, theme.Danger
	}
	switch {
	case b.Disabled():
		ground, outline, ink = theme.Sunken, theme.Line, theme.Faint
	case b.danger && (b.down || b.hover):
		ground = theme.DangerTint
	case b.down:
		ground = theme.Pressed
	case b.hover:
		ground = theme.Hover
	}
	f.paint(ground, outline)
	f.focus(b.focus)
	b.words.set(b.icon, b.text, ink)
}
