package shape

import (
	"math"

	"priyom/tiles"
)

// edge is one side of a box.
type edge struct {
	at   tiles.World
	vert bool // the side is x = at; else y = at
	more bool // inside is what is larger
}

func (e edge) inside(p tiles.Point) bool {
	v := p.Y
	if e.vert {
		v = p.X
	}
	if e.more {
		return v >= e.at
	}
	return v <= e.at
}

// cut is where the edge a–b meets the side; it is the same from b to a.
func (e edge) cut(a, b tiles.Point) tiles.Point {
	if e.vert {
		if a.X > b.X {
			a, b = b, a
		}
		return tiles.Point{X: e.at, Y: a.Y + part(b.Y-a.Y, e.at-a.X, b.X-a.X)}
	}
	if a.Y > b.Y {
		a, b = b, a
	}
	return tiles.Point{X: a.X + part(b.X-a.X, e.at-a.Y, b.Y-a.Y), Y: e.at}
}

// part is the n/of'th part of a length.
func part(length, n, of tiles.World) tiles.World {
	return tiles.World(math.Round(float64(length) * float64(n) / float64(of)))
}

// crossed are the sides of a box that points are on the far side of, some of four; out says that all of them are beyond one side.
func crossed(points []tiles.Point, b tiles.Box) (sides [4]edge, n int, out bool) {
	p := Box(points) // the maximum is one beyond
	if p.MaxX <= b.MinX || p.MinX > b.MaxX || p.MaxY <= b.MinY || p.MinY > b.MaxY {
		return sides, 0, true
	}
	for _, s := range [4]struct {
		edge
		some bool
	}{
		{edge{b.MinX, true, true}, p.MinX < b.MinX},
		{edge{b.MaxX, true, false}, p.MaxX-1 > b.MaxX},
		{edge{b.MinY, false, true}, p.MinY < b.MinY},
		{edge{b.MaxY, false, false}, p.MaxY-1 > b.MaxY},
	} {
		if s.some {
			sides[n] = s.edge
			n++
		}
	}
	return sides, n, false
}

// Cutter cuts off what is outside of boxes. What is left of a ring or line lies in its memory, which is a stack: Forget takes back what was
// cut since a Mark. It isn't for several goroutines.
type Cutter struct{ points []tiles.Point }

// Mark is for Forget.
func (c *Cutter) Mark() int { return len(c.points) }

// Forget lets what was cut since a mark be overwritten.
func (c *Cutter) Forget(mark int) { c.points = c.points[:mark] }

// Ring is what is left of a ring (Sutherland and Hodgman, 1974). Where it leaves and comes back the result runs along the box's edge.
// What is left of nothing is nil. The result may be the ring itself.
func (c *Cutter) Ring(ring Ring, b tiles.Box) Ring {
	if len(ring) < 4 {
		return nil
	}
	sides, n, out := crossed(ring, b)
	if out {
		return nil
	}
	for _, e := range sides[:n] {
		ring = c.ring(ring, e)
		if len(ring) < 4 {
			return nil
		}
	}
	return ring
}

func (c *Cutter) ring(ring Ring, e edge) Ring {
	from := len(c.points)
	push := func(p tiles.Point) {
		if n := len(c.points); n == from || c.points[n-1] != p {
			c.points = append(c.points, p)
		}
	}
	a := ring[0]
	ia := e.inside(a)
	for _, b := range ring[1:] {
		ib := e.inside(b)
		switch {
		case ia && ib:
			push(b)
		case ia:
			push(e.cut(a, b))
		case ib:
			push(e.cut(a, b))
			push(b)
		}
		a, ia = b, ib
	}
	if n := len(c.points); n > from && c.points[from] != c.points[n-1] {
		c.points = append(c.points, c.points[from])
	}
	return c.points[from:len(c.points):len(c.points)]
}

// Line adds the parts of a line that are inside of a box (Liang and Barsky's idea, side by side). They may be the line itself.
func (c *Cutter) Line(to [][]tiles.Point, line []tiles.Point, b tiles.Box) [][]tiles.Point {
	if len(line) == 0 {
		return to
	}
	sides, n, out := crossed(line, b)
	if out {
		return to
	}
	from := len(to)
	to = append(to, line)
	for _, e := range sides[:n] {
		// the parts that there are now, and behind them what is left of each
		whole := len(to)
		for i := from; i < whole; i++ {
			to = c.line(to, to[i], e)
		}
		to = append(to[:from], to[whole:]...)
	}
	return to
}

func (c *Cutter) line(to [][]tiles.Point, line []tiles.Point, e edge) [][]tiles.Point {
	from := len(c.points)
	end := func() {
		if len(c.points)-from > 1 {
			to = append(to, c.points[from:len(c.points):len(c.points)])
		}
		from = len(c.points)
	}
	before := e.inside(line[0])
	for i, b := range line {
		in := e.inside(b)
		if in != before {
			if p := e.cut(line[i-1], b); !in {
				if p != line[i-1] {
					c.points = append(c.points, p)
				}
				end()
			} else if p != b {
				c.points = append(c.points, p)
			}
		}
		if in {
			c.points = append(c.points, b)
		}
		before = in
	}
	end()
	return to
}
