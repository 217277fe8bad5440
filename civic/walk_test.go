package civic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWalkAlongAStreet(t *testing.T) {
	street := []Position{{Lat: 47, Lon: 28.03}, {Lat: 47, Lon: 28.01}, {Lat: 47, Lon: 28.04}, {Lat: 47, Lon: 28.02}}
	if got := Walk(&Position{Lat: 47, Lon: 28}, street); !slices.Equal(got, []int{1, 3, 0, 2}) {
		t.Errorf("from one end: %v", got)
	}
	if got := Walk(nil, street); got[0] != 0 || len(got) != 4 {
		t.Errorf("from nowhere: %v", got)
	}
	if got := Walk(nil, nil); len(got) != 0 {
		t.Errorf("to nothing: %v", got)
	}
	// The nearest one next would cross the street to and fro: 1, 2, 3 lie at -1, +2, -4 from the start.
	zigzag := []Position{{Lat: 47, Lon: 27.99}, {Lat: 47, Lon: 28.02}, {Lat: 47, Lon: 27.95}}
	start := Position{Lat: 47, Lon: 28}
	if got, far := Walk(&start, zigzag), WalkLength(&start, zigzag, []int{0, 1, 2}); WalkLength(&start, zigzag, got) >= far {
		t.Errorf("%v is no shorter", got)
	}
}

// Every stop is gone to once, and no exchange of two parts makes the way shorter than what going to the nearest alone gives.
func TestWalkVisitsAllAndIsNoLonger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := rapid.Custom(func(t *rapid.T) Position {
			return Position{Lat: Degrees(rapid.Float64Range(46.9, 47.1).Draw(t, "lat")), Lon: Degrees(rapid.Float64Range(28.7, 28.9).Draw(t, "lon"))}
		})
		stops := rapid.SliceOfN(point, 0, 25).Draw(t, "stops")
		start := point.Draw(t, "start")
		order := Walk(&start, stops)
		seen := slices.Sorted(slices.Values(order))
		for i, s := range seen {
			if s != i {
				t.Fatalf("%v", order)
			}
		}
		if len(seen) != len(stops) {
			t.Fatalf("%d of %d", len(seen), len(stops))
		}
		if far := WalkLength(&start, stops, order); far > WalkLength(&start, stops, nearestNext(start, stops))+1 {
			t.Fatalf("%v is longer than going to the nearest next", order)
		}
	})
}

func nearestNext(at Position, stops []Position) (order []int) {
	for len(order) < len(stops) {
		best := -1
		for i := range stops {
			if !slices.Contains(order, i) && (best < 0 || Distance(at, stops[i]) < Distance(at, stops[best])) {
				best = i
			}
		}
		order, at = append(order, best), stops[best]
	}
	return order
}
