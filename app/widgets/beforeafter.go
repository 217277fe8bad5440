package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// BeforeAfter lays two pictures of one place over each other; a line that is dragged, tapped or moved by the arrow keys says how much
// is seen of each. Dragging moves a border alone: both pictures are uploaded to the screen once.
type BeforeAfter struct {
	widget.BaseWidget
	OnMoved func(share float32) // may be nil

	name          string
	before, after *canvas.Image
	labels        [2]*Text
	dated         [2]*Text // the labels with more, such as when it was taken, where there is room for that
	share         float32  // of the picture before
	focus, hover  bool
	drawn         *splitRenderer
}

const (
	splitKnob  = 46 // pixels at 100 %
	splitLine  = 3
	splitStep  = 0.05 // by a key
	splitRatio = 232.0 / 368
)

// NewBeforeAfter makes a slider, its line in the middle. The pictures may be nil until they are there; the name is for those who don't
// see it.
func NewBeforeAfter(before, after image.Image, labelBefore, labelAfter, name string) *BeforeAfter {
	b := &BeforeAfter{name: name, share: 0.5, before: coverImage(before), after: coverImage(after)}
	for i, words := range []string{labelBefore, labelAfter} {
		b.labels[i], b.dated[i] = newText(words, theme.OnVeil, theme.Small, true), newText("", theme.OnVeil, theme.Small, true)
	}
	b.ExtendBaseWidget(b)
	return b
}

func coverImage(m image.Image) *canvas.Image {
	i := &canvas.Image{Image: m, FillMode: canvas.ImageFillCover, CornerRadius: theme.PhotoRadius}
	i.Hidden = m == nil
	return i
}

// SetImages shows other pictures.
func (b *BeforeAfter) SetImages(before, after image.Image) {
	b.before.Image, b.after.Image = before, after
	b.before.Hidden, b.after.Hidden = before == nil, after == nil
	b.before.Refresh()
	b.after.Refresh()
	b.Refresh()
}

// SetDated says more of the pictures where there is room for it, such as when they were taken.
func (b *BeforeAfter) SetDated(before, after string) {
	b.dated[0].SetText(before)
	b.dated[1].SetText(after)
	if b.drawn != nil {
		b.drawn.Layout(b.Size())
	}
}

// Share is how much is seen of the picture before, from 0 to 1.
func (b *BeforeAfter) Share() float32 { return b.share }

// SetShare moves the line without telling anybody.
func (b *BeforeAfter) SetShare(share float32) {
	if share = min(max(share, 0), 1); share != b.share {
		if b.share = share; b.drawn != nil {
			b.drawn.Layout(b.Size()) // a Refresh would upload both pictures anew
		}
	}
}

func (b *BeforeAfter) move(share float32) {
	before := b.share
	b.SetShare(share)
	if b.share != before && b.OnMoved != nil {
		b.OnMoved(b.share)
	}
}

func (b *BeforeAfter) moveTo(x float32) {
	if width := b.Size().Width; width > 0 {
		b.move(x / width)
	}
}

// Dragged implements fyne.Draggable.
func (b *BeforeAfter) Dragged(e *fyne.DragEvent) {
	Felt(b)
	b.moveTo(e.Position.X)
}

// DragEnd implements fyne.Draggable.
func (b *BeforeAfter) DragEnd() {}

// Tapped implements fyne.Tappable.
func (b *BeforeAfter) Tapped(e *fyne.PointEvent) {
	Felt(b)
	takeFocus(b)
	b.moveTo(e.Position.X)
}

// FocusGained implements fyne.Focusable.
func (b *BeforeAfter) FocusGained() {
	Reveal(b)
	b.setFocus(true)
}

// FocusLost implements fyne.Focusable.
func (b *BeforeAfter) FocusLost() { b.setFocus(false) }

func (b *BeforeAfter) setFocus(on bool) {
	if b.focus = on; b.drawn != nil {
		b.drawn.dress()
		b.drawn.ring.Refresh()
	}
}

// TypedRune implements fyne.Focusable.
func (b *BeforeAfter) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *BeforeAfter) TypedKey(key *fyne.KeyEvent) {
	Felt(b)
	switch key.Name {
	case fyne.KeyLeft:
		b.move(b.share - splitStep)
	case fyne.KeyRight:
		b.move(b.share + splitStep)
	case fyne.KeyHome:
		b.move(0)
	case fyne.KeyEnd:
		b.move(1)
	case fyne.KeySpace: // from one to the other
		b.move(map[bool]float32{true: 0, false: 1}[b.share > 0.5])
	default:
		passOn(b, key)
	}
}

// MouseIn implements desktop.Hoverable.
func (b *BeforeAfter) MouseIn(*desktop.MouseEvent) { b.setHover(true) }

// MouseMoved implements desktop.Hoverable.
func (b *BeforeAfter) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *BeforeAfter) MouseOut() { b.setHover(false) }

func (b *BeforeAfter) setHover(on bool) {
	if b.hover = on; b.drawn != nil {
		b.drawn.dress()
		b.drawn.knob.Refresh()
	}
}

