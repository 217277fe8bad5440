package present

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"priyom/store"
	"priyom/sync/engine"
	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/places"
	"priyom/tiles/render"
)

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
	read, opt := pack.Open, render.Options{}
	if m.p.env.Narrow {
		read, opt = pack.OpenLean, render.Options{CellBytes: mapCells, LabelBytes: mapLabels, MaskBytes: mapLetters}
	}
	p, err := read(path)
	if err != nil {
		return nil, err
	}
	r, err := render.New(p, opt)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	d := &district{path: path, pack: p}
	d.places, err = places.Open(p)
	if err != nil && !errors.Is(err, places.ErrNoIndex) {
		return nil, errors.Join(err, p.Close())
	}
	d.beyond = openBeyond(ctx, m.dir(), m.p.env.Line.Program, func(err error) { m.p.env.Log.Warn("map beyond the district", "error", errorKind(err)) })
	if all := append(tiles.Chain{r}, d.beyond.sources...); m.p.env.Narrow {
		d.source = tiles.NewCache(all, mapMemoryMost).Lean(mapMemoryLeast)
	} else {
		d.source = tiles.NewCache(all, mapMemory)
	}
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
	m.p.Tasks.changed()
	m.changed()
}
