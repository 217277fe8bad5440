package journal_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// What is listed is printed as it is narrowed, and a report's card for the point's file, all by keys.
func TestListAndCardArePrinted(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageJournal)
	h.Loop.Until("the list is read", func() bool { return p.Journal.State().Rows > 0 })
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	made := func(title string) {
		t.Helper()
		h.Loop.Until(title+" is laid out", func() bool { return p.Preview.State().Pages > 0 })
		if got := p.Preview.State().Title; p.State().Page != present.PagePreview || got != title {
			t.Errorf("page %s shows %q, want %q", p.State().Page, got, title)
		}
		p.Preview.Close()
	}
	if !s.Print() {
		t.Fatal("the list isn't printed")
	}
	made(p.Voice().Say("register.sheet"))
	p.Journal.Select(0)
	h.Loop.Until("the details are there", func() bool { return p.Journal.State().Details != nil })
	for range 60 {
		if b, ok := win.Canvas().Focused().(*w.IconButton); ok && b.AccessibilityLabel() == "Карточка" {
			break
		}
		win.Canvas().FocusNext()
	}
	uitest.Press(win, fyne.KeySpace)
	made("Карточка " + p.Journal.State().Details.Number)
}
