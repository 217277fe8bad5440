package desk_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
)

// A table is chosen from this computer's folders and comes back to its page; what was read goes into the journal.
func TestTableIsChosenAndTakenIn(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	path := filepath.Join(t.TempDir(), "журнал.csv")
	if err := os.WriteFile(path, []byte("Дата;Адрес;Вид\n20.11.2025;ул. Лесная, 12;яма на дороге\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Go(present.PageJournal)
	p.Bulk.Begin()
	if s := p.State(); s.Page != present.PageBulk {
		t.Fatalf("on the page %s", s.Page)
	}
	for range 20 { // to the button
		if x.win.Canvas().Focused() != nil {
			x.press(fyne.KeyReturn)
		}
		if p.State().Page == present.PagePicker {
			break
		}
		x.press(fyne.KeyTab)
	}
	if p.State().Page != present.PagePicker {
		t.Fatal("no table is asked for")
	}
	p.Picker.GoTo(path)
	x.loop.Until("the table is read", func() bool { return p.State().Page == present.PageBulk && p.Bulk.State().Step == present.BulkPlan })
	x.press(fyne.KeyF10)
	x.loop.Until("it is in", func() bool { return p.Bulk.State().Step == present.BulkDone })
	x.press(fyne.KeyEscape)
	x.loop.Until("it is in the journal", func() bool { return p.State().Page == present.PageJournal && p.Journal.State().Rows == 1 })
}
