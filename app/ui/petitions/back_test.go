package petitions_test

import (
	"testing"

	"priyom/app/ui/petitions"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// Whoever took a signature finds it by a name, looks at a document and takes it back.
func TestTakenBackOnThePage(t *testing.T) {
	h, p := village(t)
	uitest.Dress(t, p, uitest.Russian)
	p.Petitions.Choose(0)
	screen := petitions.New(p.Petitions, p.Voice(), &host{})
	win := uitest.Show(t, p, screen.Content(), uitest.Usual)
	h.Loop.Drain()
	p.Petitions.Seek("Козак")
	h.Loop.Until("he is found", func() bool { return len(p.Petitions.Back().Found) == 1 })
	uitest.WantSaid(t, win, "Козак Иван Петрович")
	p.Petitions.ChooseBack(0)
	p.Petitions.Withdraw()
	uitest.WantSaid(t, win, "Сначала проверьте, кто это, и отметьте как")
	uitest.Draw(t, win, "petitions-back")
	p.Petitions.SetBackChecked(civic.CheckedDocument)
	p.Petitions.Withdraw()
	h.Loop.Until("it is taken back", func() bool { return p.Petitions.Back().Done != "" })
	uitest.WantSaid(t, win, "Подпись отозвана. Портал узнает об этом при связи.")
}
