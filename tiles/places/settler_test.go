package places

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// byTheRules is the settlement of a point as docs/places.md has it, asking every settlement.
func byTheRules(all []*settlement, p tiles.Point) *settlement {
	smallest := func(of func(*settlement) *area, best *settlement, size float64) (*settlement, float64) {
		for _, s := range all {
			if s.class != pack.Suburb && of(s).has(p) && of(s).size < size {
				best, size = s, of(s).size
			}
		}
		return best, size
	}
	nearest := func(far float64, may func(*settlement) bool) (best *settlement) {
		for _, s := range all {
			if d := square(s.at, p); may(s) && d < far && d < s.reach*s.reach {
				best, far = s, d
			}
		}
		return best
	}
	best, size := smallest(func(s *settlement) *area { return s.boundary }, nil, math.Inf(1))
	if best, _ = smallest(func(s *settlement) *area { return s.place }, best, size); best != nil {
		village := nearest(square(best.at, p), func(s *settlement) bool {
			return s.class != pack.Suburb && s.outline() == nil && s.key != best.key && best.outline().has(s.at)
		})
		if village != nil {
			return village
		}
		return best
	}
	if s := nearest(math.Inf(1), func(s *settlement) bool { return s.class != pack.Suburb && s.boundary == nil }); s != nil {
		return s
	}
	for _, s := range all {
		if s.class == pack.Suburb && s.outline().has(p) {
			return s
		}
	}
	return nearest(math.Inf(1), func(s *settlement) bool { return s.class == pack.Suburb && s.boundary == nil })
}

// TestSettlersAnswerAsIfAllWereAsked compares the grids with the rules by themselves.
func TestSettlersAnswerAsIfAllWereAsked(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	somewhere := func(size int) tiles.Point {
		return tiles.Point{X: tiles.World(1<<31 + r.IntN(size)), Y: tiles.World(1<<30 + r.IntN(size))}
	}
	outline := func(about tiles.Point) *area {
		var ring []tiles.Point
		for i := range 3 + r.IntN(20) {
			angle := float64(i) / 3
			far := 500 + 60_000*r.Float64()*r.Float64()
			ring = append(ring, tiles.Point{X: about.X + tiles.World(far*math.Cos(angle)), Y: about.Y + tiles.World(far*math.Sin(angle))})
		}
		return newArea([][]tiles.Point{ring})
	}
	for n := range 60 {
		const size = 1 << 18
		var all []*settlement
		for i := range n {
			s := &settlement{at: somewhere(size), key: fmt.Sprint(i % 50), class: pack.City + pack.Class(r.IntN(5)), reach: 30_000 * r.Float64()}
			if r.IntN(3) == 0 {
				s.boundary = outline(s.at)
			}
			if r.IntN(3) == 0 {
				s.place = outline(s.at)
			}
			all = append(all, s)
		}
		c := newSettler(all)
		for range 300 {
			p := somewhere(size)
			if got, want := c.of(p), byTheRules(all, p); got != want {
				t.Fatalf("of %d settlements: %+v, by the rules %+v", n, got, want)
			}
		}
	}
}
