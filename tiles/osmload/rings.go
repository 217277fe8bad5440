package osmload

import (
	"math"
	"slices"

	"priyom/tiles"
	"priyom/tiles/osmload/shape"
)

// arc is a way that is a part of a ring, or all of it. Arcs are simplified before they are put together: what two areas share
// stays shared.
type arc struct {
	points []tiles.Point
	inner  bool // by its role
}

func (a arc) closed() bool { return len(a.points) > 3 && a.points[0] == a.points[len(a.points)-1] }

// piece is a ring of arcs.
type piece struct {
	arcs []turned
	ring shape.Ring // put together
	area float64    // positive
	// allInner says that all arcs have the role of inner ones.
	allInner bool
}

type turned struct {
	arc
	back bool
}

// polygon is an outer ring and its holes.
type polygon struct {
	outer piece
	holes []piece
}

// start and end are the arc's as it is turned.
func (t turned) end() tiles.Point {
	if t.back {
		return t.points[0]
	}
	return t.points[len(t.points)-1]
}

// assemble puts rings together, and says how many arcs are in no ring. Rings may touch at the ends of arcs: whenever the walk comes
// back to where it was, that loop is a ring.
func assemble(arcs []arc) (rings []piece, unclosed int) {
	at := map[tiles.Point][]int{}
	used := make([]bool, len(arcs))
	for i, a := range arcs {
		switch {
		case len(a.points) < 2:
			used[i] = true
			unclosed++
		case a.closed():
			used[i] = true
			rings = append(rings, newPiece([]turned{{arc: a}}))
		default:
			first, last := a.points[0], a.points[len(a.points)-1]
			at[first] = append(at[first], i)
			at[last] = append(at[last], i)
		}
	}
	for i := range arcs {
		if used[i] {
			continue
		}
		used[i] = true
		path := []turned{{arc: arcs[i]}}
		places := map[tiles.Point]int{arcs[i].points[0]: 0} // how many arcs lead to it
		for len(path) > 0 {
			here := path[len(path)-1].end()
			if n, ok := places[here]; ok {
				for _, t := range path[n : len(path)-1] {
					delete(places, t.end())
				}
				rings = append(rings, newPiece(slices.Clone(path[n:])))
				path = path[:n]
				continue
			}
			next := slices.IndexFunc(at[here], func(j int) bool { return !used[j] })
			if next < 0 {
				path = path[:len(path)-1]
				unclosed++
				if len(path) > 0 {
					delete(places, path[len(path)-1].end())
				}
				continue
			}
			places[here] = len(path)
			j := at[here][next]
			used[j] = true
			path = append(path, turned{arcs[j], arcs[j].points[0] != here})
		}
	}
	return slices.DeleteFunc(rings, func(p piece) bool { return p.area == 0 }), unclosed
}

func newPiece(arcs []turned) piece {
	p := piece{arcs: arcs, ring: join(arcs), allInner: true}
	p.area = math.Abs(p.ring.Area())
	for _, a := range arcs {
		p.allInner = p.allInner && a.inner
	}
	return p
}

// join puts the arcs together.
func join(arcs []turned) (ring shape.Ring) {
	if len(arcs) == 1 {
		return arcs[0].points
	}
	for _, a := range arcs {
		ring = appendArc(ring, a.points, a.back)
	}
	return ring
}

// appendArc puts an arc behind those before it, which end where it begins.
func appendArc(ring, arc []tiles.Point, back bool) []tiles.Point {
	if len(ring) > 0 {
		ring = ring[:len(ring)-1]
	}
	if !back {
		return append(ring, arc...)
	}
	for _, p := range slices.Backward(arc) {
		ring = append(ring, p)
	}
	return ring
}

// nest says which rings are holes in which: by where they lie, whatever their roles are. A ring in no other is an outer one,
// unless all of it is said to be inner: then its outer ring is missing, and it is dropped and counted.
func nest(rings []piece) (all []polygon, dropped int) {
	slices.SortStableFunc(rings, func(a, b piece) int {
		switch {
		case a.area > b.area:
			return -1
		case a.area < b.area:
			return 1
		}
		return 0
	})
	type node struct{ depth, polygon int }
	nodes := make([]node, len(rings))
	boxes := make([]tiles.Box, len(rings))
	rows := make([]*shape.Rows, len(rings)) // of those that were asked
	for i, r := range rings {
		boxes[i] = shape.Box(r.ring)
		parent := -1
		for j := i - 1; j >= 0 && parent < 0; j-- { // the smallest first
			if nodes[j].polygon < 0 || !holdsBox(boxes[j], boxes[i]) {
				continue
			}
			if rows[j] == nil {
				rows[j] = shape.NewRows(rings[j].ring)
			}
			if inside(r.ring, rows[j]) {
				parent = j
			}
		}
		switch {
		case parent < 0 && r.allInner:
			nodes[i].polygon = -1
			dropped++
		case parent < 0 || nodes[parent].depth%2 == 1:
			if parent >= 0 {
				nodes[i].depth = nodes[parent].depth + 1
			}
			nodes[i].polygon = len(all)
			all = append(all, polygon{outer: r})
		default:
			nodes[i] = node{nodes[parent].depth + 1, nodes[parent].polygon}
			all[nodes[i].polygon].holes = append(all[nodes[i].polygon].holes, r)
		}
	}
	return all, dropped
}

func holdsBox(a, b tiles.Box) bool {
	return a.MinX <= b.MinX && a.MinY <= b.MinY && a.MaxX >= b.MaxX && a.MaxY >= b.MaxY
}

// inside asks some of a ring's sides: single points may be where the rings touch. It stops when the rest can't change the vote.
func inside(r shape.Ring, in *shape.Rows) bool {
	votes, step := 0, max(1, (len(r)-1)/9)
	for i := 1; i < len(r); i += step {
		mid := tiles.Point{X: (r[i-1].X + r[i].X) / 2, Y: (r[i-1].Y + r[i].Y) / 2}
		if in.Contains(mid) {
			votes++
		} else {
			votes--
		}
		if left := (len(r) - 1 - i) / step; votes > left || votes <= -left {
			break
		}
	}
	return votes > 0
}
