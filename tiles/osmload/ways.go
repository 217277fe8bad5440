package osmload

import (
	"context"
	"slices"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// put keeps a way's line, as batch.keep wrote it.
func (s *wayStore) put(id int64, line []byte) error {
	s.at[id] = span{s.spool.size(), len(line)}
	return s.spool.write(line)
}

// wayReader reads lines from a store in which nothing is put any more.
type wayReader struct {
	*wayStore
	buf []byte
}

// get is a way's line; nil if it isn't there.
func (s *wayReader) get(id int64) ([]tiles.Point, error) {
	where, ok := s.at[id]
	if !ok {
		return nil, nil
	}
	raw, err := s.spool.read(where.at, where.n, &s.buf)
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

// lineOf is where a way goes; it is valid until the next one. Nodes that aren't in the extract are left out.
func (w *worker) lineOf(refs []int64) (line []tiles.Point, missing int, err error) {
	line = w.points[:0]
	for _, ref := range refs {
		at, ok, err := w.from.nodes.find(ref)
		if err == nil && !ok {
			at, ok, err = w.from.more.find(ref)
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
	w.points = line
	return line, missing, nil
}

func (l *loader) readWays(ctx context.Context) error {
	return l.work(ctx, StageWays, osmfile.Ways, func(w *worker, b *osmfile.Block) error {
		w.out.res.Ways += int64(len(b.Ways))
		for i := range b.Ways {
			if err := w.way(&b.Ways[i]); err != nil {
				return err
			}
		}
		return nil
	}, nil)
}

// way draws what a way is by itself, and keeps its line for its relations.
func (w *worker) way(o *osmfile.Way) error {
	in := w.rels.of(o.ID)
	if len(in) == 0 && len(o.Tags) == 0 {
		return nil
	}
	if len(o.Refs) > maxRefs {
		w.out.res.TooLarge++
		return nil
	}
	line, missing, err := w.lineOf(o.Refs)
	if err != nil || len(line) < 2 {
		return err
	}
	if len(in) > 0 {
		w.out.keep(o.ID, line)
	}
	if !w.reaches(line) {
		return nil
	}
	w.out.res.Missing += missing
	w.border(in, line)
	if len(o.Tags) == 0 {
		return nil
	}
	is := w.rules.classes(o.Tags)
	if is.line != pack.ClassNone && o.Tags.Get("area") != "yes" {
		w.roadOrSo(o, is.line, line)
	}
	switch {
	case !closed(line) || o.Tags.Get("area") == "no":
	case w.rels.anyBare(in):
		w.out.later = append(w.out.later, o)
	default:
		w.ringOf(o, is, in, line)
	}
	return nil
}

// reaches says that a line has a part inside, or has all of the region inside.
func (w *worker) reaches(line []tiles.Point) bool {
	return w.region.touches(line) || closed(line) && shape.Ring(line).Contains(w.region.middle())
}

func closed(line []tiles.Point) bool { return len(line) > 3 && line[0] == line[len(line)-1] }

// putOff draws a closed way that was put off.
func (w *worker) putOff(o *osmfile.Way) error {
	line, _, err := w.lineOf(o.Refs)
	if err == nil {
		w.ringOf(o, w.rules.classes(o.Tags), w.rels.of(o.ID), line)
	}
	return err
}

// ringOf draws a closed way, unless one of its relations does.
func (w *worker) ringOf(o *osmfile.Way, is classes, in []memberOf, line []tiles.Point) {
	if !w.drawnByRelation(in, is.area, o.Tags) {
		w.arc[0] = turned{arc: arc{points: line}}
		w.ring[0] = polygon{outer: newPiece(w.arc[:])}
		w.area(o.ID<<2|2, o.Tags, is.area, is, w.ring[:])
	}
}

// roadOrSo draws a line.
func (w *worker) roadOrSo(o *osmfile.Way, class pack.Class, line []tiles.Point) {
	names := namesOf(o.Tags, w.text)
	f := pack.Feature{
		Class: class, Name: names.Local, Ref: w.text(o.Tags.Get("ref")), Layer: layerOf(o.Tags),
		Bridge: yes(o.Tags.Get("bridge")), Tunnel: yes(o.Tags.Get("tunnel")),
	}
	if class.Road() {
		f.Oneway = onewayOf(o.Tags)
		if names.Local != "" {
			w.out.res.Streets++
			id, copied := o.ID<<2|2, slices.Clone(line)
			w.out.say(func(x Index) { x.Street(names, copied, id) })
		}
	}
	w.draw.line(f, line)
}

// border draws a way of boundaries as that of the highest.
func (w *worker) border(in []memberOf, line []tiles.Point) {
	level := uint8(councilLevel + 1)
	for _, m := range in {
		r := &w.rels.all[m.relation]
		if r.id == w.district {
			level = districtLevel
		}
		if r.level > 0 {
			level = min(level, r.level)
		}
	}
	switch {
	case level <= districtLevel:
		w.draw.line(pack.Feature{Class: pack.DistrictBorder}, line)
	case level <= councilLevel:
		w.draw.line(pack.Feature{Class: pack.CouncilBorder}, line)
	}
}

// drawnByRelation says that a closed way is a ring of a multipolygon that is the same: drawn by itself it would fill the holes. A
// multipolygon without tags takes its first outer way's: ways of those are looked at one after the other, when they are taken.
func (w *worker) drawnByRelation(in []memberOf, class pack.Class, tags osmfile.Tags) bool {
	if class == pack.ClassNone {
		return false
	}
	for _, m := range in {
		r := &w.rels.all[m.relation]
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
