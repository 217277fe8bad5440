package widgets

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/mobile"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// InkWidth is how wide a SignPad is in its own units, whatever its size on the screen.
const InkWidth = 1000

// Ink is where the pen was, in units of the pad, and when, since the first stroke began.
type Ink struct {
	X, Y int
	At   time.Duration
}

// SignPad is a ground to sign on with a mouse, a pen or a finger. What was drawn is kept in units of its own, and so is drawn
// again at any size.
type SignPad struct {
	widget.BaseWidget
	OnChanged func()           // a stroke is done, or all were cleared; may be nil
	Now       func() time.Time // for tests; time.Now

	strokes [][]Ink
	height  int // in units, from the first stroke on
	began   time.Time
	drawing bool
	off     bool
	hint    string
}

// NewSignPad makes an empty pad; the hint stands on it until something is drawn.
func NewSignPad(hint string) *SignPad {
	p := &SignPad{Now: time.Now, hint: hint}
	p.ExtendBaseWidget(p)
	return p
}

// Strokes are the lines that were drawn, and the pad's height in units; its width is InkWidth.
func (p *SignPad) Strokes() (strokes [][]Ink, height int) { return p.strokes, p.height }

// SetStrokes shows what was drawn before, without telling anybody.
func (p *SignPad) SetStrokes(strokes [][]Ink, height int) {
	p.strokes, p.height, p.drawing = strokes, height, false
	p.Refresh()
}

// Clear takes everything away that was drawn.
func (p *SignPad) Clear() {
	if len(p.strokes) == 0 {
		return
	}
	p.SetStrokes(nil, 0)
	p.tell()
}

// Disable lets nothing more be drawn.
func (p *SignPad) Disable() { p.off = true; p.drawing = false }

// Enable lets it be drawn on.
func (p *SignPad) Enable() { p.off = false }

// IsEmpty says that nothing is drawn.
func (p *SignPad) IsEmpty() bool { return len(p.strokes) == 0 }

func (p *SignPad) tell() {
	if p.OnChanged != nil {
		p.OnChanged()
	}
}

// scale is how many pixels of the layout a unit takes.
func (p *SignPad) scale() float32 {
	size := p.Size()
	if p.height <= 0 {
		return size.Width / InkWidth
	}
	return min(size.Width/InkWidth, size.Height/float32(p.height))
}

func (p *SignPad) at(pos fyne.Position) Ink {
	s := p.scale()
	clamp := func(f float32, most int) int { return min(max(int(math.Round(float64(f/s))), 0), most) }
	return Ink{clamp(pos.X, InkWidth), clamp(pos.Y, p.height), p.Now().Sub(p.began)}
}

func (p *SignPad) down(pos fyne.Position) {
	size := p.Size()
	if p.off || p.drawing || size.Width <= 0 || size.Height <= 0 {
		return
	}
	if len(p.strokes) == 0 {
		p.height, p.began = max(1, int(size.Height*InkWidth/size.Width)), p.Now()
	}
	p.drawing = true
	p.strokes = append(p.strokes, []Ink{p.at(pos)})
	p.Refresh()
}

// nearest is how far the pen must have moved for a point of its own, in units: less is trembling.
const nearest = 2

func (p *SignPad) move(pos fyne.Position) {
	if !p.drawing {
		return
	}
	last := &p.strokes[len(p.strokes)-1]
	ink, before := p.at(pos), (*last)[len(*last)-1]
	if abs(ink.X-before.X)+abs(ink.Y-before.Y) < nearest {
		return
	}
	*last = append(*last, ink)
	p.Refresh()
}

func (p *SignPad) up() {
	if p.drawing {
		p.drawing = false
		p.tell()
	}
}

func abs(n int) int { return max(n, -n) }

// MouseDown implements desktop.Mouseable.
func (p *SignPad) MouseDown(e *desktop.MouseEvent) {
	if e.Button == 0 || e.Button&desktop.MouseButtonPrimary != 0 {
		p.down(e.Position)
	}
}

// MouseUp implements desktop.Mouseable.
func (p *SignPad) MouseUp(*desktop.MouseEvent) { p.up() }

// Dragged implements fyne.Draggable.
func (p *SignPad) Dragged(e *fyne.DragEvent) { p.move(e.Position) }

// DragEnd implements fyne.Draggable.
func (p *SignPad) DragEnd() { p.up() }

// TouchDown implements mobile.Touchable.
func (p *SignPad) TouchDown(e *mobile.TouchEvent) { p.down(e.Position) }

// TouchUp implements mobile.Touchable.
func (p *SignPad) TouchUp(*mobile.TouchEvent) { p.up() }

// TouchCancel implements mobile.Touchable.
func (p *SignPad) TouchCancel(*mobile.TouchEvent) { p.up() }

// Cursor implements desktop.Cursorable.
func (p *SignPad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// HeightFor implements Tall: three times as wide as high, but never so high that the form below is out of sight.
func (p *SignPad) HeightFor(width float32) float32 {
	return min(max(width/3, theme.Scaled(120)), theme.Scaled(190))
}
