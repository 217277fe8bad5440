package widgets

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Stroke is what a hand draws on a MarkPad, as shares of the picture's width and height.
type Stroke struct{ FromX, FromY, ToX, ToY float32 }

// MarkPad shows a picture to draw on: a drag from one place to another is a stroke. Whoever made the pad draws what was drawn into the
// picture itself, so that nobody sees anything else than what will be sent; while the hand moves, a line or a frame shows where.
type MarkPad struct {
	widget.BaseWidget
	OnStroke func(Stroke) // may be nil

	name    string
	line    bool // the stroke is a line, not a frame
	picture *canvas.Image
	from    fyne.Position
	to      fyne.Position
	pressed *fyne.Position
	drawing bool
	off     bool
	drawn   *strokeRenderer
}

// NewMarkPad makes a pad; the picture may be nil until it is there.
func NewMarkPad(m image.Image, name string) *MarkPad {
	p := &MarkPad{name: name, line: true, picture: &canvas.Image{Image: m, FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}}
	p.picture.Hidden = m == nil
	p.ExtendBaseWidget(p)
	return p
}

// SetImage shows the picture with what is drawn on it by now.
func (p *MarkPad) SetImage(m image.Image) {
	p.picture.Image, p.picture.Hidden = m, m == nil
	p.picture.Refresh()
	p.Refresh()
}

// SetLine says whether the next stroke is a line or a frame.
func (p *MarkPad) SetLine(line bool) { p.line = line }

// Disable lets nothing more be drawn.
func (p *MarkPad) Disable() { p.off, p.drawing = true, false; p.shift() }

// Enable lets it be drawn on.
func (p *MarkPad) Enable() { p.off = false }

// field is where the picture is on the pad.
func (p *MarkPad) field() (at fyne.Position, size fyne.Size) {
	room := p.Size()
	if p.picture.Image == nil {
		return fyne.Position{}, room
	}
	b := p.picture.Image.Bounds()
	fit := min(room.Width/float32(max(1, b.Dx())), room.Height/float32(max(1, b.Dy())))
	size = fyne.NewSize(float32(b.Dx())*fit, float32(b.Dy())*fit)
	return fyne.NewPos((room.Width-size.Width)/2, (room.Height-size.Height)/2), size
}

// into is a position brought onto the picture.
func (p *MarkPad) into(pos fyne.Position) fyne.Position {
	at, size := p.field()
	return fyne.NewPos(min(max(pos.X, at.X), at.X+size.Width), min(max(pos.Y, at.Y), at.Y+size.Height))
}

// MouseDown implements desktop.Mouseable: Fyne tells of a drag only after some pixels, this is where it began.
func (p *MarkPad) MouseDown(e *desktop.MouseEvent) {
	at := e.Position
	p.pressed = &at
}

// MouseUp implements desktop.Mouseable.
func (p *MarkPad) MouseUp(*desktop.MouseEvent) { p.pressed = nil }

// Dragged implements fyne.Draggable.
func (p *MarkPad) Dragged(e *fyne.DragEvent) {
	if p.off || p.picture.Image == nil {
		return
	}
	if !p.drawing {
		p.drawing = true
		p.from = p.into(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
		if p.pressed != nil {
			p.from = p.into(*p.pressed)
		}
	}
	p.to = p.into(e.Position)
	p.shift()
}

// leastStroke is how long a stroke must be, in pixels: less is a finger that was put down.
const leastStroke = 8

// DragEnd implements fyne.Draggable.
func (p *MarkPad) DragEnd() {
	p.pressed = nil
	if !p.drawing {
		return
	}
	p.drawing = false
	p.shift()
	at, size := p.field()
	if math.Hypot(float64(p.to.X-p.from.X), float64(p.to.Y-p.from.Y)) < leastStroke || size.Width <= 0 || size.Height <= 0 || p.OnStroke == nil {
		return
	}
	p.OnStroke(Stroke{(p.from.X - at.X) / size.Width, (p.from.Y - at.Y) / size.Height, (p.to.X - at.X) / size.Width, (p.to.Y - at.Y) / size.Height})
}

func (p *MarkPad) shift() {
	if p.drawn != nil {
		p.drawn.Layout(p.Size())
	}
}

// Cursor implements desktop.Cursorable.
func (p *MarkPad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// AccessibilityLabel implements fyne.Accessible.
func (p *MarkPad) AccessibilityLabel() string { return p.name }

// AccessibilityRole implements fyne.Accessible.
func (p *MarkPad) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *MarkPad) CreateRenderer() fyne.WidgetRenderer {
	r := &strokeRenderer{of: p, ground: NewBox(theme.Sunken, theme.None, 0), line: canvas.NewLine(theme.Color(theme.Danger)), frame: canvas.NewRectangle(theme.Color(theme.None))}
	r.line.StrokeWidth, r.frame.StrokeWidth = 4, 3
	r.dress()
	p.drawn = r
	return r
}

type strokeRenderer struct {
	of     *MarkPad
	ground *Box
	line   *canvas.Line
	frame  *canvas.Rectangle
}

func (r *strokeRenderer) dress() {
	r.line.StrokeColor, r.frame.StrokeColor = theme.Color(theme.Danger), theme.Color(theme.Danger)
}

// MinSize implements fyne.WidgetRenderer.
func (r *strokeRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Scaled(160), theme.Scaled(120))
}

// Layout implements fyne.WidgetRenderer.
func (r *strokeRenderer) Layout(size fyne.Size) {
	p := r.of
	r.ground.Resize(size)
	at, shown := p.field()
	p.picture.Move(at)
	p.picture.Resize(shown)
	r.line.Hidden, r.frame.Hidden = !p.drawing || !p.line, !p.drawing || p.line
	r.line.Position1, r.line.Position2 = p.from, p.to
	least := fyne.NewPos(min(p.from.X, p.to.X), min(p.from.Y, p.to.Y))
	r.frame.Move(least)
	r.frame.Resize(fyne.NewSize(max(p.from.X, p.to.X)-least.X, max(p.from.Y, p.to.Y)-least.Y))
	r.line.Refresh()
	r.frame.Refresh()
}

// Refresh implements fyne.WidgetRenderer.
func (r *strokeRenderer) Refresh() {
	r.dress()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *strokeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.of.picture, r.line, r.frame}
}

// Destroy implements fyne.WidgetRenderer.
func (r *strokeRenderer) Destroy() {}
