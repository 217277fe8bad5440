package osmload

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// Index collects what is searched for and writes it into the pack. Package places is one. Ids are OSM's, times four, plus one for a
// node, two for a way, three for a relation: none is given to two things.
type Index interface {
	// Settlement is a place where people live. The outline's rings are closed, outer ones first; nil if it is only a node. Kind is
	// "boundary" for an administrative one, "place" for a mapped place. Population is 0 if nobody said.
	Settlement(names pack.Names, class pack.Class, at tiles.Point, outline [][]tiles.Point, kind string, population int, id int64)
	// Street is a way with a name; a street has many.
	Street(names pack.Names, line []tiles.Point, id int64)
	// House is an address as it was mapped: every part but the number may be missing.
	House(number, street, place, city string, at tiles.Point, id int64)
	// Landmark is anything else with a name.
	Landmark(names pack.Names, class pack.Class, at tiles.Point, id int64)
	// Kilometre is a milestone. Ref is the road's number, if it is mapped there.
	Kilometre(ref, distance string, at tiles.Point, id int64)
	// Ready is called once when all has been said: what takes long and needs no file.
	Ready()
	// Write is called once after it, before the cells are written.
	Write(ctx context.Context, tx *sql.Tx) error
}

// Stage is a part of the work.
type Stage uint8

// The stages, in their order. Those that a boundary doesn't need are left out.
const (
	StageBoundary Stage = iota // finding the boundary
	StageNodes
	StageTouching // ways that touch the boundary
	StageMissing  // what those need outside of it
	StageWays
	StageAreas // of relations
	StageIndex
	StageCells
)

// Progress is told how far a stage is, in the stage's own units; total is 0 where it isn't known. It is called often, in one goroutine.
type Progress func(s Stage, done, total int64)

// Options are how a pack is made. The zero value takes all that is in the extract.
type Options struct {
	Boundary Boundary
	Names    pack.Names // of the district; empty: the boundary's own, or the extract's file name
	Index    Index      // nil: a pack without search
	Progress Progress
	Memory   int                       // bytes for what waits to be written; 0: 256 MB
	From     map[pack.Class]tiles.Zoom // instead of the usual zoom from which a class is in the pack
	Program  string                    // for Meta
}

// Result is what was found and made.
type Result struct {
	Meta                   pack.Meta
	Nodes, Ways, Relations int64 // that were read
	Cells                  int
	Features               map[pack.Band]int
	Houses, Streets        int
	Unclosed               int // arcs of areas that are in no ring
	Orphans                int // holes without an area around them
	Missing                int // nodes of ways that aren't in the extract
	TooLarge               int // elements that no map has, left out
	BrokenAreas            int // relations of which no ring was left
}

// Load makes a pack of an extract. The errors wrap this package's, ctx's or the disk's; after an error there is no new pack, and
// the one that was at the name before is still there.
func Load(ctx context.Context, extract, out string, opt Options) (res Result, err error) {
	if opt.Memory <= 0 {
		opt.Memory = 256 << 20
	}
	if opt.Index == nil {
		opt.Index = noIndex{}
	}
	if opt.Progress == nil {
		opt.Progress = func(Stage, int64, int64) {}
	}
	f, err := osmfile.Open(ctx, extract)
	if err != nil {
		return res, fmt.Errorf("osmload: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	l := newLoader(f, filepath.Dir(out), opt)
	l.name = filepath.Base(extract)
	defer func() { err = errors.Join(err, l.close()) }()
	var beside sync.WaitGroup
	defer beside.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var sum string
	var unread error
	beside.Go(func() { sum, unread = l.sum(ctx) })
	if err := l.read(ctx); err != nil {
		return res, err
	}
	if beside.Wait(); unread != nil {
		return res, unread
	}
	l.res.Meta.Source = l.name + " " + sum
	if len(l.cells.at) == 0 {
		return res, fmt.Errorf("osmload: %s: %w", filepath.Base(extract), ErrEmpty)
	}
	if err := l.write(ctx, out); err != nil {
		return res, err
	}
	return l.res, nil
}

// noIndex is a pack without search.
type noIndex struct{}

func (noIndex) Settlement(pack.Names, pack.Class, tiles.Point, [][]tiles.Point, string, int, int64) {}

func (noIndex) Street(pack.Names, []tiles.Point, int64) {}

func (noIndex) House(string, string, string, string, tiles.Point, int64) {}

func (noIndex) Landmark(pack.Names, pack.Class, tiles.Point, int64) {}

func (noIndex) Kilometre(string, string, tiles.Point, int64) {}

func (noIndex) Ready() {}

func (noIndex) Write(context.Context, *sql.Tx) error { return nil }

// seen keeps the newest time that any element has.
func (l *loader) seen(b *osmfile.Block) {
	if b.Newest.After(l.newest) {
		l.newest = b.Newest
	}
}

// dataAt is when the extract is from: its header says so, or its newest element does.
func (l *loader) dataAt() time.Time {
	if !l.file.Header.At.IsZero() {
		return l.file.Header.At
	}
	return l.newest
}
