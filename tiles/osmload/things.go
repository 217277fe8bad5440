package osmload

import (
	"context"
	"math"
	"strings"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

func cloned(tags osmfile.Tags) osmfile.Tags {
	out := make(osmfile.Tags, len(tags))
	for i, t := range tags {
		out[i] = osmfile.Tag{Key: strings.Clone(t.Key), Value: strings.Clone(t.Value)}
	}
	return out
}

// thing draws what is at a point and says it to the index: a node, or an area by its middle. What it says is whether the name
// stands there now.
func (l *loader) thing(id int64, tags osmfile.Tags, at tiles.Point) (named bool, err error) {
	if number := clip(tags.Get("addr:housenumber")); number != "" {
		l.res.Houses++
		l.opt.Index.House(number, clip(tags.Get("addr:street")), clip(tags.Get("addr:place")), clip(tags.Get("addr:city")), at, id)
		if err := l.draw.point(pack.Feature{Class: pack.HouseNumber, Ref: number}, at, 0); err != nil {
			return false, err
		}
	}
	class := l.points.class(tags)
	if class == pack.ClassNone {
		return false, nil
	}
	names := namesOf(tags)
	f := pack.Feature{Class: class, Name: names.Local}
	if class == pack.Milestone {
		f.Name, f.Ref = "", clip(first(tags, "distance", "pk", "railway:position", "ref"))
		l.opt.Index.Kilometre(clip(first(tags, "road:ref", "highway:ref", "ref")), f.Ref, at, id)
	} else if names.Local != "" {
		l.opt.Index.Landmark(names, class, at, id)
	}
	return true, l.draw.point(f, at, 0)
}

func first(tags osmfile.Tags, keys ...string) string {
	for _, key := range keys {
		if v := tags.Get(key); v != "" {
			return v
		}
	}
	return ""
}

// place draws a settlement's node and says it to the index.
func (l *loader) place(id int64, tags osmfile.Tags, class pack.Class, at tiles.Point) error {
	names := namesOf(tags)
	if names.Local == "" {
		return nil
	}
	population := populationOf(tags)
	f := pack.Feature{Class: class, Name: names.Local, Rank: settlementRank(class, population)}
	if class.Settlement() {
		l.opt.Index.Settlement(names, class, at, nil, "place", population, id)
	} else {
		l.opt.Index.Landmark(names, class, at, id)
	}
	return l.draw.point(f, at, 0)
}

// node draws what a node inside is.
func (l *loader) node(n *osmfile.Node, at tiles.Point) error {
	if class := l.places.class(n.Tags); class != pack.ClassNone {
		if name := namesOf(n.Tags).Local; name != "" {
			l.spots = append(l.spots, spot{strings.Clone(name), at})
		}
		if err := l.place(n.ID<<2|1, n.Tags, class, at); err != nil {
			return err
		}
	}
	_, err := l.thing(n.ID<<2|1, n.Tags, at)
	return err
}

// area draws an area, and what is in its middle.
func (l *loader) area(id int64, tags osmfile.Tags, class pack.Class, all []polygon) error {
	if class != pack.ClassNone {
		f := pack.Feature{Class: class, Layer: layerOf(tags)}
		if class == pack.Building {
			f.Rank = buildingRank(tags)
		}
		if err := l.draw.area(f, all); err != nil {
			return err
		}
	}
	settlement := l.places.class(tags)
	names := namesOf(tags)
	if names.Local == "" && tags.Get("addr:housenumber") == "" && l.points.class(tags) == pack.ClassNone {
		return nil
	}
	largest := &all[0]
	rings := []shape.Ring{largest.outer.ring}
	for _, h := range largest.holes {
		rings = append(rings, h.ring)
	}
	at := shape.Label(rings)
	if !l.region.contains(at) {
		return nil
	}
	if settlement != pack.ClassNone && names.Local != "" {
		return l.placeArea(id, tags, settlement, names, at, all)
	}
	named, err := l.thing(id, tags, at)
	if err != nil || named || names.Local == "" || class == pack.ClassNone {
		return err
	}
	l.opt.Index.Landmark(names, class, at, id)
	label, from := pack.AreaName, roomFrom(largest.outer.area)
	switch class {
	case pack.Water:
		label = pack.WaterName
	case pack.Forest, pack.Scrub, pack.Heath, pack.Meadow, pack.Wetland, pack.Park, pack.Orchard, pack.Cemetery:
		label = pack.GreenName
	}
	return l.draw.point(pack.Feature{Class: label, Name: names.Local, Rank: uint8(from)}, at, from)
}

// placeArea is a settlement with an outline. Its name is drawn unless a node inside has it.
func (l *loader) placeArea(id int64, tags osmfile.Tags, class pack.Class, names pack.Names, at tiles.Point, all []polygon) error {
	population := populationOf(tags)
	if class.Settlement() {
		l.opt.Index.Settlement(names, class, at, outlineOf(all), "place", population, id)
	} else {
		l.opt.Index.Landmark(names, class, at, id)
	}
	for _, s := range l.spots {
		if s.name == names.Local && all[0].outer.ring.Contains(s.at) {
			return nil
		}
	}
	return l.draw.point(pack.Feature{Class: class, Name: names.Local, Rank: settlementRank(class, population)}, at, 0)
}

// outlineOf are the rings of areas, the outer ones first.
func outlineOf(all []polygon) (rings [][]tiles.Point) {
	for _, p := range all {
		rings = append(rings, p.outer.ring)
	}
	for _, p := range all {
		for _, h := range p.holes {
			rings = append(rings, h.ring)
		}
	}
	return rings
}

// roomFrom is the zoom from which an area has the room of a square of 96 pixels, for a name of usual length.
func roomFrom(area float64) tiles.Zoom {
	side := math.Sqrt(area)
	for z := pack.MinZoom; z < pack.MaxZoom-1; z++ {
		if side >= 96*float64(tiles.WorldSize>>(z+8)) {
			return z
		}
	}
	return pack.MaxZoom - 1
}

func (l *loader) readAreas(ctx context.Context) error {
	for i := range l.rels.all {
		r := &l.rels.all[i]
		if i%256 == 0 {
			l.opt.Progress(StageAreas, int64(i), int64(len(l.rels.all)))
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
		if !r.assemble || r.bare && r.class == pack.ClassNone {
			continue
		}
		if err := l.relation(r); err != nil {
			return err
		}
	}
	return nil
}

// relation draws a multipolygon, or says a boundary to the index.
func (l *loader) relation(r *relation) error {
	all, err := l.polygons(r, true)
	if err != nil || len(all) == 0 {
		return err
	}
	if r.level > 0 {
		return l.council(r, all)
	}
	return l.area(r.id<<2|3, r.tags, r.class, all)
}

// polygons assembles a relation's ways. One of which nothing is inside gives none.
func (l *loader) polygons(r *relation, count bool) ([]polygon, error) {
	arcs := make([]arc, 0, len(r.ways))
	inside, absent := false, 0
	for i, id := range r.ways {
		line, err := l.shapes.get(id)
		if err != nil {
			return nil, err
		}
		if line == nil {
			absent++
			continue
		}
		inside = inside || l.region.touches(line)
		arcs = append(arcs, arc{line, r.inner[i]})
	}
	if len(arcs) == 0 {
		return nil, nil
	}
	rings, unclosed := assemble(arcs)
	all, orphans := nest(rings)
	if !inside {
		middle, around := l.region.middle(), false
		for _, p := range all {
			around = around || p.outer.ring.Contains(middle)
		}
		if !around {
			return nil, nil
		}
	}
	if count && r.level == 0 {
		l.res.Unclosed += unclosed
		l.res.Orphans += orphans
		if len(all) == 0 {
			l.res.BrokenAreas++
		}
	}
	return all, nil
}

// council says a boundary to the index: those of single settlements and of what holds a few of them.
func (l *loader) council(r *relation, all []polygon) error {
	names := namesOf(r.tags)
	class := l.places.class(r.tags)
	if class == pack.ClassNone || !class.Settlement() {
		class = pack.Village
		if r.level > councilLevel {
			class = pack.Suburb
		}
	}
	if names.Local == "" || r.level <= districtLevel {
		return nil
	}
	rings := []shape.Ring{all[0].outer.ring}
	at := shape.Label(rings)
	for _, s := range l.spots {
		if s.name == names.Local && rings[0].Contains(s.at) {
			at = s.at
		}
	}
	l.opt.Index.Settlement(names, class, at, outlineOf(all), "boundary", populationOf(r.tags), r.id<<2|3)
	return nil
}
