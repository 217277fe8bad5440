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

// RuledColumns is Columns with a hairline in the middle of the gap: upright between what stands side by side, and across it
// where one is below the other. It isn't there while one of the two is hidden.
func RuledColumns(from, gap, left, right float32, a, b fyne.CanvasObject) *fyne.Container {
	c := Columns(from, gap, left, right, a, b)
	c.Objects = append(c.Objects, NewBox(theme.Line, theme.None, 0))
	return c
}

// columns remembers its width, because Fyne asks for a least size without saying at which width.
type columns struct{ from, gap, left, right, width float32 }

// Layout implements fyne.Layout.
func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	rule := objects[2:]
	objects = shownOnly(objects[:2])
	if len(objects) < 2 {
		fill{}.Layout(objects, size)
		fill{}.Layout(rule, fyne.Size{})
		return
	}
	half := (c.gap - 1) / 2
	if c.beside(size.Width) {
		widths := c.widths(objects, size.Width)
		objects[0].Move(fyne.NewPos(0, 0))
		objects[0].Resize(fyne.NewSize(widths[0], size.Height))
		objects[1].Move(fyne.NewPos(widths[0]+c.gap, 0))
		objects[1].Resize(fyne.NewSize(widths[1], size.Height))
		c.draw(rule, fyne.NewPos(widths[0]+half, 0), fyne.NewSize(1, size.Height))
		return
	}
	flex{vertical: true, gap: c.gap}.Layout(objects, size)
	c.draw(rule, fyne.NewPos(0, objects[0].Size().Height+half), fyne.NewSize(size.Width, 1))
}

// draw puts the hairline somewhere, if there is one.
func (c *columns) draw(rule []fyne.CanvasObject, at fyne.Position, size fyne.Size) {
	for _, o := range rule {
		o.Move(at)
		o.Resize(size)
	}
}

// MinSize implements fyne.Layout: the width is that of the form in which one is below the other.
func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := fill{}.MinSize(objects).Width
	return fyne.NewSize(width, c.heightFor(objects, max(c.width, width)))
}

func (c *columns) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	objects = shownOnly(objects[:2])
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
