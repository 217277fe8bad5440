package desk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/desk"
	"priyom/app/ui/uitest"
	"priyom/app/ui/uitest/district"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/vault"
)

// window is a desk in a test window, over a real home folder.
type window struct {
	uitest.Seat
	loop *presenttest.Loop
	env  *present.Env
	desk *desk.Desk
	win  *driven
}

// driven is a window that a test can drop files on and press shortcuts in: Fyne's test window hears of neither.
type driven struct {
	fyne.Window
	canvas  *shortcuts
	dropped func(fyne.Position, []fyne.URI)
}

func drive(win fyne.Window) *driven {
	return &driven{Window: win, canvas: &shortcuts{Canvas: win.Canvas(), acts: map[string]func(fyne.Shortcut){}}}
}

func (d *driven) SetOnDropped(f func(fyne.Position, []fyne.URI)) { d.dropped = f }
func (d *driven) Canvas() fyne.Canvas                            { return d.canvas }

// shortcuts is a canvas that remembers them.
type shortcuts struct {
	fyne.Canvas
	acts map[string]func(fyne.Shortcut)
}

func (s *shortcuts) AddShortcut(key fyne.Shortcut, act func(fyne.Shortcut)) {
	s.acts[key.ShortcutName()] = act
}

func newWindow(t *testing.T, change func(*present.Env)) *window {
	t.Helper()
	a := test.NewTempApp(t)
	win := drive(test.NewTempWindow(t, nil))
	x := &window{Seat: uitest.Seat{T: t, Win: win}, loop: presenttest.NewLoop(t), win: win}
	x.env = presenttest.Env(t, x.loop)
	if change != nil {
		change(x.env)
	}
	x.desk = desk.New(a, x.win, x.env, nil)
	x.desk.Open()
	t.Cleanup(x.desk.Close)
	return x
}

// open waits until the gate is passed.
func (x *window) open() *present.Point {
	x.Helper()
	x.loop.Until("the gate opens", func() bool { return x.desk.Point() != nil })
	return x.desk.Point()
}

// press types keys one after the other.
func (x *window) press(names ...fyne.KeyName) {
	x.Helper()
	for _, name := range names {
		x.Press(name)
		x.loop.Drain()
	}
}

func (x *window) write(text string) {
	x.Helper()
	x.Write(text)
	x.loop.Drain()
}

func (x *window) ctrl(key fyne.KeyName) {
	pressed := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	x.win.canvas.acts[pressed.ShortcutName()](pressed)
	x.loop.Drain()
}

// TestFirstStartByKeyboard goes from nothing to a saved report without a mouse.
func TestFirstStartByKeyboard(t *testing.T) {
	at := portaltest.Start(t, t.TempDir(), 0)
	code, _, err := at.Invite(t.Context(), civic.RolePoint, "с. Ставчены")
	if err != nil {
		t.Fatal(err)
	}
	x := newWindow(t, func(env *present.Env) { env.Secrets = vault.Secrets{} })
	x.loop.Until("the passphrase has the keyboard", func() bool { return x.win.Canvas().Focused() != nil })
	x.write("четыре слова подряд")
	x.press(fyne.KeyTab, fyne.KeyTab)
	x.write("четыре слова подряд")
	x.press(fyne.KeyReturn)
	p := x.open()
	x.write(at.Server.URL)
	x.press(fyne.KeyTab)
	x.write(code)
	x.press(fyne.KeyReturn)
	x.loop.Until("it is enrolled", func() bool { return p.State().Place == "с. Ставчены" && p.State().Page == present.PageIntake })
	if !strings.Contains(x.win.Title(), "с. Ставчены") {
		t.Errorf("the window is called %q", x.win.Title())
	}
	x.press(fyne.KeyF6) // a caller without a name: on to what happened
	x.write("яма на дор")
	x.press(fyne.KeyReturn, fyne.KeyF6)
	x.write("Ставчены")
	x.press(fyne.KeyTab)
	x.write("ул. Лесная, 12")
	p.Intake.SetText("Яма у остановки")
	x.press(fyne.KeyF10)
	x.loop.Until("it arrived", func() bool { return len(at.AllReports(t)) == 1 })
	for _, r := range at.AllReports(t) {
		if r.Settlement != "Ставчены" || r.Address != "ул. Лесная, 12" || !strings.HasPrefix(string(r.Category), "roads") {
			t.Errorf("arrived: %+v", r)
		}
	}
}

func TestPagesByKeyboard(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	for _, c := range []struct {
		key  fyne.KeyName
		page present.Page
	}{{fyne.Key2, present.PageJournal}, {fyne.Key3, present.PageMap}, {fyne.Key4, present.PagePetitions}, {fyne.Key5, present.PageHandOver}, {fyne.Key6, present.PageDay}, {fyne.Key7, present.PageStats}, {fyne.Key8, present.PageOutbox}, {fyne.Key9, present.PageSettings}, {fyne.Key0, present.PageEnroll}, {fyne.Key1, present.PageIntake}} {
		if x.ctrl(c.key); p.State().Page != c.page {
			t.Errorf("Ctrl+%s leads to %s", c.key, p.State().Page)
		}
	}
	x.ctrl(fyne.Key2)
	x.ctrl(fyne.KeyF)
	x.write("яма")
	x.loop.Until("the journal is searched", func() bool { return p.Journal.State().Query == "яма" })
}

