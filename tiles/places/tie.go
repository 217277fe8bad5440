package places

import (
	"cmp"
	"math"
	"slices"

	"priyom/tiles"
)

// sameStreet is how far, in metres, parts of one street may be apart.
const sameStreet = 500

// tie gives the parts of streets that lie outside of all borders and have no houses to the nearest street of their name that has
// houses or is within a border. What is tied may tie what goes on from it.
func (g *gathered) tie() {
	firm := map[streetID][]*street{}
	var loose []*street
	for id, s := range g.all {
		id.settlement = 0
		switch {
		case len(s.houses) > 0 || !s.loose:
			firm[id] = append(firm[id], s)
		case len(s.lines) > 0:
			loose = append(loose, s)
		}
	}
	for _, all := range firm {
		slices.SortFunc(all, func(a, b *street) int { return cmp.Compare(a.settlement, b.settlement) })
	}
	slices.SortFunc(loose, func(a, b *street) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.kind, b.kind), cmp.Compare(a.settlement, b.settlement))
	})
	for _, s := range loose {
		to := firm[streetID{0, s.key, s.kind}]
		for len(to) > 0 && s.tieLine(to) {
		}
		if len(s.lines) == 0 {
			delete(g.all, streetID{s.settlement, s.key, s.kind})
		}
	}
}

// tieLine gives away the lines that are near enough to one of the streets; false if none was.
func (s *street) tieLine(to []*street) bool {
	before := len(s.lines)
	s.lines = slices.DeleteFunc(s.lines, func(line []tiles.Point) bool {
		var best *street
		far := math.Pow(units(sameStreet, line[0]), 2)
		for _, o := range to {
			if d := o.gap(line); d < far {
				best, far = o, d
			}
		}
		if best == nil {
			return false
		}
		best.lines = append(best.lines, line)
		for names, n := range s.spelled {
			best.spelled[names] += n
		}
		return true
	})
	return len(s.lines) < before
}

// gap is about how far a line is from the street: the least square of the distance of one of its ends and a house or an end.
func (s *street) gap(line []tiles.Point) float64 {
	far := math.Inf(1)
	for _, p := range []tiles.Point{line[0], line[len(line)-1]} {
		for _, h := range s.houses {
			far = min(far, square(p, h.at))
		}
		for _, m := range s.lines {
			far = min(far, square(p, m[0]), square(p, m[len(m)-1]))
		}
	}
	return far
}
