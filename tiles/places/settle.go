package places

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// settlement is what people know as one place, made of all that was added for it.
type settlement struct {
	names      pack.Names
	class      pack.Class
	at         tiles.Point
	population int
	boundary   *area // the smallest of them
	place      *area // the largest of them
	aliases    map[string]int
	key        string
	district   bool // holds other settlements: no one's address
	placed     bool // mapped as a place, not only as a boundary
	reach      float64
}

// Reach is how far from its node, in metres, an address may be of a settlement whose borders nobody mapped.
func reachOf(c pack.Class) float64 {
	switch c {
	case pack.City:
		return 8000
	case pack.Town:
		return 4000
	case pack.Hamlet:
		return 1500
	}
	return 2500
}

// oneName is how far apart, in metres, two things of one name may be to be one settlement.
const oneName = 4000

// nameKey is what two spellings of a name have in common.
func (v *vocabulary) nameKey(name string) string {
	var sounds []string
	for _, t := range v.tokens(name) {
		sounds = append(sounds, t.sound)
	}
	return strings.Join(sounds, " ")
}

// settle makes settlements of what was added.
func (b *Builder) settle() []*settlement {
	slices.SortStableFunc(b.settlements, func(x, y addedSettlement) int {
		return cmp.Or(cmp.Compare(x.id, y.id), cmp.Compare(x.kind, y.kind), cmp.Compare(x.names.Local, y.names.Local), comparePoints(x.at, y.at))
	})
	var all []*settlement
	byKey := map[string][]*settlement{}
	// Nodes first: they say where the middle is, and which class it has.
	for _, nodes := range []bool{true, false} {
		for i := range b.settlements {
			a := &b.settlements[i]
			if (len(a.rings) == 0) != nodes {
				continue
			}
			key, of := b.words.nameKey(a.names.Local), newArea(a.rings)
			s := sameSettlement(byKey[key], a.at, of)
			if s == nil {
				s = &settlement{names: a.names, at: a.at, key: key, aliases: map[string]int{}}
				all, byKey[key] = append(all, s), append(byKey[key], s)
			}
			s.add(a, of)
		}
	}
	judge(all)
	return slices.DeleteFunc(all, func(s *settlement) bool { return s.district })
}

func comparePoints(a, b tiles.Point) int {
	if a.X != b.X {
		return cmp.Compare(a.X, b.X)
	}
	return cmp.Compare(a.Y, b.Y)
}

func sameSettlement(all []*settlement, at tiles.Point, of *area) *settlement {
	for _, s := range all {
		if of.has(s.at) || s.boundary.has(at) || s.place.has(at) || square(s.at, at) < math.Pow(units(oneName, at), 2) {
			return s
		}
	}
	return nil
}

func (s *settlement) add(a *addedSettlement, of *area) {
	if a.class.Settlement() && (s.class == pack.ClassNone || a.class < s.class) {
		s.class = a.class
	}
	s.placed = s.placed || a.kind != KindBoundary
	s.population = max(s.population, a.population)
	fill := func(to *string, from string) {
		if *to == "" {
			*to = from
		}
	}
	fill(&s.names.RU, a.names.RU)
	fill(&s.names.UK, a.names.UK)
	fill(&s.names.EN, a.names.EN)
	switch {
	case of == nil:
	case a.kind == KindBoundary && (s.boundary == nil || of.size < s.boundary.size):
		s.boundary = of
	case a.kind != KindBoundary && (s.place == nil || of.size > s.place.size):
		s.place = of
	}
}

// judge says what the boundaries are that nobody mapped as a place: around other settlements a district, inside one a part of it,
// else a village.
func judge(all []*settlement) {
	for _, s := range all {
		if s.class == pack.Village && !s.placed {
			s.class = pack.ClassNone // a guess at best
		}
	}
	for _, s := range all {
		if s.class == pack.ClassNone && s.boundary != nil {
			s.district = slices.ContainsFunc(all, func(o *settlement) bool {
				return o != s && o.class != pack.ClassNone && o.class != pack.Suburb && s.boundary.has(o.at) && (o.outline() == nil || o.outline().size < s.boundary.size)
			})
		}
	}
	for _, s := range all {
		if s.class == pack.ClassNone && !s.district {
			inside := slices.ContainsFunc(all, func(o *settlement) bool {
				return o != s && o.class != pack.ClassNone && o.class <= pack.Town && (o.boundary.has(s.at) || o.place.has(s.at))
			})
			if inside {
				s.class = pack.Suburb
			}
		}
	}
	for _, s := range all {
		if s.class == pack.ClassNone {
			s.class = pack.Village
		}
		s.reach = units(reachOf(s.class), s.at)
	}
}

// outline is the settlement's border: the boundary, or else the place's polygon.
func (s *settlement) outline() *area {
	if s.boundary != nil {
		return s.boundary
	}
	return s.place
}

// What a settlement's outline is.
const (
	borderNone = iota
	borderPlace
	borderBoundary
)

func (s *settlement) border() int {
	switch {
	case s.boundary != nil:
		return borderBoundary
	case s.place != nil:
		return borderPlace
	}
	return borderNone
}
