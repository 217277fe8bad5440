package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// OutboxStrip is always at the foot of a window: what waits, what it needs, and that one may leave. A tap leads to it.
type OutboxStrip struct {
	press
	icon            *Icon
	sentence, aside *Text
	body            *fyne.Container
}

// NewOutboxStrip makes a strip.
func NewOutboxStrip(tapped func()) *OutboxStrip {
	s := &OutboxStrip{
		icon: NewIcon("cloud-check", 18, theme.Muted), sentence: newText("", theme.Ink, theme.Caption, false).Ellipsis(),
		aside: NewCaption("").Ellipsis(),
	}
	s.body = Stack(Col(0, Divider(), Space()), Pad(0, 24, Row(10, s.icon, s.sentence, Space(), s.aside, NewIcon("chevron-right", 16, theme.Muted))))
	s.extend(s, "", tapped)
	return s
}

// Set changes what the strip says; the sentence must be true without the colour of the icon.
func (s *OutboxStrip) Set(icon string, role theme.Role, sentence, aside string) {
	s.name = sentence
	s.icon.SetIcon(icon)
	s.icon.SetRole(role)
	s.sentence.SetText(sentence)
	s.aside.SetText(aside)
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *OutboxStrip) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(s, 0, s.body, func(f *face) {
		ground := theme.Card
		switch {
		case s.down:
			ground = theme.Pressed
		case s.hover:
			ground = theme.Hover
		}
		f.paint(ground, theme.None)
		f.focus(s.focus)
	})
	f.inner = true
	return f
}
