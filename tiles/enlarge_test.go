package tiles_test

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/tiles"
)

// noise is a tile in which every pixel differs from its neighbours, premultiplied as it must be.
func noise(c tiles.Coord, side int) tiles.Tile {
	m := image.NewRGBA(image.Rect(0, 0, side, side))
	r := rand.New(rand.NewPCG(1, uint64(side)))
	for y := range side {
		for x := range side {
			m.Set(x, y, color.NRGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32())})
		}
	}
	return tiles.Tile{Image: m, Of: c, From: c, At: time.Unix(1, 0)}
}

func request(z tiles.Zoom, x, y uint32, size tiles.Size) tiles.Request {
	return tiles.Request{Coord: tiles.Coord{Z: z, X: x, Y: y}, Size: size}
}

// The four children laid side by side are the parent drawn at twice its size: not one pixel differs at a border.
func TestEnlargedChildrenHaveNoSeams(t *testing.T) {
	for _, n := range []tiles.Zoom{1, 2, 4} {
		parent := noise(tiles.Coord{Z: 5, X: 9, Y: 20}, 64)
		whole := tiles.Enlarge(parent, request(5, 9, 20, tiles.Size(64<<n))).Image
		for y := range uint32(1) << n {
			for x := range uint32(1) << n {
				child := tiles.Enlarge(parent, request(5+n, 9<<n+x, 20<<n+y, 64))
				for py := range 64 {
					for px := range 64 {
						got, want := child.Image.RGBAAt(px, py), whole.RGBAAt(int(x)*64+px, int(y)*64+py)
						if got != want {
							t.Fatalf("up %d, child %d/%d, pixel %d,%d: %v, not %v", n, x, y, px, py, got, want)
						}
					}
				}
			}
		}
	}
}

func TestEnlargeExactly(t *testing.T) {
	two := tiles.Tile{Image: image.NewRGBA(image.Rect(0, 0, 2, 2))}
	for i, v := range []uint8{0, 80, 160, 240} {
		two.Image.SetRGBA(i%2, i/2, color.RGBA{v, v, v, 255})
	}
	want := [4][4]uint8{{0, 20, 60, 80}, {40, 60, 100, 120}, {120, 140, 180, 200}, {160, 180, 220, 240}}
	out := tiles.Enlarge(two, request(0, 0, 0, 4)).Image
	for y := range 4 {
		for x := range 4 {
			if got := out.RGBAAt(x, y); got != (color.RGBA{want[y][x], want[y][x], want[y][x], 255}) {
				t.Errorf("%d,%d: %v, not %d", x, y, got, want[y][x])
			}
		}
	}
}

func TestEnlargeToItselfIsItself(t *testing.T) {
	from := noise(tiles.Coord{Z: 3, X: 1, Y: 2}, 32)
	out := tiles.Enlarge(from, request(3, 1, 2, 32))
	if string(out.Image.Pix) != string(from.Image.Pix) {
		t.Error("a tile at its own size differs from itself")
	}
	half := tiles.Enlarge(from, request(3, 1, 2, 16)).Image
	sum := 2
	for _, p := range []image.Point{{6, 8}, {7, 8}, {6, 9}, {7, 9}} {
		sum += int(from.Image.RGBAAt(p.X, p.Y).G)
	}
	if got := int(half.RGBAAt(3, 4).G); got < sum/4-1 || got > sum/4 {
		t.Errorf("at half its size a pixel is %d, not the mean %d", got, sum/4)
	}
}

func TestEnlargeKeepsWhatIsKnown(t *testing.T) {
	from := noise(tiles.Coord{Z: 3, X: 1, Y: 2}, 8)
	from.From, from.Stale = tiles.Coord{Z: 1}, true
	out := tiles.Enlarge(from, request(5, 6, 9, tiles.Size256))
	if out.Of != (tiles.Coord{Z: 5, X: 6, Y: 9}) || out.From != from.From || !out.At.Equal(from.At) || !out.Stale {
		t.Errorf("%+v", out)
	}
}

// Whatever is cut out of whatever: opaque stays opaque, colours stay premultiplied, and a part of a picture counts from its
// own corner.
func TestEnlargeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.IntRange(1, 40).Draw(t, "side")
		n := tiles.Zoom(rapid.IntRange(0, 12).Draw(t, "n"))
		x, y := rapid.Uint32Range(0, 1<<n-1).Draw(t, "x"), rapid.Uint32Range(0, 1<<n-1).Draw(t, "y")
		r := request(n, x, y, tiles.Size(rapid.IntRange(0, 40).Draw(t, "size")))
		whole := noise(tiles.Coord{}, side)
		out := tiles.Enlarge(whole, r)
		if out.Image.Rect != image.Rect(0, 0, int(r.Size), int(r.Size)) {
			t.Fatalf("%v", out.Image.Rect)
		}
		for i := 0; i < len(out.Image.Pix); i += 4 {
			if p := out.Image.Pix[i:]; p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
				t.Fatalf("pixel %d isn't premultiplied: %v", i/4, p[:4])
			}
		}
		wide := image.NewRGBA(image.Rect(-3, -5, side+2, side+1))
		for py := range side {
			for px := range side {
				wide.SetRGBA(px, py, whole.Image.RGBAAt(px, py))
			}
		}
		part := wide.SubImage(image.Rect(0, 0, side, side)).(*image.RGBA)
		if again := tiles.Enlarge(tiles.Tile{Image: part}, r); string(again.Image.Pix) != string(out.Image.Pix) {
			t.Fatal("a part of a picture is enlarged differently")
		}
	})
}

func BenchmarkEnlarge(b *testing.B) {
	from := noise(tiles.Coord{}, 256)
	b.ReportAllocs()
	for b.Loop() {
		tiles.Enlarge(from, request(2, 1, 3, tiles.Size256))
	}
}
