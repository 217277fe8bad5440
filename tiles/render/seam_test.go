package render

import (
	"image"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// drawn draws a rectangle of the world's pixels, all within one cell.
func drawn(t testing.TB, r *Renderer, v view) *image.RGBA {
	t.Helper()
	c, err := r.draw(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	return c.RGBA
}

// differ counts the pixels of a tile that aren't those of the whole, of which the tile's corner is at x, y.
func differ(whole, tile *image.RGBA, x, y int) (n int, first image.Point) {
	for row := range tile.Rect.Dy() {
		a, b := whole.Pix[(y+row)*whole.Stride+4*x:], tile.Pix[row*tile.Stride:]
		for i := 0; i < 4*tile.Rect.Dx(); i += 4 {
			if a[i] != b[i] || a[i+1] != b[i+1] || a[i+2] != b[i+2] {
				if n == 0 {
					first = image.Pt(i/4, row)
				}
				n++
			}
		}
	}
	return n, first
}

// TestNeighboursAreOnePicture draws areas in one go and tile by tile: every pixel must be the same, with all there is: areas,
// strokes, dashes, arrows, icons and labels, those on the edges of blocks too.
func TestNeighboursAreOnePicture(t *testing.T) {
	city := newRenderer(t, realPack(t, "chisinau-ru.osm.pbf"))
	village := newRenderer(t, realPack(t, "stavcheny.osm.pbf"))
	for _, c := range []struct {
		name     string
		r        *Renderer
		lat, lon float64
	}{
		{"city", city, 47.0245, 28.8322},
		{"suburb", city, 46.985, 28.80},
		{"village", village, 47.0885, 28.8720},
	} {
		for z := tiles.Zoom(10); z <= 19; z++ {
			k, _ := cellOf(tiles.Project(degrees(c.lat), degrees(c.lon)).At(z))
			across := min(8, 1<<(z-tiles.Zoom(k.band))) // tiles, within one cell
			at := tiles.Project(degrees(c.lat), degrees(c.lon)).At(z)
			at.X, at.Y = at.X/uint32(across)*uint32(across), at.Y/uint32(across)*uint32(across)
			for _, scale := range []int{1, 2} {
				side := 256 * scale
				whole := drawn(t, c.r, view{zoom: z, scale: scale, x: int(at.X) * side, y: int(at.Y) * side, w: across * side, h: across * side})
				for y := range across {
					for x := range across {
						tile := drawn(t, c.r, view{zoom: z, scale: scale, x: (int(at.X) + x) * side, y: (int(at.Y) + y) * side, w: side, h: side})
						if n, first := differ(whole, tile, x*side, y*side); n > 0 {
							t.Errorf("%s z%d ×%d: tile %d, %d: %d pixels differ, the first at %v", c.name, z, scale, x, y, n, first)
						}
					}
				}
			}
		}
	}
}

// TestBlocksAgree looks at every edge between two blocks: what crosses it must be known to both alike.
func TestBlocksAgree(t *testing.T) {
	r := newRenderer(t, realPack(t, "chisinau-ru.osm.pbf"))
	crossing := 0
	for z := tiles.Zoom(11); z <= 18; z++ {
		n := blockTiles(z)
		at := tiles.Project(47.0245, 28.8322).At(z)
		blocks := map[blockKey]*block{}
		for dy := range uint32(4) {
			for dx := range uint32(4) {
				k := blockKey{z, at.X/n + dx - 2, at.Y/n + dy - 2}
				b, err := r.block(t.Context(), k)
				if err != nil {
					t.Fatal(err)
				}
				blocks[k] = b
			}
		}
		side := sub(n*256) << subBits
		for k, b := range blocks {
			for _, d := range [][2]int32{{1, 0}, {0, 1}, {1, 1}} {
				other, ok := blocks[blockKey{z, k.x + uint32(d[0]), k.y + uint32(d[1])}]
				if !ok {
					continue
				}
				shift := place{d[0] * side, d[1] * side}
				theirs := box{0, 0, side, side}.move(shift)
				ours := box{0, 0, side, side}
				found := map[string]int{}
				for _, l := range b.labels {
					if l.whole.meets(theirs) {
						found[key(l.whole, l.text)]++
						crossing++
					}
				}
				for _, l := range other.labels {
					if w := l.whole.move(shift); w.meets(ours) {
						found[key(w, l.text)]--
					}
				}
				for what, n := range found {
					if n != 0 {
						t.Errorf("%v and its neighbour %v: %s is known to one of them", k, d, what)
					}
				}
			}
		}
	}
	if crossing < 50 {
		t.Errorf("only %d labels cross an edge: this tests nothing", crossing)
	}
}

// TestLabelsDontCollide compares all labels of each block with one another, whichever way they were decided, and looks whether
// most houses have their numbers.
func TestLabelsDontCollide(t *testing.T) {
	r := newRenderer(t, realPack(t, "chisinau-ru.osm.pbf"))
	for z := tiles.Zoom(10); z <= 19; z++ {
		n := blockTiles(z)
		at := tiles.Project(47.0245, 28.8322).At(z)
		labels := 0
		for d := range uint32(9) {
			k := blockKey{z, at.X/n + d%3 - 1, at.Y/n + d/3 - 1}
			b, err := r.block(t.Context(), k)
			if err != nil {
				t.Fatal(err)
			}
			labels += len(b.labels)
			for i := range b.labels {
				for j := range i {
					if collide(&b.labels[i], &b.labels[j]) {
						t.Errorf("%v: %q and %q", k, b.labels[i].text, b.labels[j].text)
					}
				}
			}
		}
		if labels == 0 {
			t.Errorf("z%d: no labels: this tests nothing", z)
		}
	}
}

func collide(a, b *label) bool {
	if !a.whole.meets(b.whole) {
		return false
	}
	for _, p := range a.boxes {
		for _, q := range b.boxes {
			if p.meets(q) {
				return true
			}
		}
	}
	return false
}

// TestHousesHaveTheirNumbers counts them in a village, over all blocks, those at the blocks' edges too.
func TestHousesHaveTheirNumbers(t *testing.T) {
	r := newRenderer(t, realPack(t, "stavcheny.osm.pbf"))
	const z = 18
	c, err := r.cell(t.Context(), cellKey{pack.Band14, tiles.Project(47.0885, 28.8720).At(14).X, tiles.Project(47.0885, 28.8720).At(14).Y})
	if err != nil || c == nil {
		t.Fatal(err)
	}
	k, _ := cellOf(tiles.Project(47.0885, 28.8720).At(z))
	there, placed := 0, 0
	for _, f := range c.of(pack.HouseNumber) {
		if q := c.PointsOf(f.Parts[0])[0]; q.X >= 0 && q.Y >= 0 && q.X < pack.Band14.Extent() && q.Y < pack.Band14.Extent() {
			there++
		}
	}
	n := blockTiles(z)
	for y := k.y << 4 / n; y < (k.y+1)<<4/n; y++ {
		for x := k.x << 4 / n; x < (k.x+1)<<4/n; x++ {
			b, err := r.block(t.Context(), blockKey{z, x, y})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range b.labels {
				if l.plan.Class[0] == "HouseNumber" && (box{0, 0, sub(n*256) << subBits, sub(n*256) << subBits}).holds(l.at) {
					placed++
				}
			}
		}
	}
	if there < 300 || placed < there*95/100 {
		t.Errorf("%d of %d numbers stand", placed, there)
	}
	t.Logf("%d of %d numbers stand", placed, there)
}
