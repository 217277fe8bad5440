package mapview

import (
	"cmp"
	"math"
	"slices"

	"priyom/tiles"
)

// level is the zoom whose tiles are drawn at a fractional one: the nearest, so that a tile is never shown at less than 71 %
// or more than 141 % of its size.
func level(zoom float64, l Limits) tiles.Zoom {
	z := math.Round(zoom)
	return tiles.Zoom(min(max(z, math.Ceil(l.MinZoom)), math.Floor(l.MaxZoom)))
}

// plan lists the tiles of a level that a frame shows, the nearest to its centre first. What is beyond the limits isn't
// asked for.
func plan(f frame, z tiles.Zoom, l Limits) []tiles.Coord {
	if f.size.Width <= 0 || f.size.Height <= 0 {
		return nil
	}
	side, last := f.side(z), math.Exp2(float64(z))-1
	ox, oy := f.origin()
	span := func(origin float64, length float32) (from, to float64) {
		return max(0, tileOn(origin, side)), min(last, tileOn(origin+math.Ceil(float64(length)*f.scale)-1, side))
	}
	x0, x1 := span(ox, f.size.Width)
	y0, y1 := span(oy, f.size.Height)
	var list []tiles.Coord
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			if c := (tiles.Coord{Z: z, X: uint32(x), Y: uint32(y)}); c.Box().Meets(l.Box) {
				list = append(list, c)
			}
		}
	}
	half := float64(tiles.WorldSize>>z) / 2
	far := func(c tiles.Coord) float64 {
		b := c.Box()
		return math.Hypot(float64(b.MinX)+half-f.x, float64(b.MinY)+half-f.y)
	}
	slices.SortStableFunc(list, func(a, b tiles.Coord) int { return cmp.Compare(far(a), far(b)) })
	return list
}

// tileOn is the number of the tile that a device pixel of the world is on. A tile's edges are rounded to pixels: by division
// alone the first pixel of a tile could be taken for its neighbour's last.
func tileOn(pixel, side float64) float64 {
	n := math.Floor(pixel / side)
	for pixel >= math.Round((n+1)*side) {
		n++
	}
	return n
}

// How far one looks above and below for a picture that stands in for a tile.
const (
	lookUp   = 6
	lookDown = 2
)

// standIns are what is at hand of a place whose tile isn't: the nearest tile above it, and those below.
func standIns(c tiles.Coord, has func(tiles.Coord) bool) (list []tiles.Coord) {
	for up := tiles.Zoom(1); up <= min(lookUp, c.Z); up++ {
		if above := c.Up(up); has(above) {
			list = append(list, above)
			break
		}
	}
	return append(list, below(c, lookDown, has)...)
}

func below(c tiles.Coord, deep int, has func(tiles.Coord) bool) (list []tiles.Coord) {
	if deep == 0 || c.Z >= tiles.MaxZoom {
		return nil
	}
	for i := range uint32(4) {
		if kid := (tiles.Coord{Z: c.Z + 1, X: 2*c.X + i&1, Y: 2*c.Y + i>>1}); has(kid) {
			list = append(list, kid)
		} else {
			list = append(list, below(kid, deep-1, has)...)
		}
	}
	return list
}
