package render

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

func TestWhatIsNoTile(t *testing.T) {
	r := newRenderer(t, villagePack(t))
	for name, c := range map[string]struct {
		r    tiles.Request
		want error
	}{
		"inside":          {tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 256}, nil},
		"deepest":         {tiles.Request{Coord: tiles.Coord{Z: 19, X: villageX << 5, Y: villageY << 5}, Size: 256}, nil},
		"coarsest":        {tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}.Up(9), Size: 256}, nil},
		"too deep":        {tiles.Request{Coord: tiles.Coord{Z: 20, X: villageX << 6, Y: villageY << 6}, Size: 256}, tiles.ErrNoTile},
		"too coarse":      {tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}.Up(10), Size: 256}, tiles.ErrNoTile},
		"beside":          {tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX + 1, Y: villageY}, Size: 256}, tiles.ErrNoTile},
		"another size":    {tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 300}, tiles.ErrNoTile},
		"not in world":    {tiles.Request{Coord: tiles.Coord{Z: 3, X: 8, Y: 0}, Size: 256}, tiles.ErrCoord},
		"no such variant": {tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 256, Variant: 2}, tiles.ErrCoord},
	} {
		tile, err := r.Tile(t.Context(), c.r)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err == nil && (tile.Image.Rect.Dx() != 256 || tile.Of != c.r.Coord || tile.From != c.r.Coord || tile.At.IsZero()) {
			t.Errorf("%s: %v of %v", name, tile.Image.Rect, tile.Of)
		}
	}
	if r.Attribution() != pack.Attribution {
		t.Errorf("attribution %q", r.Attribution())
	}
}

// TestEveryPixelIsOpaque also means that the palette may leave transparency out.
func TestEveryPixelIsOpaque(t *testing.T) {
	r := newRenderer(t, villagePack(t))
	tile, err := r.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 256})
	if err != nil || !tile.Image.Opaque() {
		t.Error(err)
	}
}

func colourAt(t *testing.T, r *Renderer, z tiles.Zoom, x, y int32) color.RGBA {
	t.Helper()
	k := z - 14
	pixel := func(v int32) int { return int(int64(v)<<k) / 64 }
	tx, ty := pixel(x)/256, pixel(y)/256
	tile, err := r.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: z, X: villageX<<k + uint32(tx), Y: villageY<<k + uint32(ty)}, Size: 256})
	if err != nil {
		t.Fatal(err)
	}
	return tile.Image.RGBAAt(pixel(x)-tx*256, pixel(y)-ty*256)
}