func TestFilesAreDroppedAnywhere(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	p.Go(present.PageJournal)
	dir, ok := presenttest.SharedPhotos()
	if !ok {
		t.Skip("needs the real photographs in ../shared/photos")
	}
	x.win.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(filepath.Join(dir, "DSCN0010.jpg")), storage.NewFileURI(filepath.Join(dir, "README.md"))})
	if p.State().Page != present.PageIntake {
		t.Errorf("page %s", p.State().Page)
	}
	x.loop.Until("the photo is taken in and the other refused", func() bool {
		s := p.Intake.State()
		return len(s.Photos) == 1 && s.Place.Set && len(s.Refused) == 1
	})
}

func TestPhotosAreChosenByKeyboard(t *testing.T) {
	var dir string
	x := newWindow(t, func(env *present.Env) {
		env.Roots = func() []present.Root { return []present.Root{{Key: "pictures", Path: dir}} }
	})
	dir = t.TempDir()
	uitest.Save(t, dir, uitest.Photo(t, "DSCN0010.jpg"), uitest.Photo(t, "DSCN0012.jpg"))
	if err := os.Mkdir(filepath.Join(dir, "село"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := x.open()
	p.Go(present.PageIntake)
	x.press(fyne.KeyF6, fyne.KeyF6, fyne.KeyF6, fyne.KeyReturn)
	x.loop.Until("the folder is shown", func() bool { return p.State().Page == present.PagePicker && p.Picker.State().Rows == 4 })
	x.press(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if n := p.Picker.State().Chosen; n != 2 {
		t.Fatalf("%d are chosen", n)
	}
	x.press(fyne.KeyF10)
	x.loop.Until("both are in the form", func() bool {
		return p.State().Page == present.PageIntake && len(p.Intake.State().Photos) == 2 && !p.Intake.State().Taking
	})
	if f, ok := x.win.Canvas().Focused().(fyne.CanvasObject); !ok || w.CanvasShowing(f) == nil {
		t.Errorf("the keyboard isn't in the form: %T", f)
	}
}

func TestLookChangesAtOnceAndKeepsWhatWasTyped(t *testing.T) {
	x := newWindow(t, nil)
	p := x.open()
	p.Go(present.PageIntake)
	x.write("Петрова")
	p.Settings.SetLook(present.Look{Lang: civic.LangUK, Dark: true, Scale: 1.25})
	if x.win.Title() != "Прийом — без порталу" {
		t.Errorf("the window is called %q", x.win.Title())
	}
	if got := p.Intake.State().Report.Reporter.Name; got != "Петрова" {
		t.Errorf("typed: %q", got)
	}
	x.write("\u0430") // goes on in the new window
	if got := p.Intake.State().Report.Reporter.Name; !strings.Contains(got, "Петрова") || len([]rune(got)) != 8 {
		t.Errorf("typed on: %q", got)
	}
}

// TestPracticeDistrict tries a whole portal on this machine, and leaves it again without a trace in the real journal.
func TestPracticeDistrict(t *testing.T) {
	x := newWindow(t, func(env *present.Env) { env.Demo = district.Start(t) })
	real := x.open()
	real.Enroll.TryDemo()
	x.loop.Until("the practice district is open", func() bool { return x.desk.Point() != real })
	p := x.desk.Point()
	if s := p.State(); !s.Demo || s.Place != "с. Липовый Лог" || s.Page != present.PageIntake {
		t.Fatalf("%+v", s)
	}
	x.loop.Until("its map is open", func() bool { return p.Maps.Source() != nil })
	if _, ok := p.Maps.Home(); !ok {
		t.Error("the map doesn't know the place")
	}
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		p.Settings.SetLook(l)
		x.win.Resize(size)
		uitest.Draw(t, x.win, "desk-demo-"+uitest.Name(l)+"-"+uitest.SizeName(size))
	})
	presenttest.Take(t, x.loop, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	x.loop.Until("it is delivered", func() bool { return p.Journal.Row(0).Status == civic.StatusDelivered })
	p.Settings.LeaveDemo()
	x.loop.Until("the real journal is open", func() bool { return x.desk.Point() != p })
	back := x.desk.Point()
	x.loop.Until("it is read", func() bool { return !back.Journal.State().Loading })
	if s := back.State(); s.Demo || back.Journal.State().Rows != 0 || s.Page != present.PageEnroll {
		t.Errorf("%+v, %d rows", s, back.Journal.State().Rows)
	}
}
