package maps

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"priyom/store/journal"
	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/places"
	"priyom/tiles/render"
)

// What drawing for the pages may cost.
const (
	drawnMemory = 48 << 20 // bytes of drawn tiles
	drawers     = 2        // tiles that are drawn at once; others wait
)

// Drawing is the offered map as a source of tiles. It opens a pack when it is first asked for a tile of it, and another one when
// that is offered. It may be used by several goroutines at once.
type Drawing struct {
	shelf *Shelf
	room  chan struct{}

	mu     sync.Mutex
	sum    journal.Hash
	pack   *pack.Pack
	source tiles.Source
	guide  *places.Places // nil until somebody asks, or if the pack has no index
	old    []*pack.Pack   // tiles of them may still be drawn
}

// NewDrawing draws what a shelf offers.
func NewDrawing(s *Shelf) *Drawing { return &Drawing{shelf: s, room: make(chan struct{}, drawers)} }

// Open is the offered map, and a name that changes with it; the error wraps ErrNone if none is offered.
func (d *Drawing) Open(ctx context.Context) (tiles.Source, string, error) {
	o, err := d.shelf.Offer(ctx)
	if err != nil {
		return nil, "", err
	}
	sum := journal.Hash(o.SHA256)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pack != nil && d.sum == sum {
		return d, sum.String()[:16], nil
	}
	p, err := pack.Open(d.shelf.path(sum))
	if err != nil {
		return nil, "", fmt.Errorf("maps: %w", err)
	}
	r, err := render.New(p, render.Options{})
	if err != nil {
		return nil, "", errors.Join(fmt.Errorf("maps: %w", err), p.Close())
	}
	if d.pack != nil {
		d.old = append(d.old, d.pack)
	}
	d.pack, d.sum, d.source, d.guide = p, sum, tiles.NewCache(r, drawnMemory), nil
	return d, sum.String()[:16], nil
}

// Places is what the offered map is searched with. The error wraps ErrNone if no map is offered, or one that can't be searched.
func (d *Drawing) Places(ctx context.Context) (*places.Places, error) {
	if _, _, err := d.Open(ctx); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.guide != nil {
		return d.guide, nil
	}
	if d.pack == nil {
		return nil, ErrNone
	}
	guide, err := places.Open(d.pack)
	if errors.Is(err, places.ErrNoIndex) {
		return nil, fmt.Errorf("%w to be searched: %w", ErrNone, err)
	}
	if err != nil {
		return nil, fmt.Errorf("maps: %w", err)
	}
	d.guide = guide
	return guide, nil
}

// Bounds is what the offered map shows; the error wraps ErrNone if none is offered.
func (d *Drawing) Bounds(ctx context.Context) (tiles.Box, error) {
	if _, _, err := d.Open(ctx); err != nil {
		return tiles.Box{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pack == nil {
		return tiles.Box{}, ErrNone
	}
	return d.pack.Meta().Bounds, nil
}

// Tile implements tiles.Source: a few at a time, so that a page full of tiles doesn't keep devices waiting.
func (d *Drawing) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	d.mu.Lock()
	source := d.source
	d.mu.Unlock()
	if source == nil {
		return tiles.Tile{}, tiles.ErrNoTile
	}
	if c, ok := source.(*tiles.Cache); ok {
		if t, ok := c.Kept(r); ok {
			return t, nil
		}
	}
	select {
	case <-ctx.Done():
		return tiles.Tile{}, ctx.Err()
	case d.room <- struct{}{}:
	}
	defer func() { <-d.room }()
	return source.Tile(ctx, r)
}

// Attribution implements tiles.Source.
func (d *Drawing) Attribution() string { return pack.Attribution }

// Close closes the packs.
func (d *Drawing) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var err error
	for _, p := range append(d.old, d.pack) {
		if p != nil {
			err = errors.Join(err, p.Close())
		}
	}
	d.pack, d.source, d.guide, d.old = nil, nil, nil, nil
	return err
}
