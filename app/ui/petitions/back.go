package petitions

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/civic"
)

// back is the card by which somebody takes a signature back that they gave here.
type back struct {
	s       *Screen
	card    *fyne.Container
	query   *w.Field
	rows    *fyne.Container
	ask     *fyne.Container
	who     *w.Paragraph
	checked *w.Select
	bad     *w.Paragraph
	told    *w.Paragraph
}

func newBack(s *Screen) *back {
	v := s.v
	b := &back{s: s, rows: w.Col(6), who: w.NewParagraph("").Bold(), bad: bad(), told: w.NewHint("")}
	b.query = w.NewField(v.Say("petitions.back.who")).Changed(s.p.Seek)
	choices := make([]w.Choice, 0, 3)
	for _, kind := range civic.WithdrawalKinds() {
		choices = append(choices, w.Choice{Title: v.Say("petitions.checked." + string(kind))})
	}
	b.checked = w.NewSelect(v.Say("petitions.checked"), choices, -1, func(i int) { s.p.SetBackChecked(civic.WithdrawalKinds()[i]) })
	b.ask = w.Col(8, b.who, w.Col(4, w.NewLabel(v.Say("petitions.checked")), b.checked, b.bad), w.Left(w.NewButton("undo", v.Say("petitions.back.do"), s.p.Withdraw).Danger()))
	b.card = w.Card(16, w.Col(12, w.NewSection("undo", v.Say("petitions.back"), ""), b.query, b.rows, b.told, b.ask))
	return b
}

func (b *back) draw(s present.BackState) {
	if b.query.Text() != s.Query {
		b.query.SetText(s.Query)
	}
	b.rows.Objects = nil
	if s.Chosen < 0 {
		for i, r := range s.Found {
			words := w.Col(0, w.NewParagraph(r.Title), w.NewHint(r.Under))
			b.rows.Add(w.NewTap(r.Title, w.Pad(6, 4, words), func() { b.s.p.ChooseBack(i) }))
		}
	} else {
		b.who.SetText(s.Found[s.Chosen].Title + " \u00b7 " + s.Found[s.Chosen].Under)
	}
	b.rows.Refresh()
	w.Show(b.rows, len(b.rows.Objects) > 0)
	if at := slices.Index(civic.WithdrawalKinds(), s.Checked); at != b.checked.Chosen() {
		b.checked.SetChosen(at)
	}
	say(b.bad, s.Wrong)
	say(b.told, s.Done+s.Nothing)
	w.Show(b.ask, s.Chosen >= 0)
	w.Settle(b.card)
}
