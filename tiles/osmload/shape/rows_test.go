package shape

import (
	"math/rand/v2"
	"testing"

	"priyom/tiles"
)

// TestRowsContainWhatTheRingDoes asks both, of points all around and of the ring's own.
func TestRowsContainWhatTheRingDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 300 {
		ring := star(r, 3+r.IntN(400), pt(5000, -700), 10+2000*r.Float64())
		if r.IntN(4) == 0 { // edges that lie flat
			for i := range ring {
				ring[i].Y -= ring[i].Y % 64
			}
			ring[len(ring)-1] = ring[0]
		}
		rows := NewRows(ring)
		for i := range 400 {
			p := pt(5000+tiles.World(r.IntN(5000)-2500), -700+tiles.World(r.IntN(5000)-2500))
			if i < len(ring) {
				p = ring[i]
			}
			if got, want := rows.Contains(p), ring.Contains(p); got != want {
				t.Fatalf("%v in a ring of %d points: %v, the ring says %v", p, len(ring), got, want)
			}
		}
	}
	for _, ring := range []Ring{nil, {pt(1, 1)}, {pt(1, 1), pt(2, 2), pt(1, 1)}, {pt(0, 5), pt(3, 5), pt(9, 5), pt(0, 5)}} {
		if NewRows(ring).Contains(pt(1, 1)) {
			t.Errorf("%v contains something", ring)
		}
	}
}
