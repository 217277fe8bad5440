package osmload_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

// district is a council in a larger area, with things inside, outside and across.
func district(p *plan, name string) int64 {
	refs := p.square(0, 0, 2000)
	south, north := p.way(refs[:3]), p.way(refs[2:])
	id := p.relation([]member{{south, "outer"}, {north, "outer"}}, "type=boundary", "boundary=administrative", "admin_level=8", "name="+name, "name:en=Forest Council")
	p.node(500, 500, "amenity=school", "name=Своя")
	p.node(5000, 500, "amenity=school", "name=Чужая")
	p.way(p.through(1000, 1000, 6000, 1000), "highway=primary", "name=Через границу")
	p.way(p.through(5000, 1500, 6000, 1500), "highway=primary", "name=За границей")
	far := p.square(1500, -500, 4000)
	a, b := p.way(far[:3]), p.way(far[2:])
	hole := p.way(p.square(1600, 100, 300))
	p.relation([]member{{a, "outer"}, {b, "outer"}, {hole, "inner"}}, "type=multipolygon", "landuse=forest")
	return id
}

func box(x0, y0, x1, y1 float64) tiles.Box {
	nw, se := at(x0, y1), at(x1, y0)
	return tiles.Box{MinX: nw.X, MinY: nw.Y, MaxX: se.X, MaxY: se.Y}
}

