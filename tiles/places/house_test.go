package places

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"priyom/tiles"
)

// sortedApproximate is approximate as one would say it: all in the order of their numbers, then the neighbours in that.
func sortedApproximate(all []keyed, key string) (string, Approximation) {
	n := leading(key)
	if n == 0 {
		return "", OnlyStreet
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, compareNumbers)
	for _, h := range all {
		if h.leading == n {
			return h.key, SameNumber
		}
	}
	for _, step := range []int{2, 1} {
		below, above := -1, -1
		for i, h := range all {
			switch {
			case h.leading == 0 || (h.leading-n)%step != 0:
			case h.leading < n:
				below = i
			case above < 0:
				above = i
			}
		}
		if below >= 0 && above >= 0 && all[above].leading-all[below].leading <= farNeighbours {
			return all[below].key + "…" + all[above].key, Interpolated
		}
	}
	return "", OnlyStreet
}

func TestApproximateNeedsNoOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	seen := map[Approximation]int{}
	for range 3000 {
		var all []keyed
		for range r.IntN(12) {
			key := fmt.Sprint(r.IntN(70), []string{"", "", "a", "/1", "k2"}[r.IntN(5)])
			if r.IntN(12) == 0 {
				key = "a" + key // leads with no number
			}
			all = append(all, keyed{stripHouse{key, tiles.Point{X: tiles.World(r.IntN(1 << 20)), Y: tiles.World(r.IntN(1 << 20))}}, key, leading(key)})
		}
		key := fmt.Sprint(r.IntN(90))
		want, how := sortedApproximate(all, key)
		got, approx := approximate(all, key)
		seen[approx]++
		if approx != how || approx == SameNumber && got.number != want {
			t.Fatalf("%s among %+v: %+v %v, want %s %v", key, all, got, approx, want, how)
		}
		if approx != Interpolated {
			continue
		}
		inside := false
		for _, a := range all {
			for _, b := range all {
				inside = inside || a.key+"…"+b.key == want && within1(got.at.X, a.at.X, b.at.X) && within1(got.at.Y, a.at.Y, b.at.Y)
			}
		}
		if !inside {
			t.Fatalf("%s among %+v: %v isn't between %s", key, all, got.at, want)
		}
	}
	for _, a := range []Approximation{SameNumber, Interpolated, OnlyStreet} {
		if seen[a] < 100 {
			t.Errorf("%v was met %d times", a, seen[a])
		}
	}
}

func within1(x, a, b tiles.World) bool { return x >= min(a, b) && x <= max(a, b) }

// FuzzHouseKey: a number that is its own key has the one that it would have been given, and writing it otherwise changes nothing.
func FuzzHouseKey(f *testing.F) {
	v := words(f)
	for _, s := range []string{"12", "007", "12а", "12 А", "3 к1 с1", "7/2", "7 / 2", "", "-", "1-1-1", "۱۲", "12٣", "99999999999999999999999999999999999999999999", "д12", "12km", "½"} {
		f.Add(s)
	}
	s := &search{Places: &Places{words: v}, keys: map[string]string{}}
	f.Fuzz(func(t *testing.T, number string) {
		want := v.houseTokens(v.tokens(number))
		for range 2 {
			if got := s.houseKey(number); got != want {
				t.Errorf("%q: %q, want %q", number, got, want)
			}
		}
		if got := v.houseKey(" " + number + " "); got != want {
			t.Errorf("%q with spaces: %q, want %q", number, got, want)
		}
		if plain(number) && len(number) <= 5 && fmt.Sprint(leading(want)) != fmt.Sprint(atoi(number)) {
			t.Errorf("%q leads with %d", number, leading(want))
		}
	})
}

func atoi(digits string) (n int) {
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return n
}

// TestEveryHouseOfTheCounty asks for each house from beside it, exactly as it is written and in the ways people write it.
func TestEveryHouseOfTheCounty(t *testing.T) {
	l := openPlaces(t, county)
	streets := countyStreets()
	for v := range countyVillages {
		east, north := villageAt(v)
		for i := range 6 {
			s := streets[(v+i*i)%len(streets)]
			at := where(east-380, north+float64(i-3)*120+25)
			for _, q := range []string{s.Local + " %d", s.Local + ", д. %d", "%d " + s.Local} {
				number := 1 + i%2
				q = fmt.Sprintf(q, number)
				found, err := l.Search(t.Context(), q, SearchOptions{Near: &at, Lang: ru})
				if err != nil || len(found) == 0 {
					t.Fatalf("%q: %v", q, err)
				}
				if p := found[0]; p.Kind != KindHouse || p.Approximate != Exact || p.Distance > 2 {
					t.Errorf("%q from its gate: %+v", q, p)
				}
			}
		}
	}
}
