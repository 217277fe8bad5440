package places

import (
	"math"

	"priyom/tiles"
)

// sameStreet is how far, in metres, parts of one street may be apart.
const sameStreet = 500

// tie gives the parts of streets that lie outside of all borders and have no houses to the nearest street of their name that has.
func (g *gathered) tie() {
	named := map[streetID][]*street{}
	var loose []*street
	for id, s := range g.all {
		id.settlement = 0
		if s.loose && len(s.houses) == 0 {
			loose = append(loose, s)
		} else if len(s.houses) > 0 || len(s.lines) > 0 {
			named[id] = append(named[id], s)
		}
	}
	for _, s := range loose {
		var best *street
		far := math.Inf(1)
		for _, o := range named[streetID{0, s.key, s.kind}] {
			if d := s.gap(o); d < far || d == far && o.settlement < best.settlement {
				best, far = o, d
			}
		}
		if best == nil || far > math.Pow(units(sameStreet, s.lines[0][0]), 2) {
			continue
		}
		best.lines = append(best.lines, s.lines...)
		for names, n := range s.spelled {
			best.spelled[names] += n
		}
		delete(g.all, streetID{s.settlement, s.key, s.kind})
	}
}

// gap is about how far two streets are apart: the least square of the distance of an end of a line and a house or an end.
func (s *street) gap(o *street) float64 {
	far := math.Inf(1)
	for _, l := range s.lines {
		for _, p := range []tiles.Point{l[0], l[len(l)-1]} {
			for _, h := range o.houses {
				far = min(far, square(p, h.at))
			}
			for _, m := range o.lines {
				far = min(far, square(p, m[0]), square(p, m[len(m)-1]))
			}
		}
	}
	return far
}
