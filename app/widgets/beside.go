package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Beside puts something of a fixed width at the right of what grows, and below it where the room is narrower than from.
// Both widths are of 100 % and grow with the user's text size. A hidden part leaves its room to the other.
func Beside(from, width, gap float32, main, aside fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &beside{from: from, side: width, gap: gap}, Objects: []fyne.CanvasObject{main, aside}}
}

// beside remembers its width, because Fyne asks for a least size without saying at which width.
type beside struct{ from, side, gap, width float32 }

// as is the layout, and the objects in it, for a width.
func (b *beside) as(objects []fyne.CanvasObject, width float32) (flex, []fyne.CanvasObject) {
	if width >= theme.Scaled(b.from) {
		return flex{gap: b.gap}, []fyne.CanvasObject{Grow(objects[0]), Scaled(b.side, 0, objects[1])}
	}
	return flex{vertical: true, gap: b.gap}, []fyne.CanvasObject{Grow(objects[0]), objects[1]}
}

// Layout implements fyne.Layout.
func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	if some := shownOnly(objects); len(some) < len(objects) {
		fill{}.Layout(some, size)
		return
	}
	f, parts := b.as(objects, size.Width)
	f.Layout(parts, size)
	for i, o := range objects {
		if parts[i] != o {
			o.Move(parts[i].Position()) // of the wrapper, which nobody draws
		}
	}
}

// MinSize implements fyne.Layout: that of the narrow form, or a window that is made narrower couldn't get there.
func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range shownOnly(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, b.heightFor(objects, max(b.width, width)))
}

func (b *beside) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	if some := shownOnly(objects); len(some) < len(objects) {
		return fill{}.heightFor(some, width)
	}
	f, parts := b.as(objects, width)
	return f.heightFor(parts, width)
}
