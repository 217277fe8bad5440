package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Columns puts two objects side by side where the room is at least so wide at 100 % text size, and shares it out by weight;
// else the second goes below the first. The gap is the same either way.
func Columns(from, gap, left, right float32, a, b fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &columns{from: from, gap: gap, left: left, right: right}, Objects: []fyne.CanvasObject{a, b}}
}

// columns remembers its width, because Fyne asks for a least size without saying at which width.
type columns struct{ from, gap, left, right, width float32 }

// Layout implements fyne.Layout.
func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	objects = shownOnly(objects)
	if len(objects) < 2 {
		fill{}.Layout(objects, size)
		return
	}
	if c.beside(size.Width) {
		widths := c.widths(objects, size.Width)
		objects[0].Move(fyne.NewPos(0, 0))
		objects[0].Resize(fyne.NewSize(widths[0], size.Height))
		objects[1].Move(fyne.NewPos(widths[0]+c.gap, 0))
		objects[1].Resize(fyne.NewSize(widths[1], size.Height))
		return
	}
	flex{vertical: true, gap: c.gap}.Layout(objects, size)
}

// MinSize implements fyne.Layout: the width is that of the form in which one is below the other.
func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := fill{}.MinSize(objects).Width
	return fyne.NewSize(width, c.heightFor(objects, max(c.width, width)))
}

func (c *columns) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	objects = shownOnly(objects)
	if len(objects) < 2 {
		return fill{}.heightFor(objects, width)
	}
	if !c.beside(width) {
		return flex{vertical: true, gap: c.gap}.heightFor(objects, width)
	}
	for i, w := range c.widths(objects, width) {
		height = max(height, heightFor(objects[i], w))
	}
	return height
}

func (c *columns) beside(width float32) bool { return width >= theme.Scaled(c.from) }

func (c *columns) widths(objects []fyne.CanvasObject, width float32) []float32 {
	least := []float32{objects[0].MinSize().Width, objects[1].MinSize().Width}
	if c.right == 0 { // the second gets what it likes
		least[1] = naturalWidth(objects[1])
	}
	return shareOut(width-c.gap, least, []float32{c.left, c.right})
}
