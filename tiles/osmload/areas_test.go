package osmload_test

import (
	"testing"

	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

func TestHolesStayHoles(t *testing.T) {
	for name, test := range map[string]struct {
		make            func(p *plan)
		inHole, outside pack.Class
	}{
		"a multipolygon": {func(p *plan) {
			outer, inner := p.way(p.square(0, 0, 1000)), p.way(p.square(300, 300, 300))
			p.relation([]member{{outer, "outer"}, {inner, "inner"}}, "type=multipolygon", "landuse=forest")
		}, pack.ClassNone, pack.Forest},
		"with something in the hole": {func(p *plan) {
			outer, inner := p.way(p.square(0, 0, 1000)), p.way(p.square(300, 300, 300), "natural=water")
			p.relation([]member{{outer, "outer"}, {inner, "inner"}}, "type=multipolygon", "landuse=forest")
		}, pack.Water, pack.Forest},
		"tags on the outer way": {func(p *plan) {
			outer, inner := p.way(p.square(0, 0, 1000), "landuse=forest", "name=Лес"), p.way(p.square(300, 300, 300))
			p.relation([]member{{outer, "outer"}, {inner, "inner"}}, "type=multipolygon")
		}, pack.ClassNone, pack.Forest},
		"tags on both": {func(p *plan) {
			outer, inner := p.way(p.square(0, 0, 1000), "landuse=forest"), p.way(p.square(300, 300, 300))
			p.relation([]member{{outer, "outer"}, {inner, "inner"}}, "type=multipolygon", "landuse=forest")
		}, pack.ClassNone, pack.Forest},
		"the same tags on the inner way": {func(p *plan) {
			outer, inner := p.way(p.square(0, 0, 1000)), p.way(p.square(300, 300, 300), "natural=wood")
			p.relation([]member{{outer, "outer"}, {inner, "inner"}}, "type=multipolygon", "landuse=forest")
		}, pack.ClassNone, pack.Forest},
		"an outer ring of three ways, roles forgotten": {func(p *plan) {
			refs := p.square(0, 0, 1000)
			a, b, c := p.way(refs[:2]), p.way(refs[1:4]), p.way(refs[3:])
			inner := p.way(p.square(300, 300, 300))
			p.relation([]member{{b, ""}, {inner, ""}, {c, ""}, {a, ""}}, "type=multipolygon", "natural=water")
		}, pack.ClassNone, pack.Water},
		"a river's bank": {func(p *plan) { p.way(p.square(0, 0, 1000), "waterway=riverbank") }, pack.Water, pack.Water},
		"an unclosed one is dropped": {func(p *plan) {
			outer := p.way(p.through(0, 0, 1000, 0, 1000, 1000))
			p.relation([]member{{outer, "outer"}}, "type=multipolygon", "natural=water")
			p.way(p.square(-2000, -2000, 10), "building=yes")
		}, pack.ClassNone, pack.ClassNone},
	} {
		p := &plan{}
		test.make(p)
		got, res := load(t, p.save(t), osmload.Options{})
		if c := top(t, got, 450, 450); c != test.inHole {
			t.Errorf("%s: in the hole is %s", name, c)
		}
		if c := top(t, got, 900, 100); c != test.outside {
			t.Errorf("%s: outside of it is %s", name, c)
		}
		if broken := test.outside == pack.ClassNone; (res.Unclosed > 0) != broken || (res.BrokenAreas > 0) != broken {
			t.Errorf("%s: %+v", name, res)
		}
	}
}

// TestRingsTurnOneWay looks at all areas of all bands of a real extract.
func TestRingsTurnOneWay(t *testing.T) {
	p, _ := load(t, extract(t, "stavcheny.osm.pbf"), osmload.Options{})
	for _, band := range pack.Bands() {
		areas, holes := 0, 0
		for at, c := range cells(t, p, band) {
			for _, f := range c.Features {
				margin := band.Margin(f.Class.Group())
				limit := band.Extent() + margin
				if f.Box.MinX < -margin || f.Box.MinY < -margin || f.Box.MaxX > limit || f.Box.MaxY > limit {
					t.Fatalf("%s: %s reaches to %v", at, f.Class, f.Box)
				}
				for i, part := range f.Parts {
					points := c.PointsOf(part)
					switch f.Class.Group() {
					case pack.GroupLine:
						if len(points) < 2 {
							t.Fatalf("%s: a line of a point", at)
						}
					case pack.GroupArea:
						var sum int64
						for k, a := range points {
							b := points[(k+1)%len(points)]
							sum += int64(a.X)*int64(b.Y) - int64(a.Y)*int64(b.X)
							if a == b {
								t.Fatalf("%s: a point twice in %s", at, f.Class)
							}
						}
						if len(points) < 3 || (sum > 0) != (i == 0) || sum == 0 {
							t.Fatalf("%s: ring %d of %s has the area %d", at, i, f.Class, sum)
						}
						areas++
						if i > 0 {
							holes++
						}
					}
				}
			}
		}
		t.Logf("band %d: %d rings, %d of them holes", band, areas, holes)
	}
}

// TestNeighboursMeet compares the points of lines in the strips that two cells have in common.
func TestNeighboursMeet(t *testing.T) {
	p, _ := load(t, extract(t, "stavcheny.osm.pbf"), osmload.Options{})
	compared := 0
	all := cells(t, p, pack.Band14)
	for at, west := range all {
		right := at
		right.X++
		east, ok := all[right]
		if !ok {
			continue
		}
		margin, extent := pack.Band14.Margin(pack.GroupLine)-2, pack.Band14.Extent()
		strip := func(c *pack.Cell, shift int32) map[pack.CellPoint]bool {
			points := map[pack.CellPoint]bool{}
			for _, f := range c.Features {
				if f.Class.Group() == pack.GroupLine {
					for _, part := range f.Parts {
						for _, q := range c.PointsOf(part) {
							if q.X -= shift; q.X > -margin && q.X < margin && q.Y > -margin && q.Y < extent+margin {
								points[q] = true
							}
						}
					}
				}
			}
			return points
		}
		l, r := strip(west, extent), strip(east, 0)
		for q := range l {
			if compared++; !r[q] {
				t.Errorf("%s has %v, its neighbour hasn't", at, q)
			}
		}
		if len(l) != len(r) {
			t.Errorf("%s: %d points, its neighbour %d", at, len(l), len(r))
		}
	}
	if compared < 500 {
		t.Errorf("%d points compared", compared)
	}
}
