package osmload

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// everywhere is the region before anything is known.
func everywhere() *region {
	return boxRegion(tiles.Box{MinX: 0, MinY: 0, MaxX: tiles.WorldSize, MaxY: tiles.WorldSize})
}

// middle is a point in the box's middle.
func (r *region) middle() tiles.Point {
	return tiles.Point{X: (r.box.MinX + r.box.MaxX) / 2, Y: (r.box.MinY + r.box.MaxY) / 2}
}

// readNodes keeps where the nodes in the region's box are, and all relations. If the region isn't known it is where they are.
func (l *loader) readNodes(ctx context.Context, whole bool) error {
	data := tiles.Box{MinX: math.MaxInt64, MinY: math.MaxInt64}
	err := l.work(ctx, StageNodes, osmfile.Nodes|osmfile.Relations, func(w *worker, b *osmfile.Block) error {
		w.out.res.Nodes, w.out.res.Relations = int64(len(b.Nodes)), int64(len(b.Relations))
		w.out.nodes(l.region, b.Nodes, whole)
		for _, n := range w.out.found {
			if one := &b.Nodes[n.number]; len(one.Tags) > 0 && l.region.contains(n.at) {
				w.node(one, n.at)
			}
		}
		return nil
	}, func(w *worker, b *osmfile.Block) error {
		for _, n := range w.out.found {
			if err := l.nodes.add(b.Nodes[n.number].ID, n.at); err != nil {
				return err
			}
			data.MinX, data.MaxX = min(data.MinX, n.at.X), max(data.MaxX, n.at.X+1)
			data.MinY, data.MaxY = min(data.MinY, n.at.Y), max(data.MaxY, n.at.Y+1)
		}
		for i := range b.Relations {
			l.addRelation(&b.Relations[i])
		}
		return nil
	})
	if err != nil {
		return err
	}
	if data.MinX > data.MaxX {
		return ErrEmpty
	}
	if l.region.box == everywhere().box {
		l.region = boxRegion(data)
	}
	l.rels.ready()
	return l.nodes.finish()
}

// readTouching finds the nodes outside that are needed: of ways that touch the region, and of all ways of areas that do.
func (l *loader) readTouching(ctx context.Context) error {
	var need, later []int64
	found := nodeReader{nodeStore: l.nodes}
	err := l.scan(ctx, StageTouching, osmfile.Ways, func(b *osmfile.Block) error {
		for i := range b.Ways {
			w := &b.Ways[i]
			from, inside := len(need), false
			for _, ref := range w.Refs {
				_, ok, err := found.find(ref)
				if err != nil {
					return err
				}
				inside = inside || ok
				if !ok {
					need = append(need, ref)
				}
			}
			if !inside {
				need = need[:from]
				continue
			}
			for _, m := range l.rels.of(w.ID) {
				l.rels.all[m.relation].touched = true
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range l.rels.all {
		r := &l.rels.all[i]
		if r.assemble = r.assemble && r.touched; r.assemble {
			later = append(later, r.ways...)
		}
	}
	slices.Sort(later)
	err = l.scan(ctx, StageMissing, osmfile.Ways, func(b *osmfile.Block) error {
		for i := range b.Ways {
			if _, ok := slices.BinarySearch(later, b.Ways[i].ID); !ok {
				continue
			}
			for _, ref := range b.Ways[i].Refs {
				_, ok, err := found.find(ref)
				if err != nil {
					return err
				}
				if !ok {
					need = append(need, ref)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(need)
	need = slices.Compact(need)
	err = l.scan(ctx, StageMissing, osmfile.Nodes, func(b *osmfile.Block) error {
		for i := range b.Nodes {
			if _, ok := slices.BinarySearch(need, b.Nodes[i].ID); ok {
				if err := l.more.add(b.Nodes[i].ID, project(&b.Nodes[i])); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return l.more.finish()
}

// drawOutline draws an outline that isn't one of the extract's own boundaries.
func (l *loader) drawOutline() error {
	if len(l.opt.Boundary.GeoJSON) == 0 {
		return nil
	}
	w := l.worker()
	err := w.do(func() error {
		for _, r := range l.region.outline {
			w.draw.line(pack.Feature{Class: pack.DistrictBorder}, r)
		}
		return nil
	})
	return errors.Join(err, l.take(w))
}

// nameOf is the district's: what was asked for, the boundary's own, or the file's.
func (l *loader) nameOf(own pack.Names) pack.Names {
	switch {
	case l.opt.Names.Local != "":
		return l.opt.Names
	case own.Local != "":
		return own
	}
	name, _, _ := strings.Cut(l.name, ".")
	return pack.Names{Local: name}
}
