package settings_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/settings"
	"priyom/app/ui/uitest"
)

func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*settings.Screen, fyne.Window, *uitest.Asked) {
	uitest.Dress(t, p, l)
	h := &uitest.Asked{}
	s := settings.New(p.Settings, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

func drawAll(t *testing.T, p *present.Point, state string) {
	uitest.DrawAll(t, p, "settings-"+state, func() fyne.CanvasObject { return settings.New(p.Settings, p.Voice(), &uitest.Asked{}).Content() })
}

func TestScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageSettings)
	drawAll(t, p, "loose")
	h = uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p = h.Open()
	p.Go(present.PageSettings)
	p.Settings.Verify()
	drawAll(t, p, "checking")
	h.Loop.Until("it is checked", func() bool {
		return p.Settings.State().Check == present.CheckGood || p.Settings.State().Check == present.CheckBad
	})
	drawAll(t, p, "checked")
}
