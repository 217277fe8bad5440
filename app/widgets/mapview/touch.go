package mapview

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"
)

// fingers are those on the glass. Fyne 2.8 doesn't always tell when one is lifted: after a drag there is no TouchUp, and
// only finger 0 is dragged. So a finger counts from its last movement on, and everything is forgotten at the end of a drag.
type fingers struct {
	at     map[int]fyne.Position
	lifted bool      // one of two is gone: what the other still does is no drag, until it is put down anew
	until  time.Time // taps before then are what is left of two fingers
}

// afterTwo is how long after two fingers a tap isn't meant: Fyne tells of it once it can't be a double one any more.
const afterTwo = 500 * time.Millisecond

func (f *fingers) pinching() bool { return len(f.at) >= 2 }

func (f *fingers) wereTwo(now time.Time) bool { return f.pinching() || now.Before(f.until) }

func (f *fingers) put(id int, p fyne.Position) {
	if f.at == nil || id == 0 {
		f.at = map[int]fyne.Position{} // the first finger: whoever is still there will move
	}
	f.at[id] = p
}

// end forgets all fingers; taps right after two of them aren't meant.
func (f *fingers) end(now time.Time) {
	if f.pinching() {
		f.until = now.Add(afterTwo)
		f.lifted = true
	} else {
		f.lifted = false
	}
	f.at = nil
}

// TouchDown implements mobile.Touchable.
func (m *Map) TouchDown(ev *mobile.TouchEvent) {
	m.hands.fingers.lifted = false
	m.hands.fingers.put(ev.ID, ev.Position)
	m.press(ev.Position)
	if m.hands.fingers.pinching() && m.hands.drags == theMap {
		m.hands.drags, m.hands.trail = nothing, nil
	}
}

// TouchUp implements mobile.Touchable.
func (m *Map) TouchUp(ev *mobile.TouchEvent) { m.lift(ev.ID) }

// TouchCancel implements mobile.Touchable.
func (m *Map) TouchCancel(ev *mobile.TouchEvent) { m.lift(ev.ID) }

func (m *Map) lift(id int) {
	f := &m.hands.fingers
	if f.pinching() {
		f.until = m.cfg.Now().Add(afterTwo)
		f.lifted = true
	}
	delete(f.at, id)
	if !f.pinching() {
		m.settled()
	}
}

// TouchMoved implements mobile.Movable: two fingers hold two places of the map.
func (m *Map) TouchMoved(ev *mobile.TouchEvent) {
	f := &m.hands.fingers
	before, known := f.at[ev.ID]
	if !known && f.lifted {
		return
	}
	if f.at == nil {
		f.at = map[int]fyne.Position{}
	}
	f.at[ev.ID] = ev.Position
	if !known || len(f.at) != 2 || m.hands.drags == thePin {
		return
	}
	for id, other := range f.at {
		if id != ev.ID {
			m.pinch(before, ev.Position, other)
		}
	}
}

// nearest is how close two fingers may come, in pixels of the layout: nearer, they'd tear at the map.
const nearest = 24

// pinch moves one finger while the other stays: the distance zooms, the middle pans.
func (m *Map) pinch(before, after, other fyne.Position) {
	apart := func(a, b fyne.Position) float64 { return max(nearest, math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))) }
	middle := func(a, b fyne.Position) fyne.Position { return fyne.NewPos((a.X+b.X)/2, (a.Y+b.Y)/2) }
	f := m.frame()
	x, y := f.world(middle(before, other))
	zoom := f.zoom + math.Log2(apart(after, other)/apart(before, other))
	least, most := m.limits.zooms(f.size)
	m.rest()
	m.look(f.holding(middle(after, other), x, y, min(max(zoom, least), most)))
}
