package help

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Tour is the card above the outbox strip that tells of the page above it.
type Tour struct {
	p            *present.Tour
	tile         *w.Tile
	at           *w.Text
	title, text  *w.Paragraph
	before, next *w.Button
	content      *fyne.Container
}

// NewTour makes the card and listens to its presenter. It is hidden while there is no tour.
func NewTour(p *present.Tour, v *lang.Voice) *Tour {
	t := &Tour{
		p: p, tile: w.NewTile("graduation-cap", 40, theme.Warning), at: w.NewLabel(""), title: w.NewParagraph("").Bold(),
		text: w.NewParagraph("").Step(theme.Small),
	}
	t.before = w.NewButton("arrow-left", v.Say("tour.previous"), p.Previous)
	t.next = w.NewButton("arrow-right", v.Say("tour.next"), p.Next)
	words := w.Grow(w.Middle(w.Col(2, t.title, t.text)))
	line := w.Row(12, w.Middle(t.tile), words, w.Middle(t.at), w.Middle(t.before), w.Middle(t.next), w.Middle(w.NewIconButton("x", v.Say("tour.end"), p.End)))
	t.content = w.Stack(w.NewBox(theme.WarningTint, theme.None, 0), w.Col(0, w.Divider(), w.Pad(10, 24, line)))
	p.OnChange = t.draw
	t.draw()
	return t
}

// Content is the card.
func (t *Tour) Content() fyne.CanvasObject { return t.content }

func (t *Tour) draw() {
	s := t.p.State()
	t.at.SetText(s.At)
	t.title.SetText(s.Title)
	t.text.SetText(s.Text)
	t.next.SetText(s.Next)
	w.Show(t.before, !s.First)
	w.Show(t.content, s.On)
}
