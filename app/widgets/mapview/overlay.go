package mapview

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
	"priyom/tiles"
)

// Here is where one is, and how sure that is.
type Here struct {
	At       tiles.Point
	Accuracy float64 // metres; the circle around the dot; 0 draws none
}

// overlay is what lies above the markers: the pin, and where one is.
type overlay struct {
	of   *Map
	box  *fyne.Container
	here *Here
	wide *canvas.Circle // how sure
	dot  *canvas.Circle

	pinned bool
	x, y   float64       // of the pin, World units
	lag    fyne.Position // what a drag has over the pin's place: the limits hold the pin, not the pointer
	pull   bool
	pin    *canvas.Image
	pic    *picture
}

func newOverlay(m *Map) *overlay {
	o := &overlay{of: m, box: &fyne.Container{}, wide: canvas.NewCircle(color.Transparent), dot: canvas.NewCircle(color.Transparent)}
	o.pin = &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}
	o.dress()
	return o
}

// SetPin puts the pin to a place.
func (m *Map) SetPin(p tiles.Point) {
	m.over.pinned, m.over.x, m.over.y = true, float64(p.X), float64(p.Y)
	m.place()
}

// Pin is where the pin is, and whether there is one.
func (m *Map) Pin() (tiles.Point, bool) { return m.over.pinPoint(), m.over.pinned }

// RemovePin takes the pin away.
func (m *Map) RemovePin() {
	m.over.pinned = false
	m.place()
}

// SetHere shows where one is; nil if that isn't known.
func (m *Map) SetHere(h *Here) {
	if m.over.here = h; h != nil {
		now := *h
		m.over.here = &now
	}
	m.place()
}

// goHere is the button "my place".
func (m *Map) goHere() {
	if h := m.over.here; h != nil {
		m.glideTo(eye{float64(h.At.X), float64(h.At.Y), max(m.eye.zoom, 16)})
	}
	if m.OnHere != nil {
		m.OnHere()
	}
}

func (o *overlay) dress() {
	o.dot.FillColor, o.dot.StrokeColor, o.dot.StrokeWidth = theme.Color(theme.Accent), theme.Color(theme.OnVeil), 2
	veil := theme.Color(theme.Link)
	veil.A = 0x2C
	o.wide.FillColor = veil
	veil.A = 0x90
	o.wide.StrokeColor, o.wide.StrokeWidth = veil, 1
	o.pic = nil
	canvas.Refresh(o.dot)
	canvas.Refresh(o.wide)
}

func (o *overlay) update(f frame) {
	o.box.Objects = o.box.Objects[:0:0]
	if o.here != nil {
		o.drawHere(f)
	}
	if o.pinned {
		o.drawPin(f)
		o.box.Objects = append(o.box.Objects, o.pin)
	}
}

func (o *overlay) drawHere(f frame) {
	at := f.screen(float64(o.here.At.X), float64(o.here.At.Y))
	lat, _ := o.here.At.Position()
	r := float32(o.here.Accuracy / (perPixel(f.zoom) * tiles.MetresPerUnit(lat)))
	side := theme.Scaled(9)
	// A circle that is hidden by the dot says nothing, and one far wider than the window is only a tint that costs time.
	if r > side && r < 2*max(f.size.Width, f.size.Height) {
		around(o.wide, at, r)
		o.box.Objects = append(o.box.Objects, o.wide)
	}
	around(o.dot, at, side)
	o.box.Objects = append(o.box.Objects, o.dot)
}

func around(c *canvas.Circle, at fyne.Position, r float32) {
	c.Move(at.SubtractXY(r, r))
	c.Resize(fyne.NewSquareSize(2 * r))
}

func (o *overlay) drawPin(f frame) {
	hue := theme.StatusLook(theme.StatusOverdue).Hue
	if o.pull {
		hue = theme.Color(theme.Accent)
	}
	pic := o.of.marks.pictures.of(pictureKey{pin, theme.Scaled(18), hue, theme.Color(theme.OnVeil), "map-pin", f.scale})
	if o.pic != pic {
		o.pic, o.pin.Image = pic, pic.image
		o.pin.Resize(pic.size)
		o.pin.Refresh()
	}
	at := f.screen(o.x, o.y).Subtract(pic.anchor)
	if o.pull {
		at.Y -= theme.Scaled(6) // lifted
	}
	o.pin.Move(onPixel(at, f.scale))
}

func (o *overlay) pinPoint() tiles.Point { return eye{x: o.x, y: o.y}.view().Centre }

// onPin says that a position is on the pin.
func (o *overlay) onPin(f frame, p fyne.Position) bool {
	if !o.pinned || o.pic == nil {
		return false
	}
	tip := f.screen(o.x, o.y)
	head := tip.Subtract(o.pic.anchor).AddXY(o.pic.anchor.X, o.pic.size.Width/2)
	reach := float64(theme.Control() / 2)
	within := func(q fyne.Position) bool { return math.Hypot(float64(q.X-p.X), float64(q.Y-p.Y)) < reach }
	return within(head) || within(fyne.NewPos(tip.X, (tip.Y+head.Y)/2))
}

// takePin begins to drag the pin, if it is at a position.
func (o *overlay) takePin(f frame, p fyne.Position) bool {
	if (o.of.OnPinDragged == nil && o.of.OnPinDropped == nil) || !o.onPin(f, p) {
		return false
	}
	o.pull, o.lag = true, f.screen(o.x, o.y)
	return true
}

// pullPin moves the pin by pixels of the layout, within the limits and the window.
func (o *overlay) pullPin(f frame, dx, dy float32) {
	o.lag = o.lag.AddXY(dx, dy)
	inside := fyne.NewPos(min(max(o.lag.X, 0), f.size.Width), min(max(o.lag.Y, 0), f.size.Height))
	x, y := f.world(inside)
	b := o.of.limits.Box
	o.x = min(max(x, float64(b.MinX)), float64(b.MaxX-1))
	o.y = min(max(y, float64(b.MinY)), float64(b.MaxY-1))
	o.of.place()
}

func (o *overlay) dropPin(frame) {
	o.pull = false
	o.of.place()
}
