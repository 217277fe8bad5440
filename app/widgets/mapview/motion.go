package mapview

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
)

// motion moves the eye by itself.
type motion interface {
	// step is where the eye is after so many seconds more, and whether the motion goes on.
	step(f frame, seconds float64) (eye, bool)
}

// fling is a map that was let go while it moved: it slows down.
type fling struct{ vx, vy float64 } // pixels of the layout per second

const (
	flingSeconds = 0.325 // in which the speed falls to 37 %
	slowest      = 15.0  // pixels per second that nobody sees
	fastest      = 4000.0
)

func (m *fling) step(f frame, seconds float64) (eye, bool) {
	keeps := math.Exp(-seconds / flingSeconds)
	way := flingSeconds * (1 - keeps)
	e := f.moved(float32(m.vx*way), float32(m.vy*way))
	m.vx, m.vy = m.vx*keeps, m.vy*keeps
	return e, math.Hypot(m.vx, m.vy) > slowest
}

// nearing zooms until a zoom is reached, with one place held where it is in the window.
type nearing struct {
	at   fyne.Position
	x, y float64
	zoom float64
}

// haste is in how many seconds 63 % of a way is made.
const haste = 0.07

func (m *nearing) step(f frame, seconds float64) (eye, bool) {
	zoom := m.zoom + (f.zoom-m.zoom)*math.Exp(-seconds/haste)
	more := math.Abs(zoom-m.zoom) > 0.004
	if !more {
		zoom = m.zoom
	}
	return f.holding(m.at, m.x, m.y, zoom), more
}

// glide goes to another view.
type glide struct{ to eye }

func (m *glide) step(f frame, seconds float64) (eye, bool) {
	left, u := math.Exp(-seconds/haste), perPixel(f.zoom)
	e := eye{m.to.x + (f.x-m.to.x)*left, m.to.y + (f.y-m.to.y)*left, m.to.zoom + (f.zoom-m.to.zoom)*left}
	if math.Hypot(e.x-m.to.x, e.y-m.to.y) < u/2 && math.Abs(e.zoom-m.to.zoom) < 0.004 {
		return m.to, false
	}
	return e, true
}

// trail remembers a drag's last moments, for the speed at its end.
type trail []trace

type trace struct {
	at     time.Time
	dx, dy float32
}

// recent is how long before the end of a drag its speed is measured: a finger that rested as long has none.
const recent = 90 * time.Millisecond

func (t trail) add(at time.Time, dx, dy float32) trail {
	for len(t) > 0 && at.Sub(t[0].at) > recent {
		t = t[1:]
	}
	return append(t, trace{at, dx, dy})
}

// speed is in pixels of the layout per second.
func (t trail) speed(now time.Time) (vx, vy float64) {
	t = t.add(now, 0, 0)
	if len(t) < 3 {
		return 0, 0
	}
	took := max(now.Sub(t[0].at), 8*time.Millisecond).Seconds()
	for _, x := range t[1:] {
		vx, vy = vx+float64(x.dx), vy+float64(x.dy)
	}
	vx, vy = vx/took, vy/took
	if v := math.Hypot(vx, vy); v > fastest {
		vx, vy = vx*fastest/v, vy*fastest/v
	}
	return vx, vy
}

// frames has Fyne call a function before every frame it draws, until it is stopped.
func frames(step func()) (stop func()) {
	a := &fyne.Animation{Duration: time.Hour, RepeatCount: fyne.AnimationRepeatForever, Tick: func(float32) { step() }}
	a.Start()
	return a.Stop
}
