package shape

import (
	"container/heap"
	"math"

	"priyom/tiles"
)

// Label is a place well inside of an area, for its name or number: the centre of mass if that is inside and not near an edge,
// else about the place that is farthest from all edges (the pole of inaccessibility; the search is Mapbox's polylabel). The first
// ring is the outer one.
func Label(rings []Ring) tiles.Point {
	outer := rings[0]
	box := Box(outer)
	short := min(box.MaxX-box.MinX, box.MaxY-box.MinY)
	c := outer.Centroid()
	var few [4]stretch // nearly all are buildings
	all := stretchesOf(few[:0], rings)
	if depth(all, c) > float64(short)/5 {
		return c
	}
	return pole(all, c, box, max(1, float64(short)/10))
}

// depth is how far a point is inside; negative outside.
func depth(stretches []stretch, p tiles.Point) float64 {
	d, _ := depthOver(stretches, p, 0)
	return d
}

// depthOver gives up where the depth is less than what is enough, and puts the stretch that is so near first: the next point may
// be near to it too.
func depthOver(stretches []stretch, p tiles.Point, enough float64) (_ float64, ok bool) {
	in, near := false, math.Inf(1)
	enough *= max(0, enough)
	for k := range stretches {
		s := &stretches[k]
		if p.Y >= s.box.MinY && p.Y < s.box.MaxY && p.X < s.box.MaxX {
			for i := 1; i < len(s.points); i++ {
				in = in != crosses(s.points[i-1], s.points[i], p)
			}
		}
		if boxDistance2(s.box, p) >= near {
			continue
		}
		for i := 1; i < len(s.points); i++ {
			near = min(near, distance2(p, s.points[i-1], s.points[i]))
		}
		if near < enough {
			stretches[0], stretches[k] = stretches[k], stretches[0]
			return 0, false
		}
	}
	if !in {
		return -math.Sqrt(near), true
	}
	return math.Sqrt(near), true
}

// stretch is some of a ring's edges and their box: most lie too far away to be asked one by one.
type stretch struct {
	points []tiles.Point
	box    tiles.Box
}

const stretchEdges = 24

func stretchesOf(all []stretch, rings []Ring) []stretch {
	for _, r := range rings {
		for from := 0; from < len(r)-1; from += stretchEdges {
			part := r[from:min(len(r), from+stretchEdges+1)]
			all = append(all, stretch{part, Box(part)})
		}
	}
	return all
}

// boxDistance2 is at most the square of the distance from p to anything in a box.
func boxDistance2(b tiles.Box, p tiles.Point) float64 {
	x, y := max(0, b.MinX-p.X, p.X-b.MaxX), max(0, b.MinY-p.Y, p.Y-b.MaxY)
	return float64(float64(x)*float64(x)) + float64(float64(y)*float64(y))
}

// quad is a part of the box, half its side, its middle's depth and the most that any of its points may have.
type quad struct {
	middle      tiles.Point
	half        tiles.World
	depth, most float64
}

type quads []quad

func (q quads) Len() int           { return len(q) }
func (q quads) Less(i, j int) bool { return q[i].most > q[j].most }
func (q quads) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *quads) Push(x any)        { *q = append(*q, x.(quad)) }
func (q *quads) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// maxQuads ends the search in areas that have no place that is much better than others.
const maxQuads = 2000

func pole(all []stretch, centroid tiles.Point, box tiles.Box, precision float64) tiles.Point {
	w, h := box.MaxX-box.MinX, box.MaxY-box.MinY
	half := max(1, min(w, h)/2, max(w, h)/32)
	best := quad{middle: centroid, depth: depth(all, centroid)}
	var todo quads
	// put is told of a quad; one that can neither be the best nor hold it is passed over.
	put := func(x, y, half tiles.World) {
		p, more := tiles.Point{X: x, Y: y}, float64(half)*math.Sqrt2
		if d, ok := depthOver(all, p, min(best.depth, best.depth+precision-more)); ok {
			heap.Push(&todo, quad{p, half, d, d + more})
		}
	}
	for x := box.MinX; x < box.MaxX; x += 2 * half {
		for y := box.MinY; y < box.MaxY; y += 2 * half {
			put(x+half, y+half, half)
		}
	}
	for n := 0; len(todo) > 0 && n < maxQuads; n++ {
		q := heap.Pop(&todo).(quad)
		if q.depth > best.depth {
			best = q
		}
		if q.most-best.depth <= precision || q.half < 2 {
			continue
		}
		half := q.half / 2
		for _, at := range [4][2]tiles.World{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
			put(q.middle.X+at[0]*half, q.middle.Y+at[1]*half, half)
		}
	}
	return best.middle
}
