package capture

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
	"priyom/tiles"
)

// The size of the little map, in pixels.
const (
	stillWidth  = 76
	stillHeight = 64
)

// placeCard says where the report is and how that is known; a tap leads to the map with the pin.
type placeCard struct {
	maps    *present.Maps
	body    *w.Tap
	card    *fyne.Container
	picture *canvas.Image
	blank   *w.Icon
	icon    *w.Icon
	title   *w.Paragraph
	under   *w.Paragraph
	bad     *w.Paragraph
	at      tiles.Point
	source  tiles.Source
}

func newPlaceCard(maps *present.Maps, v *lang.Voice, tapped func()) *placeCard {
	c := &placeCard{
		maps: maps, picture: &canvas.Image{FillMode: canvas.ImageFillCover, CornerRadius: theme.PhotoRadius}, blank: w.NewIcon("map-pin", 24, theme.Muted),
		icon: w.NewIcon("locate", 16, theme.Success), title: w.NewParagraph("").Bold(), under: w.NewParagraph("").In(theme.Muted).Step(theme.Caption),
		bad: w.NewParagraph("").In(theme.Danger).Step(theme.Caption),
	}
	still := w.Sized(stillWidth, stillHeight, w.NewBox(theme.Sunken, theme.Line, theme.PhotoRadius), c.blank, c.picture)
	words := w.Col(2, c.title, w.Row(6, w.Col(0, w.Inset(2, 0, 0, 0, c.icon)), w.Grow(c.under)), c.bad)
	line := w.Row(12, w.Middle(still), w.Grow(w.Middle(words)), w.Middle(w.NewIcon("chevron-right", 20, theme.Muted)))
	c.bad.Hide()
	c.picture.Hide()
	c.card = w.Card(0, w.Pad(8, 8, line))
	c.body = w.NewTap(v.Say("capture.place"), c.card, tapped)
	return c
}

func (c *placeCard) draw(said present.Said, set bool, pin func() (tiles.Point, bool), bad string) {
	c.title.SetText(said.Title)
	c.under.SetText(said.Under)
	c.icon.SetIcon(said.Icon)
	c.icon.SetRole(look.Role(said.Tone))
	w.Show(c.under, said.Under != "")
	c.bad.SetText(bad)
	w.Show(c.bad, bad != "")
	at, ok := pin()
	source := c.maps.Source()
	if !ok || !set || source == nil {
		c.picture.Hide()
		c.source = nil
		return
	}
	if c.at == at && c.source == source {
		return
	}
	c.at, c.source = at, source
	scale := float32(1)
	if canvas := w.CanvasShowing(c.body); canvas != nil {
		scale = canvas.Scale()
	}
	ask := present.Sketch{At: at, Width: int(stillWidth * scale), Height: int(stillHeight * scale), Fine: scale > 1.25, Dark: theme.Current().Variant().Dark()}
	c.maps.Sketch(ask, func(picture image.Image) {
		if c.at != at {
			return
		}
		if picture == nil {
			c.source = nil // asked again with the next change
			return
		}
		c.picture.Image = picture
		c.picture.Show()
		c.picture.Refresh()
	})
}
