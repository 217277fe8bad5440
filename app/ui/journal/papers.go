package journal

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// newPapers are the papers that a report has: its receipt, the original to be signed, the consent, the card for the file.
func newPapers(s *Screen) *fyne.Container {
	label := func(kind present.PaperKind) string { return s.v.Say("papers." + string(kind) + ".label") }
	other := func(icon string, kind present.PaperKind) *w.IconButton {
		return w.NewIconButton(icon, label(kind), func() { s.p.Paper(kind) })
	}
	receipt := w.NewButton("printer", label(present.PaperReceipt), func() { s.p.Paper(present.PaperReceipt) })
	return w.Row(8, w.Grow(receipt), w.Middle(other("signature", present.PaperAppeal)), w.Middle(other("shield-check", present.PaperConsent)),
		w.Middle(other("file-text", present.PaperCard)))
}

// Print shows the receipt of the report that is shown, or else the list as it is narrowed; it is Ctrl+P.
func (s *Screen) Print() bool {
	switch {
	case s.drawn.Details != nil && !s.drawn.Details.Draft:
		s.p.Paper(present.PaperReceipt)
	case s.drawn.Rows > 0:
		s.p.Print(present.Export{})
	default:
		return false
	}
	return true
}
