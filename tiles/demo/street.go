package demo

// draw writes a settlement: its streets, houses, public places, outline and name.
func (v *village) draw(g *district) {
	d := newDice(g.seed, "draw", v.number)
	for i := range v.rows {
		v.drawStreet(g, d, i)
	}
	v.drawLanes(g, d)
	for i := range v.rows {
		v.build(g, d, i)
	}
	v.furnish(g, d)
	v.outskirts(g, d)
	v.drawArea(g)
	v.drawPlace(g)
}

// drawStreet writes a row as two ways that meet at the middle lane; the main one is the through road's.
func (v *village) drawStreet(g *district, d dice, i int) {
	r := v.rows[i]
	class, ref, oneway := "residential", "", ""
	if i == v.main && rank(v.class) > rank(class) {
		class, ref = v.class, v.ref
	}
	if v.kind == town && i == v.main-1 {
		oneway = "yes"
	}
	if v.kind == town && i == v.main+1 {
		oneway = "-1"
	}
	paved := i == v.main || v.kind == town && d.chance(0.7)
	meet := r.lane[v.centre-r.lo]
	for _, part := range [][]ID{r.nodes[:meet+1], r.nodes[meet:]} {
		cover := pick(d, []string{"ground", "gravel", "unpaved", "asphalt"})
		if paved {
			cover = "asphalt"
		}
		lit := ""
		if i == v.main && v.kind != hamlet {
			lit = "yes"
		}
		g.pen.way(part, append(kv("highway", class, "ref", ref, "oneway", oneway, "surface", cover, "lit", lit), r.name.tags()...)...)
	}
}

// drawLanes writes the lanes across: each as long as it is open from row to row.
func (v *village) drawLanes(g *district, d dice) {
	order := d.shuffled(len(g.names.Lanes))
	named := 0
	for j := range v.lanes {
		var run []ID
		var called []Tag
		if v.kind == town || !v.unnamed && d.chance(0.6) {
			called = g.names.Lanes[order[named%len(order)]].tags()
			named++
		}
		end := func() {
			class := "residential"
			if j == v.centre && rank(v.across) > rank(class) {
				class = v.across
			} else if v.kind != town && d.chance(0.25) {
				class = "service"
			}
			cover := "asphalt"
			if class == "residential" && v.kind != town {
				cover = pick(d, []string{"ground", "gravel", "unpaved"})
			}
			g.pen.way(run, append(kv("highway", class, "surface", cover), called...)...)
			run = nil
		}
		for i, r := range v.rows {
			if j < r.lo || j > r.hi {
				end()
				continue
			}
			run = append(run, r.nodes[r.lane[j-r.lo]])
			if !r.open[j-r.lo] {
				end()
				continue
			}
			if i+1 < len(v.rows) {
				at, _ := v.place(v.lanes[j], r.v+block/2)
				run = append(run, g.pen.node(at))
			}
		}
		end()
	}
}

// drawPlace writes the node that carries the settlement's name.
func (v *village) drawPlace(g *district) {
	at, _ := v.place(12, 14)
	v.node = g.pen.node(at, append(kv("place", v.placeTag(), "population", v.population()), v.name.tags()...)...)
}

// outskirts writes the farm and the cemetery, and the ways to them.
func (v *village) outskirts(g *district, d dice) {
	for _, s := range v.spots {
		r := v.rows[s.row]
		lane := r.hi
		if s.u < 0 {
			lane = r.lo
		}
		mid, _ := v.place(v.lanes[lane], (s.w+r.v)/2)
		at, dir := v.place(s.u, s.w)
		end := g.pen.node(at)
		g.pen.way([]ID{r.nodes[r.lane[lane-r.lo]], g.pen.node(mid), end}, kv("highway", "service", "surface", "gravel")...)
		if s.farm {
			g.pen.area(g.box(at, dir, 170, 96), append(kv("landuse", "farmyard"), g.names.Farm.tags()...)...)
			for k := range 3 {
				c := at.along(dir, float64(k)*52-52)
				g.pen.area(g.box(c.along(dir.left(), 4), dir, 16, d.between(55, 78)), kv("building", pick(d, []string{"cowshed", "barn", "farm_auxiliary"}))...)
			}
			continue
		}
		ring := []vec{}
		for _, p := range g.box(at, dir, 140, 84) {
			ring = append(ring, p.plus(vec{d.between(-9, 9), d.between(-9, 9)}))
		}
		g.pen.area(ring, append(kv("landuse", "cemetery"), g.names.Cemetery.tags()...)...)
	}
}

// furnish puts lamps, stops, containers and hydrants along the streets.
func (v *village) furnish(g *district, d dice) {
	stops := d.shuffled(len(g.names.Stops))
	spent := 0
	for i, r := range v.rows {
		central := i == v.main || v.kind == town && i >= v.main-2 && i <= v.main+2
		for j := r.lo; j < r.hi; j++ {
			u0, u1 := v.lanes[j], v.lanes[j+1]
			if central && v.kind != hamlet {
				for u := u0 + 15; u < u1-10; u += 48 {
					at, _ := v.place(u, r.v+4.5)
					g.pen.node(at, kv("highway", "street_lamp")...)
				}
			}
			if i == v.main && (j == v.centre || v.kind == town && (j-v.centre)%3 == 0) {
				called := g.names.Stops[stops[spent%len(stops)]]
				spent++
				if v.kind != town && j == v.centre {
					called = v.name
				}
				at, dir := v.place(u0+32, r.v)
				g.busStop(at, dir, called)
				at, dir = v.place(u0+58, r.v)
				g.busStop(at, dir.times(-1), called)
			}
			if (i+j)%3 == 0 && v.kind != hamlet || j == v.centre && i == v.main {
				at, _ := v.place(u0+7, r.v-7.5)
				g.pen.node(at, kv("amenity", pick(d, []string{"waste_disposal", "waste_disposal", "recycling"}))...)
			}
			if (i+2*j)%5 == 0 && v.kind != hamlet {
				at, _ := v.place(u1-6, r.v+6)
				g.pen.node(at, kv("emergency", "fire_hydrant", "fire_hydrant:type", pick(d, []string{"underground", "pillar"}))...)
			}
		}
	}
}
