package places

import (
	"math"
	"slices"

	"priyom/tiles"
)

// area is a polygon by the even-odd rule, asked for very many points: its edges lie in bands from north to south.
type area struct {
	rings [][]tiles.Point
	box   tiles.Box
	size  float64 // in square units, the holes not counted
	bands [][]edge
}

type edge struct{ a, b tiles.Point }

const maxBands = 256

// newArea takes rings, closed or not; nil if they enclose nothing.
func newArea(rings [][]tiles.Point) *area {
	a := &area{box: tiles.Box{MinX: math.MaxInt64, MinY: math.MaxInt64, MaxX: math.MinInt64, MaxY: math.MinInt64}}
	edges := 0
	for _, r := range rings {
		if len(r) < 3 {
			continue
		}
		a.rings = append(a.rings, r)
		a.box = boxOf(a.box, r)
		a.size += math.Abs(ringSize(r))
		edges += len(r)
	}
	if a.rings == nil || a.box.MinY == a.box.MaxY {
		return nil
	}
	a.bands = make([][]edge, min(maxBands, edges/4+1))
	for _, r := range a.rings {
		for i, p := range r {
			e := edge{p, r[(i+1)%len(r)]}
			for b := a.band(min(e.a.Y, e.b.Y)); b <= a.band(max(e.a.Y, e.b.Y)); b++ {
				a.bands[b] = append(a.bands[b], e)
			}
		}
	}
	return a
}

func (a *area) band(y tiles.World) int {
	return int(int64(y-a.box.MinY) * int64(len(a.bands)) / int64(a.box.MaxY-a.box.MinY+1))
}

// has says that the point is inside. It may be asked of nil.
func (a *area) has(p tiles.Point) bool {
	if a == nil || p.X < a.box.MinX || p.X > a.box.MaxX || p.Y < a.box.MinY || p.Y > a.box.MaxY {
		return false
	}
	in := false
	for _, e := range a.bands[a.band(p.Y)] {
		if e.crosses(p) {
			in = !in
		}
	}
	return in
}

// crosses says that a ray to the east meets the edge.
func (e edge) crosses(p tiles.Point) bool {
	if (e.a.Y > p.Y) == (e.b.Y > p.Y) {
		return false
	}
	return float64(p.X-e.a.X) < float64(e.b.X-e.a.X)*float64(p.Y-e.a.Y)/float64(e.b.Y-e.a.Y)
}

// within is has for rings that are asked once.
func within(rings [][]tiles.Point, p tiles.Point) bool {
	in := false
	for _, r := range rings {
		for i := range r {
			if (edge{r[i], r[(i+1)%len(r)]}).crosses(p) {
				in = !in
			}
		}
	}
	return in
}

// boxOf is a box with points added; the far sides are those of the points, not beyond them.
func boxOf(b tiles.Box, points []tiles.Point) tiles.Box {
	for _, p := range points {
		b = tiles.Box{MinX: min(b.MinX, p.X), MinY: min(b.MinY, p.Y), MaxX: max(b.MaxX, p.X), MaxY: max(b.MaxY, p.Y)}
	}
	return b
}

// nothing is the box of no points.
func nothing() tiles.Box {
	return tiles.Box{MinX: math.MaxInt64, MinY: math.MaxInt64, MaxX: math.MinInt64, MaxY: math.MinInt64}
}

// ringSize is the shoelace formula, relative to the first point so that large numbers cancel no digits.
func ringSize(r []tiles.Point) float64 {
	sum := 0.0
	for i, p := range r {
		q := r[(i+1)%len(r)]
		sum += float64(p.X-r[0].X)*float64(q.Y-r[0].Y) - float64(q.X-r[0].X)*float64(p.Y-r[0].Y)
	}
	return sum / 2
}

// simplify is Douglas and Peucker's, 1973: what is left is within tolerance, in units, of what was there. The ends stay.
func simplify(line []tiles.Point, tolerance float64) []tiles.Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	stack := [][2]int{{0, len(line) - 1}}
	for len(stack) > 0 {
		from, to := stack[len(stack)-1][0], stack[len(stack)-1][1]
		stack = stack[:len(stack)-1]
		far, at := tolerance*tolerance, -1
		for i := from + 1; i < to; i++ {
			q := nearestOn(line[from], line[to], line[i])
			if d := square(q, line[i]); d > far {
				far, at = d, i
			}
		}
		if at > 0 {
			keep[at] = true
			stack = append(stack, [2]int{from, at}, [2]int{at, to})
		}
	}
	var kept []tiles.Point
	for i, p := range line {
		if keep[i] {
			kept = append(kept, p)
		}
	}
	return kept
}

// simplifyRing does so for a ring, from its first point and the one farthest from that.
func simplifyRing(ring []tiles.Point, tolerance float64) []tiles.Point {
	if len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	}
	if len(ring) < 4 {
		return ring
	}
	far := 0
	for i, p := range ring {
		if square(p, ring[0]) > square(ring[far], ring[0]) {
			far = i
		}
	}
	one := simplify(ring[:far+1], tolerance)
	two := simplify(append(slices.Clone(ring[far:]), ring[0]), tolerance)
	return append(slices.Clone(one), two[1:len(two)-1]...)
}

// nearestOn is the point of a segment nearest to p.
func nearestOn(a, b, p tiles.Point) tiles.Point {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	long := dx*dx + dy*dy
	if long == 0 {
		return a
	}
	t := max(0, min(1, (float64(p.X-a.X)*dx+float64(p.Y-a.Y)*dy)/long))
	return tiles.Point{X: a.X + tiles.World(math.Round(t*dx)), Y: a.Y + tiles.World(math.Round(t*dy))}
}

// nearestAlong is the point of a line nearest to p, and the square of its distance in units.
func nearestAlong(line []tiles.Point, p tiles.Point) (tiles.Point, float64) {
	best, far := tiles.Point{}, math.Inf(1)
	for i := range line {
		q := nearestOn(line[max(0, i-1)], line[i], p)
		if d := square(q, p); d < far {
			best, far = q, d
		}
	}
	return best, far
}

// square is the square of a distance in units.
func square(a, b tiles.Point) float64 {
	dx, dy := float64(a.X-b.X), float64(a.Y-b.Y)
	return dx*dx + dy*dy
}

// units is how many units a length in metres is near a point.
func units(metres float64, near tiles.Point) float64 {
	lat, _ := near.Position()
	return metres / tiles.MetresPerUnit(lat)
}
