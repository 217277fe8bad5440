// Package help draws what every key does, and the card of the tour.
//
// Its invariant: which keys there are is the presenter's to say; the page knows none by itself.
package help

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the help's page.
type Screen struct {
	p       *present.Help
	tour    *w.MainButton
	content fyne.CanvasObject
}

// New makes the page.
func New(p *present.Help, v *lang.Voice) *Screen {
	s := &Screen{p: p}
	s.tour = w.NewMainButton("graduation-cap", v.Say("help.tour"), p.Tour)
	groups := p.Groups()
	left, right := w.Col(16), w.Col(16)
	for i, g := range groups {
		if i%2 == 0 {
			left.Add(card(g))
		} else {
			right.Add(card(g))
		}
	}
	title := w.NewPageTitle(v.Say("help.title"), v.Say("help.hint"), s.tour)
	foot := w.FootBar(w.NewButton("arrow-left", v.Say("help.back"), p.Leave))
	s.content = w.Col(0, w.Grow(w.NewScroll(w.Pad(16, 24, w.Col(16, title, w.Columns(820, 16, 1, 1, left, right))))), foot)
	return s
}

// keysWidth leaves room for the longest combination.
const keysWidth = 170

func card(g present.HelpGroup) fyne.CanvasObject {
	rows := w.Col(8, w.NewSection(g.Icon, g.Title, ""))
	for _, k := range g.Keys {
		rows.Add(w.Row(12, w.Scaled(keysWidth, 0, w.NewBold(k.Keys).Step(theme.Small).Ellipsis()), w.Grow(w.NewParagraph(k.What).Step(theme.Small))))
	}
	return w.Card(16, rows)
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the tour.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.tour) }

// Key acts on Esc.
func (s *Screen) Key(name fyne.KeyName) bool {
	if name == fyne.KeyEscape {
		s.p.Leave()
		return true
	}
	return false
}
