package present

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"

	"priyom/civic"
	"priyom/lang"
	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// mapMemory is for drawn tiles, in bytes: some screens full.
const mapMemory = 48 << 20

// What is kept of a phone's map: drawn tiles, and what they are drawn from. Its screen's tiles take 3 to 20 MB, by how fine it is.
const (
	mapMemoryLeast = 4 << 20
	mapMemoryMost  = 24 << 20
	mapCells       = 3 << 20
	mapLabels      = 1 << 20
	mapLetters     = 1 << 20
)

// packEnding is how district packs are called.
const packEnding = ".pack"

// MapState is what this computer has of the district's map.
type MapState struct {
	Open     bool
	Loading  bool
	Name     string // of the district
	About    string // when its data is from, how many addresses it knows
	Problem  string // in words
	Fetching string // how far a newer one has come from the portal; "" if none is on its way
	Copying  bool   // one is being copied from a file
}

// Maps is the district's map on this computer: what the portal sent, or what came as a file.
type Maps struct {
	OnChange func()

	p        *Point
	open     *district
	loading  bool
	copying  bool
	problem  string
	lane     *lane
	closing  []*district
	looked   string // the file that was tried last
	fetching bool   // a newer one is on its way
	fetched  int    // how many have come since the start

	sketches *lane
	unsketch func() // stops what is to be drawn soon; may be nil
}

func newMaps(p *Point) *Maps {
	return &Maps{p: p, lane: newLane(p.ctx, p.env.Post), sketches: newLane(p.ctx, p.env.Post)}
}

// dir is the folder for maps.
func (m *Maps) dir() string { return filepath.Join(m.p.home, "maps") }

// path is the file of the map in use; "" while there is none.
func (m *Maps) path() string {
	if m.open == nil {
		return ""
	}
	return m.open.path
}

// clearing is what forgets tiles that were fetched, as long as a map is open.
func (m *Maps) clearing() []func(context.Context) error {
	if m.open == nil {
		return nil
	}
	return m.open.beyond.clear
}

// Source draws the map; nil while there is none.
func (m *Maps) Source() tiles.Source {
	if m.open == nil {
		return nil
	}
	return m.open.source
}

// Bounds is the district; the zero box while there is no map.
func (m *Maps) Bounds() tiles.Box {
	if m.open == nil {
		return tiles.Box{}
	}
	return m.open.pack.Meta().Bounds
}

// places is what searches the map; nil if nothing can be searched.
func (m *Maps) places() *places.Places {
	if m.open == nil {
		return nil
	}
	return m.open.places
}

// State is what to show.
func (m *Maps) State() MapState {
	v := m.p.Voice()
	s := MapState{Open: m.open != nil, Loading: m.loading, Copying: m.copying, Problem: m.problem}
	if m.open != nil {
		meta := m.open.pack.Meta()
		s.Name = localName(meta.Names, m.p.look.Lang)
		s.About = v.Count("map.addresses", meta.Addresses, nil)
		if !meta.DataAt.IsZero() {
			s.About = v.With("map.about", lang.Args{"Date": v.Day(meta.DataAt, m.p.env.Clock()), "Addresses": s.About})
		}
	}
	if f := m.p.Outbox.line.Map; f != nil {
		s.Fetching = v.With("map.fetching", lang.Args{"Got": v.Bytes(f.Got), "Size": v.Bytes(f.Size)})
	}
	return s
}

// Look opens the best map there is, if that isn't open already: the one that the portal offers, or the newest.
func (m *Maps) Look() {
	if m.loading || m.copying {
		return
	}
	now, tried := "", m.looked
	if m.open != nil {
		now = m.open.path
	}
	m.loading = true
	place, language := m.p.enrolment.Place, m.p.look.Lang
	m.lane.do(func(ctx context.Context) func() {
		path := m.best(ctx)
		if path == "" || path == now || path == tried {
			return func() {
				m.loading = false
				m.changed()
			}
		}
		d, err := m.openDistrict(ctx, path)
		if err == nil && place != "" {
			d.findHome(ctx, place, language)
		}
		return func() {
			m.loading, m.looked = false, path
			m.take(d, err)
		}
	})
}

// end closes what is open.
func (m *Maps) end() error {
	m.lane.wait()
	m.sketches.wait()
	if m.open != nil {
		m.closing = append(m.closing, m.open)
		m.open = nil
	}
	var err error
	for _, d := range m.closing {
		err = errors.Join(err, d.close())
	}
	m.closing = nil
	return err
}

func (m *Maps) changed() {
	if m.OnChange != nil {
		m.OnChange()
	}
}

// localName is a name in a language, or as people there call it.
func localName(n pack.Names, l civic.Lang) string {
	switch l {
	case civic.LangRU:
		return cmp.Or(n.RU, n.Local)
	case civic.LangUK:
		return cmp.Or(n.UK, n.Local)
	case civic.LangEN:
		return cmp.Or(n.EN, n.Local)
	}
	return n.Local
}

// heard looks for a newer map after the line has moved: one may have come.
func (m *Maps) heard() {
	line := m.p.Outbox.line
	if line.Maps != m.fetched {
		m.fetched = line.Maps
		m.Look()
	}
	if fetching := line.Map != nil; m.fetching || fetching {
		m.fetching = fetching
		m.changed()
	}
}
