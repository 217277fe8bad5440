package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Narrow keeps an object in the middle at no more than a width, at 100 % text size; where there is less room it gets that.
func Narrow(most float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: narrow(most), Objects: []fyne.CanvasObject{o}}
}

type narrow float32

// width is what the object gets of a room.
func (n narrow) width(room float32) float32 { return min(room, theme.Scaled(float32(n))) }

// Layout implements fyne.Layout.
func (n narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		width := max(n.width(size.Width), min(size.Width, o.MinSize().Width))
		o.Move(fyne.NewPos((size.Width-width)/2, 0))
		o.Resize(fyne.NewSize(width, size.Height))
	}
}

// MinSize implements fyne.Layout.
func (n narrow) MinSize(objects []fyne.CanvasObject) fyne.Size { return fill{}.MinSize(objects) }

func (n narrow) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return fill{}.heightFor(objects, n.width(width))
}
