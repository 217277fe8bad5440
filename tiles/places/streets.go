package places

import (
	"cmp"
	"slices"
	"strings"

	"priyom/tiles"
	"priyom/tiles/pack"
)

const (
	lineTolerance    = 2   // metres that a street's line may be off
	outlineTolerance = 8   // and a settlement's outline
	pieceLength      = 400 // metres of a street that lie in one settlement
	sameHouse        = 60  // metres between two things with one address that are one house
)

// street is all of one name in one settlement; the houses of a settlement that have no street are a street without a name.
type street struct {
	settlement int // 0 is none
	key        string
	kind       streetType
	names      pack.Names
	spelled    map[pack.Names]int // by ways
	said       map[string]int     // by houses
	lines      [][]tiles.Point
	houses     []house
	at         tiles.Point
	loose      bool // nothing of it is within a settlement's border
}

type house struct {
	number, key string
	at          tiles.Point
	id          int64
}

// streetKey is what spellings of a street's name have in common, whatever the order of its words; and its type.
func (v *vocabulary) streetKey(name string) (string, streetType) {
	var kind streetType
	var words, all []string
	for _, t := range v.tokens(name) {
		all = append(all, t.sound)
		if t.kind == 0 {
			words = append(words, t.sound)
		} else if kind == 0 {
			kind = t.kind
		}
	}
	if len(words) == 0 {
		words = all
	}
	slices.Sort(words)
	return strings.Join(words, " "), kind
}

// gathered are streets while they are put together.
type gathered struct {
	*Builder
	cities *cities
	number map[*settlement]int
	all    map[streetID]*street
	keys   map[string]streetID // of names, without the settlement
}

type streetID struct {
	settlement int
	key        string
	kind       streetType
}

func (b *Builder) gather(c *cities, settlements []*settlement) []*street {
	g := &gathered{b, c, map[*settlement]int{}, map[streetID]*street{}, map[string]streetID{}}
	for i, s := range settlements {
		g.number[s] = i + 1
	}
	for _, s := range b.streets {
		for _, piece := range pieces(s.line) {
			mid := between(piece[(len(piece)-1)/2], piece[len(piece)/2])
			of := c.inside(mid)
			firm := of != nil
			if !firm {
				of = c.of(mid)
			}
			st := g.at(s.names.Local, g.number[of])
			st.lines = append(st.lines, piece)
			st.loose = st.loose && !firm
			st.spelled[s.names]++
		}
	}
	keys := map[string]string{} // of numbers: most are in many streets
	for _, h := range b.houses {
		key, ok := keys[h.number]
		if !ok {
			key = b.words.houseKey(h.number)
			keys[h.number] = key
		}
		in := c.house(h)
		name := h.street
		if name == "" && !g.isName(h.place, in) {
			name = h.place
		}
		st := g.at(name, g.number[in])
		st.houses = append(st.houses, house{h.number, key, h.at, h.id})
		if name != "" {
			st.said[name]++
		}
	}
	return g.finish()
}

// isName says that a name is the settlement's.
func (g *gathered) isName(name string, of *settlement) bool {
	if of == nil || name == "" {
		return false
	}
	key := g.cities.key(name)
	for _, own := range []string{of.names.Local, of.names.RU, of.names.UK, of.names.EN} {
		if own != "" && (g.words.nameKey(own) == key || g.words.cityKey(own) == key) {
			return true
		}
	}
	return g.cities.named[key] == of
}

func (g *gathered) at(name string, settlement int) *street {
	id, ok := g.keys[name]
	if !ok {
		id.key, id.kind = g.words.streetKey(name)
		g.keys[name] = id
	}
	id.settlement = settlement
	s := g.all[id]
	if s == nil {
		s = &street{settlement: settlement, key: id.key, kind: id.kind, spelled: map[pack.Names]int{}, said: map[string]int{}, loose: true}
		g.all[id] = s
	}
	return s
}

// finish joins what houses call a street without its type to the one street that has the name, and puts all in order.
func (g *gathered) finish() []*street {
	typed := map[streetID][]*street{}
	for id, s := range g.all {
		if id.kind != 0 && id.key != "" {
			bare := streetID{id.settlement, id.key, 0}
			typed[bare] = append(typed[bare], s)
		}
	}
	g.tie()
	var all []*street
	for id, s := range g.all {
		if to := typed[id]; id.kind == 0 && len(s.lines) == 0 && len(to) == 1 {
			to[0].houses = append(to[0].houses, s.houses...)
			for name, n := range s.said {
				to[0].said[name] += n
			}
			continue
		}
		all = append(all, s)
	}
	for _, s := range all {
		s.finish()
	}
	slices.SortFunc(all, func(a, b *street) int {
		return cmp.Or(cmp.Compare(a.settlement, b.settlement), cmp.Compare(a.key, b.key), cmp.Compare(a.kind, b.kind))
	})
	return all
}

func (s *street) finish() {
	s.names = mostNamed(s.spelled)
	if s.names.Local == "" {
		s.names.Local = mostSpelled(s.said)
	}
	slices.SortFunc(s.lines, func(a, b []tiles.Point) int { return slices.CompareFunc(a, b, comparePoints) })
	slices.SortFunc(s.houses, func(a, b house) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Or(cmp.Compare(a.id, b.id), comparePoints(a.at, b.at), cmp.Compare(a.number, b.number))
	})
	s.houses = slices.CompactFunc(s.houses, func(a, b house) bool {
		return a.key == b.key && square(a.at, b.at) < units(sameHouse, a.at)*units(sameHouse, a.at)
	})
	s.at = s.middle()
}

// mostNamed are the names that most ways have; translations that those lack come from others.
func mostNamed(votes map[pack.Names]int) pack.Names {
	all := make([]pack.Names, 0, len(votes))
	for n := range votes {
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b pack.Names) int {
		return cmp.Or(cmp.Compare(votes[b], votes[a]), cmp.Compare(a.Local, b.Local), cmp.Compare(a.RU, b.RU), cmp.Compare(a.UK, b.UK), cmp.Compare(a.EN, b.EN))
	})
	if len(all) == 0 {
		return pack.Names{}
	}
	best := all[0]
	for _, n := range all[1:] {
		best.RU, best.UK, best.EN = cmp.Or(best.RU, n.RU), cmp.Or(best.UK, n.UK), cmp.Or(best.EN, n.EN)
	}
	return best
}

// middle is a point on the street, or else one of its houses.
func (s *street) middle() tiles.Point {
	var points []tiles.Point
	for _, l := range s.lines {
		for i := range l[1:] {
			points = append(points, between(l[i], l[i+1]))
		}
	}
	for _, h := range s.houses {
		if len(s.lines) == 0 {
			points = append(points, h.at)
		}
	}
	if len(points) == 0 {
		return s.lines[0][0]
	}
	return middle(points)
}

func between(a, b tiles.Point) tiles.Point {
	return tiles.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
}

// pieces cuts a line where pieceLength is full.
func pieces(line []tiles.Point) [][]tiles.Point {
	limit := units(pieceLength, line[0])
	var all [][]tiles.Point
	from, long := 0, 0.0
	for i := 1; i < len(line); i++ {
		dx, dy := float64(line[i].X-line[i-1].X), float64(line[i].Y-line[i-1].Y)
		long += max(dx, -dx) + max(dy, -dy)
		if long > limit || i == len(line)-1 {
			all = append(all, line[from:i+1])
			from, long = i, 0
		}
	}
	if all == nil {
		all = [][]tiles.Point{line}
	}
	return all
}
