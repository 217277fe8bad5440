package places

import (
	"cmp"
	"context"
	"math"
	"slices"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// Search finds places by what a person types, the best first: by how exactly words and number answer, then the nearest to
// o.Near, then the more important. Beginnings of words are enough, their order is free, one slip is forgiven in words of five
// letters and more, and the house number may stand anywhere. A house that isn't mapped is answered approximately. A query
// without letters or digits finds nothing. The errors are ctx's and pack.ErrDamaged.
func (l *Places) Search(ctx context.Context, query string, o SearchOptions) ([]Place, error) {
	if o.Limit <= 0 {
		o.Limit = DefaultResults
	}
	o.Limit = min(o.Limit, MaxResults)
	if o.Near != nil && !onEarth(*o.Near) {
		o.Near = nil
	}
	readings := l.words.readings(query)
	s := &search{Places: l, ctx: ctx, o: o, count: map[string]int{}, keys: map[string]string{}}
	for _, forgiving := range []bool{false, true} {
		for _, r := range readings {
			if err := s.read(r, forgiving); err != nil {
				return nil, l.fail(ctx, "search", err)
			}
		}
		if s.answered() {
			break
		}
	}
	places, err := s.places()
	if err != nil {
		return nil, l.fail(ctx, "search", err)
	}
	return places, nil
}

// search gathers what answers one query.
type search struct {
	*Places
	ctx     context.Context //nolint:containedctx // lives as long as one call of Search
	o       SearchOptions
	found   []found
	houses  []keyed           // of the last street, for the memory
	streets map[int64]found   // that were read already
	count   map[string]int    // of names that were counted already: very many streets have the same
	keys    map[string]string // of house numbers that aren't plain
}

// found is an answer before it has its label.
type found struct {
	kind       Kind
	id         int64 // a settlement's number, a street's or landmark's id; of houses, the street's
	tier       quality
	otherType  bool // the street is of another type than was asked for
	surplus    bool // its name has more words
	numbered   bool // a number was taken as part of the name that could be a house's
	approx     Approximation
	completed  bool    // its number only begins with what was asked for
	far        float64 // the square of the distance in units; 0 without Near
	importance int
	names      pack.Names
	class      pack.Class
	settlement int
	at         tiles.Point
	house      string
	ref        string // a kilometre's road
}

// cost is how much an answer isn't what was asked for: a slip in a word weighs less than a house of which only the street is known.
func (a found) cost() int {
	cost := [...]int{qualityExact: 0, qualityPrefix: 1, qualitySlip: 3}[a.tier] +
		[...]int{Exact: 0, SameNumber: 1, Interpolated: 2, OnlyStreet: 4}[a.approx]
	if a.completed {
		cost += 3
	}
	return cost
}

// answered says that there is an answer that forgiving more wouldn't better.
func (s *search) answered() bool {
	return slices.ContainsFunc(s.found, func(f found) bool { return f.approx == Exact && !f.completed })
}

func (a found) compare(b found) int {
	no := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(a.cost(), b.cost()), cmp.Compare(no(a.otherType), no(b.otherType)), cmp.Compare(no(a.surplus), no(b.surplus)),
		cmp.Compare(no(a.numbered), no(b.numbered)),
		cmp.Compare(a.far, b.far), cmp.Compare(b.importance, a.importance), cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id), cmp.Compare(a.house, b.house),
	)
}

func (s *search) far(p tiles.Point) float64 {
	if s.o.Near == nil {
		return 0
	}
	return square(*s.o.Near, p)
}

// matched are the words of a reading that each kind of thing has, as bits, and the worst quality among these.
type matched struct {
	mask uint32
	tier quality
}

func (m matched) with(bit uint32, q quality) matched { return matched{m.mask | bit, max(m.tier, q)} }

