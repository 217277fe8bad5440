package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// measured remembers how large a line of text is. Fyne asks for that many times a frame, and remembers it too, but finds it
// by the text's hash.
type measured struct {
	text string
	size float32
	bold bool
	is   fyne.Size
}

// of returns the size of a line.
func (m *measured) of(text string, step theme.Step, bold bool) fyne.Size {
	size := theme.Text(step)
	if m.text != text || m.size != size || m.bold != bold {
		*m = measured{text, size, bold, fyne.MeasureText(text, size, fyne.TextStyle{Bold: bold})}
	}
	return m.is
}
