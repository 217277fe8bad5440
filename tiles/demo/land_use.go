package demo

import "math"

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
	if l.wooded(mid) > woodland && !d.chance(0.03) {
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
