package demo

import (
	"math"
	"strings"
)

const (
	// block is from a street to the next one, metres: two plots back to back, and the street.
	block = 98.0
	// plotDepth is from a street's axis to where plots end.
	plotDepth = block / 2
)

// village is a settlement: rows of streets along a bent axis, lanes across it.
type village struct {
	number  int
	kind    kind
	name    name
	at      vec
	heading float64
	dice    dice
	streets int       // How many rows it would have with nothing in the way.
	lanes   []float64 // Where on the axis lanes are, metres from the middle.
	centre  int       // The middle lane.
	bend    [2]float64
	axis    line // Along u; its middle is the village's.
	rows    []row
	main    int // Index of the row on the axis.
	border  []vec
	class   string // Of the road that goes through, along the main street.
	ref     string
	across  string // Of the one along the middle lane.
	spent   int    // Names of streets used.
	order   []int
	houses  int
	nextFac int
	fac     []facility
	short   bool // Addresses write streets' names short.
	unnamed bool // Streets have no names.
	spots   []spot
	node    ID // The one with its name.
}

// row is a street between two lanes. Nodes and what they mean are filled in by putStreets.
type row struct {
	v      float64    // Metres to the left of the axis.
	lo, hi int        // From which lane to which.
	side   [2][]bool  // Whether there are plots to the right (0) and left (1) after lane lo+i.
	nodes  []ID       // Along the street.
	lane   []int      // Which of nodes is lane lo+i.
	open   []bool     // Whether lane lo+i leads on to the next row.
	name   streetName // Empty in hamlets.
}

// spot is a farm or a cemetery outside the streets, beside a row.
type spot struct {
	u, w float64
	row  int
	farm bool
}

// size decides how many streets and lanes a settlement has.
func (v *village) size(g *district) {
	d := v.dice
	var count int
	var gap [2]float64
	switch v.kind {
	case town:
		v.streets, count, gap = 13, 15, [2]float64{135, 195}
	case rural:
		v.streets, count, gap = pick(d, []int{1, 2, 3, 3, 4, 5}), 5+d.n(6), [2]float64{120, 230}
	default:
		v.streets, count, gap = 1, 3+d.n(2), [2]float64{110, 200}
		v.unnamed = d.chance(0.4)
	}
	far := 0.0
	for range count {
		v.lanes = append(v.lanes, far)
		far += d.between(gap[0], gap[1])
	}
	v.centre = count / 2
	middle := v.lanes[v.centre]
	for i := range v.lanes {
		v.lanes[i] -= middle
	}
	v.short = d.chance(0.08)
	v.bend = [2]float64{d.between(0.2, 0.42), d.between(0, 6.28)}
	if v.kind == town {
		v.bend[0] = 0.13
	}
	v.order = d.shuffled(len(g.names.Streets))
	for round := range 6 {
		for _, f := range g.names.Facilities {
			if strings.ContainsRune(f.Kinds, rune(v.kind)) && (round == 0 || v.kind == town && round < f.Copies) {
				v.fac = append(v.fac, f)
			}
		}
	}
}

// half is how far plots reach to either side of the axis.
func (v *village) half() float64 { return float64(v.streets) * block / 2 }

// place puts a point that is u along the axis and w to the left of it.
func (v *village) place(u, w float64) (at, dir vec) {
	at, dir = v.axis.at(v.axis.length()/2 + u)
	return at.along(dir.left(), w), dir
}

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

// near says that a point is inside the outline.
func (v *village) near(p vec) bool { return inside(v.border, p) }

// nameStreets gives each street its name; the main one of a town is an avenue.
func (v *village) nameStreets(g *district) {
	if v.unnamed {
		return
	}
	for i := range v.rows {
		switch {
		case i == v.main && v.kind == town:
			v.rows[i].name = g.names.Main[v.number%len(g.names.Main)]
		case i == v.main && v.dice.chance(0.5):
			v.rows[i].name = g.names.Streets[0]
		default:
			v.rows[i].name = v.street(g)
		}
	}
}

// street is the next name that the village hasn't got yet.
func (v *village) street(g *district) streetName {
	if v.order[v.spent%len(v.order)] == 0 {
		v.spent++
	}
	s := g.names.Streets[v.order[v.spent%len(v.order)]]
	v.spent++
	return s
}

// putStreets writes the streets' nodes, so that roads can end at them, and decides which lanes are open.
func (v *village) putStreets(g *district) {
	for i := range v.rows {
		r := &v.rows[i]
		for j := r.lo; j <= r.hi; j++ {
			r.lane = append(r.lane, len(r.nodes))
			at, _ := v.place(v.lanes[j], r.v)
			r.nodes = append(r.nodes, g.pen.node(at))
			open := false
			if i+1 < len(v.rows) {
				n := v.rows[i+1]
				mid := r.v + block/2
				_, ok := v.dry(g, v.lanes[j], mid, 45)
				ends := j == max(r.lo, n.lo) || j == min(r.hi, n.hi)
				likely := 0.55
				if v.kind == town {
					likely = 0.85
				}
				open = ok && j >= n.lo && j <= n.hi && (j == v.centre || ends || v.dice.chance(likely))
			}
			r.open = append(r.open, open)
			if j == r.hi {
				break
			}
			gap := v.lanes[j+1] - v.lanes[j]
			for k, n := 1, 2*int(gap/85+0.5); k < n; k++ {
				at, _ := v.place(v.lanes[j]+gap*float64(k)/float64(n), r.v)
				r.nodes = append(r.nodes, g.pen.node(at))
			}
		}
	}
}

// gate is where a road may leave: a node and the way out.
type gate struct {
	id      ID
	at, dir vec
	across  bool // By the middle lane.
}

// gates are the ends of the main street and those of the middle lane.
func (v *village) gates() []gate {
	if len(v.rows) == 0 {
		return nil
	}
	m := v.rows[v.main]
	var out []gate
	put := func(r row, lane int, sign float64, across bool) {
		at, dir := v.place(v.lanes[lane], r.v)
		if across {
			dir = dir.left()
		}
		out = append(out, gate{r.nodes[r.lane[lane-r.lo]], at, dir.times(sign), across})
	}
	put(m, m.lo, -1, false)
	put(m, m.hi, 1, false)
	put(v.rows[0], v.centre, -1, true)
	put(v.rows[len(v.rows)-1], v.centre, 1, true)
	return out
}
