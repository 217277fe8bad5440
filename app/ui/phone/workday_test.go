package phone_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// worked is an inspector's phone after a task was done on the spot and a hole noted some way off.
func worked(t *testing.T, h *uitest.Home) *pocket {
	t.Helper()
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("the picture before", func(s present.InspectState) bool { return s.Loaded && len(s.Before) > 0 })
	x.Tap("Снять «после»")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
	p.Inspect.SetOutcome(civic.OutcomeFixed)
	x.Tap("Сдать работу")
	x.inspects("handed in", func(s present.InspectState) bool { return s.Done.Title != "" })
	x.Tap("К заданиям")
	away := lamp
	away.Lat += civic.Degrees(900.0 / 111_195)
	h.Loop.Advance(25 * time.Minute)
	x.walks(away)
	x.Tap("Обход")
	x.loop.Until("ready", func() bool { s := p.Capture.State(); return s.Placed && !s.Begun && s.Done.Number == "" })
	p.Capture.Shoot()
	x.loop.Until("a picture", func() bool { s := p.Capture.State(); return len(s.Photos) == 1 && s.Placed })
	p.Capture.Choose("roads-pothole")
	p.Capture.SetText("Яма у моста")
	p.Capture.Save()
	x.loop.Until("the next", func() bool { s := p.Capture.State(); return len(s.Photos) == 0 && !s.Begun && s.Done.Number == "" })
	return x
}

// walks has the receiver find another place.
func (x *pocket) walks(to civic.Position) {
	x.Helper()
	p := x.phone.Point()
	p.Shell.Put()
	x.env.Positions = standing{present.Fix{At: x.loop.Now(), Position: to, Source: civic.SourceGPS}}
	p.Shell.Front()
	x.loop.Until("the place is another", func() bool {
		s := p.Where.State()
		return s.Known && civic.Distance(s.Here.Position, to) < 20
	})
}

// The day is what was handed in: places in their order, how far, what came of it, what is left; it can be taken along as text and on paper, and
// is the same after the program began again.
func TestWorkday(t *testing.T) {
	x := worked(t, field(t))
	p := x.phone.Point()
	x.Tap("Задания")
	x.loop.Until("the list knows", func() bool { return p.Tasks.State().Today != "" })
	x.Tap("Сегодня сдан 1 выезд")
	x.day(2)
	s := p.Workday.State()
	if s.Stops[0].Title != "Не горит фонарь" || s.Stops[0].Note.Title != "Сделано" || !s.Stops[0].Task || s.Stops[0].Leg != "" || s.Stops[1].Title != "Яма у моста" || s.Stops[1].Task {
		t.Errorf("the places are %+v", s.Stops)
	}
	if s.Stops[1].Leg != "900 м" || len(p.Workday.Way()) != 2 {
		t.Errorf("the way is %q, %v", s.Stops[1].Leg, p.Workday.Way())
	}
	x.WantSaid("2 записи ещё не на портале")
	x.WantSaid("На завтра остаётся 4 задания")
	x.WantSaid("из них 1 просрочено")
	x.Tap("Скопировать текстом")
	copied := fyne.CurrentApp().Clipboard().Content()
	for _, want := range []string{"Итог дня", "Места: 2", "Фото: 2", "По прямой: 900 м", "1. ", "Не горит фонарь", "СТ-04-0413", "Яма у моста", "На завтра остаётся 4 задания, из них 1 просрочено"} {
		if !strings.Contains(copied, want) {
			t.Errorf("copied without %q: %s", want, copied)
		}
	}
	x.Tap("Печать")
	x.loop.Until("the paper is shown", func() bool { return p.Shell.Top().Page == present.PagePreview })
	x.Press(mobile.KeyBack)
	x.day(2)
	x.Tap("Не горит фонарь")
	if top := p.Shell.Top(); top.Page != present.PageTask {
		t.Errorf("a place led to %+v", top)
	}
	x.Press(mobile.KeyBack)
	x.phone.Close()
	x.start(uitest.Long)
	x.open()
	if after := x.day(2); after.Stops[0].Title != "Не горит фонарь" || after.Left.Title != s.Left.Title {
		t.Errorf("begun again it is %+v", after)
	}
}

// day waits until the day on the page has so many places.
func (x *pocket) day(places int) present.WorkdayState {
	x.Helper()
	p := x.phone.Point()
	x.loop.Until("the day is read", func() bool {
		s := p.Workday.State()
		return p.Shell.Top().Page == present.PageWorkday && s.Loaded && len(s.Stops) == places
	})
	return p.Workday.State()
}

// Weeks later, when the portal has taken the task back and it is forgotten here, the day still says which it was and what was left.
func TestWorkdayIsKept(t *testing.T) {
	h := field(t)
	x := worked(t, h)
	p := x.phone.Point()
	p.Shell.Push(present.PageWorkday, "")
	x.day(2)
	x.settle()
	x.phone.Close()
	h.Fill(0, func(c *uitest.Clerk) { c.TakeBack(20*24*time.Hour, uitest.Tasks(h.Loop.Now(), lamp)...) })
	x.loop.Advance(20 * 24 * time.Hour)
	x.start(uitest.Long)
	p = x.open()
	p.Shell.Go(present.PageTasks)
	p.Shell.Push(present.PageWorkday, "")
	x.day(0)
	x.WantSaid("За этот день ничего не сдано")
	for range 20 {
		x.Tap("Предыдущий день")
	}
	s := x.day(2)
	if s.Stops[0].Title != "Не горит фонарь" || !strings.Contains(s.Stops[0].Under, "СТ-04-0413") || s.Left.Title != "К концу дня оставалось 4 задания" {
		t.Errorf("kept is %+v, %+v", s.Stops, s.Left)
	}
	x.Tap("Следующий день")
	x.day(0)
}

func TestWorkdayFits(t *testing.T) {
	x := worked(t, field(t))
	p := x.phone.Point()
	p.Shell.Push(present.PageWorkday, "")
	x.day(2)
	x.drawAll("workday")
	p.Workday.Shift(-1)
	x.day(0)
	x.drawAll("workday-empty")
}
