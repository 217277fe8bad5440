package osmload

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"priyom/tiles"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// TestRegionsContainWhatTheirRingsDo compares the strips with the plain way.
func TestRegionsContainWhatTheirRingsDo(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		rings := []shape.Ring{square(1000, 1000, 100_000), square(20_000, 20_000, 30_000)}
		for i := range rings {
			for k := 1; k < len(rings[i])-1; k++ {
				rings[i][k].X += tiles.World(r.IntN(900))
				rings[i][k].Y += tiles.World(r.IntN(900))
			}
		}
		region := outlineRegion(rings)
		for range 2000 {
			p := pt(tiles.World(r.IntN(110_000)), tiles.World(r.IntN(110_000)))
			if want := rings[0].Contains(p) != rings[1].Contains(p); region.contains(p) != want {
				t.Fatalf("%v: %v", p, !want)
			}
		}
	}
}

// TestCellsKeepFeatures writes features with every kind of content, in memory and through the file.
func TestCellsKeepFeatures(t *testing.T) {
	features := []pack.Feature{
		{Class: pack.Street, Name: "Лесная", Ref: "12", Oneway: pack.Backward, Bridge: true, Layer: -5, Parts: []pack.Part{{From: 0, To: 2}, {From: 2, To: 5}}},
		{Class: pack.Tree, Rank: 255, Parts: []pack.Part{{From: 5, To: 6}}},
		{Class: pack.Building, Tunnel: true, Oneway: pack.Forward, Layer: 5, Parts: []pack.Part{{From: 6, To: 9}}},
	}
	points := []pack.CellPoint{{X: -1000, Y: 17_000}, {X: 5, Y: 6}, {}, {X: 1}, {Y: 1}, {X: 9, Y: 9}, {X: 1, Y: 2}, {X: 3, Y: 4}, {X: 5, Y: 5}}
	for name, budget := range map[string]int{"in memory": 1 << 20, "in a file": 1} {
		c := newCells(t.TempDir(), budget)
		keys := []cellKey{keyOf(pack.Band14, 9, 1<<14-1), keyOf(pack.Band5, 31, 0)}
		for _, f := range features {
			var parts [][]pack.CellPoint
			for _, p := range f.Parts {
				parts = append(parts, points[p.From:p.To])
			}
			for _, key := range keys {
				if err := c.add(key, appendFeature(nil, &f, parts)); err != nil {
					t.Fatal(err)
				}
			}
		}
		var order []cellKey
		err := c.each(t.Context(), func(key cellKey, pages [][]byte) error {
			order = append(order, key)
			got := newFinisher()
			for _, page := range pages {
				got.readFeatures(page)
			}
			if !reflect.DeepEqual(got.cell.Features, features) || !slices.Equal(got.cell.Points, points) {
				t.Errorf("%s: %+v", name, got.cell)
			}
			return nil
		})
		if err != nil || len(order) != 2 || order[0] != keys[1] {
			t.Errorf("%s: %v, %v", name, order, err)
		}
		if b, x, y := keys[0].split(); b != pack.Band14 || x != 9 || y != 1<<14-1 {
			t.Errorf("%d/%d/%d", b, x, y)
		}
		if err := c.spool.close(); err != nil {
			t.Error(err)
		}
	}
}

func TestSpoolsGiveBackWhatTheyGot(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, budget := range []int{1, 100, 1 << 20} {
		s := &spool{dir: t.TempDir(), budget: budget}
		var all []byte
		for range 300 {
			piece := make([]byte, r.IntN(50))
			for i := range piece {
				piece[i] = byte(r.Uint32())
			}
			all = append(all, piece...)
			if err := s.write(piece); err != nil {
				t.Fatal(err)
			}
			if s.size() != int64(len(all)) {
				t.Fatalf("%d of %d bytes", s.size(), len(all))
			}
			from := r.IntN(len(all) + 1)
			n := r.IntN(len(all) - from + 1)
			if got, err := s.read(int64(from), n, new([]byte)); err != nil || !slices.Equal(got, all[from:from+n]) {
				t.Fatalf("budget %d, %d from %d: %v", budget, n, from, err)
			}
		}
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}
}

