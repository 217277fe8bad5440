package places

import (
	"math"
	"slices"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// settler says which settlement a point is in.
type settler struct {
	whole, parts located // of the district; suburbs
}

// located are settlements by where they are: very many points are asked about.
type located struct {
	all      []*settlement
	bordered *grid // by what their borders cover
	open     *grid // those without a boundary, by how far they reach
}

func newSettler(all []*settlement) *settler {
	var whole, parts []*settlement
	for _, one := range all {
		if one.class == pack.Suburb {
			parts = append(parts, one)
		} else {
			whole = append(whole, one)
		}
	}
	return &settler{locate(whole), locate(parts)}
}

func locate(all []*settlement) located {
	without := func(is func(*settlement) bool) []*settlement { return slices.DeleteFunc(slices.Clone(all), is) }
	return located{
		all:      all,
		bordered: newGrid(without(func(s *settlement) bool { return s.outline() == nil }), (*settlement).covered),
		open:     newGrid(without(func(s *settlement) bool { return s.boundary != nil }), (*settlement).reached),
	}
}

// covered is the box of both borders; it has one.
func (s *settlement) covered() tiles.Box {
	b := nothing()
	for _, a := range []*area{s.boundary, s.place} {
		if a != nil {
			b = tiles.Box{MinX: min(b.MinX, a.box.MinX), MinY: min(b.MinY, a.box.MinY), MaxX: max(b.MaxX, a.box.MaxX), MaxY: max(b.MaxY, a.box.MaxY)}
		}
	}
	return b
}

// reached is the box of what is in reach of the middle.
func (s *settlement) reached() tiles.Box {
	far := tiles.World(s.reach) + 1
	return tiles.Box{MinX: s.at.X - far, MinY: s.at.Y - far, MaxX: s.at.X + far, MaxY: s.at.Y + far}
}

// inside is the settlement by its border: the smallest boundary, unless a smaller place lies in that; and where a village in
// it has but a node, the village if that is nearer than the middle of the rest.
func (s *settler) inside(p tiles.Point) *settlement {
	var best *settlement
	size := math.Inf(1)
	around := s.whole.bordered.at(p)
	for _, o := range around {
		if o.boundary.has(p) && o.boundary.size < size {
			best, size = o, o.boundary.size
		}
	}
	for _, o := range around {
		if o.place.has(p) && o.place.size < size {
			best, size = o, o.place.size
		}
	}
	if best == nil {
		return nil
	}
	border, near := best, square(best.at, p)
	for _, o := range s.whole.open.at(p) {
		if o.outline() != nil || o.key == border.key {
			continue
		}
		if d := square(o.at, p); d < near && d < o.reach*o.reach && border.outline().has(o.at) {
			best, near = o, d
		}
	}
	return best
}

// near is the settlement by its middle, of those without a boundary.
func (l located) near(p tiles.Point) *settlement {
	var best *settlement
	far := math.Inf(1)
	for _, o := range l.open.at(p) {
		if d := square(o.at, p); d < o.reach*o.reach && d < far {
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
	if found := s.whole.near(p); found != nil {
		return found
	}
	for _, o := range s.parts.bordered.at(p) {
		if o.outline().has(p) {
			return o
		}
	}
	return s.parts.near(p)
}
