package demo

import (
	"strconv"
	"strings"
)

// pattern puts a name where a pattern has "{}".
func pattern(p, with string) string { return strings.Replace(p, "{}", with, 1) }

// nextPublic is the next public building that the settlement is large enough for; nil when it has them all.
func (v *village) nextPublic() *facility {
	for v.nextFac < len(v.fac) {
		if f := &v.fac[v.nextFac]; v.expected() >= f.Min {
			return f
		}
		v.nextFac++
	}
	return nil
}

// expected is about how many houses there is room for.
func (v *village) expected() int {
	metres := 0.0
	for _, r := range v.rows {
		metres += 2 * (v.lanes[r.hi] - v.lanes[r.lo])
	}
	return int(metres / 28)
}

// facility writes a public building with its grounds, or a point.
func (v *village) facility(g *district, d dice, r row, l lot, f facility, count *numbers) {
	called := pick(d, f.Names).number(1 + d.n(20)).tags()
	var tags []Tag
	for _, t := range f.Tags {
		tags = append(tags, Tag{t[0], t[1]})
	}
	if f.Width == 0 {
		at := l.at.along(l.back, 18)
		if len(tags) > 0 && tags[0].Value == "playground" {
			g.pen.area(l.box(0, 10, l.width*0.7, 18), append(tags, called...)...)
			return
		}
		g.pen.node(at, append(tags, called...)...)
		return
	}
	said := v.address(g, d, r, count.take(g, d))
	if len(f.Grounds) > 0 {
		var grounds []Tag
		for _, t := range f.Grounds {
			grounds = append(grounds, Tag{t[0], t[1]})
		}
		g.pen.area(l.box(0, 8, l.width-3, plotDepth-9), append(grounds, called...)...)
		g.pen.area(l.box(0, 36.5, min(26, l.width-14), 10), kv("leisure", "pitch", "sport", "soccer")...)
	} else {
		tags = append(tags, called...)
	}
	tags = append(append(kv("building", f.Building, "building:levels", f.Levels), tags...), said...)
	wide := min(f.Width, l.width-5)
	ring := l.box(0, f.Setback, wide, f.Depth)
	if f.Building == "school" { // A wing at either end.
		out, part := f.Depth*0.6, wide*0.25
		b, c := ring[2], ring[3]
		ring = []vec{ring[0], ring[1], b.along(l.back, out), b.along(l.back, out).along(l.dir, -part), b.along(l.dir, -part), c.along(l.dir, part), c.along(l.back, out).along(l.dir, part), c.along(l.back, out)}
	}
	g.pen.area(ring, tags...)
}

// square writes the middle of a town: a square on one side of the main street, a park on the other.
func (v *village) square(g *district, d dice, r row, side int, u0, u1 float64) {
	l := v.lotAt(r, side, (u0+u1)/2, u1-u0)
	wide := u1 - u0
	if side == 1 {
		tags := append(kv("highway", "pedestrian", "area", "yes", "place", "square", "surface", "paving_stones"), g.names.Square.tags()...)
		g.pen.area(l.box(0, 9, wide, 34), tags...)
		g.pen.area(l.box(0, 24, 9, 9), kv("amenity", "fountain")...)
		return
	}
	g.pen.area(l.box(0, 9, wide, 38), kv("leisure", "park")...)
	corners := l.box(0, 11, wide-6, 34)
	ids := g.pen.nodes(corners)
	mid := g.pen.node(corners[0].mid(corners[2]))
	for _, id := range ids {
		g.pen.way([]ID{id, mid}, kv("highway", "footway", "surface", "paving_stones")...)
	}
	for range 40 {
		g.pen.node(l.at.along(l.dir, d.between(-0.47, 0.47)*wide).along(l.back, d.between(11, 45)), kv("natural", "tree")...)
	}
}

// placeTag is OSM's word for the kind.
func (v *village) placeTag() string {
	switch v.kind {
	case town:
		return "town"
	case hamlet:
		return "hamlet"
	}
	return "village"
}

// population is how many people are said to live there.
func (v *village) population() string {
	return strconv.Itoa(1 + v.houses*5/2 + v.number%7)
}
