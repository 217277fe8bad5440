package widgets

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// PhotoView shows a picture to look at closely: two fingers, the wheel, + and − zoom, a drag or the arrows pan, a double tap goes near
// and back. The picture is uploaded once and moved by the graphics card: give it one of some 1600 to 2000 pixels.
type PhotoView struct {
	widget.BaseWidget
	// OnTurn hears that another picture is wished: the next (1) or the one before (-1), by a swipe, PageUp and PageDown, or the arrows
	// while all of the picture is seen. nil turns nothing.
	OnTurn func(by int)

	name    string
	picture *canvas.Image
	zoom    float64    // 1 shows all of it
	x, y    float64    // the picture's place in the middle, as shares of it
	slide   fyne.Delta // of a swipe that goes on
	touches map[int]fyne.Position
	focus   bool
	drawn   *viewRenderer
}

const (
	viewNearest = 8.0 // zoom
	viewDouble  = 3.0 // of a double tap
	viewStep    = 1.5 // of a key
	viewNotch   = 25  // what Fyne reports for a notch of a wheel
	viewPan     = 0.2 // of the window, by a key
	viewSwipe   = 48  // pixels, from which on a drag turns
)

// NewPhotoView makes a view; the picture may be nil until it is there.
func NewPhotoView(m image.Image, name string) *PhotoView {
	v := &PhotoView{name: name, picture: &canvas.Image{Image: m, FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}, zoom: 1, x: 0.5, y: 0.5}
	v.picture.Hidden = m == nil
	v.ExtendBaseWidget(v)
	return v
}

// SetImage shows another picture, all of it.
func (v *PhotoView) SetImage(m image.Image) {
	v.picture.Image, v.picture.Hidden = m, m == nil
	v.zoom, v.x, v.y, v.slide = 1, 0.5, 0.5, fyne.Delta{}
	v.picture.Refresh()
	v.Refresh()
}

// Zoom is how near the picture is; 1 shows all of it.
func (v *PhotoView) Zoom() float64 { return v.zoom }

// shown is how large the whole picture is on the screen at the moment.
func (v *PhotoView) shown() (w, h float64) {
	size := v.Size()
	if v.picture.Image == nil || size.Width <= 0 || size.Height <= 0 {
		return 0, 0
	}
	b := v.picture.Image.Bounds()
	fit := min(float64(size.Width)/float64(max(1, b.Dx())), float64(size.Height)/float64(max(1, b.Dy()))) * v.zoom
	return float64(b.Dx()) * fit, float64(b.Dy()) * fit
}

// look changes what is seen, within the picture: its edge never leaves the window's, and what is smaller stays in the middle.
func (v *PhotoView) look(zoom, x, y float64) {
	v.zoom = min(max(zoom, 1), viewNearest)
	w, h := v.shown()
	size := v.Size()
	v.x, v.y = within(x, float64(size.Width), w), within(y, float64(size.Height), h)
	if v.drawn != nil {
		v.drawn.Layout(size)
	}
}

func within(at, window, picture float64) float64 {
	if picture <= window || picture == 0 {
		return 0.5
	}
	half := window / picture / 2
	return min(max(at, half), 1-half)
}

// zoomAt zooms so that what is under a position stays there.
func (v *PhotoView) zoomAt(zoom float64, p fyne.Position) {
	w, h := v.shown()
	if w == 0 {
		return
	}
	zoom = min(max(zoom, 1), viewNearest)
	size := v.Size()
	dx, dy := float64(p.X-size.Width/2), float64(p.Y-size.Height/2)
	k := zoom / v.zoom
	v.look(zoom, v.x+dx/w-dx/(w*k), v.y+dy/h-dy/(h*k))
}

// pan moves the picture by pixels.
func (v *PhotoView) pan(dx, dy float64) {
	if w, h := v.shown(); w > 0 {
		v.look(v.zoom, v.x-dx/w, v.y-dy/h)
	}
}

// Scrolled implements fyne.Scrollable.
func (v *PhotoView) Scrolled(e *fyne.ScrollEvent) {
	v.zoomAt(v.zoom*math.Pow(1.25, float64(e.Scrolled.DY)/viewNotch), e.Position)
}

// Dragged implements fyne.Draggable.
func (v *PhotoView) Dragged(e *fyne.DragEvent) {
	if len(v.touches) > 1 { // two fingers are heard by TouchMoved
		v.slide = fyne.Delta{}
		return
	}
	if v.OnTurn != nil && v.zoom == 1 {
		v.slide = fyne.NewDelta(v.slide.DX+e.Dragged.DX, v.slide.DY+e.Dragged.DY)
	}
	v.pan(float64(e.Dragged.DX), float64(e.Dragged.DY))
}

// DragEnd implements fyne.Draggable. After a drag no finger is lifted for Fyne: all are forgotten.
func (v *PhotoView) DragEnd() {
	by := v.slide
	v.touches, v.slide = nil, fyne.Delta{}
	v.look(v.zoom, v.x, v.y)
	if math.Abs(float64(by.DX)) < viewSwipe || math.Abs(float64(by.DX)) < 1.5*math.Abs(float64(by.DY)) {
		return
	}
	if by.DX < 0 {
		v.OnTurn(1)
	} else {
		v.OnTurn(-1)
	}
}

// Tapped implements fyne.Tappable.
func (v *PhotoView) Tapped(*fyne.PointEvent) { takeFocus(v) }

// DoubleTapped implements fyne.DoubleTappable.
func (v *PhotoView) DoubleTapped(e *fyne.PointEvent) {
	if v.zoom > 1.05 {
		v.look(1, 0.5, 0.5)
		return
	}
	v.zoomAt(viewDouble, e.Position)
}