// TestWhatLiesOnWhat looks at single places of the village.
func TestWhatLiesOnWhat(t *testing.T) {
	r := newRenderer(t, villagePack(t))
	s, err := parseStyle(defaultStyle)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		x, y int32
		want string
	}{
		"plain land":                      {14000, 15500, "land"},
		"forest":                          {10600, 1000, "forest"},
		"a clearing is a hole":            {11200, 2100, "land"},
		"the pond":                        {1500, 12300, "water"},
		"its island":                      {3100, 10300, "land"},
		"the river":                       {4000, 13600, "water"},
		"the bridge is over the river":    {8800, 14550, "secondary"},
		"a road is over the forest":       {8800, 700, "secondary"},
		"a crossing is open":              {4200, 5000, "road"},
		"where a street meets a main one": {8760, 4620, "road"},
		"a building":                      {1520, 2915, "building"},
	} {
		want, err := parseColour(s.Colours[c.want][tiles.Light])
		if err != nil {
			t.Fatal(err)
		}
		got := colourAt(t, r, 17, c.x, c.y)
		if name == "where a street meets a main one" { // the main one's core covers it
			want, _ = parseColour(s.Colours["secondary"][tiles.Light])
		}
		if (got != color.RGBA{want.r, want.g, want.b, 255}) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// TestManyAtOnce draws the same tiles in several goroutines, with memory for next to nothing: all must be as drawn alone.
func TestManyAtOnce(t *testing.T) {
	p := villagePack(t)
	alone := newRenderer(t, p)
	together, err := New(p, Options{CellBytes: 1, LabelBytes: 1, MaskBytes: 4096})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range uint32(16) {
		req := tiles.Request{Coord: tiles.Coord{Z: 16, X: villageX<<2 + i%4, Y: villageY<<2 + i/4}, Size: 256, Variant: tiles.Variant(i % 2)}
		want, err := alone.Tile(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			wait.Go(func() {
				got, err := together.Tile(context.Background(), req)
				if err != nil {
					t.Error(err)
					return
				}
				if !bytes.Equal(got.Image.Pix, want.Image.Pix) {
					t.Errorf("%v differs", req.Coord)
				}
			})
		}
	}
	wait.Wait()
	if together.masks.bytes > 4096 || together.cells.bytes > 1 || together.blocks.bytes > 1 {
		t.Errorf("over the budget: %d, %d, %d", together.masks.bytes, together.cells.bytes, together.blocks.bytes)
	}
}

func TestWhoGoesAwayIsNotWaitedFor(t *testing.T) {
	r := newRenderer(t, villagePack(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Tile(ctx, tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 256}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestDamageIsToldNotDrawn flips one byte after another of a pack that still opens: the tile is what it was, or an error says so.
func TestDamageIsToldNotDrawn(t *testing.T) {
	good := villagePack(t)
	req := tiles.Request{Coord: tiles.Coord{Z: 14, X: villageX, Y: villageY}, Size: 256}
	want, err := newRenderer(t, good).Tile(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(good.Path())
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for at := 4096; at < len(data); at += 37 {
		bad := bytes.Clone(data)
		bad[at] ^= 0x5a
		path := filepath.Join(t.TempDir(), "bad.pack")
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := pack.Open(path)
		if err != nil {
			continue
		}
		got, err := newRenderer(t, p).Tile(t.Context(), req)
		switch {
		case err == nil && !bytes.Equal(got.Image.Pix, want.Image.Pix):
			t.Errorf("byte %d: another picture", at)
		case errors.Is(err, tiles.ErrTile):
			told++
		case err != nil && !errors.Is(err, tiles.ErrNoTile):
			t.Errorf("byte %d: %v", at, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	if told < 10 {
		t.Errorf("only %d damages were told", told)
	}
}

// FuzzTile asks for anything: a picture or one of the errors that Source promises.
func FuzzTile(f *testing.F) {
	r := newRenderer(f, villagePack(f))
	f.Add(uint8(14), uint32(villageX), uint32(villageY), 256, uint8(0))
	f.Add(uint8(19), uint32(villageX<<5+31), uint32(villageY<<5+31), 512, uint8(1))
	f.Add(uint8(5), uint32(18), uint32(11), 256, uint8(1))
	f.Add(uint8(255), uint32(1<<32-1), uint32(1<<32-1), -1, uint8(255))
	f.Fuzz(func(t *testing.T, z uint8, x, y uint32, size int, variant uint8) {
		req := tiles.Request{Coord: tiles.Coord{Z: tiles.Zoom(z), X: x, Y: y}, Size: tiles.Size(size), Variant: tiles.Variant(variant)}
		tile, err := r.Tile(t.Context(), req)
		switch {
		case err == nil && tile.Image.Rect.Dx() == size && tile.Image.Rect.Dy() == size:
		case errors.Is(err, tiles.ErrNoTile), errors.Is(err, tiles.ErrCoord):
		default:
			t.Errorf("%v: %v", req, err)
		}
	})
}

// FuzzCell draws cells of anything that the format allows: far outside, without points, of unknown classes.
func FuzzCell(f *testing.F) {
	f.Add(uint8(pack.Water), int32(0), int32(0), int32(1<<14), int32(1<<14), int8(0), "Пруд")
	f.Add(uint8(pack.Street), int32(-1<<31), int32(5), int32(1<<31-1), int32(7), int8(-5), "Лесная улица")
	f.Add(uint8(pack.Footway), int32(-60000), int32(5), int32(60000), int32(7), int8(5), "\xff\x00 - - -")
	f.Add(uint8(pack.City), int32(16383), int32(16383), int32(3), int32(3), int8(1), "Переяслав-Хмельницький-Надзвичайно-Довгий")
	f.Add(uint8(59), int32(1), int32(2), int32(3), int32(3), int8(1), "")
	f.Fuzz(func(t *testing.T, class uint8, x0, y0, x1, y1 int32, layer int8, name string) {
		if len(name) > 4000 {
			return
		}
		s := &scene{}
		feature := pack.Feature{Class: pack.Class(class), Name: name, Ref: name, Layer: layer, Bridge: layer > 0, Tunnel: layer < 0, Oneway: pack.Forward}
		if pack.Class(class).Group() != pack.GroupPoint {
			s.add(feature, line(x0, y0, x1, y1, x0, y1, x0, y0), line(x1, y1))
		}
		s.add(feature, line(x0, y0))
		r := newRenderer(t, madeUp(t, map[[2]uint32]*scene{{villageX, villageY}: s}))
		for z := tiles.Zoom(14); z <= 19; z += 5 {
			if _, err := r.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: z, X: villageX << (z - 14), Y: villageY << (z - 14)}, Size: 512}); err != nil {
				t.Errorf("z%d: %v", z, err)
			}
		}
	})
}
