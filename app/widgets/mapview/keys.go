package mapview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	"priyom/app/widgets"
)

// keyStep is how far an arrow moves the map, in parts of its shorter side.
const keyStep = 0.2

// FocusGained implements fyne.Focusable.
func (m *Map) FocusGained() {
	m.focus = true
	m.showFocus()
	widgets.Reveal(m)
}

// FocusLost implements fyne.Focusable.
func (m *Map) FocusLost() {
	m.focus, m.keyed = false, false
	m.showFocus()
}

func (m *Map) showFocus() {
	m.ring.Hidden = !m.focus
	m.ring.StrokeColor, m.ring.StrokeWidth, m.ring.CornerRadius = theme.Color(theme.Focus), 2, max(4, m.corners.radius-1)
	m.cross.dress(m.focus && m.keyed)
	canvas.Refresh(m.ring)
}

// byKeys shows the cross from the first key on that moves the map; a pointer hides it again.
func (m *Map) byKeys(on bool) {
	widgets.Felt(m)
	if m.keyed != on {
		m.keyed = on
		m.showFocus()
	}
}

// TypedRune implements fyne.Focusable.
func (m *Map) TypedRune(r rune) {
	m.byKeys(true)
	switch r {
	case '+', '=':
		m.zoomStep(1)
	case '-', '_':
		m.zoomStep(-1)
	}
}

// TypedKey implements fyne.Focusable. Enter and Space do what a tap in the middle does, where the cross is. Keys that a map
// has no use for go on to the canvas.
func (m *Map) TypedKey(key *fyne.KeyEvent) {
	step := keyStep * float64(min(m.Size().Width, m.Size().Height))
	if key.Name != fyne.KeyTab && key.Name != fyne.KeyEscape {
		m.byKeys(true)
	}
	switch key.Name {
	case fyne.KeyLeft:
		m.goBy(-step, 0)
	case fyne.KeyRight:
		m.goBy(step, 0)
	case fyne.KeyUp:
		m.goBy(0, -step)
	case fyne.KeyDown:
		m.goBy(0, step)
	case fyne.KeyPageUp:
		m.zoomStep(1)
	case fyne.KeyPageDown:
		m.zoomStep(-1)
	case fyne.KeyHome:
		m.Go(m.cfg.Start)
	case fyne.KeyEnd: // what the button "my place" does
		m.goHere()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.act(fyne.NewPos(m.Size().Width/2, m.Size().Height/2))
	case fyne.KeyPlus, fyne.KeyEqual, fyne.KeyMinus: // come as runes
	default:
		m.passOn(key)
	}
}

// goBy moves the view by so many pixels, on from where a movement under way leads to.
func (m *Map) goBy(dx, dy float64) {
	to := m.eye
	if under, ok := m.motion.(*glide); ok {
		to = under.to
	}
	u := perPixel(to.zoom)
	m.glideTo(eye{to.x + dx*u, to.y + dy*u, to.zoom})
}

func (m *Map) passOn(key *fyne.KeyEvent) {
	if c := widgets.CanvasShowing(m); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(key)
		}
	}
}

// cross shows the middle while the map has the keyboard.
type cross struct {
	box  *fyne.Container
	arms [4]*canvas.Rectangle // a light and a dark bar each way
}

func newCross() *cross {
	c := &cross{box: &fyne.Container{Hidden: true}}
	for i := range c.arms {
		c.arms[i] = canvas.NewRectangle(theme.Color(theme.None))
		c.box.Objects = append(c.box.Objects, c.arms[i])
	}
	return c
}

func (c *cross) dress(on bool) {
	c.box.Hidden = !on
	for i, arm := range c.arms {
		if arm.FillColor = theme.Color(theme.Card); i >= 2 {
			arm.FillColor = theme.Color(theme.Ink)
		}
		canvas.Refresh(arm)
	}
}

func (c *cross) put(size fyne.Size) {
	for i, s := range []fyne.Size{{Width: 20, Height: 4}, {Width: 4, Height: 20}, {Width: 18, Height: 2}, {Width: 2, Height: 18}} {
		c.arms[i].Resize(s)
		c.arms[i].Move(fyne.NewPos((size.Width-s.Width)/2, (size.Height-s.Height)/2))
	}
}
