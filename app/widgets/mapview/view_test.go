package mapview

import (
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"priyom/tiles"
)

func anyFrame(t *rapid.T) frame {
	at := tiles.Project(46.9, 28.8)
	return frame{
		eye: eye{
			x: float64(at.X) + rapid.Float64Range(-1e7, 1e7).Draw(t, "x"), y: float64(at.Y) + rapid.Float64Range(-1e7, 1e7).Draw(t, "y"),
			zoom: rapid.Float64Range(5, 19).Draw(t, "zoom"),
		},
		size:  fyne.NewSize(float32(rapid.IntRange(120, 1400).Draw(t, "width")), float32(rapid.IntRange(120, 900).Draw(t, "height"))),
		scale: rapid.SampledFrom([]float64{1, 1.25, 1.5, 2, 2.75}).Draw(t, "scale"),
	}
}

func anyPosition(t *rapid.T, f frame) fyne.Position {
	return fyne.NewPos(rapid.Float32Range(0, f.size.Width).Draw(t, "px"), rapid.Float32Range(0, f.size.Height).Draw(t, "py"))
}

// The place under the pointer stays under it, through any steps of a wheel and any frames of the movement.
func TestZoomHoldsThePlaceUnderThePointer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFrame(t)
		p := anyPosition(t, f)
		x, y := f.world(p)
		for range rapid.IntRange(1, 5).Draw(t, "notches") {
			hx, hy := f.world(p)
			m := &nearing{p, hx, hy, rapid.Float64Range(5, 19).Draw(t, "to")}
			for more := true; more; {
				f.eye, more = m.step(f, rapid.Float64Range(0.004, 0.1).Draw(t, "frame"))
				nx, ny := f.world(p)
				if off := math.Hypot(nx-x, ny-y) / perPixel(f.zoom); off > 0.1 {
					t.Fatalf("%v pixels off at zoom %v", off, f.zoom)
				}
			}
			if f.zoom != m.zoom {
				t.Fatalf("ended at zoom %v, want %v", f.zoom, m.zoom)
			}
		}
	})
}

// A drag holds the place under the pointer too, and what is drawn is at most half a device pixel beside where it is.
func TestDragAndScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFrame(t)
		p := anyPosition(t, f)
		x, y := f.world(p)
		dx, dy := rapid.Float32Range(-200, 200).Draw(t, "dx"), rapid.Float32Range(-200, 200).Draw(t, "dy")
		f.eye = f.moved(dx, dy)
		at := f.screen(x, y)
		const half = 0.5 + 0.05
		if ox, oy := math.Abs(float64(at.X-p.X-dx))*f.scale, math.Abs(float64(at.Y-p.Y-dy))*f.scale; ox > half || oy > half {
			t.Fatalf("drawn %v, %v device pixels beside the pointer", ox, oy)
		}
	})
}

// Tiles cover the window without gaps, each begins where its neighbour ends, on device pixels, and none is out of sight.
func TestPlanCoversTheWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFrame(t)
		lim := Limits{}.whole()
		z := level(f.zoom, lim)
		list := plan(f, z, lim)
		if side := f.side(z) / f.scale; side < 181 || side > 363 {
			t.Fatalf("a tile is %v wide", side)
		}
		var left, top float32 = math.MaxFloat32, math.MaxFloat32
		var right, bottom float32
		have := map[tiles.Coord]bool{}
		for _, c := range list {
			have[c] = true
			from, to := f.edges(c)
			left, top, right, bottom = min(left, from.X), min(top, from.Y), max(right, to.X), max(bottom, to.Y)
			if to.X <= 0 || to.Y <= 0 || from.X >= f.size.Width || from.Y >= f.size.Height {
				t.Fatalf("%v is out of sight: %v to %v", c, from, to)
			}
			for _, v := range []float32{from.X, from.Y, to.X, to.Y} {
				if px := float64(v) * f.scale; math.Abs(px-math.Round(px)) > 0.01 {
					t.Fatalf("an edge is at device pixel %v", px)
				}
			}
			next := tiles.Coord{Z: c.Z, X: c.X + 1, Y: c.Y + 1}
			if after, _ := f.edges(next); after != to {
				t.Fatalf("%v ends at %v, its neighbour begins at %v", c, to, after)
			}
		}
		if left > 0 || top > 0 || right < f.size.Width || bottom < f.size.Height {
			t.Fatalf("covers %v,%v to %v,%v of %v", left, top, right, bottom, f.size)
		}
		if len(list) != len(have) {
			t.Fatal("a tile is listed twice")
		}
		if c := f.view().Centre.At(z); !slices.Contains(list[:min(4, len(list))], c) {
			t.Fatalf("the middle's tile %v isn't among the first: %v", c, list[:min(4, len(list))])
		}
	})
}

