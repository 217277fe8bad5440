package demo

// usage are the tags of a use.
func (l *land) usage(use int32, number int) []Tag {
	d := newDice(l.g.seed, "usage", number)
	switch use {
	case forest:
		tags := kv("landuse", "forest", "leaf_type", pick(d, []string{"broadleaved", "mixed", "mixed", "needleleaved"}))
		if l.patches[number].cells > 5 {
			tags = append(tags, pick(d, l.g.names.Forests).tags()...)
		}
		return tags
	case grove:
		return kv("natural", "wood")
	case meadow:
		return kv("landuse", "meadow")
	case marsh:
		return kv("natural", "wetland", "wetland", "marsh")
	case orchard:
		return kv("landuse", "orchard")
	case scrub:
		return kv("natural", "scrub")
	}
	return kv("landuse", "farmland")
}

// drawPatch writes a plot: a way, or a multipolygon when there is something in it. In a forest's heart is now and then a
// clearing: a hole that is a meadow itself.
func (l *land) drawPatch(number int) {
	p := l.patches[number]
	use := p.label
	if use >= 16 {
		use = l.use.at(p.cell[0], p.cell[1])
	}
	tags := l.usage(use, number)
	var members []Member
	for k, ring := range p.rings {
		ids := make([]ID, 0, 2*len(ring))
		for i, c := range ring {
			ids = append(ids, l.cornerID(c))
			ids = append(ids, l.edgeIDs(c, ring[(i+1)%len(ring)])...)
		}
		if len(p.rings) == 1 && (use != forest || p.cells < 9) {
			l.g.pen.closed(ids, tags...)
			return
		}
		role := "inner"
		if k == 0 {
			role = "outer"
		}
		members = append(members, Member{KindWay, l.g.pen.closed(ids), role})
	}
	if use == forest {
		for _, id := range l.clearings(number) {
			members = append(members, Member{KindWay, id, "inner"})
		}
	}
	l.g.pen.relation(members, append(kv("type", "multipolygon"), tags...)...)
}

// clearings are meadows in parcels that have forest on all sides.
func (l *land) clearings(number int) []ID {
	var ids []ID
	at := func(col, row int) bool { return l.of.at(col, row) == int32(number) }
	p := l.patches[number]
	low, high := p.rings[0][0], p.rings[0][0]
	for _, c := range p.rings[0] {
		low, high = crossingPoint{min(low.i, c.i), min(low.j, c.j)}, crossingPoint{max(high.i, c.i), max(high.j, c.j)}
	}
	for row := low.j; row < high.j; row++ {
		for col := low.i; col < high.i; col++ {
			if !at(col, row) || !at(col-1, row) || !at(col+1, row) || !at(col, row-1) || !at(col, row+1) {
				continue
			}
			d := newDice(l.g.seed, "clearing", col*100_003+row)
			if d.chance(0.16) {
				ring := blob(d, l.middle(col, row), heading(d.between(0, 3)), d.between(60, 95), d.between(40, 65), 20)
				ids = append(ids, l.g.pen.area(ring, kv("landuse", "meadow")...))
			}
		}
	}
	return ids
}

// drawTracks leads tracks from the ends of streets and from roads out along the fields' edges.
func (l *land) drawTracks() {
	for _, v := range l.g.villages {
		d := newDice(l.g.seed, "track", v.number)
		for i, r := range v.rows {
			for _, end := range []int{r.lo, r.hi} {
				if i == v.main || !d.chance(0.8) {
					continue
				}
				sign := 1.0
				if end == r.lo {
					sign = -1
				}
				at, dir := v.place(v.lanes[end], r.v)
				l.drawTrack(d, r.nodes[r.lane[end-r.lo]], at, dir.times(sign))
			}
		}
	}
	for k, e := range l.g.exits {
		l.drawTrack(newDice(l.g.seed, "exit", k), e.id, e.at, e.dir)
	}
}

