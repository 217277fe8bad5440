package capture

import (
	"slices"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/chart"
	w "priyom/app/widgets"
	"priyom/app/widgets/mapview"
	"priyom/lang"
	"priyom/tiles"
)

// PinHost is what the page asks of the phone.
type PinHost interface {
	Return()
	Redraw()
}

// Pin is the page on which the report's place is found: by the pin on the map, by an address, or where one stands.
type Pin struct {
	p       *present.Capture
	maps    *present.Maps
	v       *lang.Voice
	stop    func()
	chart   *mapview.Map
	source  tiles.Source
	address *w.SuggestField
	town    *w.Field
	said    present.Said
	host    PinHost
	none    *w.Empty
	main    *w.MainButton
	body    fyne.CanvasObject
	offered []present.PlaceChoice
	shown   tiles.Point
	placed  bool
	mine    bool
}

// NewPin makes the page and listens to its presenter.
func NewPin(p *present.Capture, maps *present.Maps, v *lang.Voice, host PinHost) *Pin {
	s := &Pin{p: p, maps: maps, v: v, host: host, chart: chart.NewHere(maps, v), source: maps.Source()}
	s.address = w.NewSuggestField("").Careful()
	s.address.Placeholder(v.Say("capture.pin.search"))
	s.address.OnTyped, s.address.OnChosen = p.SetAddress, p.ChoosePlace
	s.town = w.NewField("").Placeholder(v.Say("intake.settlement")).Changed(p.SetSettlement)
	s.chart.OnTapped, s.chart.OnPinDropped = s.put, s.put
	s.chart.OnHere = p.Here
	s.none = w.NewEmpty("map", v.Say("capture.pin.none"), v.Say("capture.pin.none-under"), nil)
	s.main = w.NewMainButton("check", v.Say("capture.pin.done"), host.Return)
	fields := w.Narrow(720, w.Col(8, s.address, s.town))
	s.body = w.Col(0, w.Inset(4, 16, 10, 16, fields), w.Grow(w.Stack(s.none, s.chart)))
	p.OnChange = s.draw
	s.stop = p.Attend()
	state := p.PinState()
	s.address.SetText(state.Address)
	s.town.SetText(state.Settlement)
	s.draw()
	if !s.placed && s.source != nil {
		s.chart.SetView(chart.Start(maps))
	}
	return s
}

// Content implements phone.Screen.
func (s *Pin) Content() fyne.CanvasObject { return s.body }

// Back implements phone.Screen.
func (s *Pin) Back() bool { return false }

// Keep implements phone.Keeping: where on the map one looks.
func (s *Pin) Keep() string { return chart.Keep(s.chart) }

// Resume implements phone.Keeping.
func (s *Pin) Resume(kept string) { chart.Resume(s.chart, kept) }

// Whole implements phone.Whole.
func (s *Pin) Whole() bool { return true }

// Action implements phone.Acting.
func (s *Pin) Action() fyne.CanvasObject { return s.main }

// Tell implements phone.Telling.
func (s *Pin) Tell() (icon, words string) {
	if s.said.Title == "" {
		return "map-pin", s.v.Say("capture.pin.tell")
	}
	return s.said.Icon, s.said.Title
}

// Leave implements phone.Leaving.
func (s *Pin) Leave() {
	s.stop()
	s.p.OnChange = nil
}

func (s *Pin) put(at tiles.Point) {
	s.mine = true
	s.p.SetPin(at)
	s.mine = false
}

// draw shows what the presenter says. A field that somebody writes in knows its text first.
func (s *Pin) draw() {
	state := s.p.PinState()
	if s.address.Text() != state.Address {
		s.address.SetText(state.Address)
	}
	if s.town.Text() != state.Settlement {
		s.town.SetText(state.Settlement)
	}
	if !slices.Equal(state.Places, s.offered) {
		s.offered = slices.Clone(state.Places)
		var choices []w.Choice
		for _, p := range state.Places {
			choices = append(choices, w.Choice{Icon: p.Icon, Title: p.Title, Under: p.Under})
		}
		s.address.SetChoices(choices)
	}
	said := state.Said
	if !state.Placed {
		said = state.Where.Said
	}
	if state.Placed {
		said.Title = said.Under // the place itself is in the field, and on the map
	}
	if said != s.said {
		s.said = said
		s.host.Redraw()
	}
	w.Show(s.town, s.source == nil || state.Settlement == "" && state.Address != "") // else it follows the pin
	s.drawMap(state)
}

func (s *Pin) drawMap(state present.PinState) {
	if now := s.maps.Source(); now != s.source {
		s.source = now
		chart.Update(s.chart, s.maps)
	}
	w.Show(s.chart, s.source != nil)
	w.Show(s.none, s.source == nil)
	if state.Where.Known {
		at := state.Where.Here.Position
		s.chart.SetHere(&mapview.Here{At: tiles.Project(at.Lat, at.Lon), Accuracy: float64(at.Accuracy)})
	} else {
		s.chart.SetHere(nil)
	}
	at, set := s.p.Pin()
	if !set {
		s.placed = false
		s.chart.RemovePin()
		return
	}
	if s.placed && s.shown == at {
		return
	}
	s.chart.SetPin(at)
	if !s.mine {
		s.chart.SetView(mapview.View{Centre: at, Zoom: max(s.chart.View().Zoom, chart.SpotZoom)})
	}
	s.placed, s.shown = true, at
}
