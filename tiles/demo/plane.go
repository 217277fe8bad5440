package demo

import (
	"math"

	"priyom/civic"
)

// The made-up district's middle.
const (
	baseLat civic.Degrees = 52.30
	baseLon civic.Degrees = 42.90
)

// metresPerDegree is the length of a degree of latitude on a sphere of 6 371 km.
const metresPerDegree = 111_194.93

// vec is a place or a direction on the plane, metres to the east and to the north of the district's middle.
type vec struct{ X, Y float64 }

func (a vec) plus(b vec) vec             { return vec{a.X + b.X, a.Y + b.Y} }
func (a vec) minus(b vec) vec            { return vec{a.X - b.X, a.Y - b.Y} }
func (a vec) times(k float64) vec        { return vec{a.X * k, a.Y * k} }
func (a vec) dot(b vec) float64          { return a.X*b.X + a.Y*b.Y }
func (a vec) cross(b vec) float64        { return a.X*b.Y - a.Y*b.X }
func (a vec) size() float64              { return math.Hypot(a.X, a.Y) }
func (a vec) left() vec                  { return vec{-a.Y, a.X} }
func (a vec) toward(b vec) vec           { return b.minus(a).unit() }
func (a vec) along(d vec, m float64) vec { return a.plus(d.times(m)) }
func (a vec) mid(b vec) vec              { return a.plus(b).times(0.5) }

// unit is the direction alone; east, of nothing.
func (a vec) unit() vec {
	if s := a.size(); s > 0 {
		return a.times(1 / s)
	}
	return vec{1, 0}
}

// heading is the direction at an angle, counterclockwise from the east.
func heading(rad float64) vec { return vec{math.Cos(rad), math.Sin(rad)} }

// place puts a point of the plane on the Earth.
func place(p vec) (lat, lon E7) {
	shrink := math.Cos(float64(baseLat) * math.Pi / 180)
	return position(baseLat+civic.Degrees(p.Y/metresPerDegree), baseLon+civic.Degrees(p.X/(metresPerDegree*shrink)))
}

// line is a polyline that knows how far along it its points lie.
type line struct {
	pts []vec
	far []float64 // Metres from the beginning.
}

func newLine(pts []vec) line {
	l := line{pts, make([]float64, len(pts))}
	for i := 1; i < len(pts); i++ {
		l.far[i] = l.far[i-1] + pts[i].minus(pts[i-1]).size()
	}
	return l
}

func (l line) length() float64 { return l.far[len(l.far)-1] }

// at is the point at a distance along the line, and the direction there.
func (l line) at(s float64) (vec, vec) {
	lo, hi := 0, len(l.far)-1
	for hi-lo > 1 {
		if m := (lo + hi) / 2; l.far[m] <= s {
			lo = m
		} else {
			hi = m
		}
	}
	d := l.pts[lo].toward(l.pts[hi])
	return l.pts[lo].along(d, s-l.far[lo]), d
}

// inside says that a point is in a ring (without its last point repeated), by the even-odd rule.
func inside(ring []vec, p vec) bool {
	in := false
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a.Y > p.Y) != (b.Y > p.Y) && p.X < (b.X-a.X)*(p.Y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}

// hull is the convex hull of points, counterclockwise (Andrew's monotone chain), each corner moved outwards by a margin.
func hull(pts []vec, margin float64) []vec {
	sorted := append([]vec(nil), pts...)
	sortVecs(sorted)
	var ring []vec
	for pass := range 2 {
		floor := len(ring)
		for k := range sorted {
			p := sorted[k]
			if pass == 1 {
				p = sorted[len(sorted)-1-k]
			}
			for len(ring) >= floor+2 && ring[len(ring)-1].minus(ring[len(ring)-2]).cross(p.minus(ring[len(ring)-2])) <= 0 {
				ring = ring[:len(ring)-1]
			}
			ring = append(ring, p)
		}
		ring = ring[:len(ring)-1]
	}
	var middle vec
	for _, p := range ring {
		middle = middle.plus(p.times(1 / float64(len(ring))))
	}
	for i, p := range ring {
		ring[i] = p.along(middle.toward(p), margin)
	}
	return ring
}

// blob is a roundish ring about a point, in the direction of d longer than wide; the dice dent it.
func blob(d dice, at, dir vec, long, wide float64, corners int) []vec {
	ring := make([]vec, corners)
	phase, dent := d.between(0, 6.28), d.between(0.08, 0.22)
	for i := range ring {
		a := 2 * math.Pi * float64(i) / float64(corners)
		r := 1 + dent*math.Sin(2*a+phase) + dent/2*math.Sin(3*a+2*phase) + d.between(-0.05, 0.05)
		ring[i] = at.along(dir, long*r*math.Cos(a)).along(dir.left(), wide*r*math.Sin(a))
	}
	return ring
}
