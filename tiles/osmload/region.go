package osmload

import (
	"fmt"
	"slices"

	"priyom/tiles"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// region is what the pack is of: a box, and in it perhaps an outline.
type region struct {
	box     tiles.Box
	outline []shape.Ring // outer rings clockwise, inner ones not; nil if the region is the box
	strips  [][]side     // the sides of the outline that cross a strip of the box
	height  tiles.World  // of a strip
}

type side struct{ a, b tiles.Point }

const strips = 1024

// maxCells is how many cells of the last band a region may have, about a million square kilometres in the middle latitudes.
const maxCells = 600_000

// check says that a region is of a size that can be a district, or a country.
func (r *region) check() error {
	side := tiles.World(1) << (32 - pack.Band14)
	if w, h := (r.box.MaxX-r.box.MinX)/side+1, (r.box.MaxY-r.box.MinY)/side+1; w*h > maxCells {
		return fmt.Errorf("%w: %d tiles of zoom %d", ErrTooLarge, w*h, pack.Band14)
	}
	return nil
}

func boxRegion(b tiles.Box) *region { return &region{box: b} }

func outlineRegion(rings []shape.Ring) *region {
	var all []tiles.Point
	for _, r := range rings {
		all = append(all, r...)
	}
	r := &region{box: shape.Box(all), outline: rings, strips: make([][]side, strips)}
	r.height = (r.box.MaxY-r.box.MinY)/strips + 1
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			from, to := (min(a.Y, b.Y)-r.box.MinY)/r.height, (max(a.Y, b.Y)-r.box.MinY)/r.height
			for s := from; s <= to; s++ {
				r.strips[s] = append(r.strips[s], side{a, b})
			}
		}
	}
	return r
}

// inBox says that a point is in the box.
func (r *region) inBox(p tiles.Point) bool {
	return p.X >= r.box.MinX && p.X < r.box.MaxX && p.Y >= r.box.MinY && p.Y < r.box.MaxY
}

// contains says that a point is inside.
func (r *region) contains(p tiles.Point) bool {
	if !r.inBox(p) {
		return false
	}
	if r.outline == nil {
		return true
	}
	in := false
	for _, s := range r.strips[(p.Y-r.box.MinY)/r.height] {
		if (s.a.Y > p.Y) != (s.b.Y > p.Y) {
			in = in != shape.Ring{s.a, s.b}.Contains(p)
		}
	}
	return in
}

// touches says that a line has a point inside.
func (r *region) touches(line []tiles.Point) bool { return slices.ContainsFunc(line, r.contains) }
