package places

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"priyom/tiles"
)

// TestAroundInThreeWays asks for what is near with strips, with corners and for ids alone: it is the same.
func TestAroundInThreeWays(t *testing.T) {
	l := openPlaces(t, county)
	r := rand.New(rand.NewPCG(7, 8))
	most := 0
	for range 40 {
		at := where(r.Float64()*24_000-1000, r.Float64()*15_000-1000)
		metres := []float64{0, 100, 1000, 9000, 64_000}[r.IntN(5)]
		want := map[int64][]int64{}
		corners := map[int64]tiles.Point{}
		if err := l.around(t.Context(), at, metres, func(id int64, corner tiles.Point, s strip) {
			kind, id := id>>nearShift, id&(1<<nearShift-1)
			want[kind] = append(want[kind], id)
			corners[kind<<nearShift|id] = corner
			if (kind == nearStrip) != (len(s.lines)+len(s.houses) > 0) {
				t.Errorf("%d of kind %d is a strip with %d lines and %d houses", id, kind, len(s.lines), len(s.houses))
			}
		}); err != nil {
			t.Fatal(err)
		}
		for _, kind := range []int64{nearStrip, nearSettlement, nearLandmark, nearKilometre} {
			var withCorners, alone []int64
			err := errors.Join(
				l.cornersAround(t.Context(), kind, at, metres, func(id int64, corner tiles.Point) {
					withCorners = append(withCorners, id)
					if corner != corners[kind<<nearShift|id] {
						t.Errorf("%d of kind %d is at %v and at %v", id, kind, corner, corners[kind<<nearShift|id])
					}
				}),
				l.idsAround(t.Context(), kind, at, metres, func(id int64) { alone = append(alone, id) }))
			if err != nil {
				t.Fatal(err)
			}
			slices.Sort(want[kind])
			slices.Sort(withCorners)
			slices.Sort(alone)
			if !slices.Equal(withCorners, want[kind]) || !slices.Equal(alone, want[kind]) {
				t.Errorf("%v m around %v, kind %d: %v; corners of %v; ids %v", metres, at, kind, want[kind], withCorners, alone)
			}
			most = max(most, len(alone))
		}
	}
	if most < 500 {
		t.Errorf("at most %d things were around a point: that tells nothing", most)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range []error{
		l.idsAround(ctx, nearLandmark, where(0, 0), 1000, func(int64) { t.Error("asked in vain") }),
		l.cornersAround(ctx, nearLandmark, where(0, 0), 1000, func(int64, tiles.Point) { t.Error("asked in vain") }),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	}
}

// TestOfVeryManyTheNearest: there are more wells than are looked at closely, and those that are offered are the nearest ones.
func TestOfVeryManyTheNearest(t *testing.T) {
	l := openPlaces(t, county)
	for n := range countyVillages {
		at := where(villageAt(n))
		found, err := l.Search(t.Context(), "колодец", SearchOptions{Near: &at, Lang: ru, Limit: 12})
		if err != nil || len(found) == 0 {
			t.Fatal(found, err)
		}
		last := found[0].Distance
		for _, p := range found {
			// Two beside one another are one in the list, so less than twelve are of the village.
			if p.Kind != KindLandmark || p.Distance < last-5 { // compared in units, told in metres
				t.Fatalf("village %d: %+v after %v m", n, p, last)
			}
			last = p.Distance
		}
		if found[0].Distance > 100 {
			t.Errorf("village %d: the nearest well is %v m away", n, found[0].Distance)
		}
	}
	// From far outside the map nothing is near, and without a place to look from all are alike: some are offered.
	for _, near := range []*tiles.Point{nil, {X: 5, Y: 5}} {
		found, err := l.Search(t.Context(), "колодец", SearchOptions{Near: near, Lang: ru})
		if err != nil || near == nil && len(found) != DefaultResults {
			t.Errorf("near %v: %d, %v", near, len(found), err)
		}
	}
}
