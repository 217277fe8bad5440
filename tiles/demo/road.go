package demo

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// road joins two settlements, or one (b < 0) with what is beyond the district.
type road struct {
	a, b   int
	class  string
	ref    string
	name   name
	course course
	start  float64 // Kilometres at its beginning, along the whole road of that ref.
}

// rank orders classes; the greater goes through.
func rank(class string) int {
	return slices.Index([]string{"", "residential", "unclassified", "tertiary", "secondary", "primary"}, class)
}

// joinRoads decides which settlements are joined: the centre's row by the primary road, its column and other towns' rows by
// secondary ones, the rest by the cheapest tree (Kruskal's, rivers dear), and some loops.
func (g *district) joinRoads() {
	set := make([]int, len(g.villages))
	for i := range set {
		set[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		if set[i] != i {
			set[i] = root(set[i])
		}
		return set[i]
	}
	centreCol, centreRow := g.square(g.town)
	done := map[[2]int]bool{}
	join := func(a, b int, class, ref string) {
		done[[2]int{min(a, b), max(a, b)}] = true
		set[root(a)] = root(b)
		g.roads = append(g.roads, &road{a: a, b: b, class: class, ref: ref})
	}
	refs := g.names.Refs
	numbered := func(class string, n int) string { return strings.Replace(refs[class], "{}", strconv.Itoa(n), 1) }
	chain := func(cells []int, class, ref string) {
		for k := 0; k+1 < len(cells); k++ {
			join(cells[k], cells[k+1], class, ref)
		}
		if len(cells) > 0 {
			first, last := cells[0], cells[len(cells)-1]
			g.roads = append(g.roads, &road{a: first, b: -1, class: class, ref: ref}, &road{a: last, b: -2, class: class, ref: ref})
		}
	}
	var across, down []int
	for c := range g.cols {
		if i := g.number(c, centreRow); i >= 0 {
			across = append(across, i)
		}
	}
	chain(across, "primary", refs["primary"])
	for r := range g.rows {
		if i := g.number(centreCol, r); i >= 0 {
			down = append(down, i)
		}
	}
	for k := 0; k+1 < len(down); k++ {
		join(down[k], down[k+1], "secondary", numbered("secondary", 101))
	}
	for r := centreRow % 5; r < g.rows; r += 5 {
		if r == centreRow {
			continue
		}
		for c := range g.cols - 1 {
			if a, b := g.number(c, r), g.number(c+1, r); a >= 0 && b >= 0 {
				join(a, b, "secondary", numbered("secondary", 102+r))
			}
		}
	}
	for _, e := range g.edges() {
		if done[[2]int{e.a, e.b}] || g.crossed(e, done) || root(e.a) == root(e.b) && (e.wet || newDice(g.seed, "loop", e.a*7+e.b).chance(0.6)) {
			continue
		}
		class, ref := "unclassified", ""
		if g.villages[e.a].kind != hamlet && g.villages[e.b].kind != hamlet {
			class, ref = "tertiary", numbered("tertiary", 200+len(g.roads))
		}
		join(e.a, e.b, class, ref)
	}
}

// crossed says that the other diagonal of the same four squares has a road already.
func (g *district) crossed(e edge, done map[[2]int]bool) bool {
	col, row := g.square(e.a)
	toCol, toRow := g.square(e.b)
	if col == toCol || row == toRow {
		return false
	}
	a, b := g.number(toCol, row), g.number(col, toRow)
	return a >= 0 && b >= 0 && done[[2]int{min(a, b), max(a, b)}]
}

// edge is a possible road.
type edge struct {
	a, b int
	cost float64
	wet  bool
}

// edges are all between neighbours, the cheapest first.
func (g *district) edges() []edge {
	var all []edge
	for i, v := range g.villages {
		col, row := g.square(i)
		for _, step := range [][2]int{{1, 0}, {0, 1}, {1, 1}, {-1, 1}} {
			j := g.number(col+step[0], row+step[1])
			if j < 0 {
				continue
			}
			o := g.villages[j]
			l := newLine(walk(v.at, o.at, 60))
			crossed := len(g.wet.crossings(l))
			all = append(all, edge{i, j, l.length() * (1 + 1.5*float64(crossed)), crossed > 0})
		}
	}
	slices.SortStableFunc(all, func(a, b edge) int { return cmp.Compare(a.cost, b.cost) })
	return all
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
