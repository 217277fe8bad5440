package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Choice is a row of a SuggestList or a Select: an icon, a title, and a line under it; icon and line may be empty.
type Choice struct{ Icon, Title, Under string }

// Titles are choices that have a title only.
func Titles(titles []string) []Choice {
	all := make([]Choice, len(titles))
	for i, title := range titles {
		all[i].Title = title
	}
	return all
}

// choiceItem is one row that can be chosen; what it belongs to has the keyboard.
type choiceItem struct {
	cell
	tile  *Tile
	title *Text
	under *Text
	body  *fyne.Container
	on    func() bool // the row the keyboard is on
}

func newChoiceItem(c Choice, on func() bool, tapped func()) *choiceItem {
	i := &choiceItem{tile: NewTile(c.Icon, 32, theme.Accent), title: NewText(c.Title).Ellipsis(), under: NewCaption(c.Under).Ellipsis(), on: on}
	i.tile.Hidden, i.under.Hidden = c.Icon == "", c.Under == ""
	margin := float32(6)
	if c.Under == "" {
		margin = 2
	}
	i.body = Pad(margin, 10, Row(10, i.tile, Grow(Middle(Col(0, i.title, i.under)))))
	i.extend(i, c.Title, tapped)
	return i
}

// CreateRenderer implements fyne.Widget.
func (i *choiceItem) CreateRenderer() fyne.WidgetRenderer {
	return newFace(i, 8, i.body, func(f *face) {
		ground := theme.None
		switch {
		case i.down:
			ground = theme.Pressed
		case i.on():
			ground = theme.Tint
		case i.hover:
			ground = theme.Hover
		}
		f.paint(ground, theme.None)
		f.focus(false)
	})
}
