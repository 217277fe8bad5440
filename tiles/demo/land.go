package demo

import (
	"math"
)

// parcel is the side, in metres, of the squares of which fields, forests and meadows are made.
const parcel = 250.0

// beyond is how many parcels lie outside the squares on each side, so that the border has land on both.
const beyond = 5

// What a parcel is used for.
const (
	field int32 = iota
	forest
	grove
	meadow
	marsh
	orchard
	scrub
)

// land is the net of parcels: bent, its corners moved, so that neighbours share their edges.
type land struct {
	g        *district
	use      *net // What for.
	patches  []patch
	of       *net // Which patch.
	warp     [2]terrain
	corners  map[crossingPoint]ID
	edges    map[[2]crossingPoint][]ID
	wood     terrain
	woodFine terrain
}

// drawLand writes fields, forests, meadows, marshes and orchards, tracks between fields and paths in forests.
func (g *district) drawLand() {
	l := &land{
		g: g, corners: map[crossingPoint]ID{}, edges: map[[2]crossingPoint][]ID{},
		warp: [2]terrain{{g.seed + 11, 3400}, {g.seed + 12, 3400}}, wood: terrain{g.seed + 13, 4800}, woodFine: terrain{g.seed + 14, 1300},
	}
	size := g.max.minus(g.min)
	l.use = newNet(int(size.X/parcel)+2*beyond, int(size.Y/parcel)+2*beyond)
	for row := range l.use.rows {
		for col := range l.use.cols {
			l.use.set(col, row, l.purpose(col, row))
		}
	}
	plots := l.parcelOut()
	l.of, _ = plots.split()
	l.patches = plots.trace()
	for k := range l.patches {
		l.drawPatch(k)
	}
	l.drawTracks()
	l.drawPaths()
}

// lattice is a corner's place before forests round it.
func (l *land) lattice(c crossingPoint) vec {
	p := l.g.min.plus(vec{float64(c.i-beyond) * parcel, float64(c.j-beyond) * parcel})
	bend := vec{l.warp[0].at(p) - 0.5, l.warp[1].at(p) - 0.5}.times(700)
	d := newDice(l.g.seed, "corner", c.i*100_003+c.j)
	return p.plus(bend).plus(vec{d.between(-28, 28), d.between(-28, 28)})
}

// middle is about the middle of a parcel.
func (l *land) middle(col, row int) vec {
	a, b := l.lattice(crossingPoint{col, row}), l.lattice(crossingPoint{col + 1, row + 1})
	return a.mid(b)
}

// corner is a corner's place. The odd one of the four parcels around it, of forest among fields or the other way round, gives
// way: so forests have no right angles.
func (l *land) corner(c crossingPoint) vec {
	p := l.lattice(c)
	cells := [4][2]int{{c.i - 1, c.j - 1}, {c.i, c.j - 1}, {c.i, c.j}, {c.i - 1, c.j}}
	wild, odd := 0, -1
	for _, s := range cells {
		if isWild(l.use.at(s[0], s[1])) {
			wild++
		}
	}
	for k, s := range cells {
		if wild == 1 && isWild(l.use.at(s[0], s[1])) || wild == 3 && !isWild(l.use.at(s[0], s[1])) {
			odd = k
		}
	}
	if odd < 0 {
		return p
	}
	m := l.middle(cells[odd][0], cells[odd][1])
	return p.plus(m.minus(p).times(0.42))
}

// isWild is what has edges that nobody drew with a ruler.
func isWild(use int32) bool { return use == forest || use == grove || use == marsh || use == scrub }

