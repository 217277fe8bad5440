package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Tap makes anything a button: a row of a menu, a card. What is in it is shown, not worked.
type Tap struct {
	press
	body   fyne.CanvasObject
	radius float32
}

// NewTap makes something that can be tapped; name is what it is called to those who don't see it.
func NewTap(name string, body fyne.CanvasObject, tapped func()) *Tap {
	t := &Tap{body: body, radius: theme.CardRadius}
	t.extend(t, name, tapped)
	return t
}

// HeightFor implements Tall.
func (t *Tap) HeightFor(width float32) float32 { return max(heightFor(t.body, width), theme.Control()) }

// Held implements Holder.
func (t *Tap) Held() []fyne.CanvasObject { return []fyne.CanvasObject{t.body} }

func (t *Tap) naturalWidth() float32 { return naturalWidth(t.body) }

// CreateRenderer implements fyne.Widget.
func (t *Tap) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(t, t.radius, t.body, func(f *face) {
		ground := theme.None
		switch {
		case t.Disabled():
		case t.down:
			ground = theme.Pressed
		case t.hover:
			ground = theme.Hover
		}
		f.paint(ground, theme.None)
		f.focus(t.focus)
	})
	f.inner = true
	return f
}
