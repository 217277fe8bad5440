package demo

// drawArea writes where people live: the plots' outline, with holes where there are none, and for most villages the
// settlement's own outline with its name.
func (v *village) drawArea(g *district) {
	if len(v.rows) == 0 {
		return
	}
	n := newNet(len(v.lanes)-1, 2*len(v.rows))
	for i, r := range v.rows {
		for j := r.lo; j < r.hi; j++ {
			for side := range 2 {
				if r.side[side][j-r.lo] {
					n.set(j, 2*i+side, 0)
				}
			}
		}
	}
	at := func(c crossingPoint) (u, w float64) {
		return v.lanes[c.i], v.rows[0].v - plotDepth + float64(c.j)*plotDepth
	}
	for _, p := range n.trace() {
		var rings [][]vec
		for _, ring := range p.rings {
			var pts []vec
			for k, c := range ring {
				u, w := at(c)
				u2, w2 := at(ring[(k+1)%len(ring)])
				steps := 1
				if w == w2 {
					steps = 3
				}
				for s := range steps {
					f := float64(s) / float64(steps)
					q, _ := v.place(u+(u2-u)*f, w+(w2-w)*f)
					pts = append(pts, q)
				}
			}
			rings = append(rings, pts)
		}
		g.pen.multi(rings, kv("landuse", "residential")...)
	}
	if v.kind == town || newDice(g.seed, "outline", v.number).chance(0.7) {
		g.pen.area(v.border, append(kv("place", v.placeTag(), "population", v.population()), v.name.tags()...)...)
	}
}

// multi draws an area with holes: a way if it has none, a multipolygon otherwise.
func (p *pen) multi(rings [][]vec, tags ...Tag) {
	if len(rings) == 1 {
		p.area(rings[0], tags...)
		return
	}
	var members []Member
	for k, ring := range rings {
		role := "inner"
		if k == 0 {
			role = "outer"
		}
		members = append(members, Member{KindWay, p.area(ring), role})
	}
	p.relation(members, append(kv("type", "multipolygon"), tags...)...)
}
