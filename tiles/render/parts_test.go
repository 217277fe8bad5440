package render

import (
	"errors"
	"testing"

	"priyom/tiles"
)

func TestLRU(t *testing.T) {
	l := newLRU[string, int](10)
	l.put("a", 1, 4)
	l.put("b", 2, 4)
	if _, ok := l.get("a"); !ok {
		t.Error("a is gone")
	}
	l.put("c", 3, 4) // b was used least lately
	if _, ok := l.get("b"); ok {
		t.Error("b is there")
	}
	l.put("a", 5, 6)
	if v, _ := l.get("a"); v != 5 || l.bytes != 10 {
		t.Errorf("a is %d, %d bytes", v, l.bytes)
	}
	l.put("large", 6, 11)
	if _, ok := l.get("large"); ok || l.bytes != 10 {
		t.Errorf("what is larger than the budget was kept; %d bytes", l.bytes)
	}
	l.put("c", 7, 11)
	if _, ok := l.get("c"); ok {
		t.Error("an old value outlived its successor")
	}
}

func TestIcons(t *testing.T) {
	i, err := parseIcon(0, "M2 3H5V7L1 1Z M1,1Q2 2 3 1C4 4 5 5 6 6 O8 8 3")
	if err != nil || len(i.lines) != 3 {
		t.Fatalf("%v: %v", err, i)
	}
	if got := i.lines[0]; len(got) != 5 || got[1] != [2]float64{5, 3} || got[2] != [2]float64{5, 7} || got[4] != got[0] {
		t.Errorf("%v", got)
	}
	if got := i.lines[1]; len(got) != 1+2*curveSteps || got[curveSteps] != [2]float64{3, 1} || got[2*curveSteps] != [2]float64{6, 6} {
		t.Errorf("%v", got)
	}
	if got := i.lines[2]; got[0] != got[len(got)-1] || got[0] != [2]float64{11, 8} {
		t.Errorf("a circle that isn't closed: %v", got)
	}
	for _, bad := range []string{"", "L1 1", "M1", "M1 x", "M1 1A2 2", "1 1", "M1 1 Z 3 3", "M1e9 0", "MNaN 1", "M1 1m2 2"} {
		if _, err := parseIcon(0, bad); !errors.Is(err, ErrStyle) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestColours(t *testing.T) {
	c, err := parseColour("#0A141E80")
	if err != nil || c != (colour{10, 20, 30, 128}) || c.ink().alpha != 129 {
		t.Errorf("%v: %v", err, c)
	}
	if got := c.over(colour{110, 120, 130, 255}); got != (colour{60, 70, 80, 255}) {
		t.Errorf("%v", got)
	}
	for _, bad := range []string{"", "#", "#12345", "#GGGGGG", "123456", "#+12345"} {
		if _, err := parseColour(bad); !errors.Is(err, ErrStyle) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if white := (colour{255, 255, 255, 255}).ink().rgba; mix(white, white, 77) != white {
		t.Error("white over white isn't white")
	}
}

// TestCellsAgreeAlongTheirEdge draws a strip on both sides of the edges between real cells from the one cell and from the
// other, as far beyond its own edge as half its margin: what the eye would see as a step between tiles.
func TestCellsAgreeAlongTheirEdge(t *testing.T) {
	r := newRenderer(t, realPack(t, "chisinau-ru.osm.pbf"))
	for _, z := range []tiles.Zoom{12, 14, 16, 18} {
		at := tiles.Project(47.0245, 28.8322).At(z)
		k, _ := cellOf(at)
		inCell := 256 << (z - tiles.Zoom(k.band))
		next := cellKey{k.band, k.x + 1, k.y}
		half := min(4, 1<<(z-tiles.Zoom(k.band)))
		strip := view{zoom: z, scale: 1, x: int(next.x)*inCell - half, y: int(k.y)*inCell + inCell/2, w: 2 * half, h: min(2048, inCell/2)}
		var seen [2]canvas
		for i, from := range []cellKey{k, next} {
			c, err := r.cell(t.Context(), from)
			if err != nil || c == nil {
				t.Fatal(err)
			}
			seen[i] = newCanvas(strip.w, strip.h, r.sheets[0][z].ground)
			w := newScratch()
			w.begin(seen[i], c, from, strip)
			w.terrain(r, r.sheets[0][z])
		}
		far := 0
		for i, v := range seen[0].Pix {
			if d := int(v) - int(seen[1].Pix[i]); d > 48 || d < -48 {
				far++
			}
		}
		plain := 0
		for i := 0; i < len(seen[0].Pix); i += 4 {
			if seen[0].RGBAAt(i/4%strip.w, i/4/strip.w) == seen[0].RGBAAt(0, 0) {
				plain++
			}
		}
		if plain == len(seen[0].Pix)/4 {
			t.Errorf("z%d: there is nothing on the edge: this tests nothing", z)
		}
		if far > len(seen[0].Pix)/200 {
			t.Errorf("z%d: %d of %d values differ across the edge", z, far, len(seen[0].Pix))
		}
	}
}
