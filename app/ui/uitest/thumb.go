package uitest

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// The screens of phones and of a tablet, upright.
var (
	Pocket = fyne.NewSize(360, 640)
	Long   = fyne.NewSize(360, 800)
	Tablet = fyne.NewSize(800, 1280)
	Lying  = fyne.NewSize(640, 360) // a phone on its side
)

// leastTarget is the least side of what a thumb can hit, in pixels: chips are wide rather than high.
const leastTarget = 44

// Thumb is how a person works a phone: one tap after the other, at what they see.
type Thumb struct {
	Seat
	Taps int // so far
}

// named is something that can be tapped, and what it is called.
type named interface {
	fyne.CanvasObject
	fyne.Tappable
	AccessibilityLabel() string
}

// Find is what is called so and is shown; nil if nothing is.
func (h *Thumb) Find(name string) fyne.CanvasObject {
	var found fyne.CanvasObject
	Visit(h.Win.Content(), func(o fyne.CanvasObject) {
		if n, ok := o.(named); ok && found == nil && n.AccessibilityLabel() == name {
			found = o
		}
	})
	return found
}

// Tap taps what is called so, where it is seen: the page is scrolled to it first, as a person would.
func (h *Thumb) Tap(name string) {
	h.Helper()
	o := h.Find(name)
	if o == nil {
		h.Fatalf("nothing to tap is called %q; there is %q", name, h.Names())
	}
	h.TapAt(o)
}

// TapAt taps the middle of something.
func (h *Thumb) TapAt(o fyne.CanvasObject) {
	h.Helper()
	w.Reveal(o)
	at, size, c := fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size(), h.Win.Canvas()
	if size.Width < leastTarget || size.Height < leastTarget {
		h.Errorf("%T is %v: too small for a thumb", o, size)
	}
	middle := fyne.NewPos(at.X+size.Width/2, at.Y+size.Height/2)
	if room := c.Size(); middle.X < 0 || middle.Y < 0 || middle.X > room.Width || middle.Y > room.Height {
		h.Fatalf("%T is at %v, outside of %v", o, middle, room)
	}
	h.Taps++
	test.TapCanvas(c, middle)
	if f, ok := o.(fyne.Focusable); ok {
		if _, writes := o.(*w.Entry); writes { // Fyne's drivers do so, its test canvas doesn't
			c.Focus(f)
		}
	}
}

// Drag drags over something, from one place to another, as shares of its size.
func (h *Thumb) Drag(o fyne.CanvasObject, fromX, fromY, toX, toY float32) {
	h.Helper()
	d, ok := o.(fyne.Draggable)
	if !ok {
		h.Fatalf("%T can't be dragged", o)
	}
	const steps = 5
	size := o.Size()
	by := fyne.NewDelta((toX-fromX)*size.Width/steps, (toY-fromY)*size.Height/steps)
	for n := range steps {
		at := fyne.NewPos(fromX*size.Width+float32(n+1)*by.DX, fromY*size.Height+float32(n+1)*by.DY)
		d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: by})
	}
	d.DragEnd()
}

// Names are what can be tapped now.
func (h *Thumb) Names() (names []string) {
	Visit(h.Win.Content(), func(o fyne.CanvasObject) {
		if n, ok := o.(named); ok && n.AccessibilityLabel() != "" && !slices.Contains(names, n.AccessibilityLabel()) {
			names = append(names, n.AccessibilityLabel())
		}
	})
	return names
}

// EveryPhone goes through the looks that people with phones have, on all screens: each language in usual and in large text, and
// once at least by night and in the strongest contrast.
func EveryPhone(do func(l present.Look, size fyne.Size)) {
	for _, l := range civic.Langs() {
		do(present.Look{Lang: l, Scale: 1}, Long)
		do(present.Look{Lang: l, Scale: theme.MaxScale}, Pocket) // the tightest
		do(present.Look{Lang: l, Scale: 1}, Tablet)
		if Pictured() {
			if l != civic.LangRU {
				do(present.Look{Lang: l, Scale: 1}, Lying)
			}
			do(present.Look{Lang: l, Scale: 1}, Pocket)
			do(present.Look{Lang: l, Scale: theme.MaxScale}, Long)
			do(present.Look{Lang: l, Scale: theme.MaxScale}, Tablet)
		}
	}
	do(present.Look{Lang: civic.LangRU, Scale: 1}, Lying)
	do(present.Look{Lang: civic.LangRU, Scale: 1, Dark: true}, Long)
	do(present.Look{Lang: civic.LangRU, Scale: 1, Stark: true}, Long)
	do(present.Look{Lang: civic.LangRU, Scale: 1, Stark: true, Dark: true}, Long)
	if Pictured() {
		do(present.Look{Lang: civic.LangUK, Scale: 1.25, Dark: true}, Pocket)
		do(present.Look{Lang: civic.LangEN, Scale: 1, Dark: true}, Long)
	}
}

// Hold gives the test a phone's look, and the point the same.
func Hold(p *present.Point, l present.Look) {
	fyne.CurrentApp().Settings().SetTheme(look.Theme(l, theme.Touch))
	p.Settings.SetLook(l)
}

// PhoneName is the end of a picture's name: the look, and the screen.
func PhoneName(l present.Look, size fyne.Size) string {
	return Name(l) + "-" + SizeName(size) + "x" + SizeName(fyne.NewSize(size.Height, 0))
}

// Entries are the fields that are shown in an object, from the top down.
func Entries(o fyne.CanvasObject) (all []fyne.CanvasObject) {
	Visit(o, func(o fyne.CanvasObject) {
		if e, ok := o.(*w.Entry); ok {
			all = append(all, e)
		}
	})
	return all
}
