package osmload

import (
	"slices"

	"priyom/tiles"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// drawer puts features into the cells of all bands.
type drawer struct {
	plans  []*bandPlan
	out    *batch
	box    tiles.Box // beyond it nothing is drawn
	cutter shape.Cutter
	pieces [][]tiles.Point // a stack, too, of what the cutter cut
	arcs   []simplifiedArc // of the area that is being drawn
	ring   []tiles.Point
	points []pack.CellPoint
	parts  [][]pack.CellPoint
}

// block is a rectangle of cells, the last ones included.
type block struct{ x0, y0, x1, y1 uint32 }

// blockOf is the cells in whose grown boxes something of a box can be; ok is false if none is in the drawer's box.
func (d *drawer) blockOf(p *bandPlan, g pack.Group, b tiles.Box) (k block, ok bool) {
	margin := p.margins[g]
	x0, y0 := max(b.MinX-margin, d.box.MinX)>>p.shift, max(b.MinY-margin, d.box.MinY)>>p.shift
	x1, y1 := min(b.MaxX+margin, d.box.MaxX-1)>>p.shift, min(b.MaxY+margin, d.box.MaxY-1)>>p.shift
	return block{uint32(x0), uint32(y0), uint32(x1), uint32(y1)}, x0 <= x1 && y0 <= y1
}

// box is the block's, grown by a group's margin.
func (k block) box(p *bandPlan, g pack.Group) tiles.Box {
	a, b := cornerOf(p, k.x0, k.y0), cornerOf(p, k.x1+1, k.y1+1)
	return tiles.Box{MinX: a.X, MinY: a.Y, MaxX: b.X, MaxY: b.Y}.Grow(p.margins[g])
}

// halves cuts a block in two.
func (k block) halves() (a, b block) {
	a, b = k, k
	if k.x1-k.x0 >= k.y1-k.y0 {
		a.x1 = (k.x0 + k.x1) / 2
		b.x0 = a.x1 + 1
	} else {
		a.y1 = (k.y0 + k.y1) / 2
		b.y0 = a.y1 + 1
	}
	return a, b
}

func (k block) single() bool { return k.x0 == k.x1 && k.y0 == k.y1 }

// plain takes from a feature what isn't drawn in a band.
func (p *bandPlan) plain(f pack.Feature) pack.Feature {
	if !p.last {
		f.Oneway = pack.Both
		f.Layer, f.Bridge = 0, false
		if p.Band < pack.Band12 && f.Class.Group() == pack.GroupLine {
			f.Name = ""
		}
	}
	return f
}

// point draws a point from a zoom on.
func (d *drawer) point(f pack.Feature, at tiles.Point, from tiles.Zoom) {
	for _, p := range d.plans {
		if !p.from[f.Class] || from > p.Deepest() {
			continue
		}
		k, ok := d.blockOf(p, pack.GroupPoint, tiles.Box{MinX: at.X, MinY: at.Y, MaxX: at.X, MaxY: at.Y})
		for x := k.x0; ok && x <= k.x1; x++ {
			for y := k.y0; y <= k.y1; y++ {
				d.put(p, x, y, f, [][]tiles.Point{{at}})
			}
		}
	}
}

// line draws a line.
func (d *drawer) line(f pack.Feature, line []tiles.Point) {
	defer d.forget(d.cutter.Mark(), len(d.pieces))
	from := len(d.pieces)
	d.pieces = d.cutter.Line(d.pieces, line, d.box)
	for _, part := range d.pieces[from:] {
		s := &d.simplified(1)[0].Simplified
		s.Line(part, d.finest(f.Class))
		for _, p := range d.plans {
			if !p.from[f.Class] {
				continue
			}
			d.ring = s.At(d.ring[:0], p.tolerance)
			if k, ok := d.blockOf(p, pack.GroupLine, shape.Box(d.ring)); ok {
				d.splitLine(p, k, p.plain(f), [][]tiles.Point{d.ring})
			}
		}
	}
}

// forget takes back what was cut.
func (d *drawer) forget(mark, pieces int) {
	d.cutter.Forget(mark)
	d.pieces = d.pieces[:pieces]
}

// finest is the least tolerance at which a class is drawn.
func (d *drawer) finest(class pack.Class) tiles.World {
	for _, p := range slices.Backward(d.plans) {
		if p.from[class] {
			return p.tolerance
		}
	}
	return 0
}

// simplified is the memory of some arcs.
func (d *drawer) simplified(n int) []simplifiedArc {
	for len(d.arcs) < n {
		d.arcs = append(d.arcs, simplifiedArc{})
	}
	return d.arcs[:n]
}

func (d *drawer) splitLine(p *bandPlan, k block, f pack.Feature, lines [][]tiles.Point) {
	defer d.forget(d.cutter.Mark(), len(d.pieces))
	from, box := len(d.pieces), k.box(p, pack.GroupLine)
	for _, l := range lines {
		d.pieces = d.cutter.Line(d.pieces, l, box)
	}
	inside := d.pieces[from:len(d.pieces):len(d.pieces)]
	switch {
	case len(inside) == 0:
	case k.single():
		d.put(p, k.x0, k.y0, f, inside)
	default:
		a, b := k.halves()
		d.splitLine(p, a, f, inside)
		d.splitLine(p, b, f, inside)
	}
}
