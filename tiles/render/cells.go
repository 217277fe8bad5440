package render

import (
	"context"
	"errors"
	"slices"
	"unsafe"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// cellKey names a cell.
type cellKey struct {
	band pack.Band
	x, y uint32
}

// cell is a decoded cell with what drawing looks up often; nil is an empty one.
type cell struct {
	*pack.Cell
	from [257]int32 // where each class's features begin; they are sorted by class
}

// reach is how far outside a cell, in its sides, a feature may lie before it counts as damage.
const reach = 4

// cell gives a cell from memory or from the pack; nil where there is nothing.
func (r *Renderer) cell(ctx context.Context, k cellKey) (*cell, error) {
	if c, ok := r.cells.get(k); ok {
		return c, nil
	}
	return r.reading.Do(ctx, k, func(ctx context.Context) (*cell, error) {
		if c, ok := r.cells.get(k); ok { // read a moment ago
			return c, nil
		}
		data, err := r.pack.Cell(ctx, k.band, k.x, k.y)
		if errors.Is(err, pack.ErrNoCell) {
			r.cells.put(k, nil, int(unsafe.Sizeof(cell{}))/8)
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		c, size := newCell(data, k.band)
		r.cells.put(k, c, size)
		return c, nil
	})
}

// newCell looks through what was read, which becomes its own. Features that lie far outside are left out, so that no length
// overflows.
func newCell(data *pack.Cell, band pack.Band) (*cell, int) {
	limit := band.Extent() * reach
	c := &cell{Cell: data}
	c.Features = slices.DeleteFunc(c.Features, func(f pack.Feature) bool {
		return len(f.Parts) == 0 || f.Box.MinX < -limit || f.Box.MinY < -limit || f.Box.MaxX > limit || f.Box.MaxY > limit
	})
	size := int(unsafe.Sizeof(*c)) + len(data.Points)*int(unsafe.Sizeof(pack.CellPoint{}))
	for i := range c.Features {
		f := &c.Features[i]
		size += int(unsafe.Sizeof(*f)) + len(f.Parts)*int(unsafe.Sizeof(pack.Part{})) + len(f.Name) + len(f.Ref)
	}
	byClass := func(a, b pack.Feature) int { return int(a.Class) - int(b.Class) }
	if !slices.IsSortedFunc(c.Features, byClass) { // not one of Writer's
		slices.SortStableFunc(c.Features, byClass)
	}
	class := 0
	for i := range c.Features {
		for class <= int(c.Features[i].Class) {
			c.from[class] = int32(i)
			class++
		}
	}
	for ; class < len(c.from); class++ {
		c.from[class] = int32(len(c.Features))
	}
	return c, size
}

// of are the features of a class.
func (c *cell) of(class pack.Class) []pack.Feature {
	return c.Features[c.from[class]:c.from[int(class)+1]]
}

// cellOf is the cell that a tile lies in.
func cellOf(c tiles.Coord) (cellKey, bool) {
	band, ok := pack.BandOf(c.Z)
	if !ok {
		return cellKey{}, false
	}
	up := c.Up(c.Z - tiles.Zoom(band))
	return cellKey{band, up.X, up.Y}, true
}

// subsPerUnit is how many 1/256 pixels one of a band's units has at a zoom, for tiles of so many pixels.
func subsPerUnit(band pack.Band, z tiles.Zoom, side int) sub {
	return sub(side) << subBits << (z - tiles.Zoom(band)) / band.Extent()
}
