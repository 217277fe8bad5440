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

// addHouses finds a number in a street; the nth of the streets that answer.
func (s *search) addHouses(r reading, street found, nth int) error {
	strips, err := s.stripsOf(s.ctx, street.id)
	if err != nil {
		return err
	}
	var all []house
	for _, st := range strips {
		for _, h := range st.houses {
			all = append(all, house{number: h.number, key: s.words.houseKey(h.number), at: h.at})
		}
	}
	slices.SortStableFunc(all, func(a, b house) int {
		return cmp.Or(cmp.Compare(leading(a.key), leading(b.key)), cmp.Compare(a.key, b.key))
	})
	street.kind = KindHouse
	exact := false
	for _, h := range all {
		if h.key == r.house {
			exact = true
			s.addHouse(street, h, Exact)
		}
	}
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
	n := 0
	for _, h := range all {
		if h.key != r.house && strings.HasPrefix(h.key, r.house) && n < completions {
			s.addHouse(street, h, Exact)
			n++
		}
	}
	return nil
}

// inName says that a number is in the street's name, and so hardly a house's.
func (s *search) inName(name, number string) bool {
	return slices.ContainsFunc(s.words.tokens(name), func(t token) bool { return t.digit && leading(t.sound) == leading(number) })
}

func (s *search) addHouse(street found, h house, approx Approximation) {
	street.house, street.at, street.approx = h.number, h.at, approx
	street.far = s.far(h.at)
	s.found = append(s.found, street)
}

// farNeighbours is how far apart, in numbers, two houses may be to tell where one between them is.
const farNeighbours = 40

// approximate tells where a house that isn't mapped should be, of houses in the order of their numbers: where one of the same
// number with another letter is; or between its neighbours on the same side, the even or the odd one, else on both.
func approximate(all []house, key string) (house, Approximation) {
	n := leading(key)
	if n == 0 {
		return house{}, OnlyStreet
	}
	for _, h := range all {
		if leading(h.key) == n {
			return h, SameNumber
		}
	}
	for _, step := range []int{2, 1} {
		below, above := -1, -1
		for i, h := range all {
			m := leading(h.key)
			if m == 0 || (m-n)%step != 0 {
				continue
			}
			if m < n {
				below = i
			} else if above < 0 {
				above = i
			}
		}
		if below < 0 || above < 0 {
			continue
		}
		a, b := all[below], all[above]
		from, to := leading(a.key), leading(b.key)
		if to-from > farNeighbours {
			continue
		}
		part := float64(n-from) / float64(to-from)
		return house{at: tiles.Point{
			X: a.at.X + tiles.World(math.Round(part*float64(b.at.X-a.at.X))),
			Y: a.at.Y + tiles.World(math.Round(part*float64(b.at.Y-a.at.Y))),
		}}, Interpolated
	}
	return house{}, OnlyStreet
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
			if s.words.houseKey(h.number) == r.house {
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
