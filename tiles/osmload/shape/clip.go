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

// crossed are the sides of a box that points are on the far side of; out says that all of them are beyond one side.
func crossed(points []tiles.Point, b tiles.Box) (sides []edge, out bool) {
	p := Box(points) // the maximum is one beyond
	var few [4]edge
	sides = few[:0]
	for _, s := range [4]struct {
		edge
		some, all bool
	}{
		{edge{b.MinX, true, true}, p.MinX < b.MinX, p.MaxX <= b.MinX},
		{edge{b.MaxX, true, false}, p.MaxX-1 > b.MaxX, p.MinX > b.MaxX},
		{edge{b.MinY, false, true}, p.MinY < b.MinY, p.MaxY <= b.MinY},
		{edge{b.MaxY, false, false}, p.MaxY-1 > b.MaxY, p.MinY > b.MaxY},
	} {
		if s.some {
			sides, out = append(sides, s.edge), out || s.all
		}
	}
	return sides, out
}

// ClipRing cuts off what is outside of a box (Sutherland and Hodgman, 1974). Where the ring leaves and comes back the result
// runs along the box's edge. What is left of nothing is nil. The result may be the ring itself.
func ClipRing(ring Ring, b tiles.Box) Ring {
	sides, out := crossed(ring, b)
	if out {
		return nil
	}
	for _, e := range sides {
		ring = e.clip(ring)
		if len(ring) < 4 {
			return nil
		}
	}
	return ring
}

func (e edge) clip(ring Ring) Ring {
	out := make(Ring, 0, len(ring)+4)
	push := func(p tiles.Point) {
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		switch ia, ib := e.inside(a), e.inside(b); {
		case ia && ib:
			push(b)
		case ia:
			push(e.cut(a, b))
		case ib:
			push(e.cut(a, b))
			push(b)
		}
	}
	if len(out) > 0 && out[0] != out[len(out)-1] {
		out = append(out, out[0])
	}
	return out
}

// ClipLine cuts a line into its parts inside of a box (Liang and Barsky's idea, side by side). The parts may share the line's memory.
func ClipLine(line []tiles.Point, b tiles.Box) [][]tiles.Point {
	sides, out := crossed(line, b)
	if out {
		return nil
	}
	parts := [][]tiles.Point{line}
	for _, e := range sides {
		var next [][]tiles.Point
		for _, p := range parts {
			next = e.clipLine(next, p)
		}
		parts = next
	}
	return parts
}

func (e edge) clipLine(to [][]tiles.Point, line []tiles.Point) [][]tiles.Point {
	var part []tiles.Point
	end := func() {
		if len(part) > 1 {
			to = append(to, part)
		}
		part = nil
	}
	for i, b := range line {
		in := e.inside(b)
		if i > 0 && in != e.inside(line[i-1]) {
			if c := e.cut(line[i-1], b); !in {
				if c != line[i-1] {
					part = append(part, c)
				}
				end()
			} else if c != b {
				part = append(part, c)
			}
		}
		if in {
			part = append(part, b)
		}
	}
	end()
	return to
}
