package demo

// usage are the tags of a use.
func (l *land) usage(use int32, number int) []Tag {
	d := newDice(l.g.seed, "usage", number)
	switch use {
	case forest:
		tags := kv("landuse", "forest", "leaf_type", pick(d, []string{"broadleaved", "mixed", "mixed", "needleleaved"}))
		if l.patches[number].cells > 5 {
			tags = append(tags, pick(d, l.g.names.Forests).tags()...)
		}
		return tags
	case grove:
		return kv("natural", "wood")
	case meadow:
		return kv("landuse", "meadow")
	case marsh:
		return kv("natural", "wetland", "wetland", "marsh")
	case orchard:
		return kv("landuse", "orchard")
	case scrub:
		return kv("natural", "scrub")
	}
	return kv("landuse", "farmland")
}

// drawPatch writes a plot: a way, or a multipolygon when there is something in it. In a forest's heart is now and then a
// clearing: a hole that is a meadow itself.
func (l *land) drawPatch(number int) {
	p := l.patches[number]
	use := p.label
	if use >= 16 {
		use = l.use.at(p.cell[0], p.cell[1])
	}
	tags := l.usage(use, number)
	var members []Member
	for k, ring := range p.rings {
		ids := make([]ID, 0, 2*len(ring))
		for i, c := range ring {
			ids = append(ids, l.cornerID(c))
			ids = append(ids, l.edgeIDs(c, ring[(i+1)%len(ring)])...)
		}
		if len(p.rings) == 1 && (use != forest || p.cells < 9) {
			l.g.pen.closed(ids, tags...)
			return
		}
		role := "inner"
		if k == 0 {
			role = "outer"
		}
		members = append(members, Member{KindWay, l.g.pen.closed(ids), role})
	}
	if use == forest {
		for _, id := range l.clearings(number) {
			members = append(members, Member{KindWay, id, "inner"})
		}
	}
	l.g.pen.relation(members, append(kv("type", "multipolygon"), tags...)...)
}

// clearings are meadows in parcels that have forest on all sides.
func (l *land) clearings(number int) []ID {
	var ids []ID
	at := func(col, row int) bool { return l.of.at(col, row) == int32(number) }
	p := l.patches[number]
	low, high := p.rings[0][0], p.rings[0][0]
	for _, c := range p.rings[0] {
		low, high = crossingPoint{min(low.i, c.i), min(low.j, c.j)}, crossingPoint{max(high.i, c.i), max(high.j, c.j)}
	}
	for row := low.j; row < high.j; row++ {
		for col := low.i; col < high.i; col++ {
			if !at(col, row) || !at(col-1, row) || !at(col+1, row) || !at(col, row-1) || !at(col, row+1) {
				continue
			}
			d := newDice(l.g.seed, "clearing", col*100_003+row)
			if d.chance(0.16) {
				ring := blob(d, l.middle(col, row), heading(d.between(0, 3)), d.between(60, 95), d.between(40, 65), 20)
				ids = append(ids, l.g.pen.area(ring, kv("landuse", "meadow")...))
			}
		}
	}
	return ids
}