// The first pixel of the window may be a tile's first by rounding only: its neighbour is out of sight then.
func TestPlanAtARoundedEdge(t *testing.T) {
	for i := range 400 {
		f := frame{eye{float64(village.X) + float64(i)*97, float64(village.Y) + float64(i)*61, 17.546875}, fyne.NewSize(195, 120), 1}
		for _, c := range plan(f, 18, Limits{}.whole()) {
			if from, to := f.edges(c); to.X <= 0 || to.Y <= 0 || from.X >= 195 || from.Y >= 120 {
				t.Fatalf("%v is out of sight: %v to %v", c, from, to)
			}
		}
	}
}

// Wherever one goes, the view stays in the limits; and what is in them is left as it is.
func TestLimitsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFrame(t)
		at := village
		r := tiles.World(rapid.IntRange(1<<12, 1<<26).Draw(t, "radius"))
		l := Limits{Box: tiles.Box{MinX: at.X - r, MinY: at.Y - r, MaxX: at.X + r, MaxY: at.Y + r}, MinZoom: 5, MaxZoom: 18}.whole()
		f.eye = l.held(f)
		if again := l.held(f); again != f.eye {
			t.Fatalf("held twice it is %v, once %v", again, f.eye)
		}
		if f.zoom < 5 || f.zoom > 18 {
			t.Fatalf("zoom %v", f.zoom)
		}
		if side := float64(2*r) / perPixel(f.zoom); f.zoom < 18 && side < float64(min(f.size.Width, f.size.Height))/2-1 {
			t.Fatalf("the box is only %v wide in %v", side, f.size)
		}
		b := f.box()
		if inside := b.MaxX-b.MinX <= 2*r; inside && (b.MinX < l.Box.MinX-2 || b.MaxX > l.Box.MaxX+2) {
			t.Fatalf("shows %v of %v", b, l.Box)
		}
		if !b.Meets(l.Box) {
			t.Fatal("shows nothing of it")
		}
	})
}

func TestFitBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFrame(t)
		w, h := tiles.World(rapid.IntRange(0, 1<<24).Draw(t, "w")), tiles.World(rapid.IntRange(0, 1<<24).Draw(t, "h"))
		b := tiles.Box{MinX: village.X, MinY: village.Y, MaxX: village.X + w, MaxY: village.Y + h}
		f.eye = f.fitting(b, 20, 17)
		if f.zoom > 17 {
			t.Fatalf("zoom %v", f.zoom)
		}
		from, to := f.screen(float64(b.MinX), float64(b.MinY)), f.screen(float64(b.MaxX), float64(b.MaxY))
		if from.X < 19 || from.Y < 19 || to.X > f.size.Width-19 || to.Y > f.size.Height-19 {
			t.Fatalf("lies at %v to %v of %v", from, to, f.size)
		}
		if f.zoom < 17 && to.X-from.X < f.size.Width-42 && to.Y-from.Y < f.size.Height-42 {
			t.Fatalf("%v to %v of %v is farther than needed", from, to, f.size)
		}
	})
}

func TestNiceLengths(t *testing.T) {
	for _, c := range []struct{ in, out float64 }{{1, 1}, {1.99, 1}, {2, 2}, {4.9, 2}, {5, 5}, {9.99, 5}, {10, 10}, {0.3, 0.2}, {250, 200}, {1999, 1000}, {50_000, 50_000}, {0, 0}, {math.Inf(1), 0}} {
		if got := nice(c.in); math.Abs(got-c.out) > 1e-9 {
			t.Errorf("nice(%v) = %v, want %v", c.in, got, c.out)
		}
	}
}

// A kilometre in the north is longer on the map than one at the equator: the bar follows the latitude.
func TestScaleFollowsLatitude(t *testing.T) {
	at := func(lat float64) float64 {
		p := tiles.Project(0, 0)
		if lat != 0 {
			p = tiles.Project(60, 0)
		}
		return metresPerPixel(frame{eye: eyeOf(View{p, 15})})
	}
	// OSM wiki, "Zoom levels": 4.777 m a pixel at zoom 15 on the equator; half of it at 60°.
	if got := at(0); math.Abs(got-4.777) > 0.001 {
		t.Errorf("%v m a pixel", got)
	}
	if got := at(60); math.Abs(got-4.777/2) > 0.001 {
		t.Errorf("%v m a pixel at 60°", got)
	}
}
