package demo

import (
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
