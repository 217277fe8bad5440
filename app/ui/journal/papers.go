package journal

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
)

// newPapers are the papers that a report has: its receipt, the original to be signed, the consent.
func newPapers(s *Screen) *fyne.Container {
	paper := func(icon string, kind present.PaperKind) *w.Button {
		return w.NewButton(icon, s.v.Say("papers."+string(kind)+".label"), func() { s.p.Paper(kind) })
	}
	return w.Flow(8, 8, paper("printer", present.PaperReceipt), paper("signature", present.PaperAppeal), paper("", present.PaperConsent))
}

// Print shows the receipt of the report that is shown; it is Ctrl+P.
func (s *Screen) Print() bool {
	if s.drawn.Details == nil || s.drawn.Details.Draft {
		return false
	}
	s.p.Paper(present.PaperReceipt)
	return true
}
