package shape

import "priyom/tiles"

// Line is a row of points, Ring a closed one.
type (
	Line []tiles.Point
	Ring []tiles.Point
)

// cross is twice the area of the triangle o, a, b: positive if b is to the right of o→a, y going down.
func cross(o, a, b tiles.Point) float64 {
	ax, ay := float64(a.X-o.X), float64(a.Y-o.Y)
	bx, by := float64(b.X-o.X), float64(b.Y-o.Y)
	return float64(ax*by) - float64(ay*bx)
}

// Area is the ring's area in square World units: positive if it goes clockwise on the map.
func (r Ring) Area() float64 {
	if len(r) < 4 {
		return 0
	}
	sum := 0.0
	for i := 1; i < len(r)-2; i++ {
		sum += cross(r[0], r[i], r[i+1])
	}
	return sum / 2
}

// Box is what the points cover, their edges included: the maximum is one beyond.
func Box(points []tiles.Point) tiles.Box {
	if len(points) == 0 {
		return tiles.Box{}
	}
	b := tiles.Box{MinX: points[0].X, MinY: points[0].Y, MaxX: points[0].X, MaxY: points[0].Y}
	for _, p := range points[1:] {
		b.MinX, b.MaxX = min(b.MinX, p.X), max(b.MaxX, p.X)
		b.MinY, b.MaxY = min(b.MinY, p.Y), max(b.MaxY, p.Y)
	}
	b.MaxX++
	b.MaxY++
	return b
}

// Contains says that a point is in the ring; on its edge it may be either.
func (r Ring) Contains(p tiles.Point) bool {
	in := false
	for i := 1; i < len(r); i++ {
		in = in != crosses(r[i-1], r[i], p)
	}
	return in
}

// crosses says that the ray from p to the east crosses the edge.
func crosses(a, b, p tiles.Point) bool {
	if (a.Y > p.Y) == (b.Y > p.Y) {
		return false
	}
	if a.Y > b.Y {
		a, b = b, a
	}
	return cross(a, b, p) > 0
}

// Turn makes the ring go clockwise on the map, or the other way.
func (r Ring) Turn(clockwise bool) {
	if (r.Area() > 0) != clockwise {
		for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
			r[i], r[j] = r[j], r[i]
		}
	}
}

// Centroid is the ring's centre of mass; its first point if it has no area.
func (r Ring) Centroid() tiles.Point {
	area := r.Area() * 6
	if area == 0 {
		return r[0]
	}
	var x, y float64
	o := r[0]
	for i := 1; i < len(r)-2; i++ {
		a, b := r[i], r[i+1]
		c := cross(o, a, b)
		x += float64(c * float64(a.X+b.X-2*o.X))
		y += float64(c * float64(a.Y+b.Y-2*o.Y))
	}
	return tiles.Point{X: o.X + tiles.World(x/area), Y: o.Y + tiles.World(y/area)}
}
