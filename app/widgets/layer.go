package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Layer shows its content and lets things float above it: lists of suggestions, notices and tips. Unlike Fyne's overlays
// they take neither the keyboard nor the pointer away from what is beneath. One Layer around a window's content is enough.
type Layer struct {
	widget.BaseWidget
	content fyne.CanvasObject
	floats  []floating
	tip     *tip
}

// floating is an object above the content, and where it goes in a layer of that size.
type floating struct {
	object fyne.CanvasObject
	place  func(room fyne.Size) (fyne.Position, fyne.Size)
}

// NewLayer makes a layer over a window's content.
func NewLayer(content fyne.CanvasObject) *Layer {
	l := &Layer{content: content, tip: newTip()}
	l.ExtendBaseWidget(l)
	return l
}

// tight is the room beneath an anchor that is too little for a list, in pixels at 100 %.
const tight = 200

// Under floats an object beneath an anchor, as wide as it; above it only where beneath is hardly any room, because that is
// where one looks and the object may scroll.
func (l *Layer) Under(anchor, o fyne.CanvasObject) {
	l.float(o, func(room fyne.Size) (fyne.Position, fyne.Size) {
		at, size := l.whereIs(anchor), anchor.Size()
		height := heightFor(o, size.Width)
		below, above := room.Height-at.Y-size.Height-8, at.Y-8
		if height > below && above > below && below < theme.Scaled(tight) {
			height = min(height, above)
			return fyne.NewPos(at.X, at.Y-height-4), fyne.NewSize(size.Width, height)
		}
		return fyne.NewPos(at.X, at.Y+size.Height+4), fyne.NewSize(size.Width, min(height, max(0, below)))
	})
}

// AtBottom floats an object in the middle, above where the outbox strip and a bar with the main action are.
func (l *Layer) AtBottom(o fyne.CanvasObject) {
	l.float(o, func(room fyne.Size) (fyne.Position, fyne.Size) {
		gap := 2*theme.Control() + 40
		width := min(o.MinSize().Width, room.Width-32)
		height := heightFor(o, width)
		return fyne.NewPos((room.Width-width)/2, room.Height-height-gap), fyne.NewSize(width, height)
	})
}

// Drop takes a floating object away.
func (l *Layer) Drop(o fyne.CanvasObject) {
	l.floats = slices.DeleteFunc(l.floats, func(f floating) bool { return f.object == o })
	canvas.Refresh(o)
}

// Held implements Holder.
func (l *Layer) Held() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{l.content}
	for _, f := range l.floats {
		objects = append(objects, f.object)
	}
	return objects
}

func (l *Layer) float(o fyne.CanvasObject, place func(fyne.Size) (fyne.Position, fyne.Size)) {
	l.floats = slices.DeleteFunc(l.floats, func(f floating) bool { return f.object == o })
	l.floats = append(l.floats, floating{o, place})
	l.refloat()
	o.Refresh() // and not the whole window
}

// refloat puts what floats to its place.
func (l *Layer) refloat() {
	for _, f := range l.floats {
		pos, size := f.place(l.Size())
		f.object.Move(pos)
		f.object.Resize(size)
	}
}

// whereIs returns an object's position within the layer.
func (l *Layer) whereIs(o fyne.CanvasObject) fyne.Position {
	driver := fyne.CurrentApp().Driver()
	return driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(l))
}

// layerOver returns the layer of the window an object is in, or nil.
func layerOver(o fyne.CanvasObject) *Layer {
	c := canvasOf(o)
	if c == nil {
		return nil
	}
	path := pathTo(c.Content(), func(x fyne.CanvasObject) bool { _, ok := x.(*Layer); return ok })
	if path == nil {
		return nil
	}
	return path[len(path)-1].(*Layer)
}

// refloat puts what floats back to its anchors after these have moved.
func refloat(o fyne.CanvasObject) {
	if l := layerOver(o); l != nil {
		l.refloat()
	}
}

// CreateRenderer implements fyne.Widget.
func (l *Layer) CreateRenderer() fyne.WidgetRenderer { return &layerRenderer{l} }

type layerRenderer struct{ of *Layer }

func (r *layerRenderer) MinSize() fyne.Size { return r.of.content.MinSize() }

func (r *layerRenderer) Layout(size fyne.Size) {
	r.of.content.Resize(size)
	r.of.refloat()
}

func (r *layerRenderer) Refresh() {
	for _, o := range r.of.Held() {
		o.Refresh()
	}
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}
func (r *layerRenderer) Objects() []fyne.CanvasObject { return r.of.Held() }
func (r *layerRenderer) Destroy()                     {}

// tip is the name of an icon, shown beside it while the pointer is on it.
type tip struct {
	holder
	text *Text
}

func newTip() *tip {
	t := &tip{text: newText("", theme.Card, theme.Caption, true)}
	t.hold(t, Stack(NewBox(theme.Ink, theme.None, 6), Pad(4, 8, t.text)))
	return t
}

// showTip shows or hides an object's name in its window's layer: at its right in a narrow rail, else beneath it.
func showTip(o fyne.CanvasObject, name string, on bool) {
	l := layerOver(o)
	if l == nil {
		return
	}
	if !on || name == "" {
		l.Drop(l.tip)
		return
	}
	l.tip.text.SetText(name)
	l.float(l.tip, func(room fyne.Size) (fyne.Position, fyne.Size) {
		at, size, need := l.whereIs(o), o.Size(), l.tip.MinSize()
		pos := fyne.NewPos(at.X+(size.Width-need.Width)/2, at.Y+size.Height+4)
		if at.X+size.Width/2 < need.Width/2+8 {
			pos = fyne.NewPos(at.X+size.Width+8, at.Y+(size.Height-need.Height)/2)
		}
		pos.X = min(pos.X, room.Width-need.Width-8)
		if pos.Y+need.Height > room.Height {
			pos.Y = at.Y - need.Height - 4
		}
		return pos, need
	})
}
