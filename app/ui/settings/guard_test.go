package settings_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// An administrator closes what a clerk shouldn't change, by keys alone; a wrong PIN doesn't open it, the right one does until
// the page is left, and what people need for their eyes stays open.
func TestGuardByKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageSettings)
	_, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	idle := func() { h.Loop.Until("it is done", func() bool { return !p.Guard.State().Busy }) }
	seat := uitest.Seat{T: t, Win: win}
	pressButton(t, win, "Закрыть PIN-кодом…")
	seat.Write("482915")
	seat.Press(fyne.KeyReturn)
	seat.Write("482916")
	seat.Press(fyne.KeyReturn)
	seat.WantSaid(p.Guard.State().Problem)
	if p.Guard.State().On {
		t.Fatal("closed under a PIN that was typed in two ways")
	}
	seat.Press(fyne.KeyBackspace)
	seat.Write("5")
	seat.Press(fyne.KeyReturn)
	idle()
	if s := p.Guard.State(); !s.On || s.Open {
		t.Fatalf("%+v", s)
	}
	uitest.DrawAll(t, p, "settings-guarded", func() fyne.CanvasObject { return page(p) })
	_, win, _ = at(t, p, uitest.Russian, uitest.Usual)
	seat = uitest.Seat{T: t, Win: win}
	for _, closed := range []string{"Резервная копия", "Срок хранения"} {
		if seat.Said(closed) {
			t.Errorf("%q is open", closed)
		}
	}
	seat.WantSaid("Размер текста")
	p.Keeping.SetMonths(1)
	p.Backup.Choose()
	p.Maps.Pick()
	p.Settings.Staff.Add()
	h.Loop.Drain()
	if p.State().Page != present.PageSettings || p.Settings.Staff.State().Form != present.StaffNone || p.Keeping.State().Chosen != 0 {
		t.Error("something behind the lock was changed")
	}
	tabTo(t, win, "the PIN", func(f fyne.Focusable) bool { e, ok := f.(*w.Entry); return ok && e.Password })
	seat.Write("1111")
	seat.Press(fyne.KeyReturn)
	idle()
	if p.Guard.State().Open {
		t.Fatal("any PIN opens it")
	}
	seat.WantSaid(p.Guard.State().Problem)
	p.Guard.Enter("482915")
	idle()
	seat.WantSaid("Резервная копия")
	for e := range entries(win) {
		if strings.Contains(e.Text, "4829") {
			t.Error("the PIN is still in a field")
		}
	}
	p.Go(present.PageJournal)
	p.Go(present.PageSettings)
	if p.Guard.State().Open {
		t.Error("it is still open after the page was left")
	}
	p.Guard.Enter("482915")
	idle()
	pressButton(t, win, "Снять замок")
	idle()
	if s := p.Guard.State(); s.On || !s.Open {
		t.Errorf("%+v", s)
	}
}

// entries are the fields that are shown.
func entries(win fyne.Window) map[*w.Entry]bool {
	found := map[*w.Entry]bool{}
	uitest.Visit(win.Content(), func(o fyne.CanvasObject) {
		if e, ok := o.(*w.Entry); ok {
			found[e] = true
		}
	})
	return found
}
