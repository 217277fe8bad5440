package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/civic"
)

// tabTo goes on with Tab until what has the keyboard is the one.
func tabTo(t *testing.T, win fyne.Window, what string, found func(fyne.Focusable) bool) {
	t.Helper()
	for range 40 {
		if f := win.Canvas().Focused(); f != nil && found(f) {
			return
		}
		win.Canvas().FocusNext()
	}
	t.Fatalf("Tab never comes to %s", what)
}

func TestLookByKeyboard(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyRight)
	if l := p.Look(); l.Lang != civic.LangUK {
		t.Errorf("the arrow chose %+v", l)
	}
	win.Canvas().FocusNext()
	uitest.Press(win, fyne.KeyRight)
	win.Canvas().FocusNext()
	uitest.Press(win, fyne.KeyEnd)
	if l := p.Look(); !l.Dark || l.Scale != 1.5 {
		t.Errorf("the arrows chose %+v", l)
	}
	if kept := present.LoadLook(h.Env.Home, civic.LangRU); kept != p.Look() {
		t.Errorf("kept %+v of %+v", kept, p.Look())
	}
}

func TestLongFactsAreCopiedAndFit(t *testing.T) {
	h := uitest.NewHome(t)
	h.Env.Home = filepath.Join(h.Env.Home, strings.Repeat("ОченьДлинноеИмяПапки", 5), strings.Repeat("и-ещё-одно", 8))
	if err := os.MkdirAll(h.Env.Home, 0o700); err != nil {
		t.Fatal(err)
	}
	p := h.Open()
	for _, look := range []present.Look{uitest.Russian, {Lang: civic.LangUK, Scale: 1.5}} {
		for _, size := range []fyne.Size{uitest.Usual, uitest.Least} {
			_, win, asked := at(t, p, look, size)
			uitest.Draw(t, win, "settings-long-"+uitest.Name(look)+"-"+uitest.SizeName(size))
			name := p.Voice().Say("settings.copy")
			tabTo(t, win, "a copy button", func(f fyne.Focusable) bool {
				b, ok := f.(*w.IconButton)
				return ok && b.AccessibilityLabel() == name
			})
			uitest.Press(win, fyne.KeySpace)
			if asked.Copied != h.Env.Home || len(asked.Said) != 1 {
				t.Errorf("copied %q, said %q", asked.Copied, asked.Said)
			}
		}
	}
}

// The check says that all is well, and after a file was spoilt, that it isn't, and what.
func TestCheckFindsASpoiltFile(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p := h.Open()
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	button := func(f fyne.Focusable) bool { _, ok := f.(*w.Button); return ok }
	tabTo(t, win, "the check", button)
	uitest.Press(win, fyne.KeyReturn)
	if !strings.Contains(uitest.Words(win), "Проверяю…") {
		t.Error("it doesn't say that it checks")
	}
	h.Loop.Until("all is well", func() bool { return strings.Contains(uitest.Words(win), "Всё цело") })
	spoilt := 0
	err := filepath.WalkDir(h.Env.Home, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(path, string(filepath.Separator)+"blobs"+string(filepath.Separator)) && spoilt == 0 {
			spoilt++
			return os.WriteFile(path, []byte("nothing of it is left"), 0o600)
		}
		return err
	})
	if err != nil || spoilt == 0 {
		t.Fatalf("spoilt %d files, %v", spoilt, err)
	}
	uitest.Press(win, fyne.KeyReturn)
	h.Loop.Until("it is found", func() bool { return strings.Contains(uitest.Words(win), "Найдено 1 нарушение") })
	if p.Settings.State().Check != present.CheckBad || len(p.Settings.State().Findings) != 1 {
		t.Errorf("%+v", p.Settings.State())
	}
	uitest.Draw(t, win, "settings-bad-ru")
}
