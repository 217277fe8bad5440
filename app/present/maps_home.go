package present

import (
	"context"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/places"
)

// Home is where the reception point's settlement is, if the map knows that.
func (m *Maps) Home() (at tiles.Point, ok bool) {
	if m.open == nil || m.open.home == nil {
		return tiles.Point{}, false
	}
	return *m.open.home, true
}

// findHome looks for the settlement of a reception point, as somebody wrote it.
func (d *district) findHome(ctx context.Context, place string, l civic.Lang) {
	if d.places == nil {
		return
	}
	found, err := d.places.Search(ctx, place, places.SearchOptions{Lang: l, Limit: placesOffered})
	if err != nil {
		return // it opens in the middle of the district
	}
	for _, f := range found {
		if f.Kind == places.KindSettlement {
			d.home = &f.Point
			return
		}
	}
}

// Post runs f later on the goroutine of the screens.
func (m *Maps) Post(f func()) { m.p.env.Post(f) }

// Still says that maps are to move by a person's hand alone.
func (m *Maps) Still() bool { return m.p.env.Still }

// Pick lets a person choose a file with a map, and takes it.
func (m *Maps) Pick() {
	if m.p.Guard.allows() {
		m.p.Picker.OpenMap(m.Copy)
	}
}
