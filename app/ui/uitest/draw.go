package uitest

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// The windows that a screen must fit: what reception points have, the least, and what a new computer has.
var (
	Usual = fyne.NewSize(1366, 768)
	Least = fyne.NewSize(1024, 700)
	Wide  = fyne.NewSize(1920, 1080)
)

// Russian is the look in which tests read what is said.
var Russian = present.Look{Lang: civic.LangRU, Scale: 1}

// pictures is the folder in which pictures are wanted; "" if none are.
func pictures() string { return os.Getenv("PRIYOM_SCREENS") }

// Pictured says whether pictures are wanted: then a test waits for what nothing but an eye would miss.
func Pictured() bool { return pictures() != "" }

// Looks are all languages in the usual and in the largest text; where pictures are wanted, by night too: that changes
// colours alone, which the theme's own tests look after.
func Looks() []present.Look {
	var looks []present.Look
	for _, l := range civic.Langs() {
		looks = append(looks, present.Look{Lang: l, Scale: 1}, present.Look{Lang: l, Scale: theme.MaxScale})
		if Pictured() {
			looks = append(looks, present.Look{Lang: l, Scale: 1, Dark: true})
		}
	}
	return looks
}

// Pause lets what is drawn in the background come, if somebody will look at it.
func Pause(l *presenttest.Loop) {
	for range 60 {
		if !Pictured() {
			return
		}
		time.Sleep(5 * time.Millisecond)
		l.Drain()
	}
}

// Name is a look in the name of a file.
func Name(l present.Look) string {
	name := string(l.Lang)
	if l.Dark {
		name += "-dark"
	}
	if l.Stark {
		name += "-stark"
	}
	if l.Scale > 1 {
		name += fmt.Sprintf("-%d", int(l.Scale*100))
	}
	return name
}

// Wear gives the test an app in a look. Windows that were shown before are empty afterwards, as they would be dressed too.
func Wear(t testing.TB, l present.Look) {
	t.Helper()
	if _, ok := fyne.CurrentApp().Settings().Theme().(*theme.Theme); !ok {
		test.NewTempApp(t)
	}
	for _, win := range fyne.CurrentApp().Driver().AllWindows() {
		win.SetContent(&fyne.Container{})
	}
	fyne.CurrentApp().Settings().SetTheme(look.Theme(l, theme.Desk))
}

// Dress gives the test an app in a look, and the point the same.
func Dress(t testing.TB, p *present.Point, l present.Look) {
	t.Helper()
	Wear(t, l)
	p.Settings.SetLook(l)
}

// Show puts a page into the frame of a desk, in a window of a size.
func Show(t testing.TB, p *present.Point, page fyne.CanvasObject, size fyne.Size) fyne.Window {
	t.Helper()
	v, s := p.Voice(), p.State()
	places := []present.Page{present.PageIntake, present.PageJournal, present.PageMap, present.PagePetitions, present.PageHandOver, present.PageDay, present.PageStats, present.PageOutbox, present.PageSettings}
	icons := []string{"file-plus", "list", "map", "signature", "hand-heart", "clipboard-check", "chart-bar", "refresh", "settings", "link"}
	under := s.Place
	if under == "" {
		places, under = append(places, present.PageEnroll), v.Say("nav.loose")
	}
	items := make([]w.NavItem, len(places))
	for i, place := range places {
		items[i] = w.NavItem{Key: string(place), Icon: icons[i], Title: v.Say("nav." + string(place)), Shortcut: fmt.Sprint("Ctrl+", i+1)}
	}
	rail := w.NewNavRail("mail-check", v.Say("app.name"), under, items, nil)
	rail.SetCurrent(string(s.Page))
	strip := w.NewOutboxStrip(nil)
	strip.Set(s.Strip.Icon, look.Role(s.Strip.Tone), s.Strip.Sentence, s.Strip.Aside)
	frame := w.NewDeskFrame(rail, strip)
	frame.SetPage(page)
	return Window(t, frame, size)
}

// Window shows an object in a window of a size, without a frame around it.
func Window(t testing.TB, content fyne.CanvasObject, size fyne.Size) fyne.Window {
	t.Helper()
	win := test.NewTempWindow(t, content)
	win.SetPadded(false)
	win.Resize(size)
	return win
}

// DrawAll shows a page in every look and in all windows; it must fit in each. The pictures bear the name of its state.
func DrawAll(t *testing.T, p *present.Point, state string, page func() fyne.CanvasObject) {
	t.Helper()
	EverySize(func(l present.Look, size fyne.Size) {
		Dress(t, p, l)
		Draw(t, Show(t, p, page(), size), state+"-"+Name(l)+"-"+SizeName(size))
	})
}

// EverySize goes through all looks in all windows; a wide one, in which everything fits, only where somebody will look at it.
func EverySize(do func(l present.Look, size fyne.Size)) {
	sizes := []fyne.Size{Usual, Least}
	if Pictured() {
		sizes = append(sizes, Wide)
	}
	for _, l := range Looks() {
		for _, size := range sizes {
			do(l, size)
		}
	}
}

// Draw fails a test if what a window shows doesn't fit, and keeps a picture of it if pictures are wanted.
func Draw(t testing.TB, win fyne.Window, name string) {
	t.Helper()
	if problems := misfits(win); len(problems) > 0 {
		t.Errorf("%s: %q", name, problems)
	}
	shoot(t, win, name)
}

// shoot keeps a picture of a window in the folder that PRIYOM_SCREENS names, if it does.
func shoot(t testing.TB, win fyne.Window, name string) {
	t.Helper()
	dir := pictures()
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

// SizeName is a window's size in the name of a file.
func SizeName(s fyne.Size) string { return fmt.Sprint(int(s.Width)) }
