package uitest

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// The windows that a screen must fit: what reception points have, and the least.
var (
	Usual = fyne.NewSize(1366, 768)
	Least = fyne.NewSize(1024, 700)
)

// Looks are all languages, by day and by night.
func Looks() []present.Look {
	var looks []present.Look
	for _, l := range civic.Langs() {
		looks = append(looks, present.Look{Lang: l, Scale: 1}, present.Look{Lang: l, Scale: 1, Dark: true})
	}
	return looks
}

// Name is a look in the name of a file.
func Name(l present.Look) string {
	name := string(l.Lang)
	if l.Dark {
		name += "-dark"
	}
	if l.Scale > 1 {
		name += fmt.Sprintf("-%d", int(l.Scale*100))
	}
	return name
}

// Dress gives the test an app in a look, and the point the same.
func Dress(t testing.TB, p *present.Point, l present.Look) {
	t.Helper()
	if _, ok := fyne.CurrentApp().Settings().Theme().(*theme.Theme); !ok {
		test.NewTempApp(t)
	}
	fyne.CurrentApp().Settings().SetTheme(look.Theme(l, theme.Desk))
	p.Settings.SetLook(l)
}

// Show puts a page into the frame of a desk, in a window of a size.
func Show(t testing.TB, p *present.Point, page fyne.CanvasObject, size fyne.Size) fyne.Window {
	t.Helper()
	v, s := p.Voice(), p.State()
	var items []w.NavItem
	for _, place := range []struct {
		page present.Page
		icon string
	}{{present.PageIntake, "file-plus"}, {present.PageJournal, "list"}, {present.PageOutbox, "refresh"}, {present.PageSettings, "settings"}} {
		items = append(items, w.NavItem{Key: string(place.page), Icon: place.icon, Title: v.Say("nav." + string(place.page))})
	}
	rail := w.NewNavRail("mail-check", v.Say("app.name"), s.Place, items, nil)
	rail.SetCurrent(string(s.Page))
	strip := w.NewOutboxStrip(nil)
	strip.Set(s.Strip.Icon, look.Role(s.Strip.Tone), s.Strip.Sentence, s.Strip.Aside)
	frame := w.NewDeskFrame(rail, strip)
	frame.SetPage(page)
	win := test.NewTempWindow(t, frame)
	win.SetPadded(false)
	win.Resize(size)
	return win
}

// Shoot keeps a picture of a window in the folder that PRIYOM_SCREENS names, if it does.
func Shoot(t testing.TB, win fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, win.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// Fits fails a test if a page asks for more width than its window has, or draws a line over its neighbour.
func Fits(t testing.TB, win fyne.Window, size fyne.Size) {
	t.Helper()
	if least := win.Content().MinSize(); least.Width > size.Width || least.Height > size.Height {
		t.Errorf("it needs %v, and has %v", least, size)
	}
	Visit(win.Content(), func(o fyne.CanvasObject) {
		switch o.(type) {
		case *w.Text, *w.Paragraph: // an entry scrolls what is longer
			Visit(o, func(o fyne.CanvasObject) {
				if line, ok := o.(*canvas.Text); ok && line.Size().Width > 0 && line.MinSize().Width > line.Size().Width+1 {
					t.Errorf("%q is %v wide in %v", line.Text, line.MinSize().Width, line.Size().Width)
				}
			})
		}
	})
}

// Visit goes through everything that is shown in an object.
func Visit(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			Visit(child, f)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			Visit(child, f)
		}
	}
}

// Press types keys into what has the keyboard, or into the window if nothing has.
func Press(win fyne.Window, keys ...fyne.KeyName) {
	for _, key := range keys {
		event := &fyne.KeyEvent{Name: key}
		if f := win.Canvas().Focused(); f != nil {
			f.TypedKey(event)
		} else if f := win.Canvas().OnTypedKey(); f != nil {
			f(event)
		}
	}
}

// SizeName is a window's size in the name of a file.
func SizeName(s fyne.Size) string { return fmt.Sprint(int(s.Width)) }

// Words are all lines in a window, one after the other.
func Words(win fyne.Window) string {
	var all []string
	Visit(win.Content(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *w.Text:
			all = append(all, o.Text())
		case *w.Paragraph:
			all = append(all, o.Text())
		}
	})
	return strings.Join(all, "\n")
}
