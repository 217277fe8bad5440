package demo

import (
	"math"
	"strconv"
)

// lot is one plot's place: the middle of its front, the direction of the street and of its depth.
type lot struct {
	at, dir, back vec
	width         float64
}

// lotAt is the plot at u on a side of a row.
func (v *village) lotAt(r row, side int, u, width float64) lot {
	at, dir := v.place(u, r.v)
	back := dir.left()
	if side == 0 {
		back = back.times(-1)
	}
	return lot{at, dir, back, width}
}

// box is a rectangle on a plot, its front so many metres from the street's axis, shifted along the street.
func (l lot) box(shift, front, wide, deep float64) []vec {
	a := l.at.along(l.dir, shift-wide/2).along(l.back, front)
	b := a.along(l.dir, wide)
	return []vec{a, b, b.along(l.back, deep), a.along(l.back, deep)}
}

// numbers counts along one side of a street.
type numbers struct {
	next    int
	letters int
}

// build writes what stands along a row: from its beginning, odd numbers to the left and even ones to the right.
func (v *village) build(g *district, d dice, i int) {
	r := v.rows[i]
	for side := range 2 {
		count := numbers{next: 2 - side}
		for j := r.lo; j < r.hi; j++ {
			if r.side[side][j-r.lo] {
				v.buildBlock(g, d, i, side, j, &count)
			}
		}
	}
}

// buildBlock writes one side of a street from a lane to the next.
func (v *village) buildBlock(g *district, d dice, i, side, j int, count *numbers) {
	r := v.rows[i]
	u0, u1 := v.lanes[j]+9, v.lanes[j+1]-9
	far := max(abs(i-v.main), abs(j-v.centre))
	if v.kind == town && i == v.main && j == v.centre {
		v.square(g, d, r, side, u0, u1)
		return
	}
	if v.kind == town && far <= 4 && (i != v.main || v.nextPublic() == nil) && d.chance(0.4) {
		v.flats(g, d, r, side, j, count)
		return
	}
	wide := d.between(22, 30)
	if v.kind == town {
		wide = d.between(18, 24)
	}
	n := int((u1 - u0) / wide)
	wide = (u1 - u0) / float64(n)
	public := 0
	if i == v.main && (far <= 1+len(v.fac)/5) || v.kind == town && far <= 2 {
		public = 2
	}
	for k := 0; k < n; k++ {
		if f := v.nextPublic(); f != nil && public > 0 && k%3 == 0 {
			lots := 1
			if f.Width > wide-6 {
				lots = int(math.Ceil((f.Width + 6) / wide))
			}
			if k+lots <= n {
				l := v.lotAt(r, side, u0+wide*(float64(k)+float64(lots)/2), wide*float64(lots))
				v.facility(g, d, r, l, *f, count)
				v.nextFac++
				public--
				k += lots - 1
				continue
			}
		}
		if v.kind == hamlet && d.chance(0.35) || d.chance(0.04) {
			count.next += 2
			continue
		}
		corner := ""
		if k == 0 && j > r.lo && d.chance(0.12) {
			corner = "/" + strconv.Itoa(2-side)
		}
		v.house(g, d, r, v.lotAt(r, side, u0+wide*(float64(k)+0.5), wide), count, corner)
	}
}

func abs(n int) int { return max(n, -n) }

