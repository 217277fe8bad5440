package settings_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/assets/district"
)

// A map is taken from a file by keys alone, and a file that is none changes nothing.
func TestMapFromFile(t *testing.T) {
	stick := t.TempDir()
	if _, err := district.Put(stick); err != nil {
		t.Fatal(err)
	}
	h := uitest.NewHome(t)
	h.Env.Roots = func() []present.Root { return []present.Root{{Key: "drive", Path: stick}} }
	p := h.Open()
	p.Go(present.PageSettings)
	_, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	h.Loop.Until("it was looked for", func() bool { return !p.Maps.State().Loading })
	uitest.WantSaid(t, win, "Карты нет. Портал пришлёт её сам, или возьмите файл с флешки.")
	uitest.DrawAll(t, p, "settings-map-none", func() fyne.CanvasObject { return page(p) })
	s, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	press := func() {
		t.Helper()
		tabTo(t, win, "the button", func(f fyne.Focusable) bool {
			b, ok := f.(*w.Button)
			return ok && b.AccessibilityLabel() == "Взять из файла…"
		})
		uitest.Press(win, fyne.KeyReturn)
		h.Loop.Until("the folder is read", func() bool { return p.State().Page == present.PagePicker && !p.Picker.State().Loading })
	}
	press()
	if e := p.Picker.Row(1); e.Name != "district.pack" || e.Icon != "map" {
		t.Fatalf("listed: %+v", e)
	}
	p.Picker.Press(1)
	if p.State().Page != present.PageSettings {
		t.Errorf("page %s", p.State().Page)
	}
	h.Loop.Until("the map is open", func() bool { return p.Maps.Source() != nil })
	uitest.WantSaid(t, win, "Заречный район")
	uitest.DrawAll(t, p, "settings-map", func() fyne.CanvasObject { return page(p) })

	if err := os.WriteFile(filepath.Join(stick, "wrong.pack"), []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, win, _ = at(t, p, uitest.Russian, uitest.Usual)
	s.Focus(win.Canvas())
	press()
	p.Picker.GoTo(filepath.Join(stick, "wrong.pack"))
	h.Loop.Until("it is refused", func() bool { return p.Maps.State().Problem != "" })
	uitest.WantSaid(t, win, p.Maps.State().Problem)
	uitest.WantSaid(t, win, "Заречный район")
}
