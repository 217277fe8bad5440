package settings

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// receipts is where citizens' receipts are checked: a scanner types the code's text into the field and presses Enter.
type receipts struct {
	p      *present.Receipts
	card   *fyne.Container
	field  *w.Field
	result *w.Banner
	facts  *fyne.Container
}

func newReceipts(p *present.Receipts, papers *present.Preview, v *lang.Voice) *receipts {
	r := &receipts{p: p, field: w.NewField(v.Say("receipts.label")).Icon("qr"), result: w.NewBanner(w.Info, "", "", nil), facts: w.Col(6)}
	r.field.Entry.OnSubmitted = r.check
	r.card = w.Card(16, w.Col(14, w.NewSection("qr", v.Say("receipts.title"), ""), w.NewHint(v.Say("receipts.under")), r.field,
		w.Left(w.NewButton("check", v.Say("receipts.check"), func() { r.check(r.field.Text()) })), r.result, r.facts,
		w.Divider(), w.NewLabel(v.Say("papers.blanks")), w.Flow(8, 8, w.NewButton("printer", v.Say("papers.blank.title"), papers.Blank),
			w.NewButton("printer", v.Say("papers.consent.blank"), func() { papers.ConsentNow(civic.Reporter{}) }))))
	p.OnChange = r.draw
	r.draw()
	return r
}

// check checks what was scanned, and makes room for the next one.
func (r *receipts) check(text string) {
	if text == "" {
		return
	}
	r.field.SetText("")
	r.p.Check(text)
}

func (r *receipts) draw() {
	s := r.p.State()
	if s.Told != "" {
		r.result.Set(look.Kind(s.Tone), s.Told, s.Why)
	}
	r.facts.Objects = nil
	for _, f := range s.Facts {
		r.facts.Add(w.Row(12, w.Scaled(104, 0, w.NewCaption(f.Label)), w.Grow(w.NewParagraph(f.Value))))
	}
	w.Show(r.facts, len(s.Facts) > 0)
	w.Show(r.result, s.Told != "")
	r.card.Refresh()
}
