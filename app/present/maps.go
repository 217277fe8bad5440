package present

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"priyom/civic"
	"priyom/durable"
	"priyom/lang"
	"priyom/store"
	"priyom/sync/engine"
	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/places"
	"priyom/tiles/render"
)

// mapMemory is for drawn tiles, in bytes: some screens full.
const mapMemory = 48 << 20

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

// district is an open map.
type district struct {
	path   string
	pack   *pack.Pack
	source tiles.Source
	places *places.Places // nil if the pack has no index
	beyond beyond
	home   *tiles.Point // the reception point's settlement; nil if that isn't known there
}

// close ends the use of all files.
func (d *district) close() error {
	err := d.pack.Close()
	for _, c := range d.beyond.close {
		err = errors.Join(err, c())
	}
	return err
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

// best is the file of the map to open; "" if there is none.
func (m *Maps) best(ctx context.Context) string {
	if m.p.pack != "" {
		return m.p.pack
	}
	if offer, err := m.p.store.Pack(ctx); err == nil {
		if path := engine.PackPath(m.dir(), offer.SHA256); exists(path) {
			return path
		}
	} else if !errors.Is(err, store.ErrNotFound) {
		m.p.env.Log.Warn("offered map not known", "error", err)
	}
	files, err := filepath.Glob(filepath.Join(m.dir(), "*"+packEnding))
	if err != nil || len(files) == 0 {
		return ""
	}
	return slices.MaxFunc(files, func(a, b string) int { return cmp.Compare(changedAt(a), changedAt(b)) })
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func changedAt(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.ModTime().UnixNano()
}

// openDistrict opens a pack, and what stands in beyond it.
func (m *Maps) openDistrict(ctx context.Context, path string) (*district, error) {
	p, err := pack.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := render.New(p, render.Options{})
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	d := &district{path: path, pack: p}
	d.places, err = places.Open(p)
	if err != nil && !errors.Is(err, places.ErrNoIndex) {
		return nil, errors.Join(err, p.Close())
	}
	d.beyond = openBeyond(ctx, m.dir(), m.p.env.Line.Program, func(err error) { m.p.env.Log.Warn("map beyond the district", "error", errorKind(err)) })
	d.source = tiles.NewCache(append(tiles.Chain{r}, d.beyond.sources...), mapMemory)
	return d, nil
}

// take shows a map that has been opened, or says why it can't be.
func (m *Maps) take(d *district, err error) {
	m.problem = ""
	if err != nil {
		m.p.env.Log.Error("map not opened", "error", err)
		m.problem = trouble(m.p.Voice(), err)
		m.changed()
		return
	}
	if m.open != nil {
		m.closing = append(m.closing, m.open) // tiles of it may still be drawn
	}
	m.open = d
	m.p.Intake.mapChanged()
	m.p.MapPage.changed()
	m.changed()
}

// Copy takes a map from a file, such as on a stick: it is read from end to end first.
func (m *Maps) Copy(file string) {
	if m.copying {
		return
	}
	m.copying, m.problem = true, ""
	m.changed()
	m.lane.do(func(ctx context.Context) func() {
		to, err := copyPack(ctx, file, m.dir())
		return func() {
			m.copying = false
			if err != nil {
				m.p.env.Log.Error("map not copied", "error", errorKind(err))
				m.problem = trouble(m.p.Voice(), err)
				m.changed()
				return
			}
			m.looked = ""
			m.p.notice(ToneGood, m.p.Voice().With("map.copied", lang.Args{"Name": filepath.Base(to)}))
			m.Look()
			m.changed()
		}
	})
}

// copyPack puts a whole pack into the folder of maps, durably and as the newest.
func copyPack(ctx context.Context, file, dir string) (to string, err error) {
	p, err := pack.Open(file)
	if err != nil {
		return "", err
	}
	if err := errors.Join(places.VerifyPack(ctx, p), p.Close()); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	from, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer func() { _ = from.Close() }() // only read
	part, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(part.Name()) }() // it has another name when all went well
	_, err = io.Copy(part, from)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return "", err
	}
	to = filepath.Join(dir, filepath.Base(file))
	if filepath.Ext(to) != packEnding {
		to += packEnding
	}
	if err := os.Rename(part.Name(), to); err != nil {
		return "", err
	}
	return to, durable.SyncDir(dir)
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
