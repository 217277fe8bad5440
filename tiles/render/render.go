package render

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// Options are what may be set; the zero value is good for a phone.
type Options struct {
	CellBytes  int    // memory for decoded cells, 24 MiB if 0
	LabelBytes int    // memory for placed labels, 6 MiB if 0
	MaskBytes  int    // memory for drawn letters and icons, 6 MiB if 0
	Style      []byte // as style.json, which is used if nil
}

// Renderer draws a pack. It may be used by several goroutines at once.
type Renderer struct {
	pack    *pack.Pack
	sheets  [2][pack.MaxZoom + 1]*sheet // by variant and zoom
	cells   *lru[cellKey, *cell]
	reading tiles.Shared[cellKey, *cell]
	masks   *lru[maskKey, *mask]
	blocks  *lru[blockKey, *block]
	placing tiles.Shared[blockKey, *block]
	faces   []*face
	labels  []labelPlan
	scratch sync.Pool // of *scratch
}

// New prepares drawing a pack, which stays the caller's to close. The error wraps ErrStyle.
func New(p *pack.Pack, opt Options) (*Renderer, error) {
	orElse := func(n, other int) int {
		if n > 0 {
			return n
		}
		return other
	}
	r := &Renderer{
		pack:    p,
		cells:   newLRU[cellKey, *cell](orElse(opt.CellBytes, 24<<20)),
		blocks:  newLRU[blockKey, *block](orElse(opt.LabelBytes, 6<<20)),
		masks:   newLRU[maskKey, *mask](orElse(opt.MaskBytes, 6<<20)),
		scratch: sync.Pool{New: func() any { return newScratch() }},
	}
	data := opt.Style
	if data == nil {
		data = defaultStyle
	}
	s, err := parseStyle(data)
	if err != nil {
		return nil, err
	}
	return r, r.prepare(s)
}

// prepare makes the sheets, icons and label plans of a style.
func (r *Renderer) prepare(s *style) error {
	icons := map[string]*icon{}
	for id, name := range slices.Sorted(maps.Keys(s.Icons)) {
		i, err := parseIcon(uint32(id), s.Icons[name])
		if err != nil {
			return fmt.Errorf("icon %s: %w", name, err)
		}
		icons[name] = i
	}
	known := pack.Classes()
	for variant := range r.sheets {
		for z := pack.MinZoom; z <= pack.MaxZoom; z++ {
			p := &painter{style: s, variant: tiles.Variant(variant), zoom: z, known: known, icons: icons}
			r.sheets[variant][z] = p.sheet()
			if p.err != nil {
				return p.err
			}
		}
	}
	var err error
	if r.faces, err = loadFaces(); err != nil {
		return err
	}
	r.labels, err = planLabels(s, known, icons)
	return err
}

// Attribution is the pack's.
func (r *Renderer) Attribution() string { return r.pack.Meta().Attribution }

// Tile draws a tile. What is outside the pack's bounds or zooms is tiles.ErrNoTile: another source may have it, and Chain
// enlarges what is too deep. A tile that the bounds only touch is drawn whole, with plain land where the district ends.
func (r *Renderer) Tile(ctx context.Context, req tiles.Request) (tiles.Tile, error) {
	switch {
	case !req.Valid() || int(req.Variant) >= len(r.sheets):
		return tiles.Tile{}, tiles.ErrCoord
	case req.Size != tiles.Size256 && req.Size != tiles.Size512:
		return tiles.Tile{}, fmt.Errorf("%w: %d pixels", tiles.ErrNoTile, req.Size)
	case req.Z < pack.MinZoom || req.Z > pack.MaxZoom || !req.Box().Meets(r.pack.Meta().Bounds):
		return tiles.Tile{}, tiles.ErrNoTile
	}
	side := int(req.Size)
	c, err := r.draw(ctx, view{zoom: req.Z, variant: req.Variant, scale: side / 256, x: int(req.X) * side, y: int(req.Y) * side, w: side, h: side})
	if err != nil {
		if errors.Is(err, pack.ErrDamaged) {
			err = fmt.Errorf("%w: %w", tiles.ErrTile, err)
		}
		return tiles.Tile{}, fmt.Errorf("render %s: %w", req.Coord, err)
	}
	return tiles.Tile{Image: c.RGBA, Of: req.Coord, From: req.Coord, At: r.pack.Meta().DataAt}, nil
}

// view is what is drawn: a rectangle of the world's pixels at a zoom, within one cell.
type view struct {
	zoom       tiles.Zoom
	variant    tiles.Variant
	scale      int // 1, or 2 for tiles of 512 pixels
	x, y, w, h int
}

// side is a tile's, in pixels.
func (v view) side() int { return 256 * v.scale }

// at is the tile that the view's corner lies in.
func (v view) at() tiles.Coord {
	return tiles.Coord{Z: v.zoom, X: uint32(v.x / v.side()), Y: uint32(v.y / v.side())}
}

func (r *Renderer) draw(ctx context.Context, v view) (canvas, error) {
	k, ok := cellOf(v.at())
	if !ok {
		return canvas{}, tiles.ErrNoTile
	}
	c, err := r.cell(ctx, k)
	if err != nil {
		return canvas{}, err
	}
	s := r.sheets[v.variant][v.zoom]
	on := newCanvas(v.w, v.h, s.ground)
	work := r.scratch.Get().(*scratch)
	defer r.scratch.Put(work)
	if c != nil {
		work.begin(on, c, k, v)
		work.terrain(r, s)
		if ctx.Err() != nil {
			return canvas{}, ctx.Err()
		}
	}
	if err := r.drawLabels(ctx, work, on, v); err != nil {
		return canvas{}, err
	}
	return on, nil
}