// Cursor implements desktop.Cursorable.
func (b *BeforeAfter) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// AccessibilityLabel implements fyne.Accessible.
func (b *BeforeAfter) AccessibilityLabel() string { return b.name }

// AccessibilityRole implements fyne.Accessible.
func (b *BeforeAfter) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// HeightFor implements Tall.
func (b *BeforeAfter) HeightFor(width float32) float32 { return width * splitRatio }

// CreateRenderer implements fyne.Widget.
func (b *BeforeAfter) CreateRenderer() fyne.WidgetRenderer {
	r := &splitRenderer{
		of: b, ground: NewBox(theme.Sunken, theme.Line, theme.PhotoRadius), missing: NewBox(theme.Sunken, theme.Line, theme.PhotoRadius),
		line: canvas.NewRectangle(theme.Color(theme.OnVeil)), knob: canvas.NewCircle(theme.Color(theme.OnVeil)), arrows: NewIcon("move-horizontal", 24, theme.Accent),
		ring: canvas.NewRectangle(theme.Color(theme.None)),
	}
	r.clip = clipped(r.missing, b.before)
	for i := range b.labels {
		for n, label := range []*Text{b.dated[i], b.labels[i]} {
			r.tags[i][n] = Stack(NewBox(theme.Veil, theme.None, 13), Pad(4, 11, label))
		}
	}
	r.ring.StrokeWidth, r.ring.CornerRadius = 2, theme.PhotoRadius+3
	r.dress()
	b.drawn = r
	return r
}

type splitRenderer struct {
	of      *BeforeAfter
	ground  *Box
	missing *Box // where there is no picture before
	clip    clip
	line    *canvas.Rectangle
	knob    *canvas.Circle
	arrows  *Icon
	tags    [2][2]*fyne.Container // of each picture the longer one first
	ring    *canvas.Rectangle
}

func (r *splitRenderer) dress() {
	r.line.FillColor, r.knob.FillColor, r.ring.StrokeColor = theme.Color(theme.OnVeil), theme.Color(theme.OnVeil), theme.Color(theme.Focus)
	r.knob.StrokeColor, r.knob.StrokeWidth = theme.Color(theme.Veil), 1
	if r.of.hover {
		r.knob.StrokeColor, r.knob.StrokeWidth = theme.Color(theme.Accent), 2
	}
	r.ring.Hidden = !r.of.focus
}

// MinSize implements fyne.WidgetRenderer.
func (r *splitRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Scaled(200), theme.Scaled(126))
}

// Layout implements fyne.WidgetRenderer.
func (r *splitRenderer) Layout(size fyne.Size) {
	x := size.Width * r.of.share
	r.ground.Resize(size)
	r.of.after.Resize(size)
	r.of.before.Resize(size)
	r.clip.Resize(fyne.NewSize(x, size.Height))
	r.clip.inside.Resize(size)
	r.missing.Resize(size)
	r.missing.Hidden = r.of.before.Visible() // it would shine through at the corners
	r.ground.Hidden = r.of.after.Visible()
	r.clip.Hidden = x < 1
	r.line.Resize(fyne.NewSize(splitLine, size.Height))
	r.line.Move(fyne.NewPos(min(max(x-splitLine/2, 0), max(0, size.Width-splitLine)), 0))
	knob := theme.Scaled(splitKnob)
	at := fyne.NewPos(min(max(x-knob/2, 0), max(0, size.Width-knob)), (size.Height-knob)/2)
	r.knob.Resize(fyne.NewSquareSize(knob))
	r.knob.Move(at)
	r.arrows.Resize(fyne.NewSquareSize(knob))
	r.arrows.Move(at)
	for i := range r.tags {
		room, shown := x, false
		if i == 1 {
			room = size.Width - x
		}
		for n, label := range []*Text{r.of.dated[i], r.of.labels[i]} {
			shown = r.placeTag(r.tags[i][n], label.Text() != "" && !shown, i == 1, room, size) || shown
		}
	}
	r.ring.Resize(size.AddWidthHeight(6, 6))
	r.ring.Move(fyne.NewPos(-3, -3))
}

// placeTag puts a label into its picture's corner; it says whether it is shown: where there is no room it would name the other picture.
func (r *splitRenderer) placeTag(tag *fyne.Container, wanted, right bool, room float32, size fyne.Size) bool {
	const margin = 9
	least := tag.MinSize()
	pos := fyne.NewPos(margin, margin)
	if right {
		pos.X = size.Width - margin - least.Width
	}
	tag.Resize(least)
	tag.Move(pos)
	tag.Hidden = !wanted || room < least.Width+2*margin
	return !tag.Hidden
}

// Refresh implements fyne.WidgetRenderer.
func (r *splitRenderer) Refresh() {
	r.dress()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

// Objects implements fyne.WidgetRenderer.
func (r *splitRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.of.after, r.clip.Clip, r.line, r.knob, r.arrows, r.tags[0][0], r.tags[0][1], r.tags[1][0], r.tags[1][1], r.ring}
}

// Destroy implements fyne.WidgetRenderer.
func (r *splitRenderer) Destroy() {}
