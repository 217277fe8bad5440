package enroll_test

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/theme"
	"priyom/app/ui/enroll"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// desk is the page in a window, over a point without a portal.
type desk struct {
	*testing.T
	loop   *presenttest.Loop
	point  *present.Point
	screen *enroll.Screen
	canvas fyne.Canvas
}

// noDemo can't start a district: only its card is looked at.
func noDemo(context.Context, string, string) (present.Demo, error) {
	return nil, errors.New("no district here")
}

func open(t *testing.T, l present.Look, size fyne.Size) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(l, theme.Desk))
	d := &desk{T: t, loop: presenttest.NewLoop(t)}
	env := presenttest.Env(t, d.loop)
	env.Locale, env.Demo = l.Lang, noDemo
	d.point = presenttest.Open(t, d.loop, env)
	v := d.point.Voice()
	d.screen = enroll.New(d.point.Enroll, v)
	rail := w.NewNavRail("mail-check", v.Say("app.name"), v.Say("nav.loose"), []w.NavItem{
		{Key: "intake", Icon: "file-plus", Title: v.Say("nav.intake")},
		{Key: "enroll", Icon: "link", Title: v.Say("nav.enroll")},
	}, nil)
	rail.SetCurrent("enroll")
	strip := w.NewOutboxStrip(nil)
	s := d.point.State().Strip
	strip.Set(s.Icon, look.Role(s.Tone), s.Sentence, s.Aside)
	frame := w.NewDeskFrame(rail, strip)
	frame.SetPage(d.screen.Content())
	win := test.NewTempWindow(t, frame)
	win.SetPadded(false)
	win.Resize(size)
	d.canvas = win.Canvas()
	d.screen.Focus(d.canvas)
	return d
}

func (d *desk) write(text string) { test.Type(d.canvas.Focused(), text) }
func (d *desk) press(key fyne.KeyName) {
	d.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: key})
}

// says returns every line that is drawn.
func (d *desk) says() (lines []string) {
	visit(d.screen.Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			lines = append(lines, o.Text)
		case *w.Paragraph:
			lines = append(lines, o.Text())
		}
	})
	return lines
}

func (d *desk) wantSaid(what string) {
	d.Helper()
	if lines := d.says(); !slices.Contains(lines, what) {
		d.Errorf("%q isn't said, but %q", what, lines)
	}
}

// visit walks over everything that is drawn, widgets' insides included.
func visit(o fyne.CanvasObject, f func(o fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	f(o)
	switch o := o.(type) {
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			visit(child, f)
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			visit(child, f)
		}
	}
}

var (
	wide  = fyne.NewSize(1366, 768)
	small = fyne.NewSize(1024, 700)
)

// deaf is an address where nobody listens.
func deaf(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return "http://" + l.Addr().String()
}

// What is missing is said where it is missing, and the keyboard is put there; what the line says is said beneath both.
func TestWhatIsWrongIsSaid(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	url := d.canvas.Focused()
	d.write(deaf(t))
	d.press(fyne.KeyReturn)
	code := d.canvas.Focused()
	if code == url {
		t.Fatal("Enter stays in the address")
	}
	d.press(fyne.KeyReturn)
	d.wantSaid("Напишите код, который дал администратор")
	d.write("ABCD-EFGH")
	d.press(fyne.KeyReturn)
	d.wantSaid("Подключаю…")
	if !code.(*w.Entry).Disabled() {
		t.Error("the code can be changed while it is on its way")
	}
	d.loop.Until("the line has said no", func() bool { return !d.point.Enroll.State().Busy })
	d.wantSaid(d.point.Enroll.State().Problem)
	if slices.Contains(d.says(), "Подключаю…") || code.(*w.Entry).Disabled() {
		t.Error("still busy")
	}
	if s := d.point.Enroll.State(); s.Code != "ABCD-EFGH" {
		t.Errorf("the code is %q", s.Code)
	}
}

// The practice district is offered where there is one, and its trouble is said.
func TestPracticeDistrict(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	d.wantSaid("Попробовать в учебном районе")
	d.point.Enroll.TryDemo()
	d.wantSaid("Готовлю учебный район…")
	d.loop.Until("there is none", func() bool { return !d.point.Enroll.State().BusyDemo })
	d.wantSaid("Попробовать в учебном районе")
}

func TestWaitingReportsAreCounted(t *testing.T) {
	d := open(t, present.Look{Lang: civic.LangRU, Scale: 1}, wide)
	presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
	d.loop.Until("it waits", func() bool { return d.point.Enroll.State().Waiting == 1 })
	d.point.Enroll.OnChange()
	d.wantSaid("1 запись ждёт подключения и уйдёт сразу")
}

// The page fits in every language; with large text it scrolls without widening.
func TestFits(t *testing.T) {
	for _, l := range civic.Langs() {
		for _, scale := range []float32{1, 1.5} {
			for _, size := range []fyne.Size{wide, small} {
				t.Run(fmt.Sprintf("%s %.0f %.0f", l, 100*scale, size.Width), func(t *testing.T) {
					d := open(t, present.Look{Lang: l, Scale: scale}, size)
					if got := d.canvas.Content().Size(); got != size {
						t.Errorf("the window grew to %v", got)
					}
					if need, room := d.screen.Content().MinSize().Width, d.screen.Content().Size().Width; need > room {
						t.Errorf("needs %v of %v", need, room)
					}
				})
			}
		}
	}
}

// TestScreens draws every state into the folder that PRIYOM_SCREENS names, for human eyes.
func TestScreens(t *testing.T) {
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		t.Skip("PRIYOM_SCREENS is not set")
	}
	for _, l := range civic.Langs() {
		for _, dark := range []bool{false, true} {
			name := fmt.Sprintf("enroll-%s", l)
			if dark {
				name += "-dark"
			}
			t.Run(name, func(t *testing.T) {
				d := open(t, present.Look{Lang: l, Dark: dark, Scale: 1}, wide)
				d.shoot(dir, name+"-1-empty")
				d.write(deaf(t))
				d.press(fyne.KeyReturn)
				d.press(fyne.KeyReturn)
				d.shoot(dir, name+"-2-no-code")
				d.write("ABCD-EFGH")
				d.press(fyne.KeyReturn)
				d.shoot(dir, name+"-3-busy")
				d.loop.Until("the line has said no", func() bool { return !d.point.Enroll.State().Busy })
				presenttest.Take(t, d.loop, d.point, "roads-pothole", "Яма", "у моста")
				d.loop.Until("it waits", func() bool { return d.point.Enroll.State().Waiting == 1 })
				d.point.Enroll.OnChange()
				d.shoot(dir, name+"-4-wrong")
			})
		}
		name := fmt.Sprintf("enroll-%s-1024-150", l)
		t.Run(name, func(t *testing.T) { open(t, present.Look{Lang: l, Scale: 1.5}, small).shoot(dir, name) })
	}
}

func (d *desk) shoot(dir, name string) {
	d.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		d.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		d.Fatal(err)
	}
	if err := errors.Join(png.Encode(file, d.canvas.Capture()), file.Close()); err != nil {
		d.Fatal(err)
	}
}
