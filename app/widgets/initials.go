package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Initials are the letters of somebody's name on a soft square.
type Initials struct {
	holder
	text *Text
}

// NewInitials makes a square with a side of so many pixels at 100 %.
func NewInitials(letters string, side float32) *Initials {
	i := &Initials{text: newText(letters, theme.Success, theme.Small, true).Align(fyne.TextAlignCenter)}
	i.hold(i, Scaled(side, side, NewBox(theme.SuccessTint, theme.None, theme.ControlRadius), i.text))
	return i
}

// Set changes the letters.
func (i *Initials) Set(letters string) { i.text.SetText(letters) }