// purpose decides what a parcel is used for; -1 is nothing.
func (l *land) purpose(col, row int) int32 {
	g := l.g
	mid := l.middle(col, row)
	for _, c := range []crossingPoint{{col, row}, {col + 1, row}, {col + 1, row + 1}, {col, row + 1}} {
		if g.villageAt(l.lattice(c)) != nil {
			return -1
		}
	}
	if g.villageAt(mid) != nil {
		return -1
	}
	d := newDice(g.seed, "parcel", col*100_003+row)
	fine := l.woodFine.at(mid)
	switch river, _, _ := g.wet.nearest(mid); {
	case river < 380 && fine > 0.66:
		return marsh
	case river < 380 && fine < 0.24 && river > 150:
		return scrub
	case river < 380:
		return meadow
	}
	if l.wooded(mid) > 0.535 && !d.chance(0.03) {
		return forest
	}
	switch {
	case g.brooks.within(mid, 130):
		return meadow
	case d.chance(0.3) && l.nearVillage(mid):
		return orchard
	case d.chance(0.012):
		return grove
	case d.chance(0.04):
		return meadow
	}
	return field
}

// wooded is how much of a forest a place would be: three terrains that lie askew of each other, less near villages.
func (l *land) wooded(p vec) float64 {
	turned := func(rad float64) vec { return vec{p.dot(heading(rad)), p.dot(heading(rad).left())} }
	w := 0.5*l.wood.at(turned(0.5)) + 0.3*terrain{l.wood.seed + 1, 2300}.at(turned(1.3)) + 0.2*terrain{l.wood.seed + 2, 900}.at(turned(2.2))
	return w
}

// nearVillage says that a settlement's outline is within some hundred metres.
func (l *land) nearVillage(p vec) bool {
	for k := range 6 {
		if l.g.villageAt(p.along(heading(float64(k)*math.Pi/3), 300)) != nil {
			return true
		}
	}
	return false
}

// parcelOut joins parcels to plots: wild ones to all of their kind beside them, fields to strips of up to four.
func (l *land) parcelOut() *net {
	out := newNet(l.use.cols, l.use.rows)
	next := int32(16)
	for row := range l.use.rows {
		for col := range l.use.cols {
			use := l.use.at(col, row)
			if use < 0 || out.at(col, row) >= 0 {
				continue
			}
			if use != field && use != orchard {
				out.set(col, row, use)
				continue
			}
			d := newDice(l.g.seed, "plot", col*100_003+row)
			wide, high := 1+d.n(4), 1+d.n(3)
			for y := row; y < row+high; y++ {
				for x := col; x < col+wide && l.use.at(x, y) == use && out.at(x, y) < 0; x++ {
					if y > row && out.at(x, y-1) != next {
						break
					}
					out.set(x, y, next)
				}
			}
			next++
		}
	}
	return out
}

// cornerID writes a corner once.
func (l *land) cornerID(c crossingPoint) ID {
	id, ok := l.corners[c]
	if !ok {
		id = l.g.pen.node(l.corner(c))
		l.corners[c] = id
	}
	return id
}

// edgeIDs are the nodes between two corners: none on a field's edge, some on a forest's, which wanders.
func (l *land) edgeIDs(a, b crossingPoint) []ID {
	key, back := [2]crossingPoint{a, b}, b.j < a.j || b.j == a.j && b.i < a.i
	if back {
		key = [2]crossingPoint{b, a}
	}
	ids, ok := l.edges[key]
	if !ok {
		left, right := [2]int{key[0].i - 1, key[0].j}, [2]int{key[0].i, key[0].j} // Of an edge northwards.
		if key[0].j == key[1].j {
			left, right = [2]int{key[0].i, key[0].j}, [2]int{key[0].i, key[0].j - 1}
		}
		if isWild(l.use.at(left[0], left[1])) != isWild(l.use.at(right[0], right[1])) {
			from, to := l.corner(key[0]), l.corner(key[1])
			d := newDice(l.g.seed, "edge", key[0].i*200_003+key[0].j*2+key[1].j-key[0].j)
			sway := d.between(-26, 26)
			for k := 1; k < 4; k++ {
				t := float64(k) / 4
				off := sway*math.Sin(t*math.Pi) + d.between(-7, 7)
				ids = append(ids, l.g.pen.node(from.plus(to.minus(from).times(t)).along(from.toward(to).left(), off)))
			}
		}
		l.edges[key] = ids
	}
	if !back {
		return ids
	}
	turned := make([]ID, len(ids))
	for k, id := range ids {
		turned[len(ids)-1-k] = id
	}
	return turned
}
