package shape

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"priyom/tiles"
)

func pt(x, y tiles.World) tiles.Point { return tiles.Point{X: x, Y: y} }

// star is a ring with so many points about a middle.
func star(r *rand.Rand, n int, middle tiles.Point, size float64) Ring {
	var ring Ring
	for i := range n {
		a := float64(i) / float64(n) * 2 * math.Pi
		far := size * (0.3 + 0.7*r.Float64())
		ring = append(ring, pt(middle.X+tiles.World(far*math.Cos(a)), middle.Y+tiles.World(far*math.Sin(a))))
	}
	return append(ring, ring[0])
}

func TestAreaTellsTheDirection(t *testing.T) {
	square := Ring{pt(0, 0), pt(10, 0), pt(10, 10), pt(0, 10), pt(0, 0)}
	if square.Area() != 100 {
		t.Errorf("clockwise with y down: %v", square.Area())
	}
	square.Turn(false)
	if square.Area() != -100 || square[0] != square[4] {
		t.Errorf("turned: %v %v", square.Area(), square)
	}
	if c := square.Centroid(); c != pt(5, 5) {
		t.Errorf("centroid %v", c)
	}
}

func simplified(line []tiles.Point, tolerance tiles.World) []tiles.Point {
	var s Simplified
	s.Line(line, tolerance)
	return s.At(nil, tolerance)
}

func simplifiedRing(ring Ring, tolerance tiles.World) Ring {
	var s Simplified
	s.Ring(ring, tolerance)
	return s.At(nil, tolerance)
}

func TestSimplifiedIsNear(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		line := make(Line, 2+r.IntN(60))
		for i := range line {
			line[i] = pt(tiles.World(i*10), tiles.World(r.IntN(80)))
		}
		short := simplified(line, 20)
		if short[0] != line[0] || short[len(short)-1] != line[len(line)-1] {
			t.Fatal("the ends moved")
		}
		for _, p := range line {
			near := math.Inf(1)
			for i := 1; i < len(short); i++ {
				near = min(near, distance2(p, short[i-1], short[i]))
			}
			if near > 20*20 {
				t.Fatalf("%v is %v from what remains", p, math.Sqrt(near))
			}
		}
		back := slices.Clone(line)
		slices.Reverse(back)
		other := slices.Clone(simplified(back, 20))
		slices.Reverse(other)
		if !reflect.DeepEqual(other, []tiles.Point(short)) {
			t.Fatalf("backwards %d points, forwards %d", len(other), len(short))
		}
	}
}

// TestOnceForAllTolerances: what is asked for again, and coarser, is what it would be by itself; and nothing is left of what was before.
func TestOnceForAllTolerances(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	var s Simplified
	for range 300 {
		ring := star(r, 3+r.IntN(60), pt(0, 0), 1000)
		line := ring[:len(ring)-1-r.IntN(3)]
		for _, tolerance := range []tiles.World{10, 40, 300, 5000} {
			s.Ring(ring, 10)
			if got, want := s.At(nil, tolerance), simplifiedRing(ring, tolerance); !slices.Equal(got, want) {
				t.Fatalf("ring at %d: %v instead of %v", tolerance, got, want)
			}
			s.Line(line, 10)
			if got, want := s.At(nil, tolerance), simplified(line, tolerance); !slices.Equal(got, want) {
				t.Fatalf("line at %d: %v instead of %v", tolerance, got, want)
			}
		}
	}
}

// TestCutterForgets cuts with and without what was cut before.
func TestCutterForgets(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	var c Cutter
	for range 300 {
		ring := star(r, 5+r.IntN(40), pt(0, 0), 1000)
		box := tiles.Box{MinX: -500, MinY: -300, MaxX: 400, MaxY: 700}
		kept := c.Ring(ring, box)
		want := slices.Clone(kept)
		mark := c.Mark()
		for range 5 {
			c.Line(nil, ring, tiles.Box{MaxX: 300, MaxY: 300})
			c.Forget(mark)
		}
		if !slices.Equal(kept, want) || !slices.Equal(kept, new(Cutter).Ring(ring, box)) {
			t.Fatalf("%v became %v", want, kept)
		}
	}
}

func TestRingsAreSimplifiedAlikeWhereverTheyBegin(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	ring := star(r, 100, pt(5000, 5000), 3000)
	want := simplifiedRing(ring, 300)
	if len(want) < 4 || len(want) > 90 || want[0] != want[len(want)-1] {
		t.Fatalf("%d points", len(want))
	}
	for n := 1; n < 100; n += 7 {
		turned := append(append(Ring{}, ring[n:100]...), ring[:n+1]...)
		if got := simplifiedRing(turned, 300); !reflect.DeepEqual(got, want) {
			t.Fatalf("begun at %d it differs", n)
		}
	}
	if got := simplifiedRing(Ring{pt(1, 1), pt(1, 1), pt(1, 1), pt(1, 1), pt(1, 1)}, 5); len(got) > 3 {
		t.Errorf("nothing became %v", got)
	}
}