func TestBoundaries(t *testing.T) {
	p := &plan{}
	id := district(p, "Лёсной совет")
	lat0, lon0 := degrees(0, 0)
	lat1, lon1 := degrees(2000, 2000)
	ring := fmt.Sprintf("[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]", lon0, lat0, lon1, lat0, lon1, lat1, lon0, lat1, lon0, lat0)
	path := p.save(t)
	for name, b := range map[string]osmload.Boundary{
		"by id":               {Relation: id},
		"by name":             {Name: "лесной СОВЕТ "},
		"by another language": {Name: "forest council"},
		"a polygon":           {GeoJSON: []byte(`{"type":"Polygon","coordinates":` + ring + `}`)},
		"a feature":           {GeoJSON: []byte(`{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[` + ring + `]}}`)},
		"features":            {GeoJSON: []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":` + ring + `}}]}`)},
		"a box":               {Box: box(0, 0, 2000, 2000)},
	} {
		got, res := load(t, path, osmload.Options{Boundary: b})
		schools := seen(t, got, pack.Band14, pack.School)
		for _, s := range schools {
			if s.Name != "Своя" {
				t.Errorf("%s: a school outside", name)
			}
		}
		if len(schools) == 0 {
			t.Errorf("%s: no school", name)
		}
		across := false
		for _, f := range seen(t, got, pack.Band14, pack.Primary) {
			across = across || f.Name == "Через границу"
			if f.Name == "За границей" {
				t.Errorf("%s: a street outside", name)
			}
		}
		if !across || res.Missing > 0 || res.Unclosed > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		if c := top(t, got, 1950, 50); c != pack.Forest {
			t.Errorf("%s: the forest across the border is %s", name, c)
		}
		if c := top(t, got, 1700, 200); c != pack.ClassNone {
			t.Errorf("%s: its hole is %s", name, c)
		}
		if c := top(t, got, 2100, 50); c != pack.ClassNone {
			t.Errorf("%s: it isn't cut off, but %s", name, c)
		}
		drawn := len(seen(t, got, pack.Band14, pack.DistrictBorder)) > 0
		if drawn != (b.Box == tiles.Box{}) {
			t.Errorf("%s: the outline is drawn: %v", name, drawn)
		}
		if b.Relation+int64(len(b.Name)) > 0 && got.Meta().Names.Local != "Лёсной совет" {
			t.Errorf("%s: called %+v", name, got.Meta().Names)
		}
	}
}

func TestBoundariesThatAreNone(t *testing.T) {
	p := &plan{}
	district(p, "Лесное")
	p.relation([]member{{p.way(p.square(3000, 0, 100)), "outer"}}, "type=boundary", "boundary=administrative", "admin_level=8", "name=Садовое")
	p.relation([]member{{p.way(p.square(4000, 0, 100)), "outer"}}, "type=boundary", "boundary=administrative", "admin_level=8", "name=Садовое")
	open := p.relation([]member{{p.way(p.through(0, 0, 5, 5, 9, 0)), "outer"}}, "type=boundary", "boundary=administrative", "admin_level=6", "name=Половина")
	absent := p.relation([]member{{p.way(p.square(3000, 500, 100)), "outer"}, {1 << 40, "outer"}}, "type=boundary", "boundary=administrative", "admin_level=6", "name=Три четверти")
	path := p.save(t)
	for name, c := range map[string]struct {
		boundary osmload.Boundary
		want     error
		says     string
	}{
		"misspelt":         {osmload.Boundary{Name: "Лисное"}, osmload.ErrNoBoundary, `"Лесное" (relation`},
		"a part of it":     {osmload.Boundary{Name: "Лес"}, osmload.ErrNoBoundary, `"Лесное" (relation`},
		"twice":            {osmload.Boundary{Name: "Садовое"}, osmload.ErrAmbiguous, `"Садовое" (relation`},
		"no such id":       {osmload.Boundary{Relation: 999_999}, osmload.ErrNoBoundary, "999999"},
		"open":             {osmload.Boundary{Relation: open}, osmload.ErrIncomplete, "Половина"},
		"a way is missing": {osmload.Boundary{Relation: absent}, osmload.ErrIncomplete, "larger extract"},
		"two of them":      {osmload.Boundary{Relation: 1, Name: "x"}, osmload.ErrBoundary, "only one"},
		"a box inside out": {osmload.Boundary{Box: tiles.Box{MinX: 5, MaxX: 4, MinY: 1, MaxY: 2}}, osmload.ErrBoundary, "box"},
		"no JSON":          {osmload.Boundary{GeoJSON: []byte("nonsense")}, osmload.ErrBoundary, "GeoJSON"},
		"a point":          {osmload.Boundary{GeoJSON: []byte(`{"type":"Point","coordinates":[30,50]}`)}, osmload.ErrBoundary, "no polygon"},
		"in metres":        {osmload.Boundary{GeoJSON: []byte(`{"type":"Polygon","coordinates":[[[500000,0],[1,1],[2,0],[500000,0]]]}`)}, osmload.ErrBoundary, "outside the world"},
		"elsewhere":        {osmload.Boundary{Box: box(90_000, 90_000, 95_000, 95_000)}, osmload.ErrEmpty, "same place"},
	} {
		_, err := osmload.Load(t.Context(), path, t.TempDir()+"/x.pack", osmload.Options{Boundary: c.boundary})
		if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNoDistrict(t *testing.T) {
	p := &plan{}
	p.way(p.square(0, 0, 3_000_000), "landuse=forest")
	if _, err := osmload.Load(t.Context(), p.save(t), t.TempDir()+"/x.pack", osmload.Options{}); !errors.Is(err, osmload.ErrTooLarge) {
		t.Errorf("a continent: %v", err)
	}
	if _, err := osmload.Load(t.Context(), (&plan{}).save(t), t.TempDir()+"/x.pack", osmload.Options{}); !errors.Is(err, osmload.ErrEmpty) {
		t.Errorf("nothing: %v", err)
	}
	p = &plan{}
	p.node(1, 1, "fixme=yes")
	if _, err := osmload.Load(t.Context(), p.save(t), t.TempDir()+"/x.pack", osmload.Options{}); !errors.Is(err, osmload.ErrEmpty) {
		t.Errorf("nothing to draw: %v", err)
	}
}

// TestCouncilsAreHeard cuts Codru out of a real extract by its name.
func TestCouncilsAreHeard(t *testing.T) {
	ears := &heard{}
	got, res := load(t, extract(t, "chisinau-ru.osm.pbf"), osmload.Options{Boundary: osmload.Boundary{Name: "Кодру"}, Index: ears})
	ears.want(t, "settlement Кодру// Town boundary 1 rings 0")
	if n := res.Houses; n < 100 || n > 9000 || got.Meta().Names.Local != "Кодру" {
		t.Errorf("%d houses, %+v", n, got.Meta())
	}
	t.Logf("%+v", res)
}
