package demo

import (
	"cmp"
	"math"
	"slices"
)

// stationX is where the centre's station is, metres to the east of the town's middle.
const stationX = 560.0

// railway is the line of the railway from west to east, straight past the town on its northern side.
func (g *district) railway() []vec {
	d := newDice(g.seed, "rail", 0)
	a, b := d.between(0, 6.28), d.between(0, 6.28)
	var pts []vec
	for x := g.min.X - 1500; x < g.max.X+1500; x += 60 {
		free := 1 - math.Exp(-x*x/(3200*3200))
		pts = append(pts, vec{x, 735 + free*(520*math.Sin(x/4100+a)+240*math.Sin(x/9000+b))})
	}
	return pts
}

// drawRail writes the railway, with bridges over rivers and the level crossings that roads left, the station and halts.
func (g *district) drawRail() {
	tags := append(kv("railway", "rail", "usage", "main", "gauge", "1520", "electrified", "contact_line"), g.names.Railway.tags()...)
	c := course{line: g.rail, stops: g.level, tags: tags}
	for _, x := range g.wet.crossings(g.rail) {
		c.addSpan(span{x.here - 55, x.here + 55, kv("bridge", "yes", "layer", "1")})
	}
	on := func(x float64) (far float64, at, dir vec) {
		far = math.Abs(x-g.rail.pts[0].X) * g.rail.length() / (g.rail.pts[len(g.rail.pts)-1].X - g.rail.pts[0].X)
		at, dir = g.rail.at(far)
		for range 4 { // Newton's method: the railway's x grows nearly as its length.
			far += (x - at.X) / dir.X
			at, dir = g.rail.at(far)
		}
		return far, at, dir
	}
	halt := func(x float64, kind string, n name) {
		far, at, dir := on(x)
		id := g.pen.node(at, append(kv("railway", kind, "public_transport", "station"), n.tags()...)...)
		c.stops = append(c.stops, stop{far: far, id: id})
		side := -9.0
		g.pen.area(g.box(at.along(dir.left(), side), dir, 150, 6), kv("railway", "platform", "public_transport", "platform", "surface", "concrete")...)
	}
	halt(stationX, "station", g.names.Station)
	for _, v := range g.villages {
		if _, at, _ := on(v.at.X); v.kind != town && at.minus(v.at).size() < v.half()+500 {
			halt(v.at.X, "halt", v.name)
		}
	}
	// The siding leaves the line and comes back to it.
	var ends [2]ID
	var siding []vec
	for k, x := range []float64{stationX - 330, stationX - 270, stationX, stationX + 270, stationX + 330} {
		far, at, dir := on(x)
		if k == 0 || k == 4 {
			ends[k/4] = g.pen.node(at, kv("railway", "switch")...)
			c.stops = append(c.stops, stop{far: far, id: ends[k/4]})
			siding = append(siding, at)
			continue
		}
		siding = append(siding, at.along(dir.left(), 6))
	}
	slices.SortFunc(c.stops, func(a, b stop) int { return cmp.Compare(a.far, b.far) })
	g.pen.course(c)
	g.pen.course(course{line: newLine(siding), first: ends[0], last: ends[1], tags: kv("railway", "rail", "service", "siding", "gauge", "1520")})
	_, at, dir := on(stationX)
	g.pen.area(g.box(at.along(dir.left(), -26), dir, 46, 13), append(kv("building", "train_station", "building:levels", "2"), g.names.Station.tags()...)...)
	g.pen.way(g.pen.nodes([]vec{at.along(dir.left(), -14), at.along(dir.left(), 45)}), kv("highway", "footway", "tunnel", "yes", "layer", "-1")...)
	g.works(on)
}

// works is the grain elevator behind the station.
func (g *district) works(on func(x float64) (float64, vec, vec)) {
	_, at, dir := on(stationX + 60)
	at = at.along(dir.left(), 120)
	g.pen.area(g.box(at, dir, 330, 170), append(kv("landuse", "industrial"), g.names.Works.tags()...)...)
	for k := range 4 {
		g.pen.area(g.box(at.along(dir, float64(k)*62-95).along(dir.left(), -35), dir, 48, 24), kv("building", "industrial", "building:levels", "5")...)
	}
	g.pen.area(g.box(at.along(dir, -40).along(dir.left(), 40), dir, 110, 30), kv("building", "warehouse")...)
	for k := range 3 {
		g.pen.area(blob(newDice(g.seed, "silo", k), at.along(dir, 70+float64(k)*26).along(dir.left(), 42), dir, 9, 9, 12), kv("man_made", "silo", "building", "silo")...)
	}
	for k := range 2 {
		g.pen.area(g.box(at.along(dir, -132).along(dir.left(), float64(k)*46-30), dir, 22, 14), kv("building", "garages")...)
	}
}

// box is a rectangle about a point, long in a direction.
func (g *district) box(at, dir vec, long, wide float64) []vec {
	x, y := dir.times(long/2), dir.left().times(wide/2)
	return []vec{at.minus(x).minus(y), at.plus(x).minus(y), at.plus(x).plus(y), at.minus(x).plus(y)}
}

// drawPower writes a power line from south to north between the squares east of the town, with its towers.
func (g *district) drawPower() {
	col := g.town%g.cols + 1
	d := newDice(g.seed, "power", 0)
	at := g.corner(col, 0).plus(vec{0, -1200})
	var ids []ID
	tower := func(p vec) { ids = append(ids, g.pen.node(p, kv("power", "tower")...)) }
	tower(at)
	for row := 0; row <= g.rows; row++ {
		next := g.corner(col, row).plus(vec{d.between(-260, 260), d.between(-200, 200)})
		if row == g.rows {
			next.Y += 1200
		}
		for _, p := range walk(at, next, 240)[1:] {
			tower(p)
		}
		at = next
	}
	g.pen.way(ids, kv("power", "line", "voltage", "110000", "cables", "3")...)
}
