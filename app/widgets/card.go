package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Card is the sheet everything lies on: a hairline, a soft shadow, and a margin around the content. A list that draws
// its own hairlines from edge to edge takes a margin of 0.
func Card(margin float32, content fyne.CanvasObject) *fyne.Container {
	return Stack(NewBox(theme.Card, theme.Line, theme.CardRadius).Raised(), Pad(margin, margin, content))
}

// Section opens a part of a form: a tile with an icon, a title, and at the right what one should know.
type Section struct {
	holder
	tile         *Tile
	title, aside *Text
}

// NewSection makes the head of a card. The aside may be empty; where there is little room it is cut, not the title.
func NewSection(icon, title, aside string) *Section {
	s := &Section{
		tile: NewTile(icon, 28, theme.Accent), title: NewBold(title).Step(theme.Heading).Ellipsis(),
		aside: NewCaption(aside).Ellipsis().Align(fyne.TextAlignTrailing),
	}
	s.hold(s, Row(10, s.tile, s.title, Grow(s.aside)))
	return s
}

// SetTitle changes the title.
func (s *Section) SetTitle(text string) {
	s.title.SetText(text)
	s.Refresh()
	Settle(s)
}

// SetAside changes what stands at the right.
func (s *Section) SetAside(text string) { s.aside.SetText(text) }

// SetIcon changes the tile; the role is its hue.
func (s *Section) SetIcon(icon string, r theme.Role) { s.tile.Set(icon, r) }

// Labelled puts a small label above something that isn't a field, such as segments or photos.
func Labelled(label string, o fyne.CanvasObject) *fyne.Container { return Col(4, NewLabel(label), o) }
