package shape

import (
	"math"
	"slices"

	"priyom/tiles"
)

// Simplified is a line or a ring that is asked for at several tolerances: which points stay at which is found out once. It may be used again
// for another, in the same memory. It isn't for several goroutines.
type Simplified struct {
	whole  []tiles.Point // as it was given
	points []tiles.Point // the same, but a ring may begin elsewhere
	upTo   []float64     // the square of the tolerance at which a point goes
	least  float64       // of them
	turned []tiles.Point
	todo   []span
}

type span struct{ from, to int }

// stays is the tolerance of what never goes.
const stays = math.MaxFloat64

// Line takes a line, which must not change. No smaller tolerance will be asked for than the least. Points are left out so that none is
// farther than the tolerance from what remains (Douglas and Peucker, 1973). The first and the last stay. The result is the same
// whichever way the line goes.
func (s *Simplified) Line(line []tiles.Point, least tiles.World) {
	s.take(line, line)
	if len(line) < 3 {
		return
	}
	if len(line) == 3 { // the most frequent one
		s.upTo[1] = distance2(line[1], line[0], line[2])
	} else {
		s.rank(0, len(line)-1, square(least))
	}
	s.least = slices.Min(s.upTo)
}

// Ring is Line for a ring: between two of its points that depend on its shape alone. A ring that becomes nothing has fewer than four points.
func (s *Simplified) Ring(ring Ring, least tiles.World) {
	if len(ring) < 5 {
		s.take(ring, ring)
		return
	}
	n := len(ring) - 1
	first := 0
	for i, p := range ring[:n] {
		if before(p, ring[first]) {
			first = i
		}
	}
	s.turned = append(append(append(s.turned[:0], ring[first:n]...), ring[:first]...), ring[first])
	far, most := 0, -1.0
	for i, p := range s.turned[:n] {
		if d := apart2(p, s.turned[0]); d > most || d == most && before(p, s.turned[far]) {
			far, most = i, d
		}
	}
	if far == 0 {
		s.take(nil, nil)
		return
	}
	s.take(ring, s.turned)
	s.upTo[far] = stays
	s.rank(0, far, square(least))
	s.rank(far, n, square(least))
	s.least = slices.Min(s.upTo)
}

// take begins with what has but ends.
func (s *Simplified) take(whole, points []tiles.Point) {
	s.whole, s.points, s.least = whole, points, stays
	s.upTo = slices.Grow(s.upTo[:0], len(points))[:len(points)]
	clear(s.upTo)
	if len(points) > 0 {
		s.upTo[0], s.upTo[len(points)-1] = stays, stays
	}
}

// At adds what remains at a tolerance.
func (s *Simplified) At(to []tiles.Point, tolerance tiles.World) []tiles.Point {
	most := square(tolerance)
	if s.least > most {
		return append(to, s.whole...)
	}
	for i, p := range s.points {
		if s.upTo[i] > most {
			to = append(to, p)
		}
	}
	return to
}

// rank finds out of the points between two that stay up to which tolerance they do; not of those that go at the least.
func (s *Simplified) rank(from, to int, least float64) {
	s.todo = append(s.todo[:0], span{from, to})
	for len(s.todo) > 0 {
		in := s.todo[len(s.todo)-1]
		s.todo = s.todo[:len(s.todo)-1]
		far, most := 0, least
		a, b := s.points[in.from], s.points[in.to]
		if before(b, a) {
			a, b = b, a // rounding and ties are the same both ways
		}
		seg := newSegment(a, b)
		for i := in.from + 1; i < in.to; i++ {
			if d := seg.distance2(s.points[i]); d > most || far > 0 && d == most && before(s.points[i], s.points[far]) {
				far, most = i, d
			}
		}
		if far == 0 {
			continue
		}
		s.upTo[far] = min(most, s.upTo[in.from], s.upTo[in.to]) // what it lies between went no later
		if far-in.from > 1 {
			s.todo = append(s.todo, span{in.from, far})
		}
		if in.to-far > 1 {
			s.todo = append(s.todo, span{far, in.to})
		}
	}
}

// before is an order of points that depends on nothing else.
func before(a, b tiles.Point) bool { return a.X < b.X || a.X == b.X && a.Y < b.Y }

func square(w tiles.World) float64 { return float64(w) * float64(w) }

func apart2(a, b tiles.Point) float64 {
	x, y := float64(a.X-b.X), float64(a.Y-b.Y)
	return float64(x*x) + float64(y*y)
}

// distance2 is the square of the distance from p to the edge a–b.
func distance2(p, a, b tiles.Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	px, py := float64(p.X-a.X), float64(p.Y-a.Y)
	length2 := float64(dx*dx) + float64(dy*dy)
	along := float64(px*dx) + float64(py*dy)
	switch {
	case length2 == 0 || along <= 0:
		return float64(px*px) + float64(py*py)
	case along >= length2:
		return apart2(p, b)
	}
	c := float64(px*dy) - float64(py*dx)
	return c * c / length2
}

// segment is an edge that is asked for many distances: the same ones as distance2's.
type segment struct {
	a, b            tiles.Point
	dx, dy, length2 float64
}

func newSegment(a, b tiles.Point) segment {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	return segment{a, b, dx, dy, float64(dx*dx) + float64(dy*dy)}
}

// distance2 is the square of the distance from p.
func (s *segment) distance2(p tiles.Point) float64 {
	px, py := float64(p.X-s.a.X), float64(p.Y-s.a.Y)
	along := float64(px*s.dx) + float64(py*s.dy)
	switch {
	case s.length2 == 0 || along <= 0:
		return float64(px*px) + float64(py*py)
	case along >= s.length2:
		return apart2(p, s.b)
	}
	c := float64(px*s.dy) - float64(py*s.dx)
	return c * c / s.length2
}
