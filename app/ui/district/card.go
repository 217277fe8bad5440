package district

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/lang"
	"priyom/tiles"
)

// The size of the card's photo, in pixels.
const (
	photoWidth  = 288
	photoHeight = 136
)

// card is one report, as much of it as one needs to know it.
type card struct {
	s      *Screen
	body   *fyne.Container
	tile   *w.Tile
	title  *w.Paragraph
	number *w.Text
	status *w.StatusChip
	when   *w.Text
	where  *w.Paragraph
	photo  *w.Thumb
	turns  *fyne.Container
	at     *w.Text

	ids   []string // that are at this place
	i     int
	drawn *present.Details
}

func newCard(s *Screen) *card {
	v := s.v
	c := &card{
		s: s, tile: w.NewTile("map-pin", 40, theme.Accent), title: w.NewParagraph("").Bold(), number: w.NewCaption("").Ellipsis(),
		status: w.NewStatusChip("", ""), when: w.NewCaption("").Ellipsis(), where: w.NewParagraph("").Step(theme.Small),
		photo: w.NewThumb(photoWidth, photoHeight, nil), at: w.NewCaption("").Ellipsis().Align(fyne.TextAlignCenter),
	}
	head := w.Row(10, w.Col(0, c.tile), w.Grow(w.Middle(w.Col(0, c.title, c.number))), w.Col(0, w.NewIconButton("x", v.Say("map.close"), s.close)))
	c.turns = w.Row(8, w.NewIconButton("chevron-left", v.Say("map.previous"), func() { c.turn(-1) }), w.Grow(w.Middle(c.at)),
		w.NewIconButton("chevron-right", v.Say("map.next"), func() { c.turn(1) }))
	open := w.NewMainButton("list", v.Say("map.open"), s.p.Open)
	c.body = w.Pad(8, 14, w.Col(10, head, c.turns, w.Row(8, c.status, w.Grow(w.Middle(c.when))), c.where, w.Left(c.photo), open))
	c.body.Hide()
	return c
}

// turnOver asks for the first of reports at one place.
func (c *card) turnOver(ids []string) {
	c.ids, c.i = ids, 0
	c.turn(0)
}

func (c *card) turn(by int) {
	if len(c.ids) == 0 {
		return
	}
	c.i = (c.i + by + len(c.ids)) % len(c.ids)
	id := c.ids[c.i]
	c.s.chart.Select(id)
	c.s.p.Show(c.s.ids[id])
}

func (c *card) hide() {
	if c.ids != nil {
		c.ids = nil
		c.s.chart.Select("")
		c.s.p.Hide()
	}
}

// draw shows a report; nil shows none.
func (c *card) draw(d *present.Details) {
	if d == c.drawn {
		return
	}
	c.drawn = d
	c.body.Hidden = d == nil
	if d == nil {
		return
	}
	c.tile.Set(d.Category.Icon, theme.Accent)
	c.title.SetText(d.Category.Title)
	c.number.SetText(d.Number)
	c.status.Set(look.Status(d.Status), d.Word)
	c.when.SetText(d.Captured)
	c.where.SetText(d.Where)
	c.where.Hidden = d.Where == ""
	c.turns.Hidden = len(c.ids) < 2
	number := func(n int) string { return c.s.v.Number(int64(n)) }
	c.at.SetText(c.s.v.With("map.of", lang.Args{"N": number(c.i + 1), "All": number(len(c.ids))}))
	c.drawPhoto(d.Photos)
	c.uncover()
}

func (c *card) drawPhoto(photos []present.Photo) {
	c.photo.Hidden = true
	for _, p := range photos {
		if len(p.Preview) > 0 && c.photo.SetBytes(p.Preview, "") == nil {
			c.photo.Hidden = false
			return
		}
	}
}

// uncover moves the map aside if the card would lie on its report.
func (c *card) uncover() {
	for _, m := range c.s.p.Markers() {
		if m.ID == c.drawn.ID {
			c.s.clear(m.At)
			return
		}
	}
}

// clear moves the map so far that a place isn't under the sheet.
func (s *Screen) clear(at tiles.Point) {
	box, view, width := s.chart.Shown(), s.chart.View(), s.chart.Size().Width
	covered := theme.Scaled(sheetWidth) + 2*sheetLeft
	if width <= 1.5*covered || box.MaxX <= box.MinX {
		return
	}
	unit := float64(box.MaxX-box.MinX) / float64(width)
	if edge := box.MinX + tiles.World(float64(covered+24)*unit); at.X < edge {
		s.chart.Go(mapview.View{Centre: tiles.Point{X: view.Centre.X - (edge - at.X), Y: view.Centre.Y}, Zoom: view.Zoom})
	}
}