// read looks for what a reading means.
func (s *search) read(r reading, forgiving bool) error {
	if r.post != "" {
		s.readPost(r)
		return nil
	}
	if len(r.words) == 0 {
		return s.readNumber(r)
	}
	all := uint32(1)<<len(r.words) - 1
	optional := uint32(0)
	settlements, streets, landmarks := map[int64]matched{}, map[int64]matched{}, map[int64]matched{}
	for i, w := range r.words {
		if w.optional {
			optional |= 1 << i
		}
		if err := s.word(uint32(1)<<i, w, r.house == "", forgiving, settlements, streets, landmarks); err != nil {
			return err
		}
	}
	need := all &^ optional
	if need == 0 {
		need = all
	}
	within := s.settlementsOf(settlements)
	if r.house == "" {
		s.addSettlements(settlements, need)
		if err := s.addLandmarks(r, landmarks, within, need); err != nil {
			return err
		}
	}
	if err := s.addStreets(r, streets, within, need); err != nil || len(s.found) > 0 || r.house != "" {
		return err
	}
	return s.addBeside(r, streets, within, need)
}

// word adds what has a word to what each thing has.
func (s *search) word(bit uint32, w asked, landmarks, forgiving bool, to ...map[int64]matched) error {
	kinds := []int{wordSettlement, wordStreet, wordLandmark}
	if !landmarks {
		kinds = kinds[:2]
	}
	all := make([]hits, len(kinds))
	n := 0
	for i, kind := range kinds {
		all[i] = hits{}
		if err := s.find(s.ctx, kind, w, all[i]); err != nil {
			return err
		}
		n += len(all[i])
	}
	if n == 0 && !(landmarks && s.words.anyClass(w)) || forgiving {
		for i, kind := range kinds {
			if err := s.slips(s.ctx, kind, w, all[i]); err != nil {
				return err
			}
		}
	}
	for i := range kinds {
		for id, q := range all[i] {
			to[i][id] = to[i][id].with(bit, q)
		}
	}
	return nil
}

// settlementsOf are the words that each settlement has, by its number; those of none at 0.
func (s *search) settlementsOf(found map[int64]matched) []matched {
	within := make([]matched, len(s.settlements)+1)
	for id, m := range found {
		if id < int64(len(within)) {
			within[id] = m
		}
	}
	return within
}

func (s *search) addSettlements(all map[int64]matched, need uint32) {
	for id, m := range all {
		if m.mask&need != need {
			continue
		}
		one, ok := s.settlement(int(id))
		if !ok {
			continue
		}
		// Of a city's few names one is enough to be whole: the more important wins by its inhabitants.
		s.found = append(s.found, found{
			kind: KindSettlement, id: id, tier: m.tier, far: s.far(one.at), names: one.names, class: one.class, at: one.at,
			surplus: s.surplus(one.names, m), importance: one.population + 1000*int(pack.Locality-one.class),
		})
	}
}

// surplus says that a name has more words than were asked for, if these are whole.
func (s *search) surplus(n pack.Names, m matched) bool {
	if m.tier != qualityExact {
		return false
	}
	least := math.MaxInt
	for _, name := range []string{n.Local, n.RU, n.UK, n.EN} {
		if name == "" {
			continue
		}
		least = min(least, s.nameWords(name))
	}
	return least > ones(m.mask)
}

// nameWords is how many words a name has, besides its type's.
func (s *search) nameWords(name string) int {
	n, known := s.count[name]
	if !known {
		for _, t := range s.words.tokens(name) {
			if t.kind == 0 {
				n++
			}
		}
		s.count[name] = n
	}
	return n
}

func ones(mask uint32) (n int) {
	for ; mask > 0; mask &= mask - 1 {
		n++
	}
	return n
}

// readPost finds kilometres.
func (s *search) readPost(r reading) {
	for i, k := range s.posts {
		if k.distance != r.post {
			continue
		}
		tier := qualityExact
		for _, w := range r.words {
			if k.key != w.sound && !slices.ContainsFunc(s.words.tokens(k.ref), func(t token) bool { return t.sound == w.sound }) {
				tier = qualitySlip
			}
		}
		if tier == qualityExact {
			s.found = append(s.found, found{kind: KindKilometre, id: int64(i), far: s.far(k.at), at: k.at, house: k.distance, ref: k.ref, class: pack.Milestone})
		}
	}
}
