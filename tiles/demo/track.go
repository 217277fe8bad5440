package demo

import "math"

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

// holds says that a place is in the outline of the squares.
func (g *district) holds(p vec) bool {
	return p.X > g.min.X && p.Y > g.min.Y && p.X < g.max.X && p.Y < g.max.Y
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

// drawPaths leads paths through forests, as one strolls.
func (l *land) drawPaths() {
	g := l.g
	for row := 4; row < l.use.rows; row += 11 {
		for col := 4; col < l.use.cols; col += 9 {
			if l.use.at(col, row) != forest {
				continue
			}
			d := newDice(g.seed, "path", col*100_003+row)
			turns := terrain{d.pcg.Uint64(), 380}
			var pts []vec
			at, course := l.middle(col, row), d.between(0, 2*math.Pi)
			for len(pts) < 70 && l.wooded(at) > woodland && g.holds(at) && g.villageAt(at) == nil && !g.wet.within(at, 90) && !g.iron.within(at, 60) {
				pts = append(pts, at)
				at = at.along(heading(course+3*(turns.at(at)-0.5)), 45)
			}
			if len(pts) >= 8 {
				g.pen.way(g.pen.nodes(pts), kv("highway", pick(d, []string{"path", "path", "track"}))...)
			}
		}
	}
}
