package present

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/places"
)

// placesOffered is how many places are offered under what one types.
const placesOffered = 7

// PlaceChoice is a place that somebody may mean.
type PlaceChoice struct {
	Icon  string
	Title string
	Under string
}

// looking is the search for places, beside the form.
type looking struct {
	asked  int // searches so far: an older one's answer is dropped
	offers []places.Place
	late   bool          // the offers are of what was typed before
	chosen *places.Place // of late offers; the answer to what is typed now decides
	filled string        // the address that the map put into the field: it may be replaced by the map
	town   string        // and the settlement
}

// Pin is where the map's pin is, and whether there is one.
func (in *Intake) Pin() (tiles.Point, bool) {
	if in.report.Place.Source == civic.SourceNone {
		return tiles.Point{}, false
	}
	return tiles.Project(in.report.Place.Position.Lat, in.report.Place.Position.Lon), true
}

// SetPin is a place that somebody tapped, or where the pin was left. Address and settlement follow, unless a person wrote them.
func (in *Intake) SetPin(at tiles.Point) {
	lat, lon := at.Position()
	in.report.Place.Position, in.report.Place.Source = civic.Position{Lat: lat, Lon: lon}, civic.SourceMap
	in.edited()
	in.nameSpot(at)
}

// nameSpot asks the map what is at the position, for the fields that nobody filled.
func (in *Intake) nameSpot(at tiles.Point) {
	l := in.p.Maps.places()
	if l == nil {
		return
	}
	in.look.asked++
	in.look.late, in.look.chosen = false, nil // a search under way is dropped
	asked, report, language := in.look.asked, in.report.ID, in.p.look.Lang
	in.p.Maps.lane.do(func(ctx context.Context) func() {
		a, err := l.Near(ctx, at, language)
		return func() {
			switch {
			case err != nil:
				in.p.env.Log.Warn("place not named", "error", err)
			case report == in.report.ID && asked == in.look.asked:
				in.fill(a)
			}
		}
	})
}

// fill puts what the map says into the fields that a person left to it.
func (in *Intake) fill(a places.Answer) {
	place := &in.report.Place
	if a.Settlement != nil && (place.Settlement == "" || place.Settlement == in.look.town) {
		place.Settlement, in.look.town = a.Settlement.Name, a.Settlement.Name
	}
	address := ""
	switch {
	case a.Address != nil:
		address = a.Address.Address
	case a.Street != nil:
		address = a.Street.Address
	case a.Kilometre != nil:
		address = a.Kilometre.Address
	}
	if address != "" && (place.Address == "" || place.Address == in.look.filled) {
		place.Address, in.look.filled = address, address
	}
	if in.begun { // where a phone is isn't a report yet
		in.edited()
	}
	in.reloaded()
}

// SetAddressQuery is what somebody types as an address: it is the address, and what the map is asked for.
func (in *Intake) SetAddressQuery(text string) {
	if text == in.report.Place.Address {
		return
	}
	in.SetAddress(text)
	in.look.filled = ""
	l := in.p.Maps.places()
	if l == nil {
		return
	}
	in.look.asked++
	in.look.late, in.look.chosen = text != "", nil
	if text == "" {
		in.look.offers = nil
		in.changed()
		return
	}
	asked, report := in.look.asked, in.report.ID
	o := places.SearchOptions{Lang: in.p.look.Lang, Limit: placesOffered}
	if pin, ok := in.Pin(); ok {
		o.Near = &pin
	} else if home, ok := in.p.Maps.Home(); ok {
		o.Near = &home
	} else if middle, ok := in.p.Maps.middle(); ok {
		o.Near = &middle
	}
	query := join(" ", in.report.Place.Settlement, text)
	in.p.Maps.lane.do(func(ctx context.Context) func() {
		found, err := l.Search(ctx, query, o)
		if err == nil && len(found) == 0 && query != text {
			found, err = l.Search(ctx, text, o) // the settlement may be written in its own way
		}
		return func() {
			if err != nil {
				in.p.env.Log.Warn("places not searched", "error", err)
			}
			if report == in.report.ID && asked == in.look.asked {
				in.offer(found)
			}
		}
	})
}

