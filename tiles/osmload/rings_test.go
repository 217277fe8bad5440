package osmload

import (
	"testing"

	"priyom/tiles"
)

func pt(x, y tiles.World) tiles.Point { return tiles.Point{X: x, Y: y} }

func line(points ...tiles.Point) arc { return arc{points: points} }

func hole(points ...tiles.Point) arc { return arc{points: points, inner: true} }

// square is a closed way.
func square(x, y, side tiles.World) []tiles.Point {
	return []tiles.Point{pt(x, y), pt(x+side, y), pt(x+side, y+side), pt(x, y+side), pt(x, y)}
}

func TestRingsAreAssembled(t *testing.T) {
	a, b, c, d := pt(0, 0), pt(100, 0), pt(100, 100), pt(0, 100)
	for name, test := range map[string]struct {
		arcs     []arc
		holes    []int // of each polygon
		areas    []float64
		unclosed int
		dropped  int
	}{
		"one closed way":              {[]arc{line(square(0, 0, 100)...)}, []int{0}, []float64{10000}, 0, 0},
		"two halves":                  {[]arc{line(a, b, c), line(c, d, a)}, []int{0}, []float64{10000}, 0, 0},
		"two halves, one turned":      {[]arc{line(a, b, c), line(a, d, c)}, []int{0}, []float64{10000}, 0, 0},
		"four sides in any order":     {[]arc{line(a, b), line(c, d), line(c, b), line(a, d)}, []int{0}, []float64{10000}, 0, 0},
		"a hole":                      {[]arc{line(square(0, 0, 100)...), hole(square(20, 20, 10)...)}, []int{1}, []float64{10000}, 0, 0},
		"a hole that is called outer": {[]arc{line(square(0, 0, 100)...), line(square(20, 20, 10)...)}, []int{1}, []float64{10000}, 0, 0},
		"an outer that is called inner, with another": {[]arc{hole(square(0, 0, 100)...), line(square(200, 0, 10)...)}, []int{0}, []float64{100}, 0, 1},
		"an island in a lake on an island": {
			[]arc{line(square(0, 0, 100)...), hole(square(10, 10, 50)...), line(square(20, 20, 10)...)}, []int{1, 0}, []float64{10000, 100}, 0, 0,
		},
		"an open one":             {[]arc{line(a, b), line(b, c), line(square(200, 0, 10)...)}, []int{0}, []float64{100}, 2, 0},
		"a ring with a dead end":  {[]arc{line(a, b, c), line(c, pt(500, 500)), line(c, d, a)}, []int{0}, []float64{10000}, 1, 0},
		"touching at an end":      {[]arc{line(a, b, c), line(c, d, a), line(c, pt(200, 100), pt(200, 200)), line(pt(200, 200), pt(100, 200), c)}, []int{0, 0}, []float64{10000, 10000}, 0, 0},
		"a hole that touches":     {[]arc{line(a, b, c), line(c, d, a), hole(a, pt(50, 20), pt(20, 50), a)}, []int{1}, []float64{10000}, 0, 0},
		"an arc there and back":   {[]arc{line(a, b), line(b, a)}, nil, nil, 0, 0},
		"a way of a single point": {[]arc{line(a)}, nil, nil, 1, 0},
	} {
		rings, unclosed := assemble(test.arcs)
		all, dropped := nest(rings)
		if len(all) != len(test.areas) || unclosed != test.unclosed || dropped != test.dropped {
			t.Errorf("%s: %d polygons, %d unclosed, %d dropped", name, len(all), unclosed, dropped)
			continue
		}
		for i, p := range all {
			if p.outer.area != test.areas[i] || len(p.holes) != test.holes[i] {
				t.Errorf("%s: polygon %d has %v and %d holes", name, i, p.outer.area, len(p.holes))
			}
		}
	}
}

// TestSharedArcsStayShared simplifies two areas with a border in common, one of which has it the other way round.
func TestSharedArcsStayShared(t *testing.T) {
	border := line(pt(0, 0), pt(3, 100), pt(-4, 200), pt(5, 300), pt(60, 400), pt(-2, 500), pt(0, 600))
	left, _ := assemble([]arc{border, line(pt(0, 600), pt(-300, 300), pt(0, 0))})
	right, _ := assemble([]arc{line(pt(0, 0), pt(300, 300), pt(0, 600)), border})
	on := func(p piece) map[tiles.Point]bool {
		out := map[tiles.Point]bool{}
		arcs := make([]simplifiedArc, len(p.arcs))
		simplify(arcs, &p, 20)
		for _, q := range joined(nil, arcs, 20) {
			if q.X > -200 && q.X < 200 {
				out[q] = true
			}
		}
		return out
	}
	l, r := on(left[0]), on(right[0])
	if len(l) < 3 || len(l) == 7 || len(l) != len(r) {
		t.Fatalf("%v and %v", l, r)
	}
	for p := range l {
		if !r[p] {
			t.Errorf("%v is on one side alone", p)
		}
	}
}

func TestRules(t *testing.T) {
	for _, all := range [][]rule{areaRules(), lineRules(), pointRules(), placeRules()} {
		seen := map[rule]bool{}
		for _, r := range all {
			key := rule{key: r.key, value: r.value, and: r.and}
			if seen[key] {
				t.Errorf("%s=%s twice", r.key, r.value)
			}
			seen[key] = true
		}
	}
	for _, r := range areaRules() {
		if r.class.Group() != 2 {
			t.Errorf("%s=%s is no area", r.key, r.value)
		}
	}
	for _, r := range lineRules() {
		if r.class.Group() != 1 {
			t.Errorf("%s=%s is no line", r.key, r.value)
		}
	}
}

func TestNodesAreFound(t *testing.T) {
	for name, budget := range map[string]int{"in memory": 1 << 30, "in a file": 100} {
		s := newNodeStore(t.TempDir(), budget)
		id := func(i int) int64 { return int64(i*i*7-500) * (1 + int64(i/4000)*1000) }
		for i := range 5000 {
			if err := s.add(id(i), pt(tiles.World(i), tiles.World(1<<32-1-i*3))); err != nil {
				t.Fatal(err)
			}
			if i%100 == 0 { // some come late
				if err := s.add(-1000-id(i), pt(1, tiles.World(i))); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := s.finish(); err != nil {
			t.Fatal(err)
		}
		found := nodeReader{nodeStore: s}
		for i := 4999; i >= 0; i-- {
			if at, ok, err := found.find(id(i)); err != nil || !ok || at != pt(tiles.World(i), tiles.World(1<<32-1-i*3)) {
				t.Fatalf("%s: node %d at %v, %v %v", name, i, at, ok, err)
			}
			if _, ok, _ := found.find(id(i) + 1); ok && i > 0 {
				t.Fatalf("%s: node %d was never there", name, id(i)+1)
			}
		}
		if at, ok, _ := found.find(-1000 - id(100)); !ok || at != pt(1, 100) {
			t.Errorf("%s: a late one at %v, %v", name, at, ok)
		}
		if err := s.spool.close(); err != nil {
			t.Fatal(err)
		}
	}
}
