package demo

import "math"

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

// take makes a village's street the road's, if no greater one has it; it says whether the main street's ref is the road's now.
func (v *village) take(by gate, r *road) bool {
	if by.across {
		if rank(r.class) > rank(v.across) {
			v.across = r.class
		}
		return false
	}
	if rank(r.class) <= rank(v.class) {
		return false
	}
	v.class = r.class
	return true
}

// leave is the gate of a village that looks best at a point.
func leave(v *village, to vec) gate {
	var best gate
	most := math.Inf(-1)
	for _, g := range v.gates() {
		dot := g.dir.dot(g.at.toward(to))
		if !g.across {
			dot += 0.15
		}
		if dot > most {
			most, best = dot, g
		}
	}
	return best
}
