package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Current returns the look the app has now. Before the app has one of ours it is the light desk look.
func Current() *Theme {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*Theme); ok {
			return t
		}
	}
	return New(Light, Desk, 1)
}

// Color returns the current colour of a role.
func Color(r Role) color.NRGBA { return Current().Of(r) }

// Text returns the current size of text at a step, in pixels.
func Text(s Step) float32 { return Current().Text(s) }

// Control returns the current height of what can be tapped, in pixels.
func Control() float32 { return Current().Control() }

// Scaled returns a length that grows with the user's text size, in whole pixels.
func Scaled(length float32) float32 { return Current().Scaled(length) }

// Outline returns the width of the line around what has one, in pixels.
func Outline() float32 { return Current().Outline() }
