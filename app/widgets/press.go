package widgets

import "fyne.io/fyne/v2"

// press is what can be tapped and is a stop of the Tab key: Space and Enter do what a tap does. Keys it doesn't use go
// on to the canvas, so that a screen's F-keys work wherever the keyboard is.
type press struct{ cell }

var _ fyne.Focusable = (*press)(nil)

// Tapped implements fyne.Tappable.
func (p *press) Tapped(*fyne.PointEvent) {
	Felt(p.self)
	if !p.Disabled() {
		takeFocus(p.self)
	}
	p.activate()
}

// FocusGained implements fyne.Focusable.
func (p *press) FocusGained() {
	p.set(&p.focus, true)
	Reveal(p.self)
}

// FocusLost implements fyne.Focusable.
func (p *press) FocusLost() { p.set(&p.focus, false) }

// TypedRune implements fyne.Focusable.
func (p *press) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (p *press) TypedKey(key *fyne.KeyEvent) {
	Felt(p.self)
	if isChoose(key) {
		p.activate()
		return
	}
	passOn(p.self, key)
}

func isChoose(key *fyne.KeyEvent) bool {
	return key.Name == fyne.KeySpace || key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
}

// takeFocus gives a tapped widget the keyboard, but on phones, where the screen's keyboard would hide.
func takeFocus(w fyne.CanvasObject) {
	if fyne.CurrentDevice().IsMobile() {
		return
	}
	if c := canvasOf(w); c != nil {
		c.Focus(w.(fyne.Focusable))
	}
}

// passOn hands a key that a focused widget has no use for to the canvas.
func passOn(w fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := canvasOf(w); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(key)
		}
	}
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		return c
	}
	for _, win := range driver.AllWindows() { // Fyne knows an object's canvas only once it was drawn
		if content := win.Canvas().Content(); content != nil && Within(content, o) {
			return win.Canvas()
		}
	}
	return nil
}