// chained is what a joiner makes of lines.
func chained(lines [][]pack.CellPoint, directed bool) (out [][]pack.CellPoint) {
	c := &pack.Cell{}
	var parts []pack.Part
	for _, l := range lines {
		parts = append(parts, pack.Part{From: int32(len(c.Points)), To: int32(len(c.Points) + len(l))})
		c.Points = append(c.Points, l...)
	}
	for _, p := range new(joiner).chains(nil, c, parts, directed) {
		out = append(out, c.PointsOf(p))
	}
	return out
}

// TestChainsKeepEverySegment joins random lines of a small grid: the same segments, each once, and directed ones never turned.
func TestChainsKeepEverySegment(t *testing.T) {
	type segment struct{ a, b pack.CellPoint }
	count := func(lines [][]pack.CellPoint, directed bool) map[segment]int {
		all := map[segment]int{}
		for _, l := range lines {
			for i := 1; i < len(l); i++ {
				a, b := l[i-1], l[i]
				if !directed && (a.X > b.X || a.X == b.X && a.Y > b.Y) {
					a, b = b, a
				}
				all[segment{a, b}]++
			}
		}
		return all
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		var lines [][]pack.CellPoint
		for range 1 + r.IntN(12) {
			var l []pack.CellPoint
			for range 2 + r.IntN(3) {
				l = append(l, pack.CellPoint{X: int32(r.IntN(3)), Y: int32(r.IntN(3))})
			}
			lines = append(lines, l)
		}
		for _, directed := range []bool{true, false} {
			got := chained(lines, directed)
			if len(got) > len(lines) || !reflect.DeepEqual(count(got, directed), count(lines, directed)) {
				t.Fatalf("directed %v: %v became %v", directed, lines, got)
			}
		}
	}
	if got := chained([][]pack.CellPoint{{{X: 1}, {X: 2}}, {{X: 3}, {X: 2}}, {{X: 3}, {X: 4}}}, false); len(got) != 1 || len(got[0]) != 4 {
		t.Errorf("three in a row: %v", got)
	}
}

// TestTidyRings: no point twice in a row, no spikes, the same area, the right way.
func TestTidyRings(t *testing.T) {
	area := func(ring []pack.CellPoint) (sum int64) {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			sum += int64(a.X)*int64(b.Y) - int64(a.Y)*int64(b.X)
		}
		return sum
	}
	r := rand.New(rand.NewPCG(4, 4))
	for range 5000 {
		var ring []pack.CellPoint
		for range 3 + r.IntN(9) {
			ring = append(ring, pack.CellPoint{X: int32(r.IntN(4)), Y: int32(r.IntN(4))})
		}
		ring = append(ring, ring[0])
		before := area(ring)
		outer := r.IntN(2) == 0
		got := tidy(slices.Clone(ring), outer)
		if (got == nil) != (before == 0) {
			t.Fatalf("%v with area %d became %v", ring, before, got)
		}
		if got == nil {
			continue
		}
		if after := area(got); after != before && after != -before || (after > 0) != outer || len(got) < 3 {
			t.Fatalf("%v with area %d became %v with %d", ring, before, got, after)
		}
		for i, p := range got {
			if p == got[(i+1)%len(got)] {
				t.Fatalf("%v has a point twice", got)
			}
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[30,50],[31,50],[31,51],[30,50]],[]]}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[null,{"type":"Feature","geometry":null}]}`))
	f.Add([]byte(`{"type":"GeometryCollection","geometries":[]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rings, err := parseGeoJSON(raw)
		if err != nil {
			if !errors.Is(err, ErrBoundary) {
				t.Errorf("another error: %v", err)
			}
			return
		}
		for _, ring := range rings {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] || ring.Area() == 0 {
				t.Errorf("ring %v", ring)
			}
		}
	})
}
