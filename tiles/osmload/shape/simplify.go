package shape

import (
	"slices"

	"priyom/tiles"
)

// Simplify leaves points out so that no point is farther than the tolerance from what remains (Douglas and Peucker, 1973). The
// first and the last stay. The result is the same whichever way the line goes, and may share the line's memory.
func Simplify(line []tiles.Point, tolerance tiles.World) []tiles.Point {
	if len(line) < 3 || tolerance <= 0 {
		return line
	}
	if len(line) == 3 { // the most frequent one
		if distance2(line[1], line[0], line[2]) > square(tolerance) {
			return line
		}
		return []tiles.Point{line[0], line[2]}
	}
	var few [fewPoints]bool
	keep := few[:]
	if len(line) > fewPoints {
		keep = make([]bool, len(line))
	}
	keep = keep[:len(line)]
	keep[0], keep[len(line)-1] = true, true
	mark(line, keep, 0, len(line)-1, square(tolerance))
	if !slices.Contains(keep, false) {
		return line
	}
	return kept(line, keep)
}

// SimplifyRing does the same to a ring, between two of its points that depend on its shape alone. A ring that becomes nothing
// has fewer than four points.
func SimplifyRing(ring Ring, tolerance tiles.World) Ring {
	if len(ring) < 5 || tolerance <= 0 {
		return ring
	}
	n := len(ring) - 1
	first := 0
	for i, p := range ring[:n] {
		if before(p, ring[first]) {
			first = i
		}
	}
	var few [fewPoints]tiles.Point
	var keepFew [fewPoints]bool // nearly all rings are buildings: these stay on the stack
	turned, keep := few[:0], keepFew[:]
	if n >= fewPoints {
		turned, keep = make([]tiles.Point, 0, n+1), make([]bool, n+1)
	}
	keep = keep[:n+1]
	turned = append(append(append(turned, ring[first:n]...), ring[:first]...), ring[first])
	far, most := 0, -1.0
	for i, p := range turned[:n] {
		if d := apart2(p, turned[0]); d > most || d == most && before(p, turned[far]) {
			far, most = i, d
		}
	}
	if far == 0 {
		return nil
	}
	keep[0], keep[far], keep[n] = true, true, true
	mark(turned, keep, 0, far, square(tolerance))
	mark(turned, keep, far, n, square(tolerance))
	if !slices.Contains(keep, false) {
		return ring
	}
	return kept(turned, keep)
}

const fewPoints = 24

// kept are the points that are kept, of which there are fewer.
func kept(line []tiles.Point, keep []bool) []tiles.Point {
	n := 0
	for _, k := range keep {
		if k {
			n++
		}
	}
	out := make([]tiles.Point, 0, n)
	for i, k := range keep {
		if k {
			out = append(out, line[i])
		}
	}
	return out
}

// mark says what stays between two points that stay.
func mark(line []tiles.Point, keep []bool, from, to int, tolerance2 float64) {
	type span struct{ from, to int }
	var few [64]span // on the stack
	todo := append(few[:0], span{from, to})
	for len(todo) > 0 {
		s := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		far, most := 0, tolerance2
		a, b := line[s.from], line[s.to]
		if before(b, a) {
			a, b = b, a // rounding and ties are the same both ways
		}
		seg := newSegment(a, b)
		for i := s.from + 1; i < s.to; i++ {
			if d := seg.distance2(line[i]); d > most || far > 0 && d == most && before(line[i], line[far]) {
				far, most = i, d
			}
		}
		if far == 0 {
			continue
		}
		keep[far] = true
		if far-s.from > 1 {
			todo = append(todo, span{s.from, far})
		}
		if s.to-far > 1 {
			todo = append(todo, span{far, s.to})
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