// TouchDown implements mobile.Touchable.
func (v *PhotoView) TouchDown(e *mobile.TouchEvent) {
	if v.touches == nil || e.ID == 0 {
		v.touches = map[int]fyne.Position{}
	}
	v.touches[e.ID] = e.Position
}

// TouchUp implements mobile.Touchable.
func (v *PhotoView) TouchUp(e *mobile.TouchEvent) { delete(v.touches, e.ID) }

// TouchCancel implements mobile.Touchable.
func (v *PhotoView) TouchCancel(e *mobile.TouchEvent) { delete(v.touches, e.ID) }

// TouchMoved implements mobile.Movable: the distance of two fingers zooms, their middle pans.
func (v *PhotoView) TouchMoved(e *mobile.TouchEvent) {
	before, known := v.touches[e.ID]
	if !known {
		return
	}
	v.touches[e.ID] = e.Position
	if len(v.touches) != 2 {
		return
	}
	for id, other := range v.touches {
		if id == e.ID {
			continue
		}
		apart := func(a fyne.Position) float64 {
			return max(24, math.Hypot(float64(a.X-other.X), float64(a.Y-other.Y)))
		}
		v.zoomAt(v.zoom*apart(e.Position)/apart(before), fyne.NewPos((before.X+other.X)/2, (before.Y+other.Y)/2))
		v.pan(float64(e.Position.X-before.X)/2, float64(e.Position.Y-before.Y)/2)
	}
}

// FocusGained implements fyne.Focusable.
func (v *PhotoView) FocusGained() { v.setFocus(true) }

// FocusLost implements fyne.Focusable.
func (v *PhotoView) FocusLost() { v.setFocus(false) }

func (v *PhotoView) setFocus(on bool) {
	if v.focus = on; v.drawn != nil {
		v.drawn.ring.Hidden = !on
		v.drawn.ring.Refresh()
	}
}

// TypedRune implements fyne.Focusable.
func (v *PhotoView) TypedRune(r rune) {
	middle := fyne.NewPos(v.Size().Width/2, v.Size().Height/2)
	switch r {
	case '+', '=':
		v.zoomAt(v.zoom*viewStep, middle)
	case '-', '\u2212':
		v.zoomAt(v.zoom/viewStep, middle)
	}
}

// TypedKey implements fyne.Focusable.
func (v *PhotoView) TypedKey(key *fyne.KeyEvent) {
	Felt(v)
	dx, dy := viewPan*float64(v.Size().Width), viewPan*float64(v.Size().Height)
	if by := v.turns(key.Name); by != 0 {
		v.OnTurn(by)
		return
	}
	switch key.Name {
	case fyne.KeyLeft:
		v.pan(dx, 0)
	case fyne.KeyRight:
		v.pan(-dx, 0)
	case fyne.KeyUp:
		v.pan(0, dy)
	case fyne.KeyDown:
		v.pan(0, -dy)
	case fyne.KeyHome:
		v.look(1, 0.5, 0.5)
	default:
		passOn(v, key)
	}
}

// turns is which way a key turns; 0 if it doesn't.
func (v *PhotoView) turns(key fyne.KeyName) int {
	switch {
	case v.OnTurn == nil:
	case key == fyne.KeyPageUp, key == fyne.KeyLeft && v.zoom == 1:
		return -1
	case key == fyne.KeyPageDown, key == fyne.KeyRight && v.zoom == 1:
		return 1
	}
	return 0
}

// AccessibilityLabel implements fyne.Accessible.
func (v *PhotoView) AccessibilityLabel() string { return v.name }

// AccessibilityRole implements fyne.Accessible.
func (v *PhotoView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (v *PhotoView) CreateRenderer() fyne.WidgetRenderer {
	v.drawn = newViewRenderer(v)
	return v.drawn
}

// viewRenderer moves the picture under a window.
type viewRenderer struct {
	of     *PhotoView
	window *fyne.Container
	ring   *canvas.Rectangle
	all    []fyne.CanvasObject
}

func newViewRenderer(v *PhotoView) *viewRenderer {
	r := &viewRenderer{of: v, ring: canvas.NewRectangle(theme.Color(theme.None))}
	clip := clipped(v.picture)
	r.window = clip.inside
	r.ring.StrokeWidth, r.ring.StrokeColor, r.ring.Hidden = 2, theme.Color(theme.Focus), !v.focus
	r.all = []fyne.CanvasObject{clip.Clip, r.ring}
	return r
}

// MinSize implements fyne.WidgetRenderer.
func (r *viewRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Scaled(160), theme.Scaled(120)) }

// Layout implements fyne.WidgetRenderer.
func (r *viewRenderer) Layout(size fyne.Size) {
	v := r.of
	for _, o := range r.all {
		o.Resize(size)
	}
	r.window.Resize(size)
	w, h := v.shown()
	v.x, v.y = within(v.x, float64(size.Width), w), within(v.y, float64(size.Height), h)
	v.picture.Resize(fyne.NewSize(float32(w), float32(h)))
	v.picture.Move(fyne.NewPos(size.Width/2-float32(v.x*w)+v.slide.DX, size.Height/2-float32(v.y*h)))
}

// Refresh implements fyne.WidgetRenderer.
func (r *viewRenderer) Refresh() {
	r.ring.StrokeColor = theme.Color(theme.Focus)
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *viewRenderer) Objects() []fyne.CanvasObject { return r.all }

// Destroy implements fyne.WidgetRenderer.
func (r *viewRenderer) Destroy() {}
