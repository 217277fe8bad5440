package osmload

import (
	"slices"

	"priyom/tiles"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// simplifiedArc is an arc of a ring.
type simplifiedArc struct {
	shape.Simplified
	back bool
}

// area draws an area.
func (d *drawer) area(f pack.Feature, all []polygon) {
	for i := range all {
		d.polygon(f, &all[i])
	}
}

func (d *drawer) polygon(f pack.Feature, one *polygon) {
	n := len(one.outer.arcs)
	for _, h := range one.holes {
		n += len(h.arcs)
	}
	arcs, finest := d.simplified(n), d.finest(f.Class)
	arcs = simplify(arcs, &one.outer, finest)
	for i := range one.holes {
		arcs = simplify(arcs, &one.holes[i], finest)
	}
	for _, p := range d.plans {
		if p.from[f.Class] && one.outer.area >= p.least {
			d.polygonIn(p, p.plain(f), one)
		}
	}
}

// simplify takes a ring's arcs, and gives those that are left for other rings.
func simplify(to []simplifiedArc, ring *piece, finest tiles.World) []simplifiedArc {
	if len(ring.arcs) == 1 {
		to[0].Ring(ring.arcs[0].points, finest)
		return to[1:]
	}
	for i, a := range ring.arcs {
		to[i].Line(a.points, finest)
		to[i].back = a.back
	}
	return to[len(ring.arcs):]
}

// polygonIn draws a polygon in a band; its arcs are simplified.
func (d *drawer) polygonIn(p *bandPlan, f pack.Feature, one *polygon) {
	defer d.forget(d.cutter.Mark(), len(d.pieces))
	from, arcs := len(d.pieces), d.arcs
	d.ring = d.ring[:0]
	for i := -1; i < len(one.holes); i++ {
		ring := &one.outer
		if i >= 0 {
			ring = &one.holes[i]
		}
		if mine := arcs[:len(ring.arcs)]; ring.area >= p.least {
			begin := len(d.ring)
			d.ring = joined(d.ring, mine, p.tolerance)
			if left := d.cutter.Ring(d.ring[begin:len(d.ring):len(d.ring)], d.box); len(left) >= 4 {
				d.pieces = append(d.pieces, left)
			} else if i < 0 {
				return
			}
		}
		arcs = arcs[len(ring.arcs):]
	}
	rings := d.pieces[from:len(d.pieces):len(d.pieces)]
	if k, ok := d.blockOf(p, pack.GroupArea, shape.Box(rings[0])); ok {
		d.splitArea(p, k, f, rings)
	}
}

// joined adds the ring that simplified arcs make.
func joined(to []tiles.Point, arcs []simplifiedArc, tolerance tiles.World) []tiles.Point {
	if len(arcs) == 1 {
		return arcs[0].At(to, tolerance)
	}
	from := len(to)
	for i := range arcs {
		begin := len(to)
		to = arcs[i].At(to, tolerance)
		if arcs[i].back {
			slices.Reverse(to[begin:])
		}
		if begin > from { // it begins where the one before ended
			to = append(to[:begin-1], to[begin:]...)
		}
	}
	return to
}

func (d *drawer) splitArea(p *bandPlan, k block, f pack.Feature, rings [][]tiles.Point) {
	defer d.forget(d.cutter.Mark(), len(d.pieces))
	from, box := len(d.pieces), k.box(p, pack.GroupArea)
	for i, r := range rings {
		if left := d.cutter.Ring(r, box); left != nil {
			d.pieces = append(d.pieces, left)
		} else if i == 0 {
			return
		}
	}
	inside := d.pieces[from:len(d.pieces):len(d.pieces)]
	if k.single() {
		d.put(p, k.x0, k.y0, f, inside)
		return
	}
	a, b := k.halves()
	d.splitArea(p, a, f, inside)
	d.splitArea(p, b, f, inside)
}
