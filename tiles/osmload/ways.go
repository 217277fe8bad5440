package osmload

import (
	"context"
	"encoding/binary"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

func (s *wayStore) put(id int64, line []tiles.Point) error {
	b := binary.AppendUvarint(s.bytes[:0], uint64(len(line)))
	var at tiles.Point
	for _, p := range line {
		b = binary.AppendVarint(binary.AppendVarint(b, int64(p.X-at.X)), int64(p.Y-at.Y))
		at = p
	}
	s.bytes = b
	s.at[id] = span{s.spool.size(), len(b)}
	return s.spool.write(b)
}

// get is a way's line; nil if it isn't there.
func (s *wayStore) get(id int64) ([]tiles.Point, error) {
	where, ok := s.at[id]
	if !ok {
		return nil, nil
	}
	raw, err := s.spool.read(where.at, where.n)
	if err != nil {
		return nil, err
	}
	r := varints{raw}
	line := make([]tiles.Point, r.unsigned())
	var at tiles.Point
	for i := range line {
		at.X += tiles.World(r.signed())
		at.Y += tiles.World(r.signed())
		line[i] = at
	}
	return line, nil
}

// lineOf is where a way goes. Nodes that aren't in the extract are left out.
func (l *loader) lineOf(refs []int64) (line []tiles.Point, missing int, err error) {
	line = make([]tiles.Point, 0, len(refs))
	for _, ref := range refs {
		at, ok, err := l.nodes.find(ref)
		if err == nil && !ok {
			at, ok, err = l.more.find(ref)
		}
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			missing++
			continue
		}
		line = append(line, at)
	}
	return line, missing, nil
}

func (l *loader) readWays(ctx context.Context) error {
	return l.scan(ctx, StageWays, osmfile.Ways, func(b *osmfile.Block) error {
		l.seen(b)
		for i := range b.Ways {
			l.res.Ways++
			if err := l.way(&b.Ways[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// way draws what a way is by itself, and keeps its line for its relations.
func (l *loader) way(w *osmfile.Way) error {
	in := l.rels.of(w.ID)
	if len(in) == 0 && len(w.Tags) == 0 {
		return nil
	}
	if len(w.Refs) > maxRefs {
		l.res.TooLarge++
		return nil
	}
	line, missing, err := l.lineOf(w.Refs)
	if err != nil || len(line) < 2 {
		return err
	}
	if len(in) > 0 {
		if err := l.shapes.put(w.ID, line); err != nil {
			return err
		}
	}
	closed := len(line) > 3 && line[0] == line[len(line)-1]
	if !l.region.touches(line) && !(closed && shape.Ring(line).Contains(l.region.middle())) {
		return nil
	}
	l.res.Missing += missing
	if err := l.border(in, line); err != nil {
		return err
	}
	if len(w.Tags) == 0 {
		return nil
	}
	if class := l.lines.class(w.Tags); class != pack.ClassNone && w.Tags.Get("area") != "yes" {
		if err := l.roadOrSo(w, class, line); err != nil {
			return err
		}
	}
	if !closed || w.Tags.Get("area") == "no" {
		return nil
	}
	if class := l.areas.class(w.Tags); !l.drawnByRelation(in, class, w.Tags) {
		ring := newPiece([]turned{{arc: arc{points: line}}})
		return l.area(w.ID<<2|2, w.Tags, class, []polygon{{outer: ring}})
	}
	return nil
}

// roadOrSo draws a line.
func (l *loader) roadOrSo(w *osmfile.Way, class pack.Class, line []tiles.Point) error {
	names := namesOf(w.Tags)
	f := pack.Feature{
		Class: class, Name: names.Local, Ref: clip(w.Tags.Get("ref")), Layer: layerOf(w.Tags),
		Bridge: yes(w.Tags.Get("bridge")), Tunnel: yes(w.Tags.Get("tunnel")),
	}
	if class.Road() {
		f.Oneway = onewayOf(w.Tags)
		if names.Local != "" {
			l.res.Streets++
			l.opt.Index.Street(names, line, w.ID<<2|2)
		}
	}
	return l.draw.line(f, line)
}

// border draws a way of boundaries as that of the highest.
func (l *loader) border(in []memberOf, line []tiles.Point) error {
	level := uint8(councilLevel + 1)
	for _, m := range in {
		r := &l.rels.all[m.relation]
		if r.id == l.district {
			level = districtLevel
		}
		if r.level > 0 {
			level = min(level, r.level)
		}
	}
	switch {
	case level <= districtLevel:
		return l.draw.line(pack.Feature{Class: pack.DistrictBorder}, line)
	case level <= councilLevel:
		return l.draw.line(pack.Feature{Class: pack.CouncilBorder}, line)
	}
	return nil
}

// drawnByRelation says that a closed way is a ring of a multipolygon that is the same: drawn by itself it would fill the holes. A
// multipolygon without tags takes its outer way's.
func (l *loader) drawnByRelation(in []memberOf, class pack.Class, tags osmfile.Tags) bool {
	if class == pack.ClassNone {
		return false
	}
	for _, m := range in {
		r := &l.rels.all[m.relation]
		if r.bare && !m.inner {
			if r.class == pack.ClassNone {
				r.class, r.tags = class, cloned(tags)
			}
		}
		if r.level == 0 && r.assemble && r.class == class {
			return true
		}
	}
	return false
}
