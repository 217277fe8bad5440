package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
)

// Row lines objects up from left to right with an exact gap; each gets the row's height. Hidden ones take no room.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: flex{gap: gap}, Objects: objects}
}

// Col stacks objects from top to bottom with an exact gap; each gets the column's width, and the height it needs at it.
func Col(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: flex{vertical: true, gap: gap}, Objects: objects}
}

// Grow takes the room that is left in a Row or Col.
func Grow(o fyne.CanvasObject) *fyne.Container { return Share(1, o) }

// Share is Grow with a weight: of two growing objects, the one of weight 2 gets twice the room, but none less than its
// least size while there is room for that.
func Share(weight float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: growing(weight), Objects: []fyne.CanvasObject{o}}
}

// Space pushes apart what is before and after it.
func Space() *fyne.Container { return Grow(Sized(0, 0)) }

// flex is the layout of Row and Col. Fyne's boxes take their gap from the theme, which can't hold an 8-px rhythm.
type flex struct {
	vertical bool
	gap      float32
}

// growing marks what shares the room that is left; it is the weight.
type growing float32

func (growing) Layout(objects []fyne.CanvasObject, size fyne.Size) { fill{}.Layout(objects, size) }
func (growing) MinSize(objects []fyne.CanvasObject) fyne.Size      { return fill{}.MinSize(objects) }

func (growing) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	return fill{}.heightFor(objects, width)
}

// turned swaps the axes of a vertical flex, so that Width is always the way it runs.
func (f flex) turned(s fyne.Size) fyne.Size {
	if f.vertical {
		return fyne.NewSize(s.Height, s.Width)
	}
	return s
}

// Layout implements fyne.Layout.
func (f flex) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects = shownOnly(objects)
	room := f.turned(size)
	at := float32(0)
	for i, length := range f.lengths(objects, size) {
		pos := f.turned(fyne.NewSize(at, 0))
		objects[i].Move(fyne.NewPos(pos.Width, pos.Height))
		objects[i].Resize(f.turned(fyne.NewSize(length, room.Height)))
		at += length + f.gap
	}
}

// lengths shares out the room the flex has in its direction.
func (f flex) lengths(objects []fyne.CanvasObject, size fyne.Size) []float32 {
	least, weights := make([]float32, len(objects)), make([]float32, len(objects))
	for i, o := range objects {
		weights[i] = weight(o)
		if f.vertical {
			least[i] = heightFor(o, size.Width)
		} else {
			least[i] = o.MinSize().Width
		}
	}
	room := f.turned(size).Width - f.gap*float32(len(objects)-1)
	if !f.vertical {
		ease(objects, least, room)
	}
	return shareOut(room, least, weights)
}

// ease gives what may be cut or wrapped the width it would like, as far as there is room, before anything grows.
func ease(objects []fyne.CanvasObject, least []float32, room float32) {
	wish := float32(0)
	for i, o := range objects {
		room -= least[i]
		wish += naturalWidth(o) - least[i]
	}
	if room <= 0 || wish <= 0 {
		return
	}
	for i, o := range objects {
		if weight(o) == 0 {
			least[i] += (naturalWidth(o) - least[i]) * min(1, room/wish)
		}
	}
}

// MinSize implements fyne.Layout. Of objects that wrap it takes the height they have at their present width.
func (f flex) MinSize(objects []fyne.CanvasObject) fyne.Size {
	objects = shownOnly(objects)
	size := fyne.NewSize(f.gap*float32(max(0, len(objects)-1)), 0)
	for _, o := range objects {
		m := f.turned(o.MinSize())
		size = fyne.NewSize(size.Width+m.Width, max(size.Height, m.Height))
	}
	return f.turned(size)
}

func (f flex) heightFor(objects []fyne.CanvasObject, width float32) float32 {
	objects = shownOnly(objects)
	height := float32(0)
	if f.vertical {
		for _, o := range objects {
			height += heightFor(o, width)
		}
		return height + f.gap*float32(max(0, len(objects)-1))
	}
	for i, w := range f.lengths(objects, fyne.NewSize(width, 0)) {
		height = max(height, heightFor(objects[i], w))
	}
	return height
}

func weight(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if g, ok := c.Layout.(growing); ok {
			return float32(g)
		}
	}
	return 0
}

// shareOut gives what doesn't grow its least length and shares the rest by weight. What would get less than its least
// gets that, and the others share what then remains; only if even that is too much are the growing ones squeezed.
func shareOut(room float32, least, weights []float32) []float32 {
	lengths := make([]float32, len(least))
	growers, need := []int{}, float32(0)
	for i := range least {
		if weights[i] > 0 {
			growers, need = append(growers, i), need+least[i]
			continue
		}
		lengths[i] = least[i]
		room -= least[i]
	}
	if room < need {
		for _, i := range growers {
			if need > 0 {
				lengths[i] = max(0, room) * least[i] / need
			}
		}
		return lengths
	}
	for {
		total, tight := float32(0), -1
		for _, i := range growers {
			total += weights[i]
		}
		for n, i := range growers {
			if lengths[i] = room * weights[i] / total; lengths[i] < least[i] {
				tight = n
				break
			}
		}
		if tight < 0 {
			return lengths
		}
		i := growers[tight]
		lengths[i], room = least[i], room-least[i]
		growers = slices.Delete(growers, tight, tight+1)
	}
}
