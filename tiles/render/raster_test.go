package render

import (
	"math"
	"math/rand/v2"
	"testing"
)

// covered sweeps a raster and gives each pixel's coverage, 0 to full.
func covered(r *raster) []uint32 {
	out := make([]uint32, r.w*r.h)
	r.sweep(func(y, from, to int, cover uint32) {
		for x := from; x < to; x++ {
			out[y*r.w+x] = cover
		}
	})
	return out
}

func shape(r *raster, points []place, by place) {
	for i, b := range points {
		a := points[(i+len(points)-1)%len(points)]
		r.line(a.x+by.x, a.y+by.y, b.x+by.x, b.y+by.y)
	}
}

// TestCoverageIsArea adds up random triangles' coverage: it is their area.
func TestCoverageIsArea(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	r := newRaster(100, 100)
	for range 500 {
		var p [3]place
		for i := range p {
			p[i] = place{dice.Int32N(100 * one), dice.Int32N(100 * one)}
		}
		shape(r, p[:], place{})
		var sum, edge float64
		for _, c := range covered(r) {
			sum += float64(c) / full
			if c > 0 && c < full {
				edge++
			}
		}
		ax, ay, bx, by := float64(p[1].x-p[0].x), float64(p[1].y-p[0].y), float64(p[2].x-p[0].x), float64(p[2].y-p[0].y)
		area := math.Abs(ax*by-ay*bx) / 2 / float64(one) / float64(one)
		if math.Abs(sum-area) > 0.5+edge*0.012 { // each pixel on an edge is rounded down by up to 1/256, its columns' cuts too
			t.Fatalf("%v: covers %.2f, area %.2f", p, sum, area)
		}
	}
}

// TestSeenInPartsIsTheSame draws random shapes once on a large surface and once on each quarter of it.
func TestSeenInPartsIsTheSame(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	whole, part := newRaster(128, 128), newRaster(64, 64)
	for range 300 {
		p := make([]place, 3+dice.IntN(6))
		for i := range p {
			p[i] = place{dice.Int32N(400*one) - 150*one, dice.Int32N(400*one) - 150*one}
		}
		shape(whole, p, place{})
		all := covered(whole)
		for quarter := range 4 {
			x, y := quarter%2*64, quarter/2*64
			shape(part, p, place{-sub(x) << subBits, -sub(y) << subBits})
			for i, c := range covered(part) {
				if want := all[(y+i/64)*128+x+i%64]; c != want {
					t.Fatalf("%v: pixel %d, %d is covered by %d, not %d", p, x+i%64, y+i/64, c, want)
				}
			}
		}
		for i, v := range whole.sums {
			if v != 0 {
				t.Fatalf("after the sweep %d is left at %d", v, i)
			}
		}
	}
}

// TestPaintIsSweep: the two ways through a raster's rows see the same.
func TestPaintIsSweep(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	r := newRaster(50, 40)
	with := colour{200, 100, 50, 180}.ink()
	for range 100 {
		var p [5]place
		for i := range p {
			p[i] = place{dice.Int32N(90*one) - 20*one, dice.Int32N(90*one) - 20*one}
		}
		a, b := newCanvas(50, 40, colour{10, 20, 30, 255}.ink()), newCanvas(50, 40, colour{10, 20, 30, 255}.ink())
		shape(r, p[:], place{})
		a.paint(r, with)
		shape(r, p[:], place{})
		r.sweep(func(y, from, to int, cover uint32) {
			fill(b.Pix[y*b.Stride+4*from:y*b.Stride+4*to], with.rgba, cover*with.alpha>>8)
		})
		if string(a.Pix) != string(b.Pix) {
			t.Fatalf("%v differs", p)
		}
	}
}

func TestHolesAndOverlaps(t *testing.T) {
	square := func(x, y, side sub) []place {
		return []place{{x * one, y * one}, {(x + side) * one, y * one}, {(x + side) * one, (y + side) * one}, {x * one, (y + side) * one}}
	}
	turned := func(p []place) []place { return []place{p[3], p[2], p[1], p[0]} }
	r := newRaster(30, 30)
	shape(r, square(0, 0, 20), place{})
	shape(r, turned(square(5, 5, 10)), place{}) // a hole
	shape(r, square(10, 10, 15), place{})       // another area, over a part of it
	all := covered(r)
	for _, c := range []struct {
		x, y int
		want uint32
	}{{2, 2, full}, {7, 7, 0}, {12, 12, full}, {17, 17, full}, {22, 22, full}, {27, 27, 0}, {24, 12, full}} {
		if got := all[c.y*30+c.x]; got != c.want {
			t.Errorf("%d, %d: %d, want %d", c.x, c.y, got, c.want)
		}
	}
}
