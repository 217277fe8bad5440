package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Stack lays objects on top of each other, the last one uppermost; each gets the whole room.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: fill{}, Objects: objects}
}

// Pad leaves a margin above and below, and at both sides.
func Pad(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return Inset(vertical, horizontal, vertical, horizontal, o)
}

// Inset leaves four margins, clockwise from the top.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: inset{top, right, bottom, left}, Objects: []fyne.CanvasObject{o}}
}

// Sized is a Stack of at least width × height pixels, whatever the text size; 0 leaves a side free.
func Sized(width, height float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: sized{size: fyne.NewSize(width, height)}, Objects: objects}
}

// Scaled is Sized with lengths that grow with the user's text size: for columns of text.
func Scaled(width, height float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: sized{fyne.NewSize(width, height), true}, Objects: objects}
}

// At puts an object's centre at a fraction of the room, or the matching edge at 0 and 1, at the size it likes. It asks
// for no room itself.
func At(x, y float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: anchor{x, y}, Objects: []fyne.CanvasObject{o}}
}

// Middle centres an object vertically at its least height, and gives it the whole width.
func Middle(o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: middle{}, Objects: []fyne.CanvasObject{o}}
}

// Center puts an object at its least size in the middle of the room.
func Center(o fyne.CanvasObject) *fyne.Container { return Row(0, Space(), Middle(o), Space()) }

// Left keeps an object at its least width at the left.
func Left(o fyne.CanvasObject) *fyne.Container { return Row(0, o, Space()) }

// Divider is a hairline across a Col.
func Divider() fyne.CanvasObject { return Sized(0, 1, NewBox(theme.Line, theme.None, 0)) }

// DividerUpright is a hairline down a Row.
func DividerUpright() fyne.CanvasObject { return Sized(1, 0, NewBox(theme.Line, theme.None, 0)) }

// fill gives every object the whole room.
type fill struct{}

func (fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (fill) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if shown(o) {
			size = size.Max(o.MinSize())
		}
	}
	return size
}

func (fill) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	for _, o := range objects {
		if shown(o) {
			height = max(height, heightFor(o, width))
		}
	}
	return height
}

type inset struct{ top, right, bottom, left float32 }

func (i inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(i.left, i.top))
		o.Resize(fyne.NewSize(max(0, size.Width-i.left-i.right), max(0, size.Height-i.top-i.bottom)))
	}
}

func (i inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fill{}.MinSize(objects).AddWidthHeight(i.left+i.right, i.top+i.bottom)
}

func (i inset) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return fill{}.heightFor(objects, max(0, width-i.left-i.right)) + i.top + i.bottom
}

type sized struct {
	size  fyne.Size
	grows bool
}

func (s sized) least() fyne.Size {
	if s.grows {
		return fyne.NewSize(theme.Scaled(s.size.Width), theme.Scaled(s.size.Height))
	}
	return s.size
}

func (s sized) Layout(objects []fyne.CanvasObject, size fyne.Size) { fill{}.Layout(objects, size) }
func (s sized) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fill{}.MinSize(objects).Max(s.least())
}

func (s sized) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return max(fill{}.heightFor(objects, width), s.least().Height)
}

type anchor struct{ x, y float32 }

func (a anchor) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
func (a anchor) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		m := fyne.NewSize(min(naturalWidth(o), max(size.Width, o.MinSize().Width)), 0)
		m.Height = heightFor(o, m.Width)
		o.Resize(m)
		o.Move(fyne.NewPos((size.Width-m.Width)*a.x, (size.Height-m.Height)*a.y))
	}
}

type middle struct{}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := min(heightFor(o, size.Width), size.Height)
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return fill{}.MinSize(objects) }
func (middle) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return fill{}.heightFor(objects, width)
}
