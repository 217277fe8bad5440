package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/widgets"
)

// where is the card of the place.
type where struct {
	s          *Screen
	body       fyne.CanvasObject
	settlement *widgets.Field
	address    *widgets.Field
	advice     *widgets.Banner
	tile       *widgets.Tile
	title      *widgets.Text
	under      *widgets.Paragraph
	clear      *widgets.IconButton

	wrong map[string]*wrongField
	spot  drawn[present.Spot]
	said  drawn[string]
}

func newWhere(s *Screen) *where {
	v := s.v
	w := &where{
		s: s, advice: widgets.NewBanner(widgets.Caution, "", "", nil), tile: widgets.NewTile("locate", 32, theme.Muted),
		title: widgets.NewBold("").Step(theme.Small).Ellipsis(), under: widgets.NewHint(""),
	}
	w.settlement = widgets.NewField(v.Say("intake.settlement")).Changed(s.p.SetSettlement)
	w.address = widgets.NewField(v.Say("intake.address.label")).Placeholder(v.Say("intake.address.hint")).Icon("map-pin").Changed(s.p.SetAddress)
	w.clear = widgets.NewIconButton("x", v.Say("intake.spot.clear"), s.p.ClearPosition)
	w.advice.Hide()
	w.wrong = map[string]*wrongField{present.FieldSettlement: {of: w.settlement}, present.FieldAddress: {of: w.address}}
	s.onward(w.settlement, w.address)
	words := widgets.Grow(widgets.Middle(widgets.Col(0, w.title, w.under)))
	spot := widgets.Stack(widgets.NewBox(theme.Sunken, theme.Line, theme.ControlRadius),
		widgets.Scaled(0, 56, widgets.Inset(6, 6, 6, 12, widgets.Row(12, widgets.Middle(w.tile), words, widgets.Middle(w.clear)))))
	w.body = widgets.Card(16, widgets.Col(12, widgets.NewSection("map-pin", v.Say("intake.where.label"), v.Say("intake.where.aside")),
		w.settlement, w.address, w.advice, spot))
	return w
}

func (w *where) put(state present.IntakeState) {
	w.settlement.SetText(state.Report.Place.Settlement)
	w.address.SetText(state.Report.Place.Address)
}

func (w *where) draw(state present.IntakeState) {
	for field, of := range w.wrong {
		of.say(state.Wrong[field])
	}
	w.said.to(state.Advice, func(words string) {
		if words != "" {
			w.advice.Set(widgets.Caution, words, "")
		}
		widgets.Show(w.advice, words != "")
	})
	w.spot.to(state.Place, w.drawSpot)
}

// drawSpot shows the position, or says where one would come from.
func (w *where) drawSpot(p present.Spot) {
	role, under := theme.Muted, w.s.v.Say("intake.spot.none")
	if p.Set {
		role, under = theme.Success, p.Source
	}
	w.tile.Set("locate", role)
	w.title.SetText(p.Where)
	w.under.SetText(under)
	widgets.Show(w.title, p.Set)
	widgets.Show(w.clear, p.Set)
}
