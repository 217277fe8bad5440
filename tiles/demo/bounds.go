package demo

import "math"

// councilOf groups squares to councils of up to four settlements; a town is one alone.
func (g *district) councilOf() *net {
	n := newNet(g.cols, g.rows)
	for i, v := range g.villages {
		col, row := g.square(i)
		label := int32((row/2*g.cols + (col+row/2)/2) * 2)
		if v.kind == town {
			label++
		}
		n.set(col, row, label)
	}
	return n
}

// frontier draws borders: chains of edges between two areas become one way, which both areas' relations have.
type frontier struct {
	g       *district
	numbers *net
	corners map[crossingPoint]ID
	chains  map[[2]crossingPoint]ID // By the first edge of a chain, either way round.
}

// drawBounds writes the district's boundary, the councils' and the relations of both.
func (g *district) drawBounds() {
	squares := g.councilOf()
	f := &frontier{g: g, corners: map[crossingPoint]ID{}, chains: map[[2]crossingPoint]ID{}}
	f.numbers, _ = squares.split()
	councils := squares.trace()
	var rim []Member
	known := map[ID]bool{}
	for number, p := range councils {
		var members []Member
		for k, ring := range p.rings {
			role := "outer"
			if k > 0 {
				role = "inner"
			}
			for _, c := range f.cut(ring, number) {
				members = append(members, Member{KindWay, c.way, role})
				if c.outside && !known[c.way] {
					known[c.way] = true
					rim = append(rim, Member{KindWay, c.way, "outer"})
				}
			}
		}
		chief := g.chief(int32(number), f.numbers)
		called := g.names.District.Council
		if chief.kind == town {
			called = g.names.District.TownCouncil
		}
		members = append(members, Member{KindNode, chief.node, "admin_centre"})
		tags := append(kv("type", "boundary", "boundary", "administrative", "admin_level", "8"), called.fill(chief.name).tags()...)
		g.pen.relation(members, tags...)
	}
	rim = append(rim, Member{KindNode, g.villages[g.town].node, "admin_centre"})
	g.pen.relation(rim, append(kv("type", "boundary", "boundary", "administrative", "admin_level", "6"), g.names.District.District.tags()...)...)
}

// chief is the largest settlement of a council.
func (g *district) chief(number int32, numbers *net) *village {
	var best *village
	for i, v := range g.villages {
		if col, row := g.square(i); numbers.at(col, row) == number && (best == nil || v.houses > best.houses) {
			best = v
		}
	}
	return best
}

// chain is a border way and whether nothing of the district is beyond it.
type chain struct {
	way     ID
	outside bool
}

// cut splits a ring where the neighbour changes, and draws what isn't drawn yet.
func (f *frontier) cut(ring []crossingPoint, number int) []chain {
	n := len(ring)
	beyond := func(k int) int32 { return f.beyond(ring[k%n], ring[(k+1)%n], int32(number)) }
	start := 0
	for k := range n {
		if beyond(k) != beyond(k+n-1) {
			start = k
			break
		}
	}
	var out []chain
	for k := start; k < start+n; {
		end := k
		for end < start+n && beyond(end) == beyond(k) {
			end++
		}
		first, last := [2]crossingPoint{ring[k%n], ring[(k+1)%n]}, [2]crossingPoint{ring[end%n], ring[(end+n-1)%n]}
		id, ok := f.chains[last]
		if !ok {
			level := "8"
			if beyond(k) < 0 {
				level = "6"
			}
			ids := []ID{f.corner(ring[k%n])}
			for i := k; i < end; i++ {
				ids = append(ids, f.between(ring[i%n], ring[(i+1)%n])...)
				ids = append(ids, f.corner(ring[(i+1)%n]))
			}
			id = f.g.pen.way(ids, kv("boundary", "administrative", "admin_level", level)...)
			f.chains[first] = id
		}
		out = append(out, chain{id, beyond(k) < 0})
		k = end
	}
	return out
}

// beyond is whose square is on the other side of an edge.
func (f *frontier) beyond(a, b crossingPoint, number int32) int32 {
	i, j := min(a.i, b.i), min(a.j, b.j)
	one, two := f.numbers.at(i, j), f.numbers.at(i-1, j)
	if a.j == b.j {
		two = f.numbers.at(i, j-1)
	}
	if one == number {
		return two
	}
	return one
}

// at is where a corner of squares is: moved, the outer ones too.
func (f *frontier) at(c crossingPoint) vec {
	d := newDice(f.g.seed, "border", c.i*100_003+c.j)
	return f.g.corner(c.i, c.j).plus(vec{d.between(-420, 420), d.between(-420, 420)})
}

func (f *frontier) corner(c crossingPoint) ID {
	id, ok := f.corners[c]
	if !ok {
		id = f.g.pen.node(f.at(c))
		f.corners[c] = id
	}
	return id
}

// between are the nodes of an edge between its corners: it wanders, as borders along brooks and fields do.
func (f *frontier) between(a, b crossingPoint) []ID {
	from, to := f.at(a), f.at(b)
	d := newDice(f.g.seed, "frontier", a.i*200_003+a.j*100+b.i*10+b.j)
	var ids []ID
	sway := d.between(-160, 160)
	for k := 1; k < 10; k++ {
		t := float64(k) / 10
		ids = append(ids, f.g.pen.node(from.plus(to.minus(from).times(t)).along(from.toward(to).left(), sway*math.Sin(2*math.Pi*t)+d.between(-70, 70))))
	}
	return ids
}
