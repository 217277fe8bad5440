package demo

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

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
