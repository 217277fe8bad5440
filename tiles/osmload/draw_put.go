package osmload

import (
	"priyom/tiles"
	"priyom/tiles/pack"
)

// put quantises a feature's parts and adds it to a cell, unless nothing is left of it.
func (d *drawer) put(p *bandPlan, x, y uint32, f pack.Feature, lines [][]tiles.Point) {
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
