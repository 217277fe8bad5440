package intake_test

import (
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/theme"
	"priyom/app/ui/intake"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// host stands for the window.
type host struct {
	picks []present.PhotoFile
	shown []civic.ReportID
}

func (h *host) PickPhotos(chosen func([]present.PhotoFile)) { chosen(h.picks) }
func (h *host) ShowReport(id civic.ReportID)                { h.shown = append(h.shown, id) }

// desk is the form in a window, over a point with a real home folder.
type desk struct {
	*testing.T
	loop   *presenttest.Loop
	point  *present.Point
	host   *host
	screen *intake.Screen
	canvas fyne.Canvas
	size   fyne.Size
}

// open shows the form in a window of that size.
func open(t *testing.T, l present.Look, size fyne.Size) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(l, theme.Desk))
	loop := presenttest.NewLoop(t)
	env := presenttest.Env(t, loop)
	env.Locale = l.Lang
	d := &desk{T: t, loop: loop, point: presenttest.Open(t, loop, env), host: &host{}, size: size}
	d.build()
	return d
}

// build makes the window, as the desk does when the look has changed.
func (d *desk) build() {
	v := d.point.Voice()
	d.screen = intake.New(d.point.Intake, v, d.host)
	rail := w.NewNavRail("mail-check", v.Say("app.name"), v.Say("nav.loose"), []w.NavItem{
		{Key: "intake", Icon: "file-plus", Title: v.Say("nav.intake"), Shortcut: "Ctrl+1"},
		{Key: "journal", Icon: "list", Title: v.Say("nav.journal"), Shortcut: "Ctrl+2"},
		{Key: "outbox", Icon: "refresh", Title: v.Say("nav.outbox")},
		{Key: "settings", Icon: "settings", Title: v.Say("nav.settings")},
	}, nil)
	rail.SetCurrent("intake")
	strip := w.NewOutboxStrip(nil)
	s := d.point.State().Strip
	strip.Set(s.Icon, look.Role(s.Tone), s.Sentence, s.Aside)
	frame := w.NewDeskFrame(rail, strip)
	frame.SetPage(d.screen.Content())
	win := test.NewTempWindow(d.T, frame)
	win.SetPadded(false)
	win.Resize(d.size)
	d.canvas = win.Canvas()
	d.canvas.SetOnTypedKey(func(k *fyne.KeyEvent) { d.screen.Key(k.Name) })
	d.screen.Focus(d.canvas)
}

// press presses keys where the keyboard is.
func (d *desk) press(keys ...fyne.KeyName) {
	d.Helper()
	for _, key := range keys {
		switch {
		case key == fyne.KeyTab:
			d.canvas.FocusNext()
		case d.canvas.Focused() == nil:
			d.screen.Key(key)
		default:
			d.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
}

// write types a text where the keyboard is.
func (d *desk) write(text string) {
	d.Helper()
	test.Type(d.canvas.Focused(), text)
}

// saved waits for a number.
func (d *desk) saved() string {
	d.Helper()
	d.loop.Until("the report is saved", func() bool {
		if s := d.point.Intake.State(); len(s.Wrong) > 0 {
			d.Fatalf("not saved: %v", s.Wrong)
		}
		return d.point.Intake.State().Done.Number != ""
	})
	return d.point.Intake.State().Done.Number
}

// pictured waits until every photo of the form can be seen, or can't be read.
func (d *desk) pictured(n int) {
	d.Helper()
	d.loop.Until("the photos are seen", func() bool {
		seen := 0
		for _, p := range d.point.Intake.State().Photos {
			if p.Preview != nil || p.State == civic.PhotoUnreadable {
				seen++
			}
		}
		return seen == n
	})
}

// shoot draws the window into the folder of screens.
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
