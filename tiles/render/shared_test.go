package render

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

const sharedOSM = "../../../shared/osm"

// realPack makes a pack of one of the real extracts, once for a run of the tests.
func realPack(t testing.TB, extract string) *pack.Pack {
	t.Helper()
	from := filepath.Join(sharedOSM, extract)
	if _, err := os.Stat(from); err != nil {
		t.Skipf("%s isn't here: %v", extract, err)
	}
	path := filepath.Join(t.TempDir(), "district.pack")
	if _, err := osmload.Load(t.Context(), from, path, osmload.Options{}); err != nil {
		t.Fatal(err)
	}
	return openPack(t, path)
}

func openPack(t testing.TB, path string) *pack.Pack {
	t.Helper()
	p, err := pack.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func newRenderer(t testing.TB, p *pack.Pack) *Renderer {
	t.Helper()
	r, err := New(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestLook writes pictures to look at to the folder that PRIYOM_LOOK names: tiles side by side, as a window would show them.
func TestLook(t *testing.T) {
	dir := os.Getenv("PRIYOM_LOOK")
	if dir == "" {
		t.Skip("PRIYOM_LOOK isn't set")
	}
	for _, extract := range []string{"stavcheny", "chisinau-ru"} {
		r := newRenderer(t, realPack(t, extract+".osm.pbf"))
		centre := tiles.Project(47.0245, 28.8322)
		if extract == "stavcheny" {
			centre = tiles.Project(47.0885, 28.8720)
		}
		for z := tiles.Zoom(8); z <= 19; z++ {
			for _, variant := range []tiles.Variant{tiles.Light, tiles.Dark} {
				name := filepath.Join(dir, extract+fmt.Sprintf("-%02d-%s.png", z, [2]string{"light", "dark"}[variant]))
				look(t, r, name, centre.At(z), variant, 256)
			}
		}
	}
}

// look draws 4 × 3 tiles about one.
func look(t *testing.T, r *Renderer, name string, c tiles.Coord, variant tiles.Variant, size tiles.Size) {
	t.Helper()
	const across, down = 4, 3
	side := int(size)
	whole := newCanvas(across*side, down*side, ink{})
	for y := range uint32(down) {
		for x := range uint32(across) {
			tile, err := r.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: c.Z, X: c.X + x - across/2, Y: c.Y + y - down/2}, Size: size, Variant: variant})
			if err != nil {
				continue
			}
			for row := range side {
				copy(whole.Pix[(int(y)*side+row)*whole.Stride+int(x)*side*4:], tile.Image.Pix[row*tile.Image.Stride:][:side*4])
			}
		}
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, whole); err != nil {
		t.Fatal(err)
	}
}

func degrees(v float64) civic.Degrees { return civic.Degrees(v) }

func key(b box, text string) string { return fmt.Sprint(b, text) }
