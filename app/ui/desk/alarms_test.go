package desk_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
)

// What is late stands on the first page, and only there, with a button to where it is put right; it fits in the smallest window.
func TestAlarmsOnTheFirstPage(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	presenttest.Take(t, x.loop, p, "roads-pothole", "Яма", "ул. Лесная, 12")
	p.Go(present.PageIntake)
	for range 5 {
		x.loop.Advance(24 * time.Hour)
	}
	said := func() bool {
		return strings.Contains(uitest.Words(x.win), "дольше, чем позволяет закон")
	}
	x.loop.Until("it alarms", said)
	x.win.Resize(fyne.NewSize(1340, 690))
	uitest.Draw(t, x.win, "desk-alarm")
	p.Go(present.PageJournal)
	x.loop.Drain()
	if said() {
		t.Error("the journal alarms too")
	}
	p.Go(present.PageIntake)
	x.loop.Drain()
	var act *w.Button
	uitest.Visit(x.win.Content(), func(o fyne.CanvasObject) {
		if b, ok := o.(*w.Button); ok && b.AccessibilityLabel() == "Показать" && act == nil {
			act = b
		}
	})
	if act == nil {
		t.Fatal("there is no button")
	}
	act.Tapped(nil)
	if p.State().Page != present.PageOutbox {
		t.Errorf("it led to %s", p.State().Page)
	}
}
