package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Empty is what a friendly page shows while there is nothing to show: an icon, a sentence, what it means, an action.
type Empty struct {
	holder
	tile         *Tile
	title, under *Paragraph
}

// NewEmpty makes an empty state; under may be empty and action nil.
func NewEmpty(icon, title, under string, action fyne.CanvasObject) *Empty {
	e := &Empty{
		tile: NewTile(icon, 72, theme.Accent), title: NewParagraph(title).Bold().Step(theme.Heading).Align(fyne.TextAlignCenter),
		under: NewParagraph(under).In(theme.Muted).Align(fyne.TextAlignCenter),
	}
	words := Col(12, e.tile, Col(4, e.title, e.under))
	if action != nil {
		words.Add(Center(action))
	}
	e.hold(e, Pad(24, 24, Row(0, Space(), Share(4, Middle(words)), Space())))
	e.Set(icon, title, under)
	return e
}

// Set changes icon and words.
func (e *Empty) Set(icon, title, under string) {
	e.tile.Set(icon, theme.Accent)
	e.title.SetText(title)
	e.under.SetText(under)
	e.under.Hidden = under == ""
	e.Refresh()
	Settle(e)
}
