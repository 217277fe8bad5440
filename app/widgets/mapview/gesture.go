package mapview

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"priyom/app/widgets"
)

// hands is what a pointer or fingers are doing.
type hands struct {
	pressed *fyne.Position // where the pointer went down
	last    *fyne.Position // where it was dragged to last
	drags   dragging
	trail   trail
	fingers fingers
	over    bool // the pointer is on something that can be tapped
}

// dragging is what a drag moves.
type dragging uint8

const (
	nothing dragging = iota
	theMap
	thePin
)

func (h *hands) busy() bool { return h.drags != nothing || h.fingers.pinching() }

// wheelNotch is what Fyne reports for a notch of a wheel, and zoomNotch how many levels we make of it.
const (
	wheelNotch = 25
	zoomNotch  = 0.5
)

// Scrolled implements fyne.Scrollable: it zooms about the pointer.
func (m *Map) Scrolled(ev *fyne.ScrollEvent) {
	if ev.Scrolled.DY != 0 {
		m.zoomBy(float64(ev.Scrolled.DY)/wheelNotch*zoomNotch, ev.Position)
	}
}

// Dragged implements fyne.Draggable.
func (m *Map) Dragged(ev *fyne.DragEvent) {
	if m.hands.fingers.pinching() || m.hands.fingers.lifted {
		return // TouchMoved sees both fingers
	}
	if m.coasts(ev) {
		m.DragEnd()
		return
	}
	if m.hands.drags == nothing {
		from := ev.Position.SubtractXY(ev.Dragged.DX, ev.Dragged.DY)
		if m.hands.pressed != nil {
			from = *m.hands.pressed
		}
		m.rest()
		m.hands.drags = theMap
		if m.over.takePin(m.frame(), from) {
			m.hands.drags = thePin
		}
	}
	if m.hands.drags == thePin {
		m.over.pullPin(m.frame(), ev.Dragged.DX, ev.Dragged.DY)
		if m.OnPinDragged != nil {
			m.OnPinDragged(m.over.pinPoint())
		}
		return
	}
	m.hands.trail = m.hands.trail.add(m.cfg.Now(), ev.Dragged.DX, ev.Dragged.DY)
	m.look(m.frame().moved(ev.Dragged.DX, ev.Dragged.DY))
}

// coasts says that a drag is Fyne's own: after a finger is lifted, its mobile driver goes on to tell of drags, ever smaller
// and all at the same position. A pin would slide from where it was put, and a map couldn't be held by touching it again; we
// slide by ourselves.
func (m *Map) coasts(ev *fyne.DragEvent) bool {
	last := m.hands.last
	at := ev.Position // the driver uses the event again
	m.hands.last = &at
	return last != nil && *last == ev.Position && (ev.Dragged.DX != 0 || ev.Dragged.DY != 0)
}

// DragEnd implements fyne.Draggable.
func (m *Map) DragEnd() {
	what, pulled := m.hands.drags, m.hands.trail
	m.hands.drags, m.hands.trail, m.hands.pressed = nothing, nil, nil
	m.hands.fingers.end(m.cfg.Now())
	switch what {
	case thePin:
		m.over.dropPin(m.frame())
		if m.OnPinDropped != nil {
			m.OnPinDropped(m.over.pinPoint())
		}
	case theMap:
		vx, vy := pulled.speed(m.cfg.Now())
		if !m.cfg.Still && math.Hypot(vx, vy) > 4*slowest {
			m.start(&fling{vx, vy})
			return
		}
		m.settled()
	case nothing:
	}
}

// Tapped implements fyne.Tappable.
func (m *Map) Tapped(ev *fyne.PointEvent) {
	m.hands.pressed = nil
	if m.hands.fingers.wereTwo(m.cfg.Now()) {
		return
	}
	m.takeFocus()
	m.act(ev.Position)
}

// act is a tap at a position: on a marker, a cluster, or beside them.
func (m *Map) act(p fyne.Position) {
	f := m.frame()
	if hit := m.marks.hit(f, p); hit != nil {
		m.marks.tapped(f, hit)
		return
	}
	if m.OnTapped != nil {
		m.OnTapped(f.point(p))
	}
}

// DoubleTapped implements fyne.DoubleTappable.
func (m *Map) DoubleTapped(ev *fyne.PointEvent) {
	m.hands.pressed = nil
	if !m.hands.fingers.wereTwo(m.cfg.Now()) {
		m.zoomBy(1, ev.Position)
	}
}

// MouseDown implements desktop.Mouseable. Fyne may be told of a drag only after some pixels: this is where it began.
func (m *Map) MouseDown(ev *desktop.MouseEvent) {
	m.takeFocus()
	m.press(ev.Position)
}

// MouseUp implements desktop.Mouseable.
func (m *Map) MouseUp(*desktop.MouseEvent) {}

// press holds a moving map, as a hand would.
func (m *Map) press(p fyne.Position) {
	m.hands.pressed, m.hands.last = &p, nil
	m.byKeys(false)
	m.rest()
}

// MouseIn implements desktop.Hoverable.
func (m *Map) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (m *Map) MouseMoved(ev *desktop.MouseEvent) {
	f := m.frame()
	m.hands.over = m.over.onPin(f, ev.Position) || m.marks.hit(f, ev.Position) != nil
}

// MouseOut implements desktop.Hoverable.
func (m *Map) MouseOut() { m.hands.over = false }

// Cursor implements desktop.Cursorable.
func (m *Map) Cursor() desktop.Cursor {
	if m.hands.over {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// takeFocus gives the map the keyboard, but on phones, where the screen's would hide.
func (m *Map) takeFocus() {
	if fyne.CurrentDevice().IsMobile() || m.focus {
		return
	}
	if c := widgets.CanvasShowing(m); c != nil {
		c.Focus(m)
	}
}
