package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Box is a rectangle that lies beneath things: a ground, an outline of 1 pixel, rounded corners.
type Box struct {
	widget.BaseWidget
	ground, outline theme.Role
	radius          float32
	raised, afloat  bool
}

// NewBox makes a rectangle; theme.None leaves the ground or the outline out.
func NewBox(ground, outline theme.Role, radius float32) *Box {
	b := &Box{ground: ground, outline: outline, radius: radius}
	b.ExtendBaseWidget(b)
	return b
}

// Raised gives the box a soft shadow; for use while building.
func (b *Box) Raised() *Box { b.raised = true; return b }

// Floating gives the box the shadow of what lies above a page; for use while building.
func (b *Box) Floating() *Box { b.afloat = true; return b }

// SetRoles changes the colours.
func (b *Box) SetRoles(ground, outline theme.Role) {
	if b.ground != ground || b.outline != outline {
		b.ground, b.outline = ground, outline
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *Box) CreateRenderer() fyne.WidgetRenderer {
	r := &boxRenderer{of: b, rect: canvas.NewRectangle(theme.Color(b.ground))}
	r.dress()
	return r
}

type boxRenderer struct {
	of   *Box
	rect *canvas.Rectangle
}

func (r *boxRenderer) dress() {
	r.rect.FillColor, r.rect.CornerRadius = theme.Color(r.of.ground), r.of.radius
	r.rect.StrokeColor, r.rect.StrokeWidth = theme.Color(r.of.outline), 0
	if r.of.outline != theme.None {
		r.rect.StrokeWidth = theme.Outline()
	}
	if r.of.raised {
		r.rect.Shadow = canvas.Shadow{Color: theme.Color(theme.Shadow), BlurRadius: 6, Offset: fyne.NewPos(0, 2)}
	}
	if r.of.afloat {
		r.rect.Shadow = floatShadow()
	}
}

func (r *boxRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *boxRenderer) Layout(size fyne.Size)        { r.rect.Resize(size) }
func (r *boxRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rect} }
func (r *boxRenderer) Destroy()                     {}
func (r *boxRenderer) Refresh() {
	r.dress()
	canvas.Refresh(r.of)
}

// floatShadow lifts what floats above a page.
func floatShadow() canvas.Shadow {
	return canvas.Shadow{Color: color.NRGBA{A: 60}, BlurRadius: 16, Offset: fyne.NewPos(0, 4)}
}
