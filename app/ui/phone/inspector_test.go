package phone_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// field is an inspector's phone in the practice district, by a lamp.
func field(t *testing.T) *uitest.Home {
	t.Helper()
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(time.Hour, func(c *uitest.Clerk) {
		c.EnrollInspector()
		c.Assign(uitest.Photo(t, "DSCN0010.jpg"), uitest.Tasks(h.Loop.Now(), lamp)...)
	})
	h.Env.Positions = standing{present.Fix{At: h.Loop.Now(), Position: lamp, Source: civic.SourceGPS}}
	h.Env.Camera = shutter{sees: uitest.Bare(t, "DSCN0012.jpg")}
	return h
}

func (x *pocket) tasks() *present.Point {
	x.Helper()
	p := x.open()
	x.loop.Until("the tasks are there", func() bool { return len(p.Tasks.State().Rows) > 0 && p.Where.State().Known && p.Tasks.State().Map })
	return p
}

func (x *pocket) inspects(what string, ok func(present.InspectState) bool) {
	x.Helper()
	p := x.phone.Point()
	x.loop.Until(what, func() bool { return ok(p.Inspect.State()) })
}

// The nearest task is done on the spot: opened, shown, said, handed in, and the list knows.
func TestATaskIsDoneOnTheSpot(t *testing.T) {
	x := newPocket(t, field(t), uitest.Long)
	p := x.tasks()
	if at := p.Shell.Top().Page; at != present.PageTasks {
		t.Fatalf("it begins at %s", at)
	}
	x.WantSaid("Не горит фонарь")
	x.Tap("Не горит фонарь, новое")
	x.inspects("the picture before", func(s present.InspectState) bool { return s.Loaded && len(s.Before) > 0 })
	x.WantSaid("Снять «после»")
	x.Tap("Снять «после»")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
	x.Tap("Сдать работу")
	if s := p.Inspect.State(); s.Wrong[present.InspectOutcome] == "" || s.Done.Title != "" {
		t.Errorf("handed in without an outcome: %+v", s.Wrong)
	}
	x.Tap("Сделано")
	x.Tap("Сдать работу")
	x.inspects("handed in", func(s present.InspectState) bool { return s.Done.Title != "" })
	x.Tap("К заданиям")
	x.loop.Until("the list knows", func() bool {
		for _, r := range p.Tasks.State().Rows {
			if r.Title == "Не горит фонарь" {
				return r.N == 0 && r.Note.Title == "Сделано"
			}
		}
		return false
	})
	if at := p.Shell.Top().Page; at != present.PageTasks {
		t.Errorf("it ends at %s", at)
	}
}

// Killed while the camera is in front, the program comes back to the same task with the same words, and the picture that came after all.
func TestKilledBehindTheCameraOnATask(t *testing.T) {
	h := field(t)
	h.Env.Camera = shutter{sees: uitest.Bare(t, "DSCN0012.jpg"), deaf: true}
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("loaded", func(s present.InspectState) bool { return s.Loaded })
	p.Inspect.SetOutcome(civic.OutcomePartly)
	p.Inspect.SetComment("Лампы нет на складе")
	x.Tap("Снять «после»")
	x.loop.Until("a picture on the disk", func() bool {
		found, err := filepath.Glob(filepath.Join(h.Env.Home, "shots", "inspection-*", "*.jpg"))
		return err == nil && len(found) == 1
	})
	x.phone.Close() // what a kill leaves is at least what this leaves: the camera never answered
	x.start(uitest.Long)
	p = x.open()
	x.inspects("the task", func(s present.InspectState) bool { return s.Loaded })
	x.inspects("the picture that came after all", func(s present.InspectState) bool { return len(s.Photos) == 1 && len(s.After) > 0 })
	s := p.Inspect.State()
	if p.Shell.Top().Page != present.PageTask || s.Comment != "Лампы нет на складе" || s.Outcome != civic.OutcomePartly {
		t.Errorf("it came back to %s with %q", p.Shell.Top().Page, s.Comment)
	}
	if left, _ := os.ReadDir(filepath.Join(h.Env.Home, "shots")); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}

