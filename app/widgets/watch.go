package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Watch is around a window's content and hears that somebody is there: a key in one of our widgets, a press, a scroll, a
// move of the pointer. Fyne tells a window nothing of what its widgets hear.
type Watch struct {
	holder
	OnFelt   func() // somebody is there; may be nil
	OnCopied func() // something that is on the clipboard now; may be nil
}

var _ desktop.Hoverable = (*Watch)(nil)

// NewWatch puts a watch around a window's content.
func NewWatch(content fyne.CanvasObject, felt func()) *Watch {
	w := &Watch{OnFelt: felt}
	w.hold(w, content)
	return w
}

// MouseIn implements desktop.Hoverable: the pointer is over nothing that would rather hear of it.
func (w *Watch) MouseIn(*desktop.MouseEvent) { w.felt() }

// MouseMoved implements desktop.Hoverable.
func (w *Watch) MouseMoved(*desktop.MouseEvent) { w.felt() }

// MouseOut implements desktop.Hoverable.
func (w *Watch) MouseOut() { w.felt() }

func (w *Watch) felt() {
	if w.OnFelt != nil {
		w.OnFelt()
	}
}

// Felt tells the window's watch, if there is one, that somebody used a widget.
func Felt(o fyne.CanvasObject) {
	if w := watchOver(o); w != nil {
		w.felt()
	}
}

func watchOver(o fyne.CanvasObject) *Watch {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		c = canvasOf(o)
	}
	if c == nil {
		return nil
	}
	w, _ := c.Content().(*Watch)
	return w
}
