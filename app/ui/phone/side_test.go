package phone_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
)

// On its side a phone shows every page with its action in reach and room for what it is about; stood up again, it is as before.
func TestOnItsSide(t *testing.T) {
	h := field(t)
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	high := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
	tab, first := x.Find("Отправка"), x.Find("Задания")
	if high(tab) != high(first) || high(tab) < 700 {
		t.Errorf("upright the tabs are at %v and %v", high(tab), high(first))
	}
	x.Win.Resize(uitest.Lying)
	uitest.Pause(h.Loop)
	uitest.Draw(t, x.Win, "side-tasks")
	if high(x.Find("Отправка")) <= high(x.Find("Задания")) {
		t.Error("on its side the tabs aren't below each other")
	}
	x.Tap("Обход")
	x.Tap("Задания")
	x.Tap("Не горит фонарь, новое")
	x.inspects("the picture before", func(s present.InspectState) bool { return s.Loaded && len(s.Before) > 0 })
	uitest.Draw(t, x.Win, "side-task")
	action := x.Find("Снять «после»")
	if end := high(action) + action.Size().Height; end > uitest.Lying.Height {
		t.Errorf("the action ends at %v", end)
	}
	x.Tap("Снять «после»")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
	x.Tap("Сделано") // scrolled to, as a person would
	if p.Inspect.State().Outcome == "" {
		t.Error("an outcome can't be reached")
	}
	x.Win.Resize(uitest.Long)
	if high(x.Find("Отправка")) != high(x.Find("Задания")) {
		t.Error("upright again the tabs are still below each other")
	}
}

// Nor does a citizen's phone hide anything on its side.
func TestACitizensPhoneOnItsSide(t *testing.T) {
	x := village(t)
	p := x.phone.Point()
	x.Win.Resize(uitest.Lying)
	for _, page := range []present.Page{present.PageIntake, present.PageJournal, present.PageMap, present.PagePetitions, present.PageMore} {
		p.Shell.Go(page)
		x.settle()
		uitest.Draw(t, x.Win, "side-"+string(page))
		for _, tab := range []string{"Сообщить", "Мои", "Карта", "Петиции", "Ещё"} {
			o := x.Find(tab)
			if o == nil {
				t.Fatalf("%s: no tab %s", page, tab)
			}
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
			if at.X < 0 || at.Y < 0 || at.Y+o.Size().Height > uitest.Lying.Height || o.Size().Height < 48 {
				t.Errorf("%s: the tab %s is at %v, %v", page, tab, at, o.Size())
			}
		}
	}
}
