package phone_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// standing is a receiver that knows where it is.
type standing struct{ fix present.Fix }

func (s standing) Watch(ctx context.Context, told func(present.Fix)) error {
	told(s.fix)
	<-ctx.Done()
	return ctx.Err()
}

// shutter is a camera that sees one photograph. A deaf one never says that it took it: the program was killed meanwhile.
type shutter struct {
	sees present.PhotoFile
	deaf bool
	err  error
}

func (s shutter) Take(path string, done func(error)) {
	if s.err != nil {
		done(s.err)
		return
	}
	from, err := s.sees.Open()
	if err == nil {
		var to *os.File
		if to, err = os.Create(path + ".new"); err == nil {
			_, err = io.Copy(to, from)
			to.Close()
			from.Close()
		}
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if !s.deaf {
		done(err)
	}
}

// lamp is where a street lamp of the practice district is.
var lamp = civic.Position{Lat: 52.3009, Lon: 42.9012, Accuracy: 8}

// street is a phone's home in the practice district, with a receiver and a camera.
func street(t *testing.T) *uitest.Home {
	t.Helper()
	h := uitest.NewHome(t)
	h.Map()
	h.Fill(time.Hour, func(c *uitest.Clerk) { c.Enroll() })
	h.Env.Positions = standing{present.Fix{At: h.Loop.Now(), Position: lamp, Source: civic.SourceGPS}}
	h.Env.Camera = shutter{sees: uitest.Photo(t, "DSCN0012.jpg")}
	return h
}

func (x *pocket) until(what string, ok func(present.CaptureState) bool) {
	x.Helper()
	p := x.phone.Point()
	x.loop.Until(what, func() bool { return ok(p.Capture.State()) })
}

// A report takes at most six taps and one picture: what PRODUCT.md promises.
func TestReportInSixTaps(t *testing.T) {
	x := newPocket(t, street(t), uitest.Pocket)
	p := x.open()
	x.until("the place is known", func(s present.CaptureState) bool { return s.Placed })
	x.Tap("Сфотографировать")
	x.until("the picture is in", func(s present.CaptureState) bool { return len(s.Photos) == 1 && s.Photos[0].ID != civic.PhotoID{} })
	x.TapAt(x.field(0))
	x.Write("Третий день не горит фонарь у дома")
	x.loop.Drain()
	if kind := p.Capture.State().Kind; kind.Slug == "" {
		t.Errorf("nothing was guessed; offered are %+v", p.Capture.State().Kinds)
	}
	x.Tap("Сохранить обращение")
	x.until("the report is kept", func(s present.CaptureState) bool {
		if len(s.Wrong) > 0 {
			t.Fatalf("wrong: %v", s.Wrong)
		}
		return s.Done.Number != ""
	})
	if x.Taps > 6 {
		t.Errorf("%d taps", x.Taps)
	}
	t.Logf("%d taps and one picture", x.Taps)
	x.WantSaid("Готово")
	got := p.Intake.State().Done
	p.Journal.Show(got.ID)
	x.loop.Until("the report is read", func() bool { return p.Journal.State().Details != nil })
	d := p.Journal.State().Details
	if len(d.Photos) != 1 || !d.Spot.Set || !strings.Contains(d.Text, "фонарь") {
		t.Errorf("kept is %+v", d)
	}
}

// Killed while the camera is in front, the program comes back to the same report, with the picture that came after all.
func TestKilledBehindTheCamera(t *testing.T) {
	h := street(t)
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	x.TapAt(x.field(0))
	x.Write("Не горит фонарь")
	h.Env.Camera = shutter{sees: uitest.Photo(t, "DSCN0012.jpg"), deaf: true}
	if !p.Capture.Shoot() {
		t.Fatal("no camera")
	}
	x.loop.Until("the camera has taken it", func() bool {
		found, _ := filepath.Glob(filepath.Join(h.Env.Home, "shots", "report-*", "*.jpg"))
		return len(found) == 1
	})
	home := t.TempDir()
	if err := os.CopyFS(filepath.Join(home, "killed"), os.DirFS(h.Env.Home)); err != nil { // nothing is ended in order
		t.Fatal(err)
	}
	x.phone.Close()
	h.Env.Home = filepath.Join(home, "killed")
	x.start(uitest.Pocket)
	p = x.open()
	x.until("the report is back", func(s present.CaptureState) bool { return len(s.Photos) == 1 })
	if s := p.Capture.State(); s.Text != "Не горит фонарь" || p.Shell.Top().Page != present.PageIntake {
		t.Errorf("back are %q on %s", s.Text, p.Shell.Top().Page)
	}
	if left, _ := filepath.Glob(filepath.Join(h.Env.Home, "shots", "*")); len(left) > 0 {
		t.Errorf("left lies %q", left)
	}
}

// Where somebody may be hurt, 112 comes first, with a button that calls.
func TestDangerComesFirst(t *testing.T) {
	h := street(t)
	called := ""
	h.Env.OpenURL = func(address string) error { called = address; return nil }
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	x.TapAt(x.field(0))
	x.Write("пахнет газом в подъезде")
	x.loop.Drain()
	if !p.Capture.State().Danger {
		for _, c := range p.Capture.Find("запах газа") {
			if c.Emergency {
				p.Capture.Choose(c.Slug)
			}
		}
	}
	x.WantSaid("Опасно? Сначала 112")
	x.Tap("Позвонить 112")
	if called != "tel:112" {
		t.Errorf("called %q", called)
	}
}

// field is the page's field of that number, counted from its top.
func (x *pocket) field(n int) fyne.CanvasObject {
	x.Helper()
	fields := uitest.Entries(x.Win.Content())
	if n >= len(fields) {
		x.Fatalf("there are %d fields", len(fields))
	}
	return fields[n]
}

func TestCaptureFits(t *testing.T) {
	h := street(t)
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	x.until("the place is known", func(s present.CaptureState) bool { return s.Placed })
	x.loop.Advance(time.Second)
	uitest.Pause(x.loop)
	x.drawAll("capture-empty")
	p.Capture.Shoot()
	x.until("the picture is ready", func(s present.CaptureState) bool { return len(s.Photos) == 1 && len(s.Photos[0].Preview) > 0 })
	p.Capture.SetText("Третий день не горит фонарь у дома 8, дети идут из школы в темноте.")
	p.Capture.Choose("lighting-lamp-out")
	x.loop.Advance(time.Second) // the map is drawn a moment later
	uitest.Pause(x.loop)
	x.drawAll("capture-filled")
	p.Shell.Push(present.PageKind, "")
	x.drawAll("capture-kind")
	p.Shell.Back()
	p.Shell.Push(present.PageSelf, "")
	p.Self.SetNamed(true)
	p.Self.Check()
	x.drawAll("capture-self")
	p.Self.SetNamed(false)
	p.Shell.Back()
	p.Shell.Push(present.PagePin, "")
	uitest.Pause(x.loop)
	x.drawAll("capture-pin")
	p.Shell.Back()
	p.Capture.Save()
	x.until("the report is kept", func(s present.CaptureState) bool {
		if len(s.Wrong)+len(s.Advice) > 0 {
			t.Fatalf("wrong: %v, %q", s.Wrong, s.Advice)
		}
		return s.Done.Number != ""
	})
	x.drawAll("capture-done")
}

// drawAll draws what is in front in every look, on every screen; nothing may overflow.
func (x *pocket) drawAll(state string) {
	x.Helper()
	p := x.phone.Point()
	uitest.EveryPhone(func(l present.Look, size fyne.Size) {
		x.Win.Resize(size)
		uitest.Hold(p, l)
		uitest.Pause(x.loop)
		uitest.Draw(x.T, x.Win, "phone-"+state+"-"+uitest.PhoneName(l, size))
	})
	uitest.Hold(p, uitest.Russian)
}
