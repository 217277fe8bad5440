package petitions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// ink is the card of the signature itself: the pad, or the row of a sheet.
type ink struct {
	s                *Screen
	card             *fyne.Container
	slot             *fyne.Container // the segments, which differ from petition to petition
	proofs           []civic.Proof
	segments         *w.Segments
	pad              *w.SignPad
	drawn, wet       *fyne.Container
	sheet, row, date *w.Field
	bad              *w.Paragraph
}

func newInk(s *Screen) *ink {
	v := s.v
	k := &ink{s: s, slot: w.Col(0), pad: w.NewSignPad(v.Say("petitions.pad")), bad: bad()}
	k.pad.OnChanged = func() {
		strokes, height := k.pad.Strokes()
		s.p.SetDrawing(look.Strokes(strokes), w.InkWidth, height)
	}
	k.drawn = w.Col(8, k.pad, w.Left(w.NewButton("trash", v.Say("petitions.pad.clear"), k.pad.Clear)), k.bad)
	field := func(key, of string) *w.Field {
		return w.NewField(v.Say(key)).Required().Changed(func(text string) { s.p.Set(of, text) })
	}
	k.sheet, k.row, k.date = field("petitions.sheet", present.SignSheet), field("petitions.row", present.SignRow), field("petitions.date", present.SignDate)
	k.row.Entry.Kind = mobile.NumberKeyboard
	onward(s, k.sheet, k.row, k.date)
	k.wet = w.Col(12, w.Row(12, w.Share(3, k.sheet), w.Share(1, k.row), w.Share(2, k.date)), w.Left(w.NewButton("printer", v.Say("petitions.print"), s.p.PrintSheet)))
	k.card = w.Card(16, w.Col(12, w.NewSection("signature", v.Say("petitions.how"), ""), k.slot, k.drawn, k.wet))
	return k
}

func (k *ink) draw(s present.SignState) {
	if !slices.Equal(k.proofs, s.Proofs) {
		k.choices(s)
	}
	if at := slices.Index(k.proofs, s.Draft.Proof); k.segments != nil && at >= 0 && k.segments.Chosen() != at {
		k.segments.SetChosen(at)
	}
	if strokes, _ := k.pad.Strokes(); len(strokes) != len(s.Draft.Drawing.Strokes) {
		k.pad.SetStrokes(look.Ink(s.Draft.Drawing.Strokes), s.Draft.Drawing.Height)
	}
	w.Show(k.drawn, s.Draft.Proof == civic.ProofDrawn)
	w.Show(k.wet, s.Draft.Proof == civic.ProofWet)
	say(k.bad, s.Wrong[present.SignDrawing])
	put(k.sheet, s.Draft.Sheet, s.Wrong[present.SignSheet])
	put(k.row, s.Draft.Row, s.Wrong[present.SignRow])
	put(k.date, s.Draft.Date, s.Wrong[present.SignDate])
}

// choices offers the kinds of signature that the petition admits.
func (k *ink) choices(s present.SignState) {
	k.proofs = s.Proofs
	words := make([]string, len(s.Proofs))
	for i, p := range s.Proofs {
		words[i] = k.s.v.Say("petitions.proof." + string(p))
	}
	k.segments, k.slot.Objects = nil, nil
	if len(words) > 1 {
		k.segments = w.NewSegments(words, max(0, slices.Index(s.Proofs, s.Draft.Proof)), func(i int) { k.s.p.SetProof(k.proofs[i]) })
		k.slot.Objects = []fyne.CanvasObject{k.segments}
	}
	k.slot.Refresh()
	w.Show(k.slot, len(words) > 1)
	w.Settle(k.slot)
}
