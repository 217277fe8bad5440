package district_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/ui/district"
	"priyom/app/ui/uitest"
	"priyom/app/widgets/mapview"
	"priyom/tiles"
)

// many is how many reports the map has.
const many = 10_000

// BenchmarkTenThousand is what one waits for on a map of ten thousand reports: the page, a step of the map, a turn of the wheel,
// another filter. Painting isn't in it.
func BenchmarkTenThousand(b *testing.B) {
	h := uitest.NewHome(b)
	h.Map()
	h.FillQuickly(many*time.Minute, uitest.Many(many))
	p := h.Open()
	h.Loop.Until("the map is open", func() bool { return p.Maps.Source() != nil })
	p.Go(present.PageMap)
	h.Loop.Until("the reports are read", func() bool { return p.MapPage.State().Count == many })
	uitest.Dress(b, p, uitest.Russian)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s := district.New(p.MapPage, p.Maps, p.Voice())
			uitest.Show(b, p, s.Content(), uitest.Usual)
			h.Loop.Drain()
		}
	})
	s := district.New(p.MapPage, p.Maps, p.Voice())
	win := uitest.Show(b, p, s.Content(), uitest.Usual)
	s.Focus(win.Canvas())
	m := win.Canvas().Focused().(*mapview.Map)
	time.Sleep(500 * time.Millisecond)
	h.Loop.Drain()
	for _, zoom := range []float64{11, 14, 17} {
		b.Run(fmt.Sprint("step-z", zoom), func(b *testing.B) {
			m.SetView(mapview.View{Centre: tiles.Project(52.3, 42.85), Zoom: zoom})
			keys := []fyne.KeyName{fyne.KeyLeft, fyne.KeyUp, fyne.KeyRight, fyne.KeyDown}
			for n := 0; b.Loop(); n++ {
				uitest.Press(win, keys[n%4])
				h.Loop.Drain()
			}
		})
	}
	b.Run("wheel", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			test.Scroll(win.Canvas(), fyne.NewPos(700, 400), 0, float32(-20+40*(n/40%2)))
			h.Loop.Drain()
		}
	})
	b.Run("filter", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			p.MapPage.Filter(n % 2)
			h.Loop.Drain()
		}
	})
}
