package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// face is the renderer of what can be tapped: a ground, a body on it, and around it a ring while it has the keyboard.
type face struct {
	of     fyne.Widget
	ground *canvas.Rectangle
	ring   *canvas.Rectangle
	body   fyne.CanvasObject
	radius float32
	inset  float32          // of the ground from the top and bottom of the target
	gap    float32          // between ring and ground
	inner  bool             // the ring lies within, for rows that touch their neighbours
	dress  func(f *face)    // colours the face for the owner's state
	least  func() fyne.Size // of the target
	hug    func() float32   // width of the ring where the target is wider than what it shows; may be nil
}

// newFace makes a face whose target is at least one control high.
func newFace(of fyne.Widget, radius float32, body fyne.CanvasObject, dress func(f *face)) *face {
	f := &face{
		of: of, ground: canvas.NewRectangle(theme.Color(theme.None)), ring: canvas.NewRectangle(theme.Color(theme.None)),
		body: body, radius: radius, dress: dress, least: func() fyne.Size { return fyne.NewSize(theme.Control(), theme.Control()) },
	}
	f.ring.StrokeWidth, f.gap = 2, 3
	dress(f) // what is shown and what isn't decides the least size
	return f
}

// paint sets ground and outline; theme.None leaves one out.
func (f *face) paint(ground, outline theme.Role) {
	f.ground.FillColor, f.ground.StrokeColor, f.ground.StrokeWidth = theme.Color(ground), theme.Color(outline), 0
	if outline != theme.None {
		f.ground.StrokeWidth = theme.Outline()
	}
}

// focus shows or hides the ring.
func (f *face) focus(on bool) {
	f.ring.StrokeColor = theme.Color(theme.Focus)
	f.ring.Hidden = !on
}

// MinSize implements fyne.WidgetRenderer.
func (f *face) MinSize() fyne.Size {
	return f.body.MinSize().AddWidthHeight(0, 2*f.inset).Max(f.least())
}

// Layout implements fyne.WidgetRenderer.
func (f *face) Layout(size fyne.Size) {
	f.dress(f)
	pos, inside := fyne.NewPos(0, f.inset), fyne.NewSize(size.Width, max(0, size.Height-2*f.inset))
	f.ground.CornerRadius = min(f.radius, inside.Height/2)
	f.body.Move(pos)
	f.body.Resize(inside)
	f.ground.Move(pos)
	f.ground.Resize(inside)
	gap := f.gap
	if f.inner {
		gap = -1
	}
	if f.hug != nil {
		inside.Width = min(inside.Width, f.hug())
	}
	f.ring.CornerRadius = max(0, f.ground.CornerRadius+gap)
	f.ring.Move(pos.SubtractXY(gap, gap))
	f.ring.Resize(inside.AddWidthHeight(2*gap, 2*gap))
}

// Refresh implements fyne.WidgetRenderer.
func (f *face) Refresh() {
	f.Layout(f.of.Size())
	f.body.Refresh()
	canvas.Refresh(f.of)
}

// Objects implements fyne.WidgetRenderer.
func (f *face) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.ground, f.body, f.ring} }

// Destroy implements fyne.WidgetRenderer.
func (f *face) Destroy() {}

// bodyRenderer draws a widget that is a container of its own items.
type bodyRenderer struct {
	of   fyne.Widget
	body fyne.CanvasObject
}

func (r *bodyRenderer) MinSize() fyne.Size           { return r.body.MinSize() }
func (r *bodyRenderer) Layout(size fyne.Size)        { r.body.Resize(size) }
func (r *bodyRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.body} }
func (r *bodyRenderer) Destroy()                     {}
func (r *bodyRenderer) Refresh() {
	r.body.Refresh()
	canvas.Refresh(r.of)
}
