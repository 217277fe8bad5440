package journal_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// The register as a table, without a pointer: sort, go through it, read a report, come back, narrow it, and show all again.
func TestTableByKeyboard(t *testing.T) {
	h, p := village(t)
	h.Loop.Until("the register is counted", func() bool { return len(p.Journal.State().Picks[1].Options) > 2 })
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	selected := func() int { return p.Journal.State().Selected }
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyF7)
	if said := uitest.Said(win.Content()); !slices.Contains(said, "Заявитель") || !slices.Contains(said, "рег. до 27 ноября") {
		t.Errorf("no table: %q", said)
	}
	uitest.Press(win, fyne.KeyEnd)
	if selected() != 10 {
		t.Errorf("End leads to %d", selected())
	}
	uitest.Press(win, fyne.KeyPageUp, fyne.KeyUp, fyne.KeyHome, fyne.KeyPageDown, fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn)
	h.Loop.Until("the report is there, alone", func() bool {
		all := uitest.Words(win)
		return strings.Contains(all, "Раньше мигал") && !strings.Contains(all, "рег. до 27 ноября")
	})
	uitest.Press(win, fyne.KeyEscape)
	if all := uitest.Words(win); strings.Contains(all, "Раньше мигал") || !strings.Contains(all, "Скользкий тротуар") {
		t.Errorf("the table isn't back:\n%s", all)
	}

	var head *w.GridHead
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if one, ok := o.(*w.GridHead); ok {
			head = one
		}
	})
	win.Canvas().Focus(head)
	uitest.Press(win, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeySpace)
	h.Loop.Until("it is sorted by address", func() bool {
		return p.Journal.State().Sorted == present.ColumnAddress && p.Journal.Row(0).Number == "СТ-04-0007"
	})

	uitest.Press(win, fyne.KeyF8)
	if _, ok := win.Canvas().Focused().(*w.Select); !ok {
		t.Fatalf("F8 leads to %T", win.Canvas().Focused())
	}
	uitest.Press(win, fyne.KeyTab, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn) // the first theme
	h.Loop.Until("one theme is listed", func() bool { s := p.Journal.State(); return s.Narrowed && s.Rows < 11 })
	uitest.Press(win, fyne.KeyF8)
	h.Loop.Until("all are back", func() bool { s := p.Journal.State(); return !s.Narrowed && s.Rows == 11 })

	tool(win, "Столбцы")
	if _, ok := win.Canvas().Focused().(*w.Check); !ok {
		t.Fatalf("the keyboard is on %T", win.Canvas().Focused())
	}
	uitest.Press(win, fyne.KeySpace) // without numbers
	uitest.Press(win, fyne.KeyEscape)
	if slices.Contains(uitest.Said(win.Content()), "№") {
		t.Error("the numbers are still there")
	}
}

// A period of one's own is written; what is no day is said so.
func TestPeriodIsWritten(t *testing.T) {
	h, p := village(t)
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	seat := uitest.Seat{T: t, Win: win}
	win.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) { s.Key(key.Name) })
	h.Loop.Until("the register is counted", func() bool { return len(p.Journal.State().Picks[1].Options) > 2 })
	uitest.Press(win, fyne.KeyF8, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeySpace, fyne.KeyEnd, fyne.KeyReturn)
	seat.Write("23.11")
	uitest.Press(win, fyne.KeyTab)
	seat.Write("23.11.2026")
	uitest.Press(win, fyne.KeyReturn)
	seat.WantSaid("Дата пишется так: 20.11.2026")
	if p.Journal.State().Narrowed {
		t.Error("narrowed by no day")
	}
	field := win.Canvas().Focused().(*w.Entry)
	win.Canvas().FocusPrevious()
	win.Canvas().Focused().(*w.Entry).SetText("23.11.2026")
	win.Canvas().Focus(field)
	uitest.Press(win, fyne.KeyReturn)
	h.Loop.Until("one day is listed", func() bool { s := p.Journal.State(); return s.Narrowed && s.Rows < 11 && s.Rows > 0 })
}
