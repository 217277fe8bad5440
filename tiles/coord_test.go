package tiles_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/tiles"
)

func TestParseCoord(t *testing.T) {
	for in, want := range map[string]tiles.Coord{
		"0/0/0":              {},
		"1/1/0":              {Z: 1, X: 1},
		"14/9613/5811":       {Z: 14, X: 9613, Y: 5811},
		"22/4194303/4194303": {Z: 22, X: 4194303, Y: 4194303},
	} {
		if c, err := tiles.ParseCoord(in); err != nil || c != want {
			t.Errorf("%q: %v, %v", in, c, err)
		}
	}
	for _, in := range []string{
		"", "1", "1/2", "1/0/0/0", "0/1/0", "0/0/1", "1/2/0", "1/0/2", "23/0/0", "256/0/0", "-1/0/0", "1/-1/0", "+1/0/0",
		"1/0x1/0", "1/ 0/0", "1/0/0.5", "1/0/", "//", "22/4294967296/0", "99999999999999999999/0/0",
	} {
		if c, err := tiles.ParseCoord(in); !errors.Is(err, tiles.ErrCoord) {
			t.Errorf("%q was read as %v, %v", in, c, err)
		}
	}
}

func FuzzParseCoord(f *testing.F) {
	for _, seed := range []string{"0/0/0", "14/9613/5811", "22/4194303/4194303", "23/0/0", "1/1", "+1/00/0", "4/\u0663/1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := tiles.ParseCoord(s)
		if err != nil {
			if !errors.Is(err, tiles.ErrCoord) {
				t.Fatalf("%v", err)
			}
			return
		}
		if again, err := tiles.ParseCoord(c.String()); !c.Valid() || err != nil || again != c {
			t.Fatalf("%q: %v, then %v, %v", s, c, again, err)
		}
	})
}

// coords draws tiles that are in the world.
func coords(t *rapid.T) tiles.Coord {
	z := tiles.Zoom(rapid.IntRange(0, int(tiles.MaxZoom)).Draw(t, "z"))
	last := uint32(1)<<z - 1
	return tiles.Coord{Z: z, X: rapid.Uint32Range(0, last).Draw(t, "x"), Y: rapid.Uint32Range(0, last).Draw(t, "y")}
}

func TestUpAndBoxAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, n := coords(t), tiles.Zoom(rapid.IntRange(0, 30).Draw(t, "n"))
		above, box := c.Up(n), c.Box()
		outer := above.Box()
		if !above.Valid() || above.Z != c.Z-min(n, c.Z) {
			t.Fatalf("%v up %d is %v", c, n, above)
		}
		if box.MinX < outer.MinX || box.MinY < outer.MinY || box.MaxX > outer.MaxX || box.MaxY > outer.MaxY {
			t.Fatalf("%v isn't inside %v", c, above)
		}
		for _, corner := range []tiles.Point{{X: box.MinX, Y: box.MinY}, {X: box.MaxX - 1, Y: box.MaxY - 1}} {
			if corner.At(c.Z) != c || corner.At(above.Z) != above {
				t.Fatalf("%v of %v lies in %v", corner, c, corner.At(c.Z))
			}
		}
	})
}

func TestNeighboursTouchAndDontMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := coords(t)
		next := tiles.Coord{Z: c.Z, X: c.X + 1, Y: c.Y}
		if !next.Valid() {
			t.Skip("at the edge of the world")
		}
		if c.Box().MaxX != next.Box().MinX || c.Box().Meets(next.Box()) {
			t.Fatalf("%v and %v", c.Box(), next.Box())
		}
		if !c.Box().Grow(1).Meets(next.Box()) || !c.Box().Meets(c.Box()) {
			t.Fatalf("%v grown by one doesn't reach %v", c.Box(), next.Box())
		}
	})
}

// A millionth of a degree is 11 cm; the plane's unit is a centimetre.
func TestProjectRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat := civic.Degrees(rapid.Float64Range(-85, 85).Draw(t, "lat"))
		lon := civic.Degrees(rapid.Float64Range(-180, 180).Draw(t, "lon"))
		p := tiles.Project(lat, lon)
		gotLat, gotLon := p.Position()
		if math.Abs(float64(gotLat-lat)) > 1e-6 || math.Abs(float64(gotLon-lon)) > 1e-6 {
			t.Fatalf("%v %v became %v %v", lat, lon, gotLat, gotLon)
		}
		z := tiles.Zoom(rapid.IntRange(0, int(tiles.MaxZoom)).Draw(t, "z"))
		if !p.At(z).Valid() {
			t.Fatalf("%v is in %v", p, p.At(z))
		}
	})
}

func TestProjectKnownPlaces(t *testing.T) {
	for name, c := range map[string]struct {
		lat, lon civic.Degrees
		z        tiles.Zoom
		want     string
	}{
		"Null Island":              {0, 0, 1, "1/1/1"},
		"OSM wiki's own example":   {35.6590699, 139.7006793, 18, "18/232798/103246"},
		"Chisinau":                 {47.0105, 28.8638, 14, "14/9505/5761"},
		"the north pole":           {90, 0, 3, "3/4/0"},
		"the south pole":           {-90, 0, 3, "3/4/7"},
		"the date line, from east": {0, -180, 4, "4/0/8"},
		"the date line, from west": {0, 180, 4, "4/15/8"},
		"beyond the world":         {0, 540, 4, "4/15/8"},
	} {
		if got := tiles.Project(c.lat, c.lon).At(c.z).String(); got != c.want {
			t.Errorf("%s: %s, not %s", name, got, c.want)
		}
	}
	if p := tiles.Project(tiles.MaxLat, 0); p.Y < -1 || p.Y > 1 {
		t.Errorf("the top of the world is at %d", p.Y)
	}
}

func TestMetresPerUnit(t *testing.T) {
	if whole := tiles.MetresPerUnit(0) * float64(tiles.WorldSize); math.Abs(whole-40_075_016.69) > 0.01 {
		t.Errorf("round the equator: %f m", whole)
	}
	if half := tiles.MetresPerUnit(60) / tiles.MetresPerUnit(0); math.Abs(half-0.5) > 1e-12 {
		t.Errorf("at 60°: %f of the equator's", half)
	}
}
