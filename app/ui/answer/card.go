// Package answer draws an official answer to be read, on the pages that have one.
//
// Its invariant: an answer looks the same wherever it is read, and what it replaced stays below it.
package answer

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Card is an official answer on a soft ground.
type Card struct {
	Content *fyne.Container
	v       *lang.Voice
	title   *w.Paragraph
	kind    *w.Text
	text    *w.Paragraph
	signed  *w.Paragraph
	handed  *w.Paragraph
	icon    *w.Icon
	state   *fyne.Container
	earlier *fyne.Container
}

// New makes an empty card.
func New(v *lang.Voice) *Card {
	c := &Card{
		v: v, title: w.NewParagraph("").Bold(), kind: w.NewCaption("").Ellipsis(), text: w.NewParagraph(""), signed: w.NewHint(""),
		handed: w.NewParagraph("").Step(theme.Caption), icon: w.NewIcon("circle-check", 16, theme.Success), earlier: w.Col(8),
	}
	c.state = w.Row(6, w.Col(0, w.Inset(2, 0, 0, 0, c.icon)), w.Grow(c.handed))
	lead := w.Row(10, w.Col(0, w.NewTile("mail-check", 32, theme.Accent)), w.Grow(w.Col(0, c.title, c.kind)))
	c.Content = w.Stack(w.NewBox(theme.Tint, theme.TintLine, theme.CardRadius), w.Pad(12, 12, w.Col(10, lead, c.text, c.signed, c.state, c.earlier)))
	return c
}

// Draw shows an answer.
func (c *Card) Draw(a present.AnswerCard) {
	title := c.v.Say("answer.label")
	if a.Number != "" {
		title = c.v.With("answer.title", lang.Args{"Number": a.Number})
	}
	c.title.SetText(title)
	c.kind.SetText(a.Kind + " \u00b7 " + a.When)
	c.text.SetText(a.Text)
	c.signed.SetText(a.Signatory)
	c.signed.Hidden = a.Signatory == ""
	c.handed.SetText(a.Handed)
	c.state.Hidden = a.Handed == ""
	if a.Waits {
		c.icon.SetIcon("hourglass")
		c.icon.SetRole(theme.Warning)
	} else {
		c.icon.SetIcon("circle-check")
		c.icon.SetRole(theme.Success)
	}
	c.earlier.Objects = nil
	if len(a.Earlier) > 0 {
		c.earlier.Add(w.NewLabel(c.v.Say("answer.earlier.label")))
	}
	for _, e := range a.Earlier {
		c.earlier.Add(w.Col(0, w.NewHint(e.When), w.NewParagraph(e.What).Step(theme.Small).In(theme.Muted)))
	}
	c.earlier.Hidden = len(a.Earlier) == 0
	c.Content.Refresh()
	w.Settle(c.Content)
}
