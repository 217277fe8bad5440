package mbtiles_test

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"image/color"
	"sync"
	"testing"

	"priyom/tiles"
	"priyom/tiles/mbtiles"
	"priyom/tiles/picture"
)

// The specification's own example: 11/327/791 lies in row 1256.
func TestRowsCountFromTheSouth(t *testing.T) {
	s := open(t, foreign(t, metadataTable, tilesTable, isPNG,
		fmt.Sprintf(`INSERT INTO tiles VALUES (11, 327, 1256, x'%x')`, plain(t, 256, color.RGBA{1, 2, 3, 255}))))
	tile, err := ask(t, s, "11/327/791", tiles.Size256)
	if err != nil || tile.Image.RGBAAt(0, 0) != (color.RGBA{1, 2, 3, 255}) || tile.Of != tile.From || tile.Of.X != 327 {
		t.Fatalf("%v", err)
	}
	if _, err := ask(t, s, "11/327/1256", tiles.Size256); !errors.Is(err, tiles.ErrNoTile) {
		t.Errorf("the other row: %v", err)
	}
}

func TestTileSizes(t *testing.T) {
	s := open(t, written(t, mbtiles.Metadata{}, 256, "3/1/1", "4/2/2", "4/3/2", "4/2/3", "4/3/3", "3/5/5", "4/10/10", "5/20/20"))
	at := func(tile tiles.Tile, x, y int) string { c := tile.Image.RGBAAt(x, y); return fmt.Sprint(c.R, c.G, c.B) }

	tile, err := ask(t, s, "3/1/1", tiles.Size512)
	if err != nil || tile.Image.Rect.Dx() != 512 || tile.Of != tile.From {
		t.Fatalf("%v %v", tile.Image.Rect, err)
	}
	for _, c := range []struct {
		x, y int
		want string
	}{{0, 0, "4 2 2"}, {255, 255, "4 2 2"}, {256, 255, "4 3 2"}, {255, 256, "4 2 3"}, {256, 256, "4 3 3"}, {511, 511, "4 3 3"}} {
		if got := at(tile, c.x, c.y); got != c.want {
			t.Errorf("of four children, pixel %d,%d is %s, not %s", c.x, c.y, got, c.want)
		}
	}
	if tile, err = ask(t, s, "3/5/5", tiles.Size512); err != nil || at(tile, 0, 0) != "3 5 5" || at(tile, 511, 511) != "3 5 5" {
		t.Errorf("with one child of four: %v", err)
	}
	if tile, err = ask(t, s, "5/20/20", tiles.Size512); err != nil || at(tile, 300, 300) != "5 20 20" {
		t.Errorf("at the deepest zoom: %v", err)
	}
	if tile, err = ask(t, s, "4/3/3", 100); err != nil || tile.Image.Rect.Dx() != 100 {
		t.Errorf("of 100 pixels: %v", err)
	}
	for _, size := range []tiles.Size{0, -1, 1 << 30} {
		if _, err := ask(t, s, "4/3/3", size); !errors.Is(err, tiles.ErrNoTile) {
			t.Errorf("of %d pixels: %v", size, err)
		}
	}
}

func TestTilesOf512(t *testing.T) {
	s := open(t, written(t, mbtiles.Metadata{}, 512, "3/1/1", "4/2/2", "4/3/2", "4/2/3", "4/3/3"))
	for _, size := range []tiles.Size{tiles.Size256, tiles.Size512} {
		tile, err := ask(t, s, "3/1/1", size)
		if err != nil || tile.Image.Rect.Dx() != int(size) || tile.Image.RGBAAt(0, 0) != colourOf(coord(t, "3/1/1")) {
			t.Errorf("%d: %v", size, err)
		}
	}
}

func TestBelowTheDeepestZoomAChainEnlarges(t *testing.T) {
	s := open(t, written(t, mbtiles.Metadata{}, 256, "3/1/1"))
	if _, err := ask(t, s, "4/2/2", tiles.Size256); !errors.Is(err, tiles.ErrNoTile) {
		t.Errorf("%v", err)
	}
	tile, err := tiles.Chain{s}.Tile(t.Context(), tiles.Request{Coord: coord(t, "5/4/4"), Size: tiles.Size256})
	if err != nil || tile.From != coord(t, "3/1/1") || tile.Image.RGBAAt(9, 9) != colourOf(tile.From) {
		t.Errorf("%v from %v", err, tile.From)
	}
}

// Every row is the error of its own tile, and the tile beside it is well.
func TestDamagedRows(t *testing.T) {
	good := hex.EncodeToString(plain(t, 256, color.RGBA{9, 9, 9, 255}))
	for name, value := range map[string]string{
		"NULL":           "NULL",
		"a number":       "17",
		"a text":         "'<html>Not found</html>'",
		"nothing":        "x''",
		"half a picture": "x'" + good[:len(good)-40] + "'",
		"GIF":            "x'474946383961'",
		"a vector tile":  "x'1f8b0800'",
		"too many bytes": fmt.Sprintf("zeroblob(%d)", picture.MaxBytes+1),
		"far too many":   "zeroblob(50000000)",
		"not square":     "x'89504e470d0a1a0a0000000d49484452000000100000000808000000005b2ba8be'",
		"a bomb":         "x'89504e470d0a1a0a0000000d49484452000100000001000008000000007ad6e5fb'",
	} {
		s := open(t, foreign(t, metadataTable, tilesTable, isPNG,
			fmt.Sprintf("INSERT INTO tiles VALUES (1, 1, 1, x'%s')", good), "INSERT INTO tiles VALUES (1, 0, 1, "+value+")"))
		if tile, err := ask(t, s, "1/0/0", tiles.Size256); !errors.Is(err, tiles.ErrTile) || tile.Image != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := ask(t, s, "1/1/0", tiles.Size256); err != nil {
			t.Errorf("beside %s: %v", name, err)
		}
		if _, err := ask(t, s, "0/0/0", tiles.Size512); !errors.Is(err, tiles.ErrNoTile) {
			t.Errorf("made of %s: %v", name, err)
		}
	}
}

func TestTileErrors(t *testing.T) {
	s := open(t, written(t, mbtiles.Metadata{}, 256, "3/1/1"))
	if _, err := s.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: 1, X: 2}, Size: 256}); !errors.Is(err, tiles.ErrCoord) {
		t.Errorf("outside the world: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, size := range []tiles.Size{tiles.Size256, tiles.Size512} {
		if _, err := s.Tile(ctx, tiles.Request{Coord: coord(t, "3/1/1"), Size: size}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	names := []string{"3/1/1", "3/2/1", "3/3/1", "3/4/1"}
	s := open(t, written(t, mbtiles.Metadata{}, 64, names...))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for j := range 50 {
				name := names[(i+j)%4]
				if tile, err := ask(t, s, name, 64); err != nil || tile.Image.RGBAAt(0, 0) != colourOf(coord(t, name)) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkTile(b *testing.B) {
	s := open(b, written(b, mbtiles.Metadata{}, 256, "3/1/1"))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ask(b, s, "3/1/1", tiles.Size256); err != nil {
			b.Fatal(err)
		}
	}
}
