package doctor_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/doctor"
	"priyom/app/ui/uitest"
)

// host hears what the page asks of the window.
type host struct {
	uitest.Asked
	left bool
}

func (h *host) Leave() { h.left = true }

func at(t *testing.T, p *present.Point, l present.Look, size fyne.Size) (*doctor.Screen, fyne.Window, *host) {
	t.Helper()
	uitest.Dress(t, p, l)
	h := &host{}
	s := doctor.New(p.Doctor, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

func TestScreens(t *testing.T) {
	h := uitest.NewHome(t)
	h.Fill(97*time.Hour, uitest.Village)
	p := h.Open()
	page := func() fyne.CanvasObject { return doctor.New(p.Doctor, p.Voice(), &host{}).Content() }
	p.Doctor.Open()
	uitest.DrawAll(t, p, "doctor-looking", page)
	h.Loop.Until("all is looked at", func() bool { return p.Doctor.State().Ready })
	uitest.DrawAll(t, p, "doctor", page)
}

// The page is used by keys alone: look again, copy the report, save it, go back.
func TestByKeyboard(t *testing.T) {
	dir := t.TempDir()
	h := uitest.NewHome(t)
	h.Env.Roots = func() []present.Root { return []present.Root{{Key: "drive", Path: dir}} }
	h.Fill(97*time.Hour, uitest.Village)
	p := h.Open()
	p.Go(present.PageDoctor)
	s, win, asked := at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	if p.Doctor.State().Ready {
		t.Error("there is a report before anything was looked at")
	}
	if !s.Key(fyne.KeyF5) {
		t.Error("F5 does nothing")
	}
	h.Loop.Until("all is looked at", func() bool { return p.Doctor.State().Ready })
	uitest.WantSaid(t, win, "Карты нет")
	uitest.WantSaid(t, win, "Портал пришлёт её сам, или возьмите файл с флешки в настройках")
	if st := p.Doctor.State(); st.Tone != present.ToneWarn {
		t.Errorf("what needs somebody isn't said: %+v", st)
	}
	for range 3 { // again, save, copy
		win.Canvas().FocusNext()
	}
	text := p.Doctor.Report()
	p.Doctor.Save()
	h.Loop.Until("the folder is read", func() bool { return p.State().Page == present.PagePicker && !p.Picker.State().Loading })
	p.Picker.Add()
	h.Loop.Until("it is written", func() bool {
		found, _ := filepath.Glob(filepath.Join(dir, "priyom-doctor-*.txt"))
		return len(found) == 1
	})
	found, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	h.Loop.Until("it is whole", func() bool {
		content, err := os.ReadFile(found[0])
		return err == nil && string(content) == text
	})
	for _, secret := range []string{"Петрова", "+7", "Лесная"} {
		if strings.Contains(text, secret) {
			t.Errorf("the report says %q", secret)
		}
	}
	if s.Key(fyne.KeyEscape); !asked.left {
		t.Error("Esc doesn't leave")
	}
}
