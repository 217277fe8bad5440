package mbtiles

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"image"

	"priyom/tiles"
	"priyom/tiles/picture"
)

// Tile reads a tile. One that is asked for finer than the file has it is made of its four children if they are all there, else
// enlarged. A damaged one is tiles.ErrTile; below the deepest zoom there is tiles.ErrNoTile, for a Chain to enlarge.
func (s *Source) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	if !r.Valid() {
		return tiles.Tile{}, tiles.ErrCoord
	}
	if r.Size < 1 || r.Size > picture.MaxSide {
		return tiles.Tile{}, fmt.Errorf("%w: of %d pixels", tiles.ErrNoTile, r.Size)
	}
	if int(r.Size) == 2*s.side {
		m, err := s.fromChildren(ctx, r)
		if err == nil {
			return tiles.Tile{Image: m, Of: r.Coord, From: r.Coord}, nil
		}
		if !errors.Is(err, tiles.ErrNoTile) && !errors.Is(err, tiles.ErrTile) {
			return tiles.Tile{}, err
		}
	}
	m, err := s.read(ctx, r.Coord)
	if err != nil {
		return tiles.Tile{}, err
	}
	t := tiles.Tile{Image: m, Of: r.Coord, From: r.Coord}
	if m.Rect.Dx() != int(r.Size) {
		t = tiles.Enlarge(t, r)
	}
	return t, nil
}

// fromChildren lays the four tiles below side by side.
func (s *Source) fromChildren(ctx context.Context, r tiles.Request) (*image.RGBA, error) {
	out := image.NewRGBA(image.Rect(0, 0, 2*s.side, 2*s.side))
	for i := range 4 {
		c := tiles.Coord{Z: r.Z + 1, X: 2*r.X + uint32(i&1), Y: 2*r.Y + uint32(i>>1)}
		if !c.Valid() {
			return nil, tiles.ErrNoTile
		}
		m, err := s.read(ctx, c)
		if err != nil {
			return nil, err
		}
		if m.Rect.Dx() != s.side {
			return nil, fmt.Errorf("%w: %s has another size", tiles.ErrTile, c)
		}
		left, top := i&1*s.side, i>>1*s.side
		for y := range s.side {
			copy(out.Pix[out.PixOffset(left, top+y):], m.Pix[y*m.Stride:][:4*s.side])
		}
	}
	return out, nil
}

// read finds one tile and decodes it. MBTiles counts rows from the south.
func (s *Source) read(ctx context.Context, c tiles.Coord) (*image.RGBA, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	var data []byte
	err := s.find.QueryRowContext(limited, c.Z, c.X, flip(c)).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("%w: %s", tiles.ErrNoTile, c)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil: // of a page of this tile, or a row of another type
		return nil, fmt.Errorf("%w: %s: %w", tiles.ErrTile, c, dbError("read", err))
	}
	m, err := picture.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("mbtiles: %s: %w", c, err)
	}
	return m, nil
}

func flip(c tiles.Coord) uint32 { return 1<<c.Z - 1 - c.Y }
