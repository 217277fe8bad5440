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

// Held is what a hand moves, as it was drawn.
type Held struct {
	Stroke
	Line bool // it is a line, not a frame
}

// MarkPad shows a picture to draw on: a drag from one place to another is a stroke. Whoever made the pad draws what was drawn into the
// picture itself, so that nobody sees anything else than what will be sent; while the hand moves, a line or a frame shows where.
type MarkPad struct {
	widget.BaseWidget
	OnStroke func(Stroke) // may be nil
	// Grab, if there is one, says what a hand takes hold of where a drag begins; it is then shown moving along. Nothing there is no stroke.
	Grab func(x, y float32) (held Held, ok bool)

	name    string
	line    bool // the stroke is a line, not a frame
	picture *canvas.Image
	from    fyne.Position
	to      fyne.Position
	pressed *fyne.Position
	drawing bool
	missed  bool  // the drag took hold of nothing
	held    *Held // moves with the hand
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
func (p *MarkPad) Disable() { p.off, p.drawing, p.held = true, false, nil; p.shift() }

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
	if p.off || p.missed || p.picture.Image == nil {
		return
	}
	if !p.drawing {
		p.from = p.into(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
		if p.pressed != nil {
			p.from = p.into(*p.pressed)
		}
		if p.missed = !p.grab(); p.missed {
			return
		}
		p.drawing = true
	}
	p.to = p.into(e.Position)
	p.shift()
}

// grab takes hold of what is where the drag begins; false if something should be there and nothing is.
func (p *MarkPad) grab() bool {
	if p.held = nil; p.Grab == nil {
		return true
	}
	at, size := p.field()
	if size.Width <= 0 || size.Height <= 0 {
		return false
	}
	held, ok := p.Grab((p.from.X-at.X)/size.Width, (p.from.Y-at.Y)/size.Height)
	if ok {
		p.held = &held
	}
	return ok
}

// shown is what is to be seen while the hand moves: from one place to another.
func (p *MarkPad) shown() (from, to fyne.Position, line bool) {
	if p.held == nil {
		return p.from, p.to, p.line
	}
	at, size := p.field()
	by := p.to.Subtract(p.from)
	place := func(x, y float32) fyne.Position {
		return fyne.NewPos(at.X+x*size.Width+by.X, at.Y+y*size.Height+by.Y)
	}
	return place(p.held.FromX, p.held.FromY), place(p.held.ToX, p.held.ToY), p.held.Line
}

// leastStroke is how long a stroke must be, in pixels: less is a finger that was put down.
const leastStroke = 8

// DragEnd implements fyne.Draggable.
func (p *MarkPad) DragEnd() {
	p.pressed, p.missed = nil, false
	if !p.drawing {
		return
	}
	p.drawing, p.held = false, nil
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
	return fyne.NewSize(160, 120) // large words need the room more
}

// Layout implements fyne.WidgetRenderer.
func (r *strokeRenderer) Layout(size fyne.Size) {
	p := r.of
	r.ground.Resize(size)
	at, shown := p.field()
	p.picture.Move(at)
	p.picture.Resize(shown)
	from, to, line := p.shown()
	r.line.Hidden, r.frame.Hidden = !p.drawing || !line, !p.drawing || line
	r.line.Position1, r.line.Position2 = from, to
	least := fyne.NewPos(min(from.X, to.X), min(from.Y, to.Y))
	r.frame.Move(least)
	r.frame.Resize(fyne.NewSize(max(from.X, to.X)-least.X, max(from.Y, to.Y)-least.Y))
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
