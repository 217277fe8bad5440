package demo

import (
	"math"
)

// parcel is the side, in metres, of the squares of which fields, forests and meadows are made.
const parcel = 250.0

// beyond is how many parcels lie outside the squares on each side, so that the border has land on both.
const beyond = 5

// woodland is how wooded a place must be to be forest.
const woodland = 0.535

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
	corners  []ID // By row, then column; 0 until written.
	edges    map[[2]crossingPoint][]ID
	wood     terrain
	woodFine terrain
}

// drawLand writes fields, forests, meadows, marshes and orchards, tracks between fields and paths in forests.
func (g *district) drawLand() {
	l := &land{
		g: g, edges: map[[2]crossingPoint][]ID{},
		warp: [2]terrain{{g.seed + 11, 3400}, {g.seed + 12, 3400}}, wood: terrain{g.seed + 13, 4800}, woodFine: terrain{g.seed + 14, 1300},
	}
	size := g.max.minus(g.min)
	l.use = newNet(int(size.X/parcel)+2*beyond, int(size.Y/parcel)+2*beyond)
	l.corners = make([]ID, (l.use.cols+1)*(l.use.rows+1))
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

// cornerID writes a corner once.
func (l *land) cornerID(c crossingPoint) ID {
	id := &l.corners[c.j*(l.use.cols+1)+c.i]
	if *id == 0 {
		*id = l.g.pen.node(l.corner(c))
	}
	return *id
}

// edgeIDs are the nodes between two corners: none on a field's edge, some on a forest's, which wanders.
func (l *land) edgeIDs(a, b crossingPoint) []ID {
	key, back := [2]crossingPoint{a, b}, b.j < a.j || b.j == a.j && b.i < a.i
	if back {
		key = [2]crossingPoint{b, a}
	}
	left, right := [2]int{key[0].i - 1, key[0].j}, [2]int{key[0].i, key[0].j} // Of an edge northwards.
	if key[0].j == key[1].j {
		left, right = [2]int{key[0].i, key[0].j}, [2]int{key[0].i, key[0].j - 1}
	}
	if isWild(l.use.at(left[0], left[1])) == isWild(l.use.at(right[0], right[1])) {
		return nil
	}
	ids, ok := l.edges[key]
	if !ok {
		from, to := l.corner(key[0]), l.corner(key[1])
		d := newDice(l.g.seed, "edge", key[0].i*200_003+key[0].j*2+key[1].j-key[0].j)
		sway := d.between(-26, 26)
		for k := 1; k < 4; k++ {
			t := float64(k) / 4
			off := sway*math.Sin(t*math.Pi) + d.between(-7, 7)
			ids = append(ids, l.g.pen.node(from.plus(to.minus(from).times(t)).along(from.toward(to).left(), off)))
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