// A picture that comes when nobody waits for the camera any more is with its task as soon as the program is in front again: no start is
// needed. A second picture never stands where the first one did.
func TestLatePictureOfATask(t *testing.T) {
	h := field(t)
	asked := map[string]bool{}
	h.Env.Camera = asks{shutter{err: present.ErrCameraLeft}, asked}
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("loaded", func(s present.InspectState) bool { return s.Loaded })
	for range 3 { // the person goes back from the camera each time
		before := len(asked)
		if !p.Inspect.Shoot() {
			t.Fatal("no camera")
		}
		x.inspects("back from the camera", func(s present.InspectState) bool { return len(asked) > before && !s.Shooting })
	}
	if len(asked) != 3 {
		t.Fatalf("a path was given twice: %v", asked)
	}
	for path := range asked { // and the camera brings one after all
		shutter{sees: uitest.Bare(t, "DSCN0012.jpg"), deaf: true}.Take(path, nil)
		break
	}
	x.phone.Hidden()
	x.phone.Front()
	x.inspects("the picture is with its task", func(s present.InspectState) bool { return len(s.Photos) == 1 && len(s.After) > 0 })
	x.phone.Front() // it isn't taken in again
	x.settle()
	if s := p.Inspect.State(); len(s.Photos) != 1 || len(s.Refused) != 0 {
		t.Errorf("%d pictures, refused %q", len(s.Photos), s.Refused)
	}
	if left, _ := filepath.Glob(filepath.Join(h.Env.Home, "shots", "*", "*.jpg")); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}

// asks is a camera that remembers where it was to put pictures.
type asks struct {
	present.Camera
	asked map[string]bool
}

func (a asks) Take(path string, done func(error)) {
	a.asked[path] = true
	a.Camera.Take(path, done)
}

// A photo from elsewhere asks why; made-up positions do too.
func TestFarAwayAsksWhy(t *testing.T) {
	h := field(t)
	away := lamp
	away.Lat += 0.02
	h.Env.Positions = standing{present.Fix{At: h.Loop.Now(), Position: away, Source: civic.SourceGPS}}
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("loaded", func(s present.InspectState) bool { return s.Loaded })
	x.Tap("Снять «после»")
	x.inspects("the picture", func(s present.InspectState) bool {
		return len(s.Photos) == 1 && s.Photos[0].State == civic.PhotoPrepared
	})
	p.Inspect.SetOutcome(civic.OutcomeFixed)
	if s := p.Inspect.State(); !s.Asks || s.Checks[0].Tone != present.ToneWarn {
		t.Errorf("doesn't ask: %+v", s.Checks)
	}
	x.Tap("Сдать работу")
	if s := p.Inspect.State(); s.Wrong[present.InspectOverride] == "" {
		t.Errorf("handed in without a reason: %+v", s)
	}
	p.Inspect.SetOverride("Дорога перекрыта")
	x.Tap("Сдать работу")
	x.inspects("handed in", func(s present.InspectState) bool { return s.Done.Title != "" })
}

// In a round one place follows the other: a picture, a kind, saved, and the form is empty again.
func TestRound(t *testing.T) {
	x := newPocket(t, field(t), uitest.Pocket)
	p := x.tasks()
	x.Tap("Обход")
	for n := range 2 {
		x.loop.Until("ready", func() bool { s := p.Capture.State(); return !s.Begun && s.Done.Number == "" })
		p.Capture.Shoot()
		x.loop.Until("a picture", func() bool { s := p.Capture.State(); return len(s.Photos) == 1 && s.Placed })
		p.Capture.Choose("roads-pothole")
		p.Capture.Save()
		x.loop.Until("the next", func() bool { s := p.Capture.State(); return len(s.Photos) == 0 && !s.Begun && s.Done.Number == "" })
		_ = n
	}
	x.WantSaid("Снято 2 места")
}

func TestInspectorFits(t *testing.T) {
	h := field(t)
	x := newPocket(t, h, uitest.Long)
	p := x.tasks()
	show := func(name string, l present.Look, size fyne.Size) {
		x.Win.Resize(size)
		uitest.Hold(p, l)
		uitest.Pause(h.Loop)
		uitest.Draw(t, x.Win, "phone-"+name+"-"+uitest.PhoneName(l, size))
	}
	uitest.EveryPhone(func(l present.Look, size fyne.Size) { show("tasks", l, size) })
	uitest.Hold(p, present.Look{Lang: civic.LangRU, Scale: 1})
	x.Tap("Не горит фонарь, новое")
	x.inspects("the picture before", func(s present.InspectState) bool { return s.Loaded && len(s.Before) > 0 })
	uitest.EveryPhone(func(l present.Look, size fyne.Size) { show("task", l, size) })
	uitest.Hold(p, present.Look{Lang: civic.LangRU, Scale: 1})
	x.Tap("Снять «после»")
	x.inspects("the picture after", func(s present.InspectState) bool { return len(s.After) > 0 })
	p.Inspect.SetOutcome(civic.OutcomeFixed)
	p.Inspect.SetComment("Заменили лампу и зажим")
	uitest.EveryPhone(func(l present.Look, size fyne.Size) { show("task-after", l, size) })
	x.Press(mobile.KeyBack)
	p.Shell.Go(present.PageRound)
	uitest.EveryPhone(func(l present.Look, size fyne.Size) { show("round", l, size) })
}
