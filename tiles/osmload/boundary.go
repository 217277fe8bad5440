package osmload

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"priyom/tiles"
	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/osmload/shape"
	"priyom/tiles/pack"
)

// Boundary says what of an extract is the district: at most one of these. The zero value is all that the extract says that it
// holds, or, if it doesn't say, all that it holds.
type Boundary struct {
	Relation int64     // OSM's id of a boundary or multipolygon
	Name     string    // of an administrative boundary, in any of its languages
	GeoJSON  []byte    // a Polygon or MultiPolygon, or features with them
	Box      tiles.Box // World units
}

// findRegion finds the region; whole says that all nodes are to be kept.
func (l *loader) findRegion(ctx context.Context) (whole bool, err error) {
	b := l.opt.Boundary
	given := 0
	for _, is := range []bool{b.Relation != 0, b.Name != "", len(b.GeoJSON) > 0, b.Box != tiles.Box{}} {
		if is {
			given++
		}
	}
	l.names = l.nameOf(pack.Names{})
	switch {
	case given > 1:
		return false, fmt.Errorf("%w: only one of them", ErrBoundary)
	case b.Relation != 0 || b.Name != "":
		return false, l.findRelation(ctx)
	case len(b.GeoJSON) > 0:
		rings, err := parseGeoJSON(b.GeoJSON)
		if err != nil {
			return false, err
		}
		l.region = outlineRegion(rings)
		return false, nil
	case given == 1:
		if b.Box.MinX >= b.Box.MaxX || b.Box.MinY >= b.Box.MaxY || b.Box.MinX < 0 || b.Box.MinY < 0 || b.Box.MaxX > tiles.WorldSize || b.Box.MaxY > tiles.WorldSize {
			return false, fmt.Errorf("%w: the box", ErrBoundary)
		}
		l.region = boxRegion(b.Box)
		return false, nil
	}
	l.region = everywhere()
	if h := l.file.Header; h.Bounded {
		nw, se := projectDegrees(h.MaxLat, h.MinLon), projectDegrees(h.MinLat, h.MaxLon)
		l.region = boxRegion(tiles.Box{MinX: nw.X, MinY: nw.Y, MaxX: se.X + 1, MaxY: se.Y + 1})
	}
	return true, nil
}

// candidate is a boundary that may be meant.
type candidate struct {
	relation
	names pack.Names
}

// findRelation reads the boundary that is called so, and where it goes.
func (l *loader) findRelation(ctx context.Context) error {
	want := l.opt.Boundary
	var found, others []candidate
	err := l.scan(ctx, StageBoundary, osmfile.Relations, func(b *osmfile.Block) error {
		for i := range b.Relations {
			r := &b.Relations[i]
			c := candidateOf(r)
			switch {
			case want.Relation == r.ID, want.Relation == 0 && r.Tags.Get("boundary") == "administrative" && called(r.Tags, want.Name):
				found = append(found, c)
			case want.Relation == 0 && r.Tags.Get("boundary") == "administrative" && c.names.Local != "":
				c.ways = nil
				others = append(others, c)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case len(found) == 1 && (len(found[0].ways) == 0 || len(found[0].ways) > maxMembers):
		return fmt.Errorf("%w: relation %d has %d ways", ErrBoundary, found[0].id, len(found[0].ways))
	case len(found) == 0 && want.Relation != 0:
		return fmt.Errorf("%w: relation %d", ErrNoBoundary, want.Relation)
	case len(found) == 0:
		return fmt.Errorf("%w: %q; there are %s", ErrNoBoundary, want.Name, list(alike(want.Name, others)))
	case len(found) > 1:
		return fmt.Errorf("%w: %s", ErrAmbiguous, list(found))
	}
	rings, err := l.outlineOfRelation(ctx, &found[0])
	if err != nil {
		return err
	}
	l.district = found[0].id
	l.region, l.names = outlineRegion(rings), l.nameOf(found[0].names)
	return nil
}

func candidateOf(r *osmfile.Relation) (c candidate) {
	c.id, c.names = r.ID, namesOf(r.Tags, clip)
	c.ways, c.inner = waysOf(r.Members)
	return c
}

// called says that a thing has a name, in any language and whatever the case.
func called(tags osmfile.Tags, name string) bool {
	return slices.ContainsFunc(tags, func(t osmfile.Tag) bool {
		return (t.Key == "name" || strings.HasPrefix(t.Key, "name:") || strings.HasSuffix(t.Key, "_name")) && folded(t.Value) == folded(name)
	})
}

// folded makes names comparable: no case, \u0451 as \u0435.
func folded(s string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "\u0451", "\u0435")
}

// alike are the five boundaries whose names are nearest to one.
func alike(name string, all []candidate) []candidate {
	name = folded(name)
	far := func(c candidate) int {
		other := folded(c.names.Local)
		if strings.Contains(other, name) || strings.Contains(name, other) {
			return 0
		}
		return distance([]rune(name), []rune(other))
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return far(a) - far(b) })
	return all[:min(5, len(all))]
}

// distance is Levenshtein's, of what isn't absurdly long.
func distance(a, b []rune) int {
	a, b = a[:min(len(a), maxName)], b[:min(len(b), maxName)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := before
			if x != y {
				cost = min(before, row[j], row[j+1]) + 1
			}
			before, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func list(all []candidate) string {
	if len(all) == 0 {
		return "none"
	}
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = fmt.Sprintf("%q (relation %d)", c.names.Local, c.id)
	}
	return strings.Join(names, ", ")
}

// outlineOfRelation reads where a relation's ways go and puts its rings together.
func (l *loader) outlineOfRelation(ctx context.Context, c *candidate) ([]shape.Ring, error) {
	lines := map[int64][]int64{}
	for _, id := range c.ways {
		lines[id] = nil
	}
	where := map[int64]tiles.Point{}
	err := l.scan(ctx, StageBoundary, osmfile.Ways, func(b *osmfile.Block) error {
		for i := range b.Ways {
			w := &b.Ways[i]
			if _, ok := lines[w.ID]; ok {
				lines[w.ID] = slices.Clone(w.Refs)
				for _, ref := range w.Refs {
					where[ref] = tiles.Point{X: math.MinInt64}
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = l.scan(ctx, StageBoundary, osmfile.Nodes, func(b *osmfile.Block) error {
		for i := range b.Nodes {
			if _, ok := where[b.Nodes[i].ID]; ok {
				where[b.Nodes[i].ID] = project(&b.Nodes[i])
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var arcs []arc
	absent := 0
	for i, id := range c.ways {
		var line []tiles.Point
		for _, ref := range lines[id] {
			if at := where[ref]; at.X != math.MinInt64 {
				line = append(line, at)
			} else {
				absent++
			}
		}
		if len(line) == 0 {
			absent++
			continue
		}
		arcs = append(arcs, arc{line, c.inner[i]})
	}
	rings, unclosed := assemble(arcs)
	all, _ := nest(rings)
	if len(all) == 0 || unclosed > 0 || absent > 0 {
		return nil, fmt.Errorf("%w: %s", ErrIncomplete, list([]candidate{*c}))
	}
	var out []shape.Ring
	for _, r := range outlineOf(all) {
		out = append(out, r)
	}
	return out, nil
}
