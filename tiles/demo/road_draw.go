package demo

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// firstKilometre is where the primary road's count stands at the district's western edge.
const firstKilometre = 112.0

// drawRoads lays the roads, finds what they cross, and writes them.
func (g *district) drawRoads() {
	// The greater go first: they take the villages' main streets.
	slices.SortStableFunc(g.roads, func(a, b *road) int { return cmp.Compare(rank(b.class), rank(a.class)) })
	g.roads = slices.DeleteFunc(g.roads, func(r *road) bool { return !g.layRoad(r) })
	posts := g.milestones()
	laid := newNear()
	for i, r := range g.roads {
		g.cross(r)
		for _, x := range laid.crossings(r.course.line) { // Two roads that meet have a node in common.
			id := g.pen.node(x.at)
			r.course.stops = append(r.course.stops, stop{far: x.here, id: id})
			g.roads[x.line].course.stops = append(g.roads[x.line].course.stops, stop{far: x.there, id: id})
		}
		laid.add(r.course.line)
		r.course.stops = append(r.course.stops, posts[i]...)
		g.branch(i)
	}
	for i, r := range g.roads {
		slices.SortStableFunc(r.course.stops, func(a, b stop) int { return cmp.Compare(a.far, b.far) })
		r.course.tags = kv("highway", r.class, "ref", r.ref, "surface", surface(r.class, newDice(g.seed, "surface", i)), "maxspeed", speed(r.class))
		g.pen.course(r.course)
		g.turnStop(r)
	}
	slices.SortStableFunc(g.level, func(a, b stop) int { return cmp.Compare(a.far, b.far) })
}

func surface(class string, d dice) string {
	switch class {
	case "primary", "secondary":
		return "asphalt"
	case "tertiary":
		return pick(d, []string{"asphalt", "asphalt", "gravel"})
	}
	return pick(d, []string{"asphalt", "gravel", "compacted", "unpaved"})
}

func speed(class string) string {
	if class == "primary" || class == "secondary" {
		return "90"
	}
	return ""
}

// cross puts bridges over rivers, culverts on streams, and level crossings.
func (g *district) cross(r *road) {
	for _, x := range g.wet.crossings(r.course.line) {
		river := g.rivers[x.line]
		k, _ := slices.BinarySearch(river.line.far, x.there)
		half := river.width[min(k, len(river.width)-1)]/2 + 22
		_, over := river.line.at(x.there)
		_, dir := r.course.line.at(x.here)
		half /= max(0.5, math.Abs(over.cross(dir))) // A slanting bridge is longer.
		r.course.addSpan(span{x.here - half, x.here + half, kv("bridge", "yes", "layer", "1")})
	}
	for _, x := range g.brooks.crossings(r.course.line) {
		s := g.streams[x.line]
		s.culverts = append(s.culverts, x.there)
	}
	for _, x := range g.iron.crossings(r.course.line) {
		id := g.pen.node(x.at, kv("railway", "level_crossing", "crossing:barrier", "full")...)
		r.course.stops = append(r.course.stops, stop{far: x.here, id: id})
		g.level = append(g.level, stop{far: x.there, id: id})
	}
}

// milestones are the kilometre posts of the primary road, counted from the west through the villages, by road.
func (g *district) milestones() map[int][]stop {
	var order []int
	for i, r := range g.roads {
		if r.class == "primary" {
			order = append(order, i)
		}
	}
	mid := func(i int) float64 {
		pts := g.roads[i].course.line.pts
		return pts[0].X + pts[len(pts)-1].X
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(mid(a), mid(b)) })
	posts := map[int][]stop{}
	count := firstKilometre * 1000
	var before vec
	for k, i := range order {
		l := g.roads[i].course.line
		first, last := l.pts[0], l.pts[len(l.pts)-1]
		back := first.X > last.X
		if back {
			first, last = last, first
		}
		if k > 0 {
			count += first.minus(before).size()
		}
		before = last
		for km := math.Ceil(count / 1000); km*1000 < count+l.length(); km++ {
			far := km*1000 - count
			if back {
				far = l.length() - far
			}
			if far < 5 || far > l.length()-5 {
				continue
			}
			at, _ := l.at(far)
			posts[i] = append(posts[i], stop{far: far, at: at, tags: kv("highway", "milestone", "distance", strconv.Itoa(int(km)), "ref", g.roads[i].ref)})
		}
		count += l.length()
	}
	return posts
}

// exit is where a track leaves a road.
type exit struct {
	id      ID
	at, dir vec
}

// branch leaves room for tracks on both sides of a road.
func (g *district) branch(i int) {
	r := g.roads[i]
	d := newDice(g.seed, "branch", i)
	for far := d.between(500, 1200); far < r.course.line.length()-400; far += d.between(700, 1900) {
		at, dir := r.course.line.at(far)
		side := dir.left()
		if d.chance(0.5) {
			side = side.times(-1)
		}
		id := g.pen.node(at)
		r.course.stops = append(r.course.stops, stop{far: far, id: id})
		g.exits = append(g.exits, exit{id, at, side})
	}
}

// turnStop puts a bus stop beside a road shortly before a hamlet.
func (g *district) turnStop(r *road) {
	if r.b < 0 || g.villages[r.b].kind != hamlet || r.course.line.length() < 800 {
		return
	}
	at, dir := r.course.line.at(r.course.line.length() - 350)
	g.busStop(at, dir, g.names.Turn.fill(g.villages[r.b].name))
}

// busStop puts a stop to the right of a road.
func (g *district) busStop(at, dir vec, n name) {
	g.pen.node(at.along(dir.left(), -6), append(kv("highway", "bus_stop", "public_transport", "platform", "bus", "yes"), n.tags()...)...)
}
