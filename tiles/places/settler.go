package places

import (
	"math"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// settler says which settlement a point is in.
type settler struct {
	whole, parts []*settlement // of the district; suburbs
}

func newSettler(all []*settlement) *settler {
	var s settler
	for _, one := range all {
		if one.class == pack.Suburb {
			s.parts = append(s.parts, one)
		} else {
			s.whole = append(s.whole, one)
		}
	}
	return &s
}

// inside is the settlement by its border: the smallest boundary, unless a smaller place lies in that; and where a village in
// it has but a node, the village if that is nearer than the middle of the rest.
func (s *settler) inside(p tiles.Point) *settlement {
	var best *settlement
	size := math.Inf(1)
	for _, o := range s.whole {
		if o.boundary.has(p) && o.boundary.size < size {
			best, size = o, o.boundary.size
		}
	}
	for _, o := range s.whole {
		if o.place.has(p) && o.place.size < size {
			best, size = o, o.place.size
		}
	}
	if best == nil {
		return nil
	}
	near := square(best.at, p)
	for _, o := range s.whole {
		if o.outline() == nil && o.key != best.key && best.outline().has(o.at) {
			if d := square(o.at, p); d < near && d < o.reach*o.reach {
				best, near = o, d
			}
		}
	}
	return best
}

// near is the settlement by its middle, of those without a boundary.
func near(all []*settlement, p tiles.Point) *settlement {
	var best *settlement
	far := math.Inf(1)
	for _, o := range all {
		if d := square(o.at, p); o.boundary == nil && d < o.reach*o.reach && d < far {
			best, far = o, d
		}
	}
	return best
}

// of is the settlement of a point; nil where there is none.
func (s *settler) of(p tiles.Point) *settlement {
	if found := s.inside(p); found != nil {
		return found
	}
	if found := near(s.whole, p); found != nil {
		return found
	}
	for _, o := range s.parts {
		if o.outline().has(p) {
			return o
		}
	}
	return near(s.parts, p)
}
