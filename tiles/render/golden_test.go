package render

import (
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/tiles"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestGolden compares a made-up village with pictures that were looked at. A few values may be off by little: floating-point
// sums differ between processors.
func TestGolden(t *testing.T) {
	r := newRenderer(t, villagePack(t))
	for _, c := range []struct {
		tile    string
		size    tiles.Size
		variant tiles.Variant
	}{
		{"14/9468/5772", tiles.Size512, tiles.Light},
		{"14/9468/5772", tiles.Size256, tiles.Dark},
		{"16/37873/23089", tiles.Size256, tiles.Light},
		{"16/37874/23091", tiles.Size256, tiles.Light},
		{"17/75744/46177", tiles.Size256, tiles.Light},
		{"17/75745/46178", tiles.Size512, tiles.Dark},
		{"18/151489/92354", tiles.Size256, tiles.Light},
	} {
		at, err := tiles.ParseCoord(c.tile)
		if err != nil {
			t.Fatal(err)
		}
		tile, err := r.Tile(t.Context(), tiles.Request{Coord: at, Size: c.size, Variant: c.variant})
		if err != nil {
			t.Fatal(err)
		}
		name := strings.ReplaceAll(c.tile, "/", "-") + [2]string{"-light", "-dark"}[c.variant] + map[tiles.Size]string{256: "", 512: "-2x"}[c.size] + ".png"
		golden(t, filepath.Join("testdata", name), tile.Image)
	}
}

func golden(t *testing.T, path string, got *image.RGBA) {
	t.Helper()
	if *update {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	want := image.NewRGBA(m.Bounds())
	draw.Draw(want, want.Rect, m, image.Point{}, draw.Src)
	if want.Rect != got.Rect {
		t.Fatalf("%s: %v, want %v", path, got.Rect, want.Rect)
	}
	off := 0
	for i, v := range got.Pix {
		if d := int(v) - int(want.Pix[i]); d > 6 || d < -6 {
			off++
		}
	}
	if off > len(got.Pix)/2000 {
		t.Errorf("%s: %d of %d values are off; look at it and run with -update", path, off, len(got.Pix))
	}
}