// drawTrack goes from a node in a direction to the net of parcels, and on along it as long as there are fields to both sides.
func (l *land) drawTrack(d dice, from ID, at, dir vec) {
	steps := [4]crossingPoint{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}
	way, best := 0, -2.0
	for k, s := range steps {
		if dot := dir.dot(vec{float64(s.i), float64(s.j)}); dot > best {
			way, best = k, dot
		}
	}
	aim := at.along(dir, 260).minus(l.g.min)
	start := crossingPoint{int(aim.X/parcel+0.5) + beyond, int(aim.Y/parcel+0.5) + beyond}
	near := start // The warp has moved the corners: look around.
	for i := start.i - 2; i <= start.i+2; i++ {
		for j := start.j - 2; j <= start.j+2; j++ {
			c := crossingPoint{i, j}
			if l.lattice(c).minus(at.along(dir, 260)).size() < l.lattice(near).minus(at.along(dir, 260)).size() {
				near = c
			}
		}
	}
	for range 2 {
		if l.open(near) {
			break
		}
		near = crossingPoint{near.i + steps[way].i, near.j + steps[way].j}
	}
	pts := []vec{at}
	for c, left := near, 4+d.n(7); left > 0 && l.open(c) && l.g.freeWay(pts[len(pts)-1], l.corner(c)); left-- {
		pts = append(pts, l.corner(c))
		c = crossingPoint{c.i + steps[way].i, c.j + steps[way].j}
		if d.chance(0.12) {
			way = (way + 1 + 2*d.n(2)) % 4
		}
	}
	if len(pts) < 3 {
		return
	}
	ids := append([]ID{from}, l.g.pen.nodes(pts[1:])...)
	grade := pick(d, []string{"grade3", "grade4", "grade4", "grade5"})
	l.g.pen.way(ids, kv("highway", "track", "tracktype", grade, "surface", pick(d, []string{"ground", "dirt", "grass"}))...)
}

// freeWay says that nothing that a track can't cross is between two points.
func (g *district) freeWay(a, b vec) bool {
	if b.minus(a).size() < 1 {
		return true
	}
	l := newLine(walk(a, b, 100))
	return len(g.iron.crossings(l))+len(g.wet.crossings(l)) == 0
}

// open says that around a corner is land to go through, not all of one plot.
func (l *land) open(c crossingPoint) bool {
	same := true
	first := l.of.at(c.i, c.j)
	for _, s := range [4][2]int{{c.i - 1, c.j - 1}, {c.i, c.j - 1}, {c.i, c.j}, {c.i - 1, c.j}} {
		if use := l.use.at(s[0], s[1]); use == marsh || isWild(use) && use != forest || use < 0 {
			return false
		}
		same = same && l.of.at(s[0], s[1]) == first
	}
	return !same && !l.g.wet.within(l.corner(c), 60)
}

// drawPaths leads paths through forests, from parcel to parcel.
func (l *land) drawPaths() {
	for row := 2; row < l.use.rows; row += 9 {
		for col := 2; col < l.use.cols; col += 7 {
			d := newDice(l.g.seed, "path", col*100_003+row)
			c, way := [2]int{col, row}, d.n(4)
			var pts []vec
			for len(pts) < 40 && l.use.at(c[0], c[1]) == forest {
				mid := l.middle(c[0], c[1]).plus(vec{d.between(-90, 90), d.between(-90, 90)})
				if len(pts) > 0 {
					last := pts[len(pts)-1]
					pts = append(pts, last.mid(mid).plus(vec{d.between(-25, 25), d.between(-25, 25)}))
				}
				pts = append(pts, mid)
				if d.chance(0.25) {
					way = (way + 1 + 2*d.n(2)) % 4
				}
				s := [4][2]int{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}[way]
				c = [2]int{c[0] + s[0], c[1] + s[1]}
			}
			if len(pts) >= 5 {
				g := l.g
				g.pen.way(g.pen.nodes(pts), kv("highway", pick(d, []string{"path", "path", "track"}))...)
			}
		}
	}
}
