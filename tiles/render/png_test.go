package render

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"sync"
	"testing"

	"priyom/tiles"
)

func decoded(t *testing.T, data []byte) *image.Paletted {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := m.(*image.Paletted)
	if !ok {
		t.Fatalf("a %T", m)
	}
	return p
}

func encoded(t *testing.T, e *PNG, m *image.RGBA) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := e.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestFewColoursStay: up to 256 colours come back as they were, at every depth and odd width, one encoder for all.
func TestFewColoursStay(t *testing.T) {
	dice := rand.New(rand.NewPCG(11, 12))
	e := &PNG{}
	for _, n := range []int{1, 2, 3, 4, 5, 16, 17, 256} {
		for _, side := range []int{1, 7, 33, 256} {
			colours := make([]color.RGBA, n)
			for i := range colours {
				colours[i] = color.RGBA{uint8(dice.Uint32()), uint8(dice.Uint32()), uint8(i), 255}
			}
			m := image.NewRGBA(image.Rect(0, 0, side, side+1))
			for i := range side * (side + 1) {
				m.SetRGBA(i%side, i/side, colours[dice.IntN(n)])
			}
			got := decoded(t, encoded(t, e, m))
			if got.Rect != m.Rect {
				t.Fatalf("%v", got.Rect)
			}
			for i := range side * (side + 1) {
				if x, y := i%side, i/side; color.RGBAModel.Convert(got.At(x, y)) != m.At(x, y) {
					t.Fatalf("%d colours, %d wide: %d, %d is %v, not %v", n, side, x, y, got.At(x, y), m.At(x, y))
				}
			}
		}
	}
}

// TestManyColoursStayNear takes the real city, where a tile has thousands of colours, and the worst there could be.
func TestManyColoursStayNear(t *testing.T) {
	r := newRenderer(t, realPack(t, "chisinau-ru.osm.pbf"))
	tile, err := r.Tile(t.Context(), tiles.Request{Coord: tiles.Project(47.0245, 28.8322).At(15), Size: 512})
	if err != nil {
		t.Fatal(err)
	}
	noise := image.NewRGBA(image.Rect(0, 0, 256, 256))
	dice := rand.New(rand.NewPCG(13, 14))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(dice.Uint32()) | uint8(i%4/3*255)
	}
	for name, c := range map[string]struct {
		m          *image.RGBA
		mean, most int
	}{"city": {tile.Image, 1, 48}, "noise": {noise, 60, 255}} {
		got := decoded(t, encoded(t, &PNG{}, c.m))
		sum, most := 0, 0
		for i := 0; i < len(c.m.Pix); i += 4 {
			p := got.Palette[got.Pix[i/4]].(color.RGBA)
			for k, v := range [3]uint8{p.R, p.G, p.B} {
				d := max(int(v)-int(c.m.Pix[i+k]), int(c.m.Pix[i+k])-int(v))
				sum, most = sum+d, max(most, d)
			}
		}
		if mean := sum / (len(c.m.Pix) / 4 * 3); mean > c.mean || most > c.most {
			t.Errorf("%s: off by %d on average, by %d at most", name, mean, most)
		}
	}
}

func TestWhatIsNoPicture(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 0, 5), image.Rect(0, 0, 1<<40, 1<<40)} {
		if err := EncodePNG(&bytes.Buffer{}, &image.RGBA{Rect: r}); !errors.Is(err, ErrPicture) {
			t.Errorf("%v: %v", r, err)
		}
	}
	full := errors.New("disk full")
	if err := EncodePNG(failing{full}, image.NewRGBA(image.Rect(0, 0, 9, 9))); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestPartOfAPicture encodes a picture that is a part of another: its rows aren't one after the other.
func TestPartOfAPicture(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range m.Pix {
		m.Pix[i] = uint8(i/256*3) | uint8(i%4/3*255)
	}
	part := m.SubImage(image.Rect(10, 20, 41, 43)).(*image.RGBA)
	got := decoded(t, encoded(t, &PNG{}, part))
	for y := range 23 {
		for x := range 31 {
			if color.RGBAModel.Convert(got.At(x, y)) != part.At(10+x, 20+y) {
				t.Fatalf("%d, %d: %v, want %v", x, y, got.At(x, y), part.At(10+x, 20+y))
			}
		}
	}
}

func TestEncodersAtOnce(t *testing.T) {
	e := &PNG{}
	var wait sync.WaitGroup
	for i := range 8 {
		m := newCanvas(256, 256, colour{uint8(i * 30), 1, 2, 255}.ink())
		want := encoded(t, &PNG{}, m.RGBA)
		wait.Go(func() {
			for range 20 {
				var out bytes.Buffer
				if err := e.Encode(&out, m.RGBA); err != nil || !bytes.Equal(out.Bytes(), want) {
					t.Errorf("%d differs: %v", i, err)
				}
			}
		})
	}
	wait.Wait()
}
