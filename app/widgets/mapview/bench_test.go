package mapview

import (
	"math"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	"priyom/tiles"
)

// benched is a map of a desk's size whose tiles are drawn between the frames.
func benched(b *testing.B, budget int, markers int) (m *Map, settle func()) {
	b.Helper()
	test.NewTempApp(b).Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	var posts, works []func()
	m = New(Config{
		Source: &board{}, Budget: budget, Start: View{village, 15}, Still: true,
		Post: func(f func()) { posts = append(posts, f) }, Run: func(f func()) { works = append(works, f) },
	})
	win := test.NewTempWindow(b, m)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(1366, 768))
	m.SetMarkers(scatter(markers, 7))
	settle = func() {
		for len(works)+len(posts) > 0 {
			w, p := works, posts
			works, posts = nil, nil
			for _, f := range append(w, p...) {
				f()
			}
		}
	}
	settle()
	return m, settle
}

// BenchmarkPan is what a frame of a drag costs the UI goroutine: everything but the drawing itself.
func BenchmarkPan(b *testing.B) {
	for name, markers := range map[string]int{"plain": 0, "10000 markers": 10_000} {
		b.Run(name, func(b *testing.B) {
			m, _ := benched(b, 0, markers)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.look(m.frame().moved(float32(math.Sin(float64(i)/50)*7), 0))
			}
		})
	}
}

// BenchmarkZoom is the same for a frame of a zoom, with groups that fall apart and come together.
func BenchmarkZoom(b *testing.B) {
	for name, markers := range map[string]int{"plain": 0, "10000 markers": 10_000} {
		b.Run(name, func(b *testing.B) {
			m, _ := benched(b, 0, markers)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.SetView(View{village, 15 + 2*math.Sin(float64(i)/60)})
			}
		})
	}
}

// BenchmarkGroup groups ten thousand markers for all zooms; it is done off the UI goroutine.
func BenchmarkGroup(b *testing.B) {
	list := scatter(10_000, 7)
	for b.Loop() {
		newClusters(list, 5, 19)
	}
}

// BenchmarkMemory crosses a district at several zooms and reports how much heap that has come to hold, at a budget of 32 MB.
func BenchmarkMemory(b *testing.B) {
	const budget = 32 << 20
	m, settle := benched(b, budget, 0)
	m.SetSource(nil)
	before := heap()
	m.SetSource(&board{})
	for b.Loop() {
		for _, zoom := range []float64{13, 15, 17} {
			for i := range 60 {
				m.SetView(View{tiles.Point{X: village.X + tiles.World(float64(i)*400*perPixel(zoom)), Y: village.Y}, zoom})
				settle()
			}
		}
	}
	b.ReportMetric(float64(heap()-before)/(1<<20), "MB-more")
	b.ReportMetric(float64(budget)/(1<<20), "MB-budget")
	b.ReportMetric(float64(len(m.tiles.shown)+len(m.tiles.free)), "objects")
}

// heap is what is in use after everything that nobody holds is gone.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}
