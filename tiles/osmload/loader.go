package osmload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// loader is one extract on its way into a pack.
type loader struct {
	file   *osmfile.File
	name   string // the file's
	opt    Options
	res    Result
	newest time.Time

	rules    *rulebook
	region   *region
	names    pack.Names
	district int64      // the boundary's relation; 0 if it is another
	nodes    *nodeStore // inside the region's box
	more     *nodeStore // what ways need outside of it; nil if there was no need
	rels     *relations
	shapes   *wayStore // of relations' members
	cells    *cells
	plans    []*bandPlan
	counts   map[pack.Band]int // of features
	spots    []spot            // place nodes
	idle     chan *worker
	readers  chan *reader
}

// spot is a place node: an area of the same name has its label already.
type spot struct {
	name string
	at   tiles.Point
}

func newLoader(f *osmfile.File, dir string, opt Options) *loader {
	from := shownFrom()
	for class, zoom := range opt.From {
		from[class] = zoom
	}
	return &loader{
		file: f, opt: opt,
		rules: newRulebook(),
		nodes: newNodeStore(dir, opt.Memory/4), more: newNodeStore(dir, opt.Memory/8), rels: &relations{}, shapes: newWayStore(dir, opt.Memory/8),
		cells: newCells(dir, opt.Memory/2),
		plans: plans(from), counts: map[pack.Band]int{}, idle: make(chan *worker, 4*maxWorkers), readers: make(chan *reader, maxWorkers+1),
	}
}

func (l *loader) close() error {
	return errors.Join(l.nodes.spool.close(), l.more.spool.close(), l.shapes.spool.close(), l.cells.spool.close())
}

// sum is the extract's SHA-256.
func (l *loader) sum(ctx context.Context) (string, error) {
	hash, raw := sha256.New(), l.file.Raw()
	for {
		_, err := io.CopyN(hash, raw, 4<<20)
		switch {
		case errors.Is(err, io.EOF):
			return hex.EncodeToString(hash.Sum(nil)), nil
		case err != nil:
			return "", fmt.Errorf("osmload: %w", err)
		case ctx.Err() != nil:
			return "", ctx.Err()
		}
	}
}

// scan reads a kind of elements and tells how far it is.
func (l *loader) scan(ctx context.Context, s Stage, want osmfile.Kind, visit osmfile.Visit) error {
	err := l.file.Scan(ctx, want, func(b *osmfile.Block) error {
		l.opt.Progress(s, b.Read, l.file.Size())
		return visit(b)
	})
	if err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	return nil
}

// read fills the cells.
func (l *loader) read(ctx context.Context) error {
	whole, err := l.findRegion(ctx)
	if err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	if err := l.readNodes(ctx, whole); err != nil {
		return err
	}
	if !whole {
		if err := l.readTouching(ctx); err != nil {
			return err
		}
	}
	if err := l.region.check(); err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	if err := l.readWays(ctx); err != nil {
		return err
	}
	if err := l.readAreas(ctx); err != nil {
		return err
	}
	return l.drawOutline()
}

// project puts a node on the plane. One on the very edge of the world is a centimetre inside: 32 bits hold where it is.
func project(n *osmfile.Node) tiles.Point {
	at := tiles.Project(civic.Degrees(n.Lat.Degrees()), civic.Degrees(n.Lon.Degrees()))
	return tiles.Point{X: max(0, min(tiles.WorldSize-1, at.X)), Y: max(0, min(tiles.WorldSize-1, at.Y))}
}

// write makes the pack of the cells.
func (l *loader) write(ctx context.Context, out string) (err error) {
	w, err := pack.Create(ctx, out)
	if err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	defer func() { err = errors.Join(err, w.Discard()) }()
	if err := l.fill(ctx, w); err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	m := &l.res.Meta
	m.Names, m.Bounds, m.Attribution, m.DataAt, m.Program = l.names, l.region.box, pack.Attribution, l.dataAt(), l.opt.Program
	m.Features, m.Addresses = l.counts[pack.Band14], l.res.Houses
	l.res.Features = l.counts
	if err := w.Finish(ctx, *m); err != nil {
		return fmt.Errorf("osmload: %w", err)
	}
	return nil
}
