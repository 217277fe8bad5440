package tiles_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"

	"priyom/tiles"
)

// numbered is a source whose pixels say which pixel of the world they are.
type numbered struct{ none func(tiles.Coord) bool }

func (numbered) Attribution() string { return "" }
func (n numbered) Tile(_ context.Context, r tiles.Request) (tiles.Tile, error) {
	if n.none != nil && n.none(r.Coord) {
		return tiles.Tile{}, tiles.ErrNoTile
	}
	side := int(r.Size)
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			wx, wy := int(r.X)*side+x, int(r.Y)*side+y
			img.SetRGBA(x, y, color.RGBA{byte(wx), byte(wx >> 8), byte(wy), 255})
		}
	}
	return tiles.Tile{Image: img, Of: r.Coord, From: r.Coord}, nil
}

func TestStillIsOnePiece(t *testing.T) {
	centre := tiles.Project(52.3, 42.9)
	const z, w, h = 16, 700, 333
	img, err := tiles.Still(t.Context(), numbered{}, centre, z, tiles.Size256, tiles.Light, w, h)
	if err != nil {
		t.Fatal(err)
	}
	left, top := int(int64(centre.X)*256>>(32-z))-w/2, int(int64(centre.Y)*256>>(32-z))-h/2
	for y := range h {
		for x := range w {
			want := color.RGBA{byte(left + x), byte((left + x) >> 8), byte(top + y), 255}
			if got := img.RGBAAt(x, y); got != want {
				t.Fatalf("pixel %d,%d is %v, want %v", x, y, got, want)
			}
		}
	}
}

func TestStillAtTheEdge(t *testing.T) {
	img, err := tiles.Still(t.Context(), numbered{}, tiles.Point{}, 1, tiles.Size256, tiles.Light, 100, 100)
	if err != nil {
		t.Fatal(err)
	}
	if img.RGBAAt(10, 10).A != 0 || img.RGBAAt(90, 90).A != 255 {
		t.Error("beyond the world there is something, or in it nothing")
	}
	holes := numbered{none: func(tiles.Coord) bool { return true }}
	if img, err = tiles.Still(t.Context(), holes, tiles.Project(52, 42), 15, tiles.Size256, tiles.Light, 64, 64); err != nil || img.RGBAAt(1, 1).A != 0 {
		t.Errorf("without tiles: %v", err)
	}
	for _, size := range [][2]int{{0, 1}, {1, -1}, {tiles.MaxStill + 1, 1}} {
		if _, err := tiles.Still(t.Context(), holes, tiles.Point{}, 1, tiles.Size256, tiles.Light, size[0], size[1]); !errors.Is(err, tiles.ErrStill) {
			t.Errorf("%v: %v", size, err)
		}
	}
}
