package journal_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// Everything without a pointer: look through the list, search, read what was found, look at its photos, go on with a draft.
func TestJournalByKeyboard(t *testing.T) {
	h, p := village(t)
	look := uitest.Russian
	s, win, asked := at(t, p, look, uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	shown := func(what string) {
		t.Helper()
		h.Loop.Until("it shows "+what, func() bool { return strings.Contains(uitest.Words(win), what) })
	}
	s.Focus(win.Canvas())
	shown("Пахнет газом на улице")
	if p.Journal.State().Selected != 0 {
		t.Errorf("the keyboard began at row %d", p.Journal.State().Selected)
	}
	uitest.Press(win, fyne.KeyEnd)
	shown("Раньше мигал")
	for _, want := range []string{"СТ-04-0001", "46.95811, 28.82647", "Петрова Анна Сергеевна", "лист №\u00a0117", "МУП «Горсвет»: выехала бригада", "Фото 1 из 3"} {
		if !strings.Contains(uitest.Words(win), want) {
			t.Errorf("the details don't say %q", want)
		}
	}

	s.FocusSearch()
	test.Type(win.Canvas().Focused(), "кантемира перех")
	h.Loop.Until("one is found", func() bool { return p.Journal.State().Rows == 1 })
	uitest.Press(win, fyne.KeyDown) // from the search into the list
	shown("Ещё не на портале")
	if !strings.Contains(uitest.Words(win), "Файл на этом компьютере повреждён") && !strings.Contains(uitest.Words(win), "Связь оборвалась") {
		t.Errorf("nothing says why it is still here:\n%s", uitest.Words(win))
	}

	for range 12 { // to the large photo
		if _, ok := win.Canvas().Focused().(*w.Thumb); ok {
			break
		}
		win.Canvas().FocusNext()
	}
	large := win.Canvas().Focused()
	uitest.Press(win, fyne.KeyReturn)
	pause(h)
	uitest.Press(win, fyne.KeyRight)
	if !strings.Contains(uitest.Words(win), "Фото 2 из 2") {
		t.Error("the arrow didn't turn to the next photo")
	}
	uitest.Press(win, fyne.KeyEscape)
	if win.Canvas().Focused() != large {
		t.Errorf("after the photo the keyboard is on %T", win.Canvas().Focused())
	}
	win.Canvas().FocusNext()
	for range 12 { // to the number's copy
		if b, ok := win.Canvas().Focused().(*w.IconButton); ok && b.AccessibilityLabel() == "Скопировать номер" {
			break
		}
		win.Canvas().FocusNext()
	}
	uitest.Press(win, fyne.KeySpace)
	if asked.Copied != "СТ-04-0010" || len(asked.Said) != 1 {
		t.Errorf("copied %q, said %q", asked.Copied, asked.Said)
	}

	s.FocusSearch()
	uitest.Press(win, fyne.KeyEscape) // clears it
	h.Loop.Until("all are back", func() bool { return p.Journal.State().Rows == 11 })
	p.Journal.Filter(1)
	h.Loop.Until("drafts are listed", func() bool { return p.Journal.State().Rows == 2 })
	pause(h)
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyDown)
	shown("Продолжить")
	uitest.Press(win, fyne.KeyReturn)
	h.Loop.Until("the draft is in the form", func() bool { return p.State().Page == present.PageIntake })
}

// Where there is room for one of the two only, Enter shows the report in place of the list, and Esc the list again.
func TestNarrowJournal(t *testing.T) {
	h, p := village(t)
	look := present.Look{Lang: civic.LangRU, Scale: 1.5}
	s, win, _ := at(t, p, look, uitest.Least)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyEnd, fyne.KeyReturn)
	choose(h, p, lastRow(p))
	if all := uitest.Words(win); !strings.Contains(all, "Раньше мигал") || strings.Contains(all, "Состояние") {
		t.Errorf("not the report alone:\n%s", all)
	}
	uitest.Draw(t, win, "journal-alone-"+uitest.Name(look))
	uitest.Press(win, fyne.KeyEscape)
	if all := uitest.Words(win); strings.Contains(all, "Раньше мигал") || !strings.Contains(all, "Состояние") {
		t.Errorf("the list isn't back:\n%s", all)
	}
}

// A list that scrolls faster than it is read shows calm bars, and then the words, and stays where it is.
func TestRowsComeLater(t *testing.T) {
	h := uitest.NewHome(t)
	h.FillQuickly(1, uitest.Many(300))
	p := h.Open()
	p.Go(present.PageJournal)
	h.Loop.Until("the journal is read", func() bool { return p.Journal.State().Rows == 300 })
	_, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	test.Scroll(win.Canvas(), fyne.NewPos(500, 400), 0, -9000)
	before := uitest.Words(win)
	if strings.Contains(before, "ул. Лесная, 140,") {
		t.Fatal("the row was there before it was read")
	}
	uitest.Draw(t, win, "journal-coming-ru")
	h.Loop.Until("the rows are there", func() bool { return strings.Contains(uitest.Words(win), "ул. Лесная, 140,") })
	if p.Journal.State().Selected >= 0 {
		t.Error("scrolling selected something")
	}
	read, flashed := false, false // the list is read anew: what one looks at doesn't flash, and stays where it is
	draw := p.Journal.OnChange
	p.Journal.OnChange = func() {
		read, flashed = true, flashed || !p.Journal.Row(159).Loaded
		draw()
	}
	p.Journal.Reload()
	h.Loop.Until("it is read anew", func() bool { return read })
	if flashed || !strings.Contains(uitest.Words(win), "ул. Лесная, 140,") {
		t.Error("a new reading blanked or moved the list")
	}
	boxes := 0
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if _, ok := o.(*w.StatusChip); ok {
			boxes++
		}
	})
	if boxes > 20 {
		t.Errorf("%d rows exist", boxes)
	}
}
