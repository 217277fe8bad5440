package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Holder is a widget that has other objects in it. Ours say so, and a screen's own widgets should too: that is how what
// has the keyboard is found in the Scroll it must be shown by.
type Holder interface {
	Held() []fyne.CanvasObject
}

// holder is the base of widgets that are put together from others and draw nothing themselves.
type holder struct {
	widget.BaseWidget
	body fyne.CanvasObject
}

func (h *holder) hold(self fyne.Widget, body fyne.CanvasObject) {
	h.body = body
	h.ExtendBaseWidget(self)
}

// Held implements Holder.
func (h *holder) Held() []fyne.CanvasObject { return []fyne.CanvasObject{h.body} }

// HeightFor implements Tall.
func (h *holder) HeightFor(width float32) float32 { return heightFor(h.body, width) }

// MinSize implements fyne.CanvasObject, and doesn't look for the renderer first.
func (h *holder) MinSize() fyne.Size { return h.body.MinSize() }

// CreateRenderer implements fyne.Widget.
func (h *holder) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.body) }

// CanvasShowing returns the canvas in whose content an object is, or nil: a page that isn't shown has none.
func CanvasShowing(o fyne.CanvasObject) fyne.Canvas {
	c := canvasOf(o)
	if c == nil || !Within(c.Content(), o) {
		return nil
	}
	return c
}

// Within says whether an object is in another, or is it.
func Within(root, o fyne.CanvasObject) bool {
	return pathTo(root, func(x fyne.CanvasObject) bool { return x == o }) != nil
}

// children returns what is directly in an object, as far as one can know from outside.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case Holder:
		return o.Held()
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	}
	return nil
}

// pathTo returns the objects from root down to the one found, or nil.
func pathTo(root fyne.CanvasObject, found func(fyne.CanvasObject) bool) []fyne.CanvasObject {
	if root == nil {
		return nil
	}
	if found(root) {
		return []fyne.CanvasObject{root}
	}
	for _, child := range children(root) {
		if path := pathTo(child, found); path != nil {
			return append([]fyne.CanvasObject{root}, path...)
		}
	}
	return nil
}
