package widgets

import "fyne.io/fyne/v2"

// Flow lines objects up like words: at the width they like from left to right, and on as many lines as they need.
// An object that is wider than the room gets the whole line.
func Flow(gap, lineGap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{gap: gap, lineGap: lineGap}, Objects: objects}
}

// flow remembers its width, because Fyne asks for a least size without saying at which width.
type flow struct{ gap, lineGap, width float32 }

// Layout implements fyne.Layout.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.each(objects, size.Width, func(o fyne.CanvasObject, pos fyne.Position, size fyne.Size) {
		o.Move(pos)
		o.Resize(size)
	})
}

// MinSize implements fyne.Layout: the widest object, and the height at the present width.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range shownOnly(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, f.heightFor(objects, max(f.width, width)))
}

// naturalWidth is that of all objects on one line.
func (f *flow) naturalWidth(objects []fyne.CanvasObject) (width float32) {
	objects = shownOnly(objects)
	for _, o := range objects {
		width += naturalWidth(o)
	}
	return width + f.gap*float32(max(0, len(objects)-1))
}

func (f *flow) heightFor(objects []fyne.CanvasObject, width float32) (height float32) {
	f.each(objects, width, func(_ fyne.CanvasObject, pos fyne.Position, size fyne.Size) {
		height = max(height, pos.Y+size.Height)
	})
	return height
}

func (f *flow) each(objects []fyne.CanvasObject, width float32, place func(fyne.CanvasObject, fyne.Position, fyne.Size)) {
	at, line := fyne.Position{}, float32(0)
	for _, o := range shownOnly(objects) {
		size := fyne.NewSize(min(naturalWidth(o), width), 0)
		size.Height = heightFor(o, size.Width)
		if at.X > 0 && at.X+size.Width > width+0.5 {
			at, line = fyne.NewPos(0, at.Y+line+f.lineGap), 0
		}
		place(o, at, size)
		at.X += size.Width + f.gap
		line = max(line, size.Height)
	}
}
