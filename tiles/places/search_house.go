package places

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"priyom/tiles"
)

// completions is in how many streets, and how many houses in each, what may be the beginning of a number is gone on with.
const (
	completedStreets = 3
	completions      = 8
)

// keyed is a house with its key and the number that this leads with.
type keyed struct {
	stripHouse
	key     string
	leading int
}

func compareNumbers(a, b keyed) int {
	return cmp.Or(cmp.Compare(a.leading, b.leading), cmp.Compare(a.key, b.key))
}

// addHouses finds a number in a street; the nth of the streets that answer.
func (s *search) addHouses(r reading, street found, nth int) error {
	strips, err := s.stripsOf(s.ctx, street.id)
	if err != nil {
		return err
	}
	street.kind = KindHouse
	var longer []keyed
	all, exact := s.houses[:0], false
	for _, st := range strips {
		for _, h := range st.houses {
			key := s.houseKey(h.number)
			switch {
			case key == r.house:
				exact = true
				s.addHouse(street, h, Exact)
			case nth < completedStreets && strings.HasPrefix(key, r.house):
				longer = append(longer, keyed{h, key, leading(key)})
			}
			if !exact {
				all = append(all, keyed{h, key, leading(key)})
			}
		}
	}
	s.houses = all
	if !exact {
		h, approx := approximate(all, r.house)
		h.number = r.number
		if approx == OnlyStreet {
			h.at = street.at
		}
		if approx != OnlyStreet || street.names.Local != "" && !s.inName(street.names.Local, r.house) {
			s.addHouse(street, h, approx)
		}
	}
	if nth >= completedStreets {
		return nil
	}
	street.completed = true
	slices.SortStableFunc(longer, compareNumbers)
	for _, h := range longer[:min(len(longer), completions)] {
		s.addHouse(street, h.stripHouse, Exact)
	}
	return nil
}

// houseKey is the vocabulary's, each once: streets that have one name have the same numbers.
func (s *search) houseKey(number string) string {
	if plain(number) {
		return cut(number)
	}
	key, known := s.keys[number]
	if !known {
		key = s.words.houseKey(number)
		s.keys[number] = key
	}
	return key
}

// inName says that a number is in the street's name, and so hardly a house's.
func (s *search) inName(name, number string) bool {
	return slices.ContainsFunc(s.words.tokens(name), func(t token) bool { return t.digit && leading(t.sound) == leading(number) })
}

func (s *search) addHouse(street found, h stripHouse, approx Approximation) {
	street.house, street.at, street.approx = h.number, h.at, approx
	street.far = s.far(h.at)
	s.found = append(s.found, street)
}

// farNeighbours is how far apart, in numbers, two houses may be to tell where one between them is.
const farNeighbours = 40

// approximate tells where a house that isn't mapped should be: where one of the same number with another letter is; or between
// its neighbours on the same side, the even or the odd one, else on both.
func approximate(all []keyed, key string) (stripHouse, Approximation) {
	n := leading(key)
	if n == 0 {
		return stripHouse{}, OnlyStreet
	}
	if same, ok := first(all, func(h keyed) bool { return h.leading == n }); ok {
		return same.stripHouse, SameNumber
	}
	for _, step := range []int{2, 1} {
		below, any1 := last(all, func(h keyed) bool { return h.leading > 0 && h.leading < n && (n-h.leading)%step == 0 })
		above, any2 := first(all, func(h keyed) bool { return h.leading > n && (h.leading-n)%step == 0 })
		if !any1 || !any2 || above.leading-below.leading > farNeighbours {
			continue
		}
		part := float64(n-below.leading) / float64(above.leading-below.leading)
		return stripHouse{at: tiles.Point{
			X: below.at.X + tiles.World(math.Round(part*float64(above.at.X-below.at.X))),
			Y: below.at.Y + tiles.World(math.Round(part*float64(above.at.Y-below.at.Y))),
		}}, Interpolated
	}
	return stripHouse{}, OnlyStreet
}

// first is the lowest of the numbers that will do, the first of equal ones.
func first(all []keyed, do func(keyed) bool) (best keyed, ok bool) {
	for _, h := range all {
		if do(h) && (!ok || compareNumbers(h, best) < 0) {
			best, ok = h, true
		}
	}
	return best, ok
}

// last is the highest of the numbers that will do, the last of equal ones.
func last(all []keyed, do func(keyed) bool) (best keyed, ok bool) {
	for _, h := range all {
		if do(h) && (!ok || compareNumbers(h, best) >= 0) {
			best, ok = h, true
		}
	}
	return best, ok
}

// nearNumber is how far away, in metres, a house is looked for by its number alone.
const nearNumber = 700

// readNumber finds the houses near by that have a number.
func (s *search) readNumber(r reading) error {
	if s.o.Near == nil || r.house == "" {
		return nil
	}
	var all []candidate
	var some []found
	err := s.around(s.ctx, *s.o.Near, nearNumber, func(id int64, _ tiles.Point, st strip) {
		for _, h := range st.houses {
			if s.houseKey(h.number) == r.house {
				street := id >> stripShift
				all = append(all, candidate{id: street})
				some = append(some, found{kind: KindHouse, id: street, house: h.number, at: h.at, far: s.far(h.at)})
			}
		}
	})
	if err != nil || len(all) == 0 {
		return err
	}
	slices.SortFunc(some, found.compare)
	rows, err := s.streetRows(all)
	if err != nil {
		return err
	}
	for _, f := range some[:min(len(some), s.o.Limit)] {
		f.names, f.settlement = rows[f.id].names, s.settlementOf(f.id)
		s.found = append(s.found, f)
	}
	return nil
}
