package district_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/district"
	"priyom/app/ui/uitest"
)

// The page fits every window in every language, with a report on it and without a map.
func TestScreens(t *testing.T) {
	x := mapped(t)
	uitest.EverySize(func(l present.Look, size fyne.Size) {
		x.show(l, size)
		draw := func(state string) {
			t.Helper()
			uitest.Pause(x.home.Loop)
			uitest.Draw(t, x.Win, "district-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
		draw("1-whole")
		x.look(lesnaya)
		x.Press(fyne.KeyReturn)
		x.shown("a report is shown")
		draw("2-report")
		x.Press(fyne.KeyEscape, fyne.KeyDown, fyne.KeyReturn)
		draw("3-here")
		x.Press(fyne.KeyEscape)
	})
}

func TestWithoutMap(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageMap)
	uitest.DrawAll(t, p, "district-none", func() fyne.CanvasObject { return district.New(p.MapPage, p.Maps, p.Voice()).Content() })
	s := district.New(p.MapPage, p.Maps, p.Voice())
	uitest.Dress(t, p, uitest.Russian)
	win := uitest.Show(t, p, s.Content(), uitest.Usual)
	s.Focus(win.Canvas())
	uitest.Press(win, fyne.KeyReturn)
	if p.State().Page != present.PageSettings {
		t.Errorf("the way to a map leads to %s", p.State().Page)
	}
}
