package widgets

import "fyne.io/fyne/v2"

// Tall is a widget whose height depends on its width, because its text wraps. Our layouts ask it before they give it
// room, so that one pass is enough; a screen's own widget that wraps should answer too.
type Tall interface {
	// HeightFor returns the height the widget needs at a width.
	HeightFor(width float32) float32
}

// tallLayout is a layout that can say how high its objects are at a width.
type tallLayout interface {
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// heightFor returns the height an object needs at a width.
func heightFor(o fyne.CanvasObject, width float32) float32 {
	switch o := o.(type) {
	case Tall:
		return o.HeightFor(width)
	case *fyne.Container:
		if l, ok := o.Layout.(tallLayout); ok {
			return l.heightFor(o.Objects, width)
		}
	}
	return o.MinSize().Height
}

// shown says whether an object takes room. A wrapper such as Grow or Pad around something hidden doesn't either.
func shown(o fyne.CanvasObject) bool {
	if !o.Visible() {
		return false
	}
	if c, ok := o.(*fyne.Container); ok && len(c.Objects) == 1 {
		switch c.Layout.(type) {
		case growing, inset, middle:
			return shown(c.Objects[0])
		}
	}
	return true
}

func shownOnly(objects []fyne.CanvasObject) []fyne.CanvasObject {
	for i, o := range objects {
		if shown(o) {
			continue
		}
		some := append([]fyne.CanvasObject{}, objects[:i]...)
		for _, o := range objects[i+1:] {
			if shown(o) {
				some = append(some, o)
			}
		}
		return some
	}
	return objects
}

// naturalWidth returns the width an object would like so that nothing in it is cut or wrapped.
func naturalWidth(o fyne.CanvasObject) float32 {
	least := o.MinSize().Width
	switch o := o.(type) {
	case interface{ naturalWidth() float32 }:
		return max(least, o.naturalWidth())
	case *fyne.Container:
		if f, ok := o.Layout.(*flow); ok {
			return max(least, f.naturalWidth(o.Objects))
		}
		switch o.Layout.(type) {
		case fill, sized:
			for _, child := range shownOnly(o.Objects) {
				least = max(least, naturalWidth(child))
			}
			return least
		}
		if len(o.Objects) != 1 {
			return least
		}
		switch l := o.Layout.(type) {
		case middle:
			return max(least, naturalWidth(o.Objects[0]))
		case inset:
			return max(least, naturalWidth(o.Objects[0])+l.left+l.right)
		}
	}
	return least
}