// offer shows places; it takes the one that was chosen too early, or the best if that one isn't what was typed.
func (in *Intake) offer(found []places.Place) {
	chosen := in.look.chosen
	in.look.offers, in.look.late, in.look.chosen = found, false, nil
	if chosen != nil && len(found) > 0 {
		in.ChoosePlace(max(0, slices.Index(found, *chosen)))
		return
	}
	in.changed()
}

// placeChoices are the places offered, as a list shows them.
func (in *Intake) placeChoices() []PlaceChoice { return in.choices(in.look.offers) }

func (in *Intake) choices(offers []places.Place) []PlaceChoice {
	choices := make([]PlaceChoice, len(offers))
	for i, p := range offers {
		choices[i] = PlaceChoice{Icon: placeIcon(p.Kind), Title: p.Label}
		if p.Address != "" {
			choices[i] = PlaceChoice{Icon: placeIcon(p.Kind), Title: p.Address, Under: p.Settlement}
		}
		if p.Approximate != places.Exact {
			choices[i].Under = join(" \u00b7 ", choices[i].Under, in.p.Voice().Say("map.approximate"))
		}
	}
	return choices
}

func placeIcon(k places.Kind) string {
	switch k {
	case places.KindSettlement:
		return "users"
	case places.KindStreet:
		return "traffic-cone"
	case places.KindHouse:
		return "house"
	case places.KindLandmark:
		return "landmark"
	case places.KindKilometre:
		return "construction"
	}
	return "map-pin"
}

// ChoosePlace takes one of the places offered: address, settlement and pin. If more was typed than they answer, the next answer
// decides what is taken, so that nothing typed is lost to who is quicker than the search.
func (in *Intake) ChoosePlace(i int) {
	if i < 0 || i >= len(in.look.offers) {
		return
	}
	chosen := in.look.offers[i]
	if in.look.late {
		in.look.chosen = &chosen
		return
	}
	lat, lon := chosen.Point.Position()
	place := &in.report.Place
	place.Position, place.Source = civic.Position{Lat: lat, Lon: lon}, civic.SourceAddress
	place.Address = withRest(place.Address, chosen)
	if chosen.Settlement != "" {
		place.Settlement, in.look.town = chosen.Settlement, chosen.Settlement
	}
	in.look.filled = chosen.Address
	in.look.offers = nil
	in.look.asked++
	in.edited()
	in.reloaded()
}

// withRest is the address of a place, with what a person has written behind it already: a flat, an entrance.
func withRest(typed string, chosen places.Place) string {
	rest, ok := strings.CutPrefix(typed, chosen.Address)
	if next, _ := utf8.DecodeRuneInString(rest); !ok || chosen.Kind != places.KindHouse || next != ',' && next != ';' && !unicode.IsSpace(next) {
		return chosen.Address
	}
	return strings.TrimRightFunc(typed, unicode.IsSpace)
}

// reloaded says that the map filled fields of the form.
func (in *Intake) reloaded() {
	if in.OnPlace != nil {
		in.OnPlace()
	}
	in.changed()
}

// mapChanged is after another map was opened: a position that a photo brought can be named now.
func (in *Intake) mapChanged() {
	in.look.offers, in.look.late, in.look.chosen = nil, false, nil
	if pin, ok := in.Pin(); ok && in.report.Place.Address+in.report.Place.Settlement == "" {
		in.nameSpot(pin)
	}
	in.changed()
}

// middle is the middle of the district.
func (m *Maps) middle() (tiles.Point, bool) {
	if m.open == nil {
		return tiles.Point{}, false
	}
	b := m.open.pack.Meta().Bounds
	return tiles.Point{X: (b.MinX + b.MaxX) / 2, Y: (b.MinY + b.MaxY) / 2}, true
}
