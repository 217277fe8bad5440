package demo

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the labels: each patch has one outer ring, counterclockwise, its rings enclose its cells and nothing else, and
// no ring comes to a corner twice.
func TestTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := newNet(rapid.IntRange(1, 7).Draw(t, "cols"), rapid.IntRange(1, 7).Draw(t, "rows"))
		for k := range n.label {
			n.label[k] = rapid.SampledFrom([]int32{-1, 0, 0, 0, 1}).Draw(t, "label")
		}
		cells := 0
		for _, p := range n.trace() {
			area := 0
			for k, ring := range p.rings {
				one := 0
				seen := map[crossingPoint]bool{}
				for i, c := range ring {
					d := ring[(i+1)%len(ring)]
					if seen[c] {
						t.Fatalf("ring %v comes to %v twice", ring, c)
					}
					seen[c] = true
					one += c.i*d.j - d.i*c.j
					if c == d || c.i != d.i && c.j != d.j {
						t.Fatalf("from %v to %v", c, d)
					}
				}
				if (one > 0) != (k == 0) {
					t.Fatalf("ring %d encloses %d", k, one/2)
				}
				area += one / 2
			}
			if area != p.cells {
				t.Fatalf("rings enclose %d, %d cells are there", area, p.cells)
			}
			cells += p.cells
		}
		labelled := 0
		for _, l := range n.label {
			if l >= 0 {
				labelled++
			}
		}
		if cells != labelled {
			t.Fatalf("%d cells in patches, %d labelled", cells, labelled)
		}
	})
}

func TestHull(t *testing.T) {
	d := newDice(1, "hull", 0)
	for range 200 {
		var pts []vec
		for range 3 + d.n(30) {
			pts = append(pts, vec{d.between(-100, 100), d.between(-100, 100)})
		}
		ring := hull(pts, 1)
		for _, p := range pts {
			if !inside(ring, p) {
				t.Fatalf("%v isn't inside %v", p, ring)
			}
		}
		if slices.ContainsFunc(ring, func(p vec) bool { return inside(ring, p.times(1.5)) && p.size() > 50 && inside(ring, p.times(3)) }) {
			t.Fatalf("%v reaches far out", ring)
		}
	}
}
