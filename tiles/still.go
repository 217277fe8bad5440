package tiles

import (
	"context"
	"errors"
	"image"
	"image/draw"
)

// MaxStill is the longest side of a still map, in pixels.
const MaxStill = 2048

// ErrStill is returned for a still map that nobody should ask for.
var ErrStill = errors.New("tiles: still map of an impossible size")

// Still draws a map that doesn't move: width × height pixels around a point, in tiles of one size. Where the source has nothing
// the picture stays transparent; the error is ErrStill, ctx's, or the source's own.
func Still(ctx context.Context, s Source, centre Point, z Zoom, size Size, v Variant, width, height int) (*image.RGBA, error) {
	if width < 1 || height < 1 || width > MaxStill || height > MaxStill {
		return nil, ErrStill
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	pixel := (WorldSize >> z) / World(size)
	left, top := centre.X/pixel-World(width)/2, centre.Y/pixel-World(height)/2 // in pixels of the whole world
	side := World(size)
	for y := floorDiv(top, side); y*side < top+World(height); y++ {
		for x := floorDiv(left, side); x*side < left+World(width); x++ {
			at := Coord{z, uint32(x), uint32(y)}
			if x < 0 || y < 0 || !at.Valid() {
				continue
			}
			t, err := s.Tile(ctx, Request{at, size, v})
			switch {
			case errors.Is(err, ErrNoTile):
				continue
			case err != nil:
				return nil, err
			}
			to := image.Pt(int(x*side-left), int(y*side-top))
			draw.Draw(out, image.Rectangle{Min: to, Max: to.Add(image.Pt(int(size), int(size)))}, t.Image, t.Image.Bounds().Min, draw.Src)
		}
	}
	return out, nil
}

// floorDiv divides towards minus infinity: west of the world is no tile, not the first one.
func floorDiv(a, b World) World {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
