package osmload

import (
	"context"
	"math"
	"slices"
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
func (w *worker) thing(id int64, tags osmfile.Tags, class pack.Class, at tiles.Point) (named bool) {
	if number := w.text(tags.Get("addr:housenumber")); number != "" {
		w.out.res.Houses++
		w.out.houses = append(w.out.houses, house{
			number, w.text(tags.Get("addr:street")), w.text(tags.Get("addr:place")), w.text(tags.Get("addr:city")), at, id,
		})
		w.draw.point(pack.Feature{Class: pack.HouseNumber, Ref: number}, at, 0)
	}
	if class == pack.ClassNone {
		return false
	}
	names := namesOf(tags, w.text)
	f := pack.Feature{Class: class, Name: names.Local}
	if class == pack.Milestone {
		f.Name, f.Ref = "", w.text(first(tags, "distance", "pk", "railway:position", "ref"))
		ref, distance := w.text(first(tags, "road:ref", "highway:ref", "ref")), f.Ref
		w.out.say(func(x Index) { x.Kilometre(ref, distance, at, id) })
	} else if names.Local != "" {
		w.out.say(func(x Index) { x.Landmark(names, class, at, id) })
	}
	w.draw.point(f, at, 0)
	return true
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
func (w *worker) place(id int64, tags osmfile.Tags, class pack.Class, at tiles.Point) {
	names := namesOf(tags, w.text)
	if names.Local == "" {
		return
	}
	population := populationOf(tags)
	w.settlement(id, names, class, at, nil, population)
	w.draw.point(pack.Feature{Class: class, Name: names.Local, Rank: settlementRank(class, population)}, at, 0)
}

// settlement says a place to the index.
func (w *worker) settlement(id int64, names pack.Names, class pack.Class, at tiles.Point, outline [][]tiles.Point, population int) {
	w.out.say(func(x Index) {
		if class.Settlement() {
			x.Settlement(names, class, at, outline, "place", population, id)
		} else {
			x.Landmark(names, class, at, id)
		}
	})
}

// node draws what a node inside is.
func (w *worker) node(n *osmfile.Node, at tiles.Point) {
	is := w.rules.classes(n.Tags)
	if is.place != pack.ClassNone {
		if name := namesOf(n.Tags, w.text).Local; name != "" {
			w.out.spots = append(w.out.spots, spot{name, at})
		}
		w.place(n.ID<<2|1, n.Tags, is.place, at)
	}
	w.thing(n.ID<<2|1, n.Tags, is.point, at)
}

// area draws an area as a class, and what is in its middle.
func (w *worker) area(id int64, tags osmfile.Tags, class pack.Class, is classes, all []polygon) {
	if class != pack.ClassNone {
		f := pack.Feature{Class: class, Layer: layerOf(tags)}
		if class == pack.Building {
			f.Rank = buildingRank(tags)
		}
		w.draw.area(f, all)
	}
	names := namesOf(tags, w.text)
	if names.Local == "" && is.point == pack.ClassNone && tags.Get("addr:housenumber") == "" {
		return
	}
	largest := &all[0]
	rings := []shape.Ring{largest.outer.ring}
	for _, h := range largest.holes {
		rings = append(rings, h.ring)
	}
	at := shape.Label(rings)
	if !w.region.contains(at) {
		return
	}
	if is.place != pack.ClassNone && names.Local != "" {
		w.placeArea(id, tags, is.place, names, at, all)
		return
	}
	if w.thing(id, tags, is.point, at) || names.Local == "" || class == pack.ClassNone {
		return
	}
	w.out.say(func(x Index) { x.Landmark(names, class, at, id) })
	label, from := pack.AreaName, roomFrom(largest.outer.area)
	switch class {
	case pack.Water:
		label = pack.WaterName
	case pack.Forest, pack.Scrub, pack.Heath, pack.Meadow, pack.Wetland, pack.Park, pack.Orchard, pack.Cemetery:
		label = pack.GreenName
	}
	w.draw.point(pack.Feature{Class: label, Name: names.Local, Rank: uint8(from)}, at, from)
}

// placeArea is a settlement with an outline. Its name is drawn unless a node inside has it.
func (w *worker) placeArea(id int64, tags osmfile.Tags, class pack.Class, names pack.Names, at tiles.Point, all []polygon) {
	population := populationOf(tags)
	w.settlement(id, names, class, at, outlineOf(all), population)
	for _, s := range w.spots {
		if s.name == names.Local && all[0].outer.ring.Contains(s.at) {
			return
		}
	}
	w.draw.point(pack.Feature{Class: class, Name: names.Local, Rank: settlementRank(class, population)}, at, 0)
}

// outlineOf are copies of the rings of areas, the outer ones first.
func outlineOf(all []polygon) (rings [][]tiles.Point) {
	for _, p := range all {
		rings = append(rings, slices.Clone(p.outer.ring))
	}
	for _, p := range all {
		for _, h := range p.holes {
			rings = append(rings, slices.Clone(h.ring))
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
	return inOrder(ctx, len(l.rels.all), func(i int) func() error {
		r := &l.rels.all[i]
		wanted := r.assemble && (!r.bare || r.class != pack.ClassNone)
		var w *worker
		var err error
		if wanted {
			w = l.worker()
			err = w.do(func() error { return w.relation(r) })
		}
		return func() error {
			if i%256 == 0 {
				l.opt.Progress(StageAreas, int64(i), int64(len(l.rels.all)))
			}
			if err != nil || !wanted {
				return err
			}
			return l.take(w)
		}
	})
}

// relation draws a multipolygon, or says a boundary to the index.
func (w *worker) relation(r *relation) error {
	all, err := w.polygons(r)
	if err != nil || len(all) == 0 {
		return err
	}
	if r.level > 0 {
		w.council(r, all)
	} else {
		w.area(r.id<<2|3, r.tags, r.class, w.rules.classes(r.tags), all)
	}
	return nil
}

// polygons assembles a relation's ways. One of which nothing is inside gives none.
func (w *worker) polygons(r *relation) ([]polygon, error) {
	arcs := make([]arc, 0, len(r.ways))
	inside, absent := false, 0
	for i, id := range r.ways {
		line, err := w.from.shapes.get(id)
		if err != nil {
			return nil, err
		}
		if line == nil {
			absent++
			continue
		}
		inside = inside || w.region.touches(line)
		arcs = append(arcs, arc{line, r.inner[i]})
	}
	if len(arcs) == 0 {
		return nil, nil
	}
	rings, unclosed := assemble(arcs)
	all, orphans := nest(rings)
	if !inside {
		middle, around := w.region.middle(), false
		for _, p := range all {
			around = around || p.outer.ring.Contains(middle)
		}
		if !around {
			return nil, nil
		}
	}
	if r.level == 0 {
		w.out.res.Unclosed += unclosed
		w.out.res.Orphans += orphans
		if len(all) == 0 {
			w.out.res.BrokenAreas++
		}
	}
	return all, nil
}

// council says a boundary to the index: those of single settlements and of what holds a few of them.
func (w *worker) council(r *relation, all []polygon) {
	names := namesOf(r.tags, w.text)
	class := w.rules.classes(r.tags).place
	if class == pack.ClassNone || !class.Settlement() {
		class = pack.Village
		if r.level > councilLevel {
			class = pack.Suburb
		}
	}
	if names.Local == "" || r.level <= districtLevel {
		return
	}
	rings := []shape.Ring{all[0].outer.ring}
	at := shape.Label(rings)
	for _, s := range w.spots {
		if s.name == names.Local && rings[0].Contains(s.at) {
			at = s.at
		}
	}
	outline := outlineOf(all)
	w.out.say(func(x Index) {
		x.Settlement(names, class, at, outline, "boundary", populationOf(r.tags), r.id<<2|3)
	})
}
