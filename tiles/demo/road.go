package demo

import (
	"slices"
)

// road joins two settlements, or one (b < 0) with what is beyond the district.
type road struct {
	a, b   int
	class  string
	ref    string
	course course
}

// rank orders classes; the greater goes through.
func rank(class string) int {
	return slices.Index([]string{"", "residential", "unclassified", "tertiary", "secondary", "primary"}, class)
}

// walk is a straight line in steps of about so many metres.
func walk(a, b vec, step float64) []vec {
	n := max(1, int(b.minus(a).size()/step))
	pts := make([]vec, n+1)
	for i := range pts {
		pts[i] = a.plus(b.minus(a).times(float64(i) / float64(n)))
	}
	return pts
}

// layRoad draws a road's line from gate to gate.
func (g *district) layRoad(r *road) bool {
	a := g.villages[r.a]
	var from, to gate
	if r.b < 0 {
		beyond := vec{g.min.X - 1500, a.at.Y}
		if r.b == -2 {
			beyond.X = g.max.X + 1500
		}
		to = gate{at: beyond, dir: beyond.toward(a.at)}
	} else {
		b := g.villages[r.b]
		if to = leave(b, a.at); to.id == 0 {
			return false
		}
		if b.take(to, r) {
			b.ref = r.ref
		}
	}
	if from = leave(a, to.at); from.id == 0 {
		return false
	}
	if a.take(from, r) {
		a.ref = r.ref
	}
	r.course = course{line: newLine(bendBetween(newDice(g.seed, "road", r.a*100_003+r.b), from, to)), first: from.id, last: to.id}
	return true
}

// bendBetween is a Hermite curve that leaves both gates straight, with a little unevenness between them.
func bendBetween(d dice, from, to gate) []vec {
	span := to.at.minus(from.at).size()
	pull := min(1400, 0.75*span)
	a, b := from.dir.times(pull), to.dir.times(-pull)
	n := max(4, int(span/55))
	hills := terrain{d.pcg.Uint64(), 900}
	pts := make([]vec, n+1)
	for i := range pts {
		t := float64(i) / float64(n)
		t2, t3 := t*t, t*t*t
		p := from.at.times(2*t3 - 3*t2 + 1).plus(a.times(t3 - 2*t2 + t)).plus(to.at.times(3*t2 - 2*t3)).plus(b.times(t3 - t2))
		window := 16 * t2 * (1 - t) * (1 - t)
		side := to.at.minus(from.at).unit().left()
		pts[i] = p.along(side, 170*window*(hills.at(p)-0.5))
	}
	return pts
}
