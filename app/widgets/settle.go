package widgets

import "fyne.io/fyne/v2"

// Settle lays out anew everything an object is in, after the object has come to need another size: a part of it was
// shown or hidden (see Show), or says more than before. The widgets do so themselves when they are set; a screen that puts
// things in or hides many at once calls it on what it changed. Fyne would find out before it draws the next frame, but it remembers one
// parent at a time and loses the others.
func Settle(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return // not shown yet
	}
	path := pathTo(c.Content(), func(x fyne.CanvasObject) bool { return x == o })
	for i := len(path) - 2; i >= 0; i-- {
		switch on := path[i].(type) {
		case *fyne.Container:
			layOut(on)
		case *Scroll:
			on.settle()
		}
	}
}

// Show shows or hides a part of a page, and lays out anew what it is in, as Settle does. What is as it should be is left
// alone, so that a screen may say so at every state it draws.
func Show(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	Settle(o)
}

func layOut(c *fyne.Container) {
	if c.Layout != nil {
		c.Layout.Layout(c.Objects, c.Size())
	}
}

// layOutAll lays out a container and all in it from the outside in, for what Settle doesn't reach: rows of a list.
func layOutAll(o fyne.CanvasObject) {
	if c, ok := o.(*fyne.Container); ok {
		layOut(c)
	}
	for _, child := range children(o) {
		layOutAll(child)
	}
}
