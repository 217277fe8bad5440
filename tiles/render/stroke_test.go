package render

import (
	"math"
	"math/rand/v2"
	"testing"
)

// near is how far a point is from a line.
func near(line []place, x, y float64) float64 {
	best := math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		dx, dy := float64(b.x-a.x), float64(b.y-a.y)
		t := 0.0
		if d := dx*dx + dy*dy; d > 0 {
			t = max(0, min(1, ((x-float64(a.x))*dx+(y-float64(a.y))*dy)/d))
		}
		best = min(best, math.Hypot(x-float64(a.x)-t*dx, y-float64(a.y)-t*dy))
	}
	return best
}

// TestRoundStrokeIsWhatIsNear: with round joins and caps a stroke covers exactly what is no further than half its width,
// however the line turns and crosses itself.
func TestRoundStrokeIsWhatIsNear(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 8))
	r := newRaster(120, 120)
	for range 150 {
		line := make([]place, 2+dice.IntN(6))
		for i := range line {
			line[i] = place{(10 + dice.Int32N(100)) * one, (10 + dice.Int32N(100)) * one}
		}
		if dice.IntN(3) == 0 {
			line = append(line, line[0])
		}
		if dice.IntN(4) == 0 {
			line = append(line, line[len(line)-2]) // turns back
		}
		width := 2 + dice.Float64()*14
		pen := stroker{to: r}
		pen.begin(width, roundCap, roundJoin)
		pen.line(line)
		for i, c := range covered(r) {
			d := near(line, float64(i%120)*float64(one)+float64(one)/2, float64(i/120)*float64(one)+float64(one)/2) / float64(one)
			if d < width/2-1 && c != full || d > width/2+1 && c != 0 {
				t.Fatalf("%v, %.1f wide: pixel %d, %d, %.2f away, is covered by %d", line, width, i%120, i/120, d, c)
			}
		}
	}
}

func area(r *raster) (sum float64) {
	for _, c := range covered(r) {
		sum += float64(c) / full
	}
	return sum
}

func TestCapsAndJoins(t *testing.T) {
	at := func(x, y float64) place { return place{px(x), px(y)} }
	straight := []place{at(20, 50), at(80, 50)}
	bent := []place{at(20, 80), at(50, 80), at(50, 20)}
	sharp := []place{at(20, 50), at(80, 50), at(20, 52)}
	for name, c := range map[string]struct {
		line []place
		cap  lineCap
		join lineJoin
		want float64
	}{
		"butt":        {straight, butt, roundJoin, 60 * 10},
		"square":      {straight, square, roundJoin, 70 * 10},
		"round":       {straight, roundCap, roundJoin, 60*10 + math.Pi*25},
		"mitre":       {bent, butt, miter, 300 + 600}, // the inner quarter is common to both, the outer one is the mitre's,
		"round join":  {bent, butt, roundJoin, 300 + 600 - 25 + 25*math.Pi/4},
		"mitre limit": {sharp, butt, miter, 60*10 + 60},
	} {
		r := newRaster(100, 100)
		pen := stroker{to: r}
		pen.begin(10, c.cap, c.join)
		pen.line(c.line)
		got := area(r)
		if math.Abs(got-c.want) > 0.02*c.want+1 {
			t.Errorf("%s covers %.1f, want %.1f", name, got, c.want)
		}
	}
}

// TestStrokeSeenInParts draws lines that go far beyond the surface, on a large one and on parts of it.
func TestStrokeSeenInParts(t *testing.T) {
	dice := rand.New(rand.NewPCG(9, 10))
	whole, part := newRaster(128, 128), newRaster(32, 32)
	for range 200 {
		line := make([]place, 2+dice.IntN(12))
		for i := range line {
			line[i] = place{dice.Int32N(600*one) - 250*one, dice.Int32N(600*one) - 250*one}
		}
		if dice.IntN(2) == 0 {
			line = append(line, line[0])
		}
		width, c, j := 1+dice.Float64()*20, lineCap(dice.IntN(3)), lineJoin(dice.IntN(2))
		draw := func(r *raster, x, y sub) {
			pen := stroker{to: r, x: x << subBits, y: y << subBits}
			pen.begin(width, c, j)
			pen.line(line)
		}
		draw(whole, 0, 0)
		all := covered(whole)
		for k := range 16 {
			x, y := k%4*32, k/4*32
			draw(part, sub(x), sub(y))
			for i, got := range covered(part) {
				if want := all[(y+i/32)*128+x+i%32]; got != want {
					t.Fatalf("%v, %.1f wide: pixel %d, %d is %d, not %d", line, width, x+i%32, y+i/32, got, want)
				}
			}
		}
	}
}