// TestPartsAreTheWhole cuts a ring at a middle: the halves have the whole's area, whatever it looks like.
func TestPartsAreTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		ring := star(r, 5+r.IntN(40), pt(0, 0), 100_000)
		left := new(Cutter).Ring(ring, tiles.Box{MinX: -200_000, MinY: -200_000, MaxX: 1234, MaxY: 200_000})
		right := new(Cutter).Ring(ring, tiles.Box{MinX: 1234, MinY: -200_000, MaxX: 200_000, MaxY: 200_000})
		if sum := left.Area() + right.Area(); math.Abs(sum-ring.Area()) > 200_000*5 { // a unit along the cut
			t.Fatalf("%v and %v are not %v", left.Area(), right.Area(), ring.Area())
		}
	}
	far := new(Cutter).Ring(star(r, 9, pt(0, 0), 100), tiles.Box{MinX: 1000, MinY: 1000, MaxX: 2000, MaxY: 2000})
	if far != nil {
		t.Errorf("a far ring left %v", far)
	}
	if all := new(Cutter).Ring(Ring{pt(-9, -9), pt(99, -9), pt(99, 99), pt(-9, 99), pt(-9, -9)}, tiles.Box{MaxX: 10, MaxY: 10}); math.Abs(all.Area()) != 100 {
		t.Errorf("around the box: %v", all)
	}
}

func TestLinesAreCut(t *testing.T) {
	box := tiles.Box{MinX: 0, MinY: 0, MaxX: 100, MaxY: 100}
	for name, c := range map[string]struct {
		line Line
		want [][]tiles.Point
	}{
		"inside":           {Line{pt(1, 1), pt(9, 9)}, [][]tiles.Point{{pt(1, 1), pt(9, 9)}}},
		"outside":          {Line{pt(-1, 1), pt(-9, 9)}, nil},
		"through":          {Line{pt(-50, 50), pt(150, 50)}, [][]tiles.Point{{pt(0, 50), pt(100, 50)}}},
		"out and in again": {Line{pt(50, 50), pt(150, 50), pt(150, 60), pt(50, 60)}, [][]tiles.Point{{pt(50, 50), pt(100, 50)}, {pt(100, 60), pt(50, 60)}}},
		"around a corner":  {Line{pt(90, -20), pt(120, 10)}, nil},
		"along the edge":   {Line{pt(0, 10), pt(0, 90)}, [][]tiles.Point{{pt(0, 10), pt(0, 90)}}},
		"from the edge":    {Line{pt(100, 50), pt(200, 50)}, nil},
	} {
		if got := new(Cutter).Line(nil, c.line, box); len(got)+len(c.want) > 0 && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestNeighboursCutAtTheSamePlace(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		any := func() tiles.World { return tiles.World(r.IntN(1<<20) - 1<<19) }
		a, b := pt(any(), any()), pt(any(), any())
		if (a.X < 0) == (b.X < 0) {
			continue
		}
		one, other := edge{at: 0, vert: true}, edge{at: 0, vert: true, more: true}
		if p, q := one.cut(a, b), other.cut(b, a); p != q {
			t.Fatalf("%v and %v", p, q)
		}
	}
}

func TestLabelsAreInside(t *testing.T) {
	far := func(rings []Ring, at tiles.Point) float64 { return depth(stretchesOf(nil, rings), at) }
	horseshoe := Ring{pt(0, 0), pt(100, 0), pt(100, 100), pt(70, 100), pt(70, 30), pt(30, 30), pt(30, 100), pt(0, 100), pt(0, 0)}
	ring := Ring{pt(0, 0), pt(1000, 0), pt(1000, 1000), pt(0, 1000), pt(0, 0)}
	hole := Ring{pt(200, 200), pt(200, 800), pt(800, 800), pt(800, 200), pt(200, 200)}
	for name, rings := range map[string][]Ring{"horseshoe": {horseshoe}, "with a hole": {ring, hole}, "square": {ring}, "sliver": {{pt(0, 0), pt(1000, 1), pt(2000, 3), pt(0, 0)}}} {
		if at := Label(rings); far(rings, at) < 0 && name != "sliver" {
			t.Errorf("%s: %v is outside", name, at)
		}
	}
	r := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		rings := []Ring{star(r, 5+r.IntN(30), pt(0, 0), 10_000)}
		if at := Label(rings); far(rings, at) <= 0 {
			t.Fatalf("%v is outside of %v", at, rings)
		}
	}
}