// house writes a house and now and then a shed behind it.
func (v *village) house(g *district, d dice, r row, l lot, count *numbers, corner string) {
	wide, deep := min(d.between(8, 12.5), l.width-6), d.between(7, 10.5)
	shift, front := d.between(-0.5, 0.5)*(l.width-wide-5), 4+d.between(4.5, 7.5)
	ring := l.box(shift, front, wide, deep)
	if d.chance(0.22) { // An L.
		out, part := d.between(2.5, 4), wide*d.between(0.35, 0.55)
		b := ring[2]
		ring = []vec{ring[0], ring[1], b.along(l.back, out), b.along(l.back, out).along(l.dir, -part), b.along(l.dir, -part), ring[3]}
	}
	kind := pick(d, []string{"house", "house", "yes", "yes", "detached"})
	number := count.take(g, d)
	if count.letters == 0 {
		number += corner
	}
	g.pen.area(ring, append(kv("building", kind), v.address(g, d, r, number)...)...)
	v.houses++
	if d.chance(0.42) {
		w, h := d.between(4, 8), d.between(3.5, 5.5)
		side := d.between(-0.5, 0.5) * (l.width - w - 4)
		g.pen.area(l.box(side, d.between(26, plotDepth-9), w, h), kv("building", pick(d, []string{"shed", "yes", "shed", "yes", "shed", "garage", "shed", "yes", "greenhouse"}))...)
	}
}

// take is the next number: now and then the last one again with a letter.
func (n *numbers) take(g *district, d dice) string {
	if n.next > 2 && n.letters < len(g.names.Letters) && d.chance(0.035) {
		n.letters++
		return strconv.Itoa(n.next-2) + g.names.Letters[n.letters-1]
	}
	n.letters = 0
	n.next += 2
	return strconv.Itoa(n.next - 2)
}

// address is a building's tags: a settlement in one of five only, now and then no street, in some villages a short one.
func (v *village) address(g *district, d dice, r row, number string) []Tag {
	g.pen.stats.Addresses++
	street := r.name.RU
	if v.short || d.chance(0.01) {
		street = r.name.Short
	}
	city, hamletName := "", ""
	if d.chance(0.2) {
		city = pattern(pick(d, g.names.City), v.name.RU)
	}
	if street == "" || d.chance(0.02) {
		street, city, hamletName = "", "", city
	}
	return kv("addr:housenumber", number, "addr:street", street, "addr:city", city, "addr:place", hamletName)
}

// flats writes blocks of flats along one side of a town's block: one number, 14к1 and 14к2.
func (v *village) flats(g *district, d dice, r row, side, j int, count *numbers) {
	u0, u1 := v.lanes[j]+9, v.lanes[j+1]-9
	n := max(2, int((u1-u0)/62))
	wide := (u1 - u0) / float64(n)
	number := strconv.Itoa(count.next)
	count.next, count.letters = count.next+2, 0
	for k := range n {
		l := v.lotAt(r, side, u0+wide*(float64(k)+0.5), wide)
		said := number
		if n > 1 {
			said += g.names.Corpus + strconv.Itoa(k+1)
		}
		levels := strconv.Itoa(2 + d.n(4))
		g.pen.area(l.box(0, 14, min(48, wide-9), 13), append(kv("building", "apartments", "building:levels", levels), v.address(g, d, r, said)...)...)
		v.houses += 14
		if d.chance(0.5) {
			g.pen.area(l.box(0, 35, 16, 11), kv("leisure", "playground")...)
		} else {
			g.pen.area(l.box(0, 38, min(40, wide-12), 6), kv("building", "garages")...)
		}
	}
	// The driveway leaves the street between two blocks, from the node halfway between lanes, and goes both ways behind them.
	first, next := r.lane[j-r.lo], r.lane[j-r.lo+1]
	lane := v.lotAt(r, side, (v.lanes[j]+v.lanes[j+1])/2, u1-u0)
	ends := g.pen.nodes([]vec{lane.at.along(lane.back, 31), lane.at.along(lane.dir, (u1-u0)/-2+4).along(lane.back, 31), lane.at.along(lane.dir, (u1-u0)/2-4).along(lane.back, 31)})
	g.pen.way([]ID{ends[1], ends[0], ends[2]}, kv("highway", "service", "surface", "asphalt")...)
	g.pen.way([]ID{r.nodes[(first+next)/2], ends[0]}, kv("highway", "service", "service", "driveway")...)
}
