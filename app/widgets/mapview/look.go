package mapview

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/widgets"
)

// frame is how the map looks now.
func (m *Map) frame() frame { return frame{m.eye, m.Size(), m.scale()} }

// scale is how many device pixels a pixel of the layout has on the screen the map is on.
func (m *Map) scale() float64 {
	if m.Size().IsZero() {
		return 1 // not laid out: nothing is drawn yet
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(m)
	if c == nil {
		c = widgets.CanvasShowing(m) // not drawn yet
	}
	if c == nil || c.Scale() <= 0 {
		return 1
	}
	return float64(c.Scale())
}

// look moves the eye, within the limits, and draws. It says whether the view has changed.
func (m *Map) look(e eye) bool {
	f := m.frame()
	f.eye = e
	e = m.limits.held(f)
	changed := e != m.eye
	m.eye = e
	if m.Size().IsZero() {
		return changed
	}
	m.place()
	if changed {
		if m.OnViewChanged != nil {
			m.OnViewChanged(e.view())
		}
		if m.motion == nil && !m.hands.busy() && m.OnSettled != nil {
			m.OnSettled(e.view())
		}
	}
	return changed
}

// place puts everything where it belongs.
func (m *Map) place() {
	if m.Size().IsZero() {
		return
	}
	f := m.frame()
	m.tiles.update(f)
	m.way.update(f)
	m.marks.update(f)
	m.over.update(f)
	m.controls.update(f)
	m.corners.update(f)
	canvas.Refresh(m.ground) // an object that is new to the screen can't ask to be drawn itself
}

// start begins a motion in the place of another.
func (m *Map) start(x motion) {
	if m.cfg.Still {
		e, more := x.step(m.frame(), math.MaxInt32)
		for range 3 { // a view that is held by the limits needs no more
			if !more {
				break
			}
			e, more = x.step(m.frame(), math.MaxInt32)
		}
		m.look(e)
		return
	}
	m.motion, m.moved = x, m.cfg.Now()
	if m.stop == nil {
		m.stop = m.cfg.Animate(m.tick)
	}
}

// tick is a frame of a motion.
func (m *Map) tick() {
	if m.motion == nil {
		return
	}
	now := m.cfg.Now()
	seconds := min(now.Sub(m.moved).Seconds(), 0.1)
	if seconds <= 0 {
		return
	}
	m.moved = now
	e, more := m.motion.step(m.frame(), seconds)
	if changed := m.look(e); more && changed {
		return
	}
	m.rest()
}

// rest ends a motion.
func (m *Map) rest() {
	if m.stop != nil {
		m.stop()
		m.stop = nil
	}
	if m.motion != nil {
		m.motion = nil
		m.settled()
	}
}

func (m *Map) settled() {
	if m.OnSettled != nil && m.motion == nil && !m.hands.busy() {
		m.OnSettled(m.View())
	}
}

// glideTo goes to an eye, at once if that is some windows away.
func (m *Map) glideTo(to eye) {
	f := m.frame()
	f.eye = to
	to = m.limits.held(f)
	far := 3 * float64(max(m.Size().Width, m.Size().Height)) * perPixel(min(m.eye.zoom, to.zoom))
	if math.Hypot(to.x-m.eye.x, to.y-m.eye.y) > far || math.Abs(to.zoom-m.eye.zoom) > 4 {
		m.rest()
		m.look(to)
		return
	}
	m.start(&glide{to})
}

// zoomBy zooms by so many levels about a position, on from where a zoom under way leads to.
func (m *Map) zoomBy(by float64, about fyne.Position) {
	f := m.frame()
	zoom := f.zoom
	if under, ok := m.motion.(*nearing); ok {
		zoom = under.zoom
	}
	least, most := m.limits.zooms(f.size)
	x, y := f.world(about)
	m.start(&nearing{about, x, y, min(max(zoom+by, least), most)})
}

// zoomStep zooms to the next whole level about the middle: there the tiles are at their own size, and sharpest.
func (m *Map) zoomStep(by float64) {
	zoom := m.eye.zoom
	switch under := m.motion.(type) {
	case *nearing:
		zoom = under.zoom
	case *glide: // goes where it was going, and nearer
		m.glideTo(eye{under.to.x, under.to.y, math.Round(under.to.zoom + by)})
		return
	}
	m.zoomBy(math.Round(zoom+by)-zoom, fyne.NewPos(m.Size().Width/2, m.Size().Height/2))
}
