package shape

import (
	"container/heap"
	"math"
	"slices"

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
	if d, _ := depth(rings, c, 0); d > float64(short)/5 {
		return c
	}
	return pole(slices.Clone(rings), box, max(1, float64(short)/10))
}

// depth is how far a point is inside; negative outside. Where it is less than what is enough it gives up, and puts the ring that
// is so near first: the next point may be near to it too.
func depth(rings []Ring, p tiles.Point, enough float64) (_ float64, ok bool) {
	in, near := false, math.Inf(1)
	enough *= max(0, enough)
	for k, r := range rings {
		for i := 1; i < len(r); i++ {
			in = in != crosses(r[i-1], r[i], p)
			if d := distance2(p, r[i-1], r[i]); d < near {
				if near = d; near < enough {
					rings[0], rings[k] = rings[k], rings[0]
					return 0, false
				}
			}
		}
	}
	if !in {
		return -math.Sqrt(near), true
	}
	return math.Sqrt(near), true
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

func pole(rings []Ring, box tiles.Box, precision float64) tiles.Point {
	w, h := box.MaxX-box.MinX, box.MaxY-box.MinY
	half := max(1, min(w, h)/2, max(w, h)/32)
	best := quad{middle: rings[0].Centroid()}
	best.depth, _ = depth(rings, best.middle, 0)
	var todo quads
	// put is told of a quad; one that can neither be the best nor hold it is passed over.
	put := func(x, y, half tiles.World) {
		p, more := tiles.Point{X: x, Y: y}, float64(half)*math.Sqrt2
		if d, ok := depth(rings, p, min(best.depth, best.depth+precision-more)); ok {
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
