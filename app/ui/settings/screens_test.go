package settings_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/settings"
	"priyom/app/ui/uitest"
	"priyom/app/ui/uitest/district"
)

func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*settings.Screen, fyne.Window, *uitest.Asked) {
	uitest.Dress(t, p, l)
	h := &uitest.Asked{}
	s := settings.New(p, h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

// page is the page alone.
func page(p *present.Point) fyne.CanvasObject {
	return settings.New(p, &uitest.Asked{}).Content()
}

func drawAll(t *testing.T, p *present.Point, state string) {
	uitest.DrawAll(t, p, "settings-"+state, func() fyne.CanvasObject { return page(p) })
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

// In the practice district the page says so and shows the way out, also while one is going.
func TestPracticeDistrict(t *testing.T) {
	h := uitest.NewHome(t)
	h.Env.Demo = district.Start(t)
	real := h.Open()
	var p *present.Point
	real.OnMove = func(to *present.Point) { p = to }
	real.Enroll.TryDemo()
	h.Loop.Until("the practice district is open", func() bool { return p != nil })
	var back *present.Point
	p.OnMove = func(to *present.Point) { back = to }
	p.Start()
	p.Go(present.PageSettings)
	_, win, _ := at(t, p, uitest.Russian, uitest.Usual)
	for _, want := range []string{"settings.demo", "settings.leave-demo", "settings.leave-demo-under"} {
		uitest.WantSaid(t, win, p.Voice().Say(want))
	}
	drawAll(t, p, "demo")
	p.Settings.LeaveDemo()
	drawAll(t, p, "leaving")
	h.Loop.Until("it is left", func() bool { return back != nil })
	back.Start()
	t.Cleanup(func() {
		if err := back.Close(); err != nil {
			t.Error(err)
		}
	})
}
