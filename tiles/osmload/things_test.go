package osmload_test

import (
	"slices"
	"testing"

	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

func TestThings(t *testing.T) {
	p := &plan{}
	p.node(500, 500, "place=village", "name=Лесное", "name:uk=Лісове", "name:en=Lesnoye", "population=1 234")
	p.node(10, 10, "addr:housenumber=7/2")
	p.node(20, 10, "highway=bus_stop", "name=Школа")
	p.node(30, 10, "highway=milestone", "distance=12", "ref=М-5")
	p.way(p.square(100, 100, 20), "building=school", "amenity=school", "name=Школа № 1", "addr:housenumber=12", "addr:street=Лесная", "addr:city=Лесное", "building:levels=3")
	p.way(p.square(200, 200, 500), "landuse=forest", "name=Тёмный лес")
	p.way(p.through(0, 0, 100, 0, 200, 0), "highway=residential", "name=Лесная улица", "oneway=-1", "ref=12")
	p.way(p.through(0, 50, 100, 50), "highway=footway", "tunnel=yes", "layer=-1")
	p.way(p.through(0, 60, 100, 60), "highway=trunk_link", "bridge=viaduct", "layer=9")
	p.way(p.through(0, 70, 50, 70, 50, 120), "junction=roundabout", "highway=tertiary")
	p.way(p.square(300, -200, 150), "place=hamlet", "name=Хутор")
	p.way(p.square(900, 900, 50), "landuse=no", "building=no", "amenity=parking", "parking=underground")
	ears := &heard{}
	got, res := load(t, p.save(t), osmload.Options{Index: ears, Program: "priyom test"})
	ears.want(t,
		"settlement Лесное/Лісове/Lesnoye Village place 0 rings 1234", "settlement Хутор// Hamlet place 1 rings 0",
		"house 7/2|||", "house 12|Лесная||Лесное", "landmark Школа BusStop", "landmark Школа № 1 School", "landmark Тёмный лес Forest",
		"street Лесная улица 3", "kilometre М-5 12", "written")
	if n := len(ears.said); n != 10 {
		t.Errorf("%d things said: %q", n, ears.said)
	}
	for _, want := range []pack.Feature{
		{Class: pack.Village, Name: "Лесное", Rank: 113},
		{Class: pack.HouseNumber, Ref: "7/2"},
		{Class: pack.HouseNumber, Ref: "12"},
		{Class: pack.Milestone, Ref: "12"},
		{Class: pack.School, Name: "Школа № 1"},
		{Class: pack.Building, Rank: 246},
		{Class: pack.Forest},
		{Class: pack.GreenName, Name: "Тёмный лес", Rank: 15},
		{Class: pack.Street, Name: "Лесная улица", Ref: "12", Oneway: pack.Backward},
		{Class: pack.Footway, Tunnel: true, Layer: -1},
		{Class: pack.Link, Bridge: true, Layer: 5},
		{Class: pack.Tertiary, Oneway: pack.Forward},
	} {
		if !slices.ContainsFunc(seen(t, got, pack.Band14, want.Class), func(f pack.Feature) bool {
			f.Parts, f.Box = nil, pack.CellBox{}
			return f.Class == want.Class && f.Name == want.Name && f.Ref == want.Ref && f.Rank == want.Rank && f.Layer == want.Layer &&
				f.Bridge == want.Bridge && f.Tunnel == want.Tunnel && f.Oneway == want.Oneway
		}) {
			t.Errorf("%+v isn't there, but %+v", want, seen(t, got, pack.Band14, want.Class))
		}
	}
	if n := len(seen(t, got, pack.Band14, pack.Parking)); n > 0 {
		t.Error("a car park under the ground is drawn")
	}
	m := got.Meta()
	if m != res.Meta || m.Addresses != 2 || m.Program != "priyom test" || m.Attribution != pack.Attribution || m.Local != "plan" || len(m.Source) != len("plan.osm ")+64 {
		t.Errorf("meta %+v", m)
	}
	if _, err := got.DB().Query("SELECT n FROM heard"); err != nil {
		t.Errorf("what the index wrote: %v", err)
	}
}

// TestStreetsAreJoined: a street of many ways is one line, unless another of its kind meets it there.
func TestStreetsAreJoined(t *testing.T) {
	p := &plan{}
	refs := p.through(0, 0, 100, 10, 200, 0, 300, 30, 400, 0)
	p.way(refs[:2], "highway=residential", "name=Лесная")
	p.way([]int64{refs[2], refs[1]}, "highway=residential", "name=Лесная")
	p.way(refs[2:4], "highway=residential", "name=Лесная")
	p.way(refs[3:], "highway=residential", "name=Садовая")
	one := p.through(0, 100, 100, 110, 200, 100)
	p.way(one[:2], "highway=residential", "name=Узкая", "oneway=yes")
	p.way([]int64{one[2], one[1]}, "highway=residential", "name=Узкая", "oneway=yes")
	got, _ := load(t, p.save(t), osmload.Options{})
	names := map[string]int{}
	for _, c := range cells(t, got, pack.Band14) {
		for _, f := range c.Features {
			if c.PointsOf(f.Parts[0])[0].X >= 0 && f.Name == "Лесная" && len(c.PointsOf(f.Parts[0])) != 4 {
				t.Errorf("%v", c.PointsOf(f.Parts[0]))
			}
			names[f.Name]++
		}
	}
	if names["Лесная"] != names["Садовая"] || names["Узкая"] != 2*names["Лесная"] {
		t.Errorf("%v", names)
	}
}

// TestCoarserBandsHaveLess: each band has what is drawn in its zooms, and Options.From changes that.
func TestCoarserBandsHaveLess(t *testing.T) {
	p, res := load(t, extract(t, "stavcheny.osm.pbf"), osmload.Options{From: map[pack.Class]tiles.Zoom{pack.Building: 13}})
	bands := pack.Bands()
	for i := 1; i < len(bands); i++ {
		if res.Features[bands[i-1]] >= res.Features[bands[i]] {
			t.Errorf("band %d has %d features, band %d %d", bands[i-1], res.Features[bands[i-1]], bands[i], res.Features[bands[i]])
		}
	}
	if len(seen(t, p, pack.Band12, pack.Building)) == 0 || len(seen(t, p, pack.Band10, pack.Building)) > 0 {
		t.Error("buildings from zoom 13 on")
	}
	for _, class := range []pack.Class{pack.Footway, pack.HouseNumber} {
		if len(seen(t, p, pack.Band12, class)) > 0 || len(seen(t, p, pack.Band14, class)) == 0 {
			t.Errorf("%s", class)
		}
	}
}
