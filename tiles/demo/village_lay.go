package demo

import "math"

// bow draws the axis: a line that bends gently, through the middle.
func (v *village) bow() {
	const step, reach = 20.0, 1800.0
	angle := func(s float64) float64 {
		return v.heading + v.bend[0]*(math.Sin(s/520+v.bend[1])-math.Sin(v.bend[1])) + v.bend[0]/3*(math.Sin(s/190+2*v.bend[1])-math.Sin(2*v.bend[1]))
	}
	n := int(reach / step)
	pts := make([]vec, 2*n+1)
	pts[n] = v.at
	for i := 1; i <= n; i++ {
		s := float64(i)*step - step/2
		pts[n+i] = pts[n+i-1].along(heading(angle(s)), step)
		pts[n-i] = pts[n-i+1].along(heading(angle(-s)), -step)
	}
	v.axis = newLine(pts)
}

// layStreets decides which streets there are: from the middle outwards, as far as chance, water and rails allow.
func (v *village) layStreets(g *district) {
	v.bow()
	d := v.dice
	first := -(v.streets - 1) / 2
	built := map[int]row{}
	grow := func(k int) bool {
		w := float64(k) * block
		if _, ok := v.dry(g, v.lanes[v.centre], w, 60); !ok {
			return false
		}
		r := row{v: w, lo: v.centre, hi: v.centre}
		east, west := len(v.lanes)-1, 0
		if k != 0 {
			ragged := 1 + v.centre/2
			if v.kind == town {
				ragged = 3
			}
			east -= d.n(ragged)
			west += d.n(ragged)
		}
		for r.hi < east && v.dryAlong(g, r.hi, w, 60) {
			r.hi++
		}
		for r.lo > west && v.dryAlong(g, r.lo-1, w, 60) {
			r.lo--
		}
		if r.lo == r.hi {
			return false
		}
		for j := r.lo; j < r.hi; j++ {
			for side := range 2 {
				// An outermost side is built on now and then only in parts.
				ok := v.dryAlong(g, j, w+float64(2*side-1)*plotDepth, 45)
				r.side[side] = append(r.side[side], ok && (v.kind == town || d.chance(0.93)))
			}
		}
		built[k] = r
		return true
	}
	for k := 0; k < first+v.streets && grow(k); k++ {
	}
	for k := -1; k >= first && grow(k); k-- {
	}
	for k := first; k < first+v.streets; k++ {
		if r, ok := built[k]; ok {
			if k == 0 {
				v.main = len(v.rows)
			}
			v.rows = append(v.rows, r)
		}
	}
	v.reserve(g)
	v.hedge()
	v.nameStreets(g)
}

// reserve finds room for the cemetery above the streets and the farm below them.
func (v *village) reserve(g *district) {
	if v.kind == hamlet || len(v.rows) == 0 {
		return
	}
	top, low := len(v.rows)-1, 0
	for _, s := range []spot{
		{v.lanes[v.rows[top].hi] - 40, v.rows[top].v + plotDepth + 75, top, false},
		{v.lanes[v.rows[low].lo] + 60, v.rows[low].v - plotDepth - 85, low, true},
	} {
		if _, ok := v.dry(g, s.u, s.w, 120); ok && math.Abs(s.u) > 130 {
			v.spots = append(v.spots, s)
		}
	}
}

// dry says that a point is away from rivers and rails.
func (v *village) dry(g *district, u, w, metres float64) (vec, bool) {
	at, _ := v.place(u, w)
	return at, !g.wet.within(at, metres) && !g.iron.within(at, metres)
}

// dryAlong says that a line from a lane to the next is.
func (v *village) dryAlong(g *district, lane int, w, metres float64) bool {
	for i := range 5 {
		if _, ok := v.dry(g, v.lanes[lane]+(v.lanes[lane+1]-v.lanes[lane])*float64(i)/4, w, metres); !ok {
			return false
		}
	}
	return true
}

// hedge is the outline about all plots.
func (v *village) hedge() {
	var pts []vec
	for _, r := range v.rows {
		for j := r.lo; j <= r.hi; j++ {
			for _, w := range []float64{r.v - plotDepth, r.v + plotDepth} {
				at, _ := v.place(v.lanes[j], w)
				pts = append(pts, at)
			}
		}
	}
	for _, s := range v.spots {
		at, dir := v.place(s.u, s.w)
		pts = append(pts, at.along(dir, 70), at.along(dir, -70), at.along(dir.left(), 40), at.along(dir.left(), -40))
	}
	if len(pts) == 0 {
		pts = blob(v.dice, v.at, heading(v.heading), 100, 60, 8)
	}
	v.border = hull(pts, 30)
}
