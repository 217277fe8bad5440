package mapview

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	"priyom/tiles"
)

// With real goroutines, a slow source and a hand that pans and changes markers meanwhile, the right picture is there in the
// end. The race detector looks on.
func TestWithGoroutines(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light, theme.Desk, 1))
	posts := make(chan func(), 10_000)
	src := &board{fail: func(tiles.Request) error { time.Sleep(time.Millisecond); return nil }}
	m := New(Config{Source: src, Start: View{village, 15}, Post: func(f func()) { posts <- f }, Still: true, Ahead: 1})
	m.ShowButtons(false)
	win := test.NewTempWindow(t, m)
	win.SetPadded(false)
	win.Resize(window)
	drain := func() {
		for {
			select {
			case f := <-posts:
				f()
			default:
				return
			}
		}
	}
	for i := range 60 {
		m.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(float32(i*5), 100)}, Scrolled: fyne.NewDelta(0, float32(i%3-1)*40)})
		m.look(m.frame().moved(float32(i%9)*20-80, 13))
		if i%20 == 0 {
			m.SetMarkers(scatter(500, int64(i)))
		}
		time.Sleep(time.Millisecond)
		drain()
	}
	m.SetMarkers(nil)
	m.SetView(View{village, 16})
	for deadline := time.Now().Add(20 * time.Second); m.tiles.told.Waiting > 0 || m.marks.grouping; drain() {
		if time.Now().After(deadline) {
			t.Fatalf("still waits for %+v", m.tiles.told)
		}
		time.Sleep(time.Millisecond)
	}
	s := &stand{Map: m, t: t, win: win}
	s.right(16, tiles.Light)
}

// The tiles around the view are drawn too, after those in it, if a source permits that.
func TestAhead(t *testing.T) {
	s := newStand(t, window, func(c *Config) { c.Ahead = 1 })
	s.settle()
	in := len(plan(s.frame(), 15, s.limits))
	asked := s.src.asked()
	if len(asked) <= in {
		t.Fatalf("asked for %d, in view are %d", len(asked), in)
	}
	for i, r := range asked {
		_, to := s.frame().edges(r.Coord)
		from, _ := s.frame().edges(r.Coord)
		inside := from.X < window.Width && from.Y < window.Height && to.X > 0 && to.Y > 0
		if inside != (i < in) {
			t.Errorf("%v came as number %d", r.Coord, i)
		}
	}
	s.look(s.frame().moved(150, 100))
	if n := s.tiles.told.Waiting; n != 0 {
		t.Errorf("waits for %d tiles after a short way", n)
	}
}
