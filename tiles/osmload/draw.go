package osmload

import (
	"priyom/tiles"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// drawer puts features into the cells of all bands.
type drawer struct {
	plans  []*bandPlan
	out    *batch
	box    tiles.Box // beyond it nothing is drawn
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
				d.put(p, x, y, f, []shape.Line{{at}})
			}
		}
	}
}

// line draws a line.
func (d *drawer) line(f pack.Feature, line []tiles.Point) {
	parts := shape.ClipLine(line, d.box)
	for _, p := range d.plans {
		if !p.from[f.Class] {
			continue
		}
		for _, part := range parts {
			part = shape.Simplify(part, p.tolerance)
			if k, ok := d.blockOf(p, pack.GroupLine, shape.Box(part)); ok {
				d.splitLine(p, k, p.plain(f), []shape.Line{part})
			}
		}
	}
}

func (d *drawer) splitLine(p *bandPlan, k block, f pack.Feature, lines []shape.Line) {
	var inside []shape.Line
	for _, l := range lines {
		for _, part := range shape.ClipLine(l, k.box(p, pack.GroupLine)) {
			inside = append(inside, part)
		}
	}
	if len(inside) == 0 {
		return
	}
	if k.single() {
		d.put(p, k.x0, k.y0, f, inside)
		return
	}
	a, b := k.halves()
	d.splitLine(p, a, f, inside)
	d.splitLine(p, b, f, inside)
}

// area draws an area.
func (d *drawer) area(f pack.Feature, all []polygon) {
	for _, p := range d.plans {
		if !p.from[f.Class] {
			continue
		}
		for i := range all {
			if all[i].outer.area < p.least {
				continue
			}
			rings := []shape.Ring{shape.ClipRing(join(all[i].outer.arcs, p.tolerance), d.box)}
			if len(rings[0]) < 4 {
				continue
			}
			for _, h := range all[i].holes {
				if h.area >= p.least {
					if hole := shape.ClipRing(join(h.arcs, p.tolerance), d.box); len(hole) >= 4 {
						rings = append(rings, hole)
					}
				}
			}
			if k, ok := d.blockOf(p, pack.GroupArea, shape.Box(rings[0])); ok {
				d.splitArea(p, k, p.plain(f), rings)
			}
		}
	}
}

func (d *drawer) splitArea(p *bandPlan, k block, f pack.Feature, rings []shape.Ring) {
	box := k.box(p, pack.GroupArea)
	inside := make([]shape.Ring, 0, len(rings))
	for i, r := range rings {
		if r = shape.ClipRing(r, box); r != nil {
			inside = append(inside, r)
		} else if i == 0 {
			return
		}
	}
	if k.single() {
		lines := make([]shape.Line, len(inside))
		for i, r := range inside {
			lines[i] = shape.Line(r)
		}
		d.put(p, k.x0, k.y0, f, lines)
		return
	}
	a, b := k.halves()
	d.splitArea(p, a, f, inside)
	d.splitArea(p, b, f, inside)
}

// put quantises a feature's parts and adds it to a cell, unless nothing is left of it.
func (d *drawer) put(p *bandPlan, x, y uint32, f pack.Feature, lines []shape.Line) {
	corner := cornerOf(p, x, y)
	half := tiles.World(1) << p.quantum >> 1
	d.points, d.parts = d.points[:0], d.parts[:0]
	group := f.Class.Group()
	for i, l := range lines {
		from := len(d.points)
		for _, q := range l {
			// cells begin at multiples of the unit: a place is rounded to the same in all of them
			c := pack.CellPoint{X: int32((q.X - corner.X + half) >> p.quantum), Y: int32((q.Y - corner.Y + half) >> p.quantum)}
			if n := len(d.points); n > from && d.points[n-1] == c {
				continue
			}
			d.points = append(d.points, c)
		}
		part := d.points[from:]
		if group == pack.GroupArea {
			part = tidy(part, i == 0)
		}
		d.points = d.points[:from+len(part)]
		if group != pack.GroupPoint && len(part) < 2 {
			d.points = d.points[:from]
			if i == 0 && group == pack.GroupArea {
				return
			}
			continue
		}
		d.parts = append(d.parts, d.points[from:len(d.points):len(d.points)])
	}
	if len(d.parts) == 0 {
		return
	}
	d.out.add(keyOf(p.Band, x, y), &f, d.parts)
}

// tidy makes a closed ring of at least three points that goes the right way, without spikes; nil if there is no area. The closing
// point is left out.
func tidy(ring []pack.CellPoint, outer bool) []pack.CellPoint {
	for n := 0; len(ring) > 1 && n != len(ring); {
		n = len(ring)
		if ring[0] == ring[len(ring)-1] {
			ring = ring[:len(ring)-1]
		}
		kept := ring[:0]
		for _, p := range ring {
			if k := len(kept); k > 0 && kept[k-1] == p {
				continue
			} else if k > 1 && straight(kept[k-2], kept[k-1], p) {
				kept = kept[:k-1]
				if kept[k-2] == p {
					continue
				}
			}
			kept = append(kept, p)
		}
		ring = kept
	}
	if len(ring) < 3 {
		return nil
	}
	var area int64
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		area += int64(a.X)*int64(b.Y) - int64(a.Y)*int64(b.X)
	}
	if area == 0 {
		return nil
	}
	if (area > 0) != outer {
		for i, j := 0, len(ring)-1; i < j; i, j = i+1, j-1 {
			ring[i], ring[j] = ring[j], ring[i]
		}
	}
	return ring
}

// straight says that the middle point adds nothing: it is on the line, or at the end of a spike.
func straight(a, b, c pack.CellPoint) bool {
	return int64(b.X-a.X)*int64(c.Y-b.Y) == int64(b.Y-a.Y)*int64(c.X-b.X)
}
