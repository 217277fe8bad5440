package demo

import (
	"cmp"
	"math"
	"slices"
)

// sortVecs orders points from west to east, then from south to north.
func sortVecs(pts []vec) {
	slices.SortFunc(pts, func(a, b vec) int {
		return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y))
	})
}

// bucket is the side, in metres, of the squares by which near finds things.
const bucket = 500.0

type square struct{ i, j int32 }

func squareOf(p vec) square {
	return square{int32(math.Floor(p.X / bucket)), int32(math.Floor(p.Y / bucket))}
}

// near finds segments of lines by place.
type near struct {
	lines []line
	at    map[square][]segment
}

type segment struct{ line, i int }

func newNear() *near { return &near{at: map[square][]segment{}} }

// add makes a line's segments, each shorter than a bucket, be found; it answers with the line's number here.
func (n *near) add(l line) int {
	number := len(n.lines)
	n.lines = append(n.lines, l)
	for i := 0; i+1 < len(l.pts); i++ {
		sq := squareOf(l.pts[i].mid(l.pts[i+1]))
		n.at[sq] = append(n.at[sq], segment{number, i})
	}
	return number
}

// nearest is how far the nearest line is, up to a bucket's side (infinity beyond), where on it, and its direction there.
func (n *near) nearest(p vec) (far float64, at, dir vec) {
	far = math.Inf(1)
	sq := squareOf(p)
	for di := int32(-1); di <= 1; di++ {
		for dj := int32(-1); dj <= 1; dj++ {
			for _, s := range n.at[square{sq.i + di, sq.j + dj}] {
				a, b := n.lines[s.line].pts[s.i], n.lines[s.line].pts[s.i+1]
				ab := b.minus(a)
				k := max(0, min(1, p.minus(a).dot(ab)/max(1e-9, ab.dot(ab))))
				on := a.along(ab, k)
				if d := on.minus(p).size(); d < far {
					far, at, dir = d, on, ab.unit()
				}
			}
		}
	}
	return far, at, dir
}

// within says that a line is nearer than a distance, which is at most a bucket's side.
func (n *near) within(p vec, metres float64) bool {
	far, _, _ := n.nearest(p)
	return far < metres
}

// crossing is where two lines meet: how far along each.
type crossing struct {
	line        int // The other's number.
	here, there float64
	at          vec
}

// crossings is where a line crosses those that were added, in the line's order.
func (n *near) crossings(l line) []crossing {
	var found []crossing
	for i := 0; i+1 < len(l.pts); i++ {
		a, b := l.pts[i], l.pts[i+1]
		sq := squareOf(a.mid(b))
		for di := int32(-1); di <= 1; di++ {
			for dj := int32(-1); dj <= 1; dj++ {
				for _, s := range n.at[square{sq.i + di, sq.j + dj}] {
					o := n.lines[s.line]
					c, d := o.pts[s.i], o.pts[s.i+1]
					den := b.minus(a).cross(d.minus(c))
					if den == 0 {
						continue
					}
					t, u := c.minus(a).cross(d.minus(c))/den, c.minus(a).cross(b.minus(a))/den
					if t < 0 || t >= 1 || u < 0 || u >= 1 {
						continue
					}
					found = append(found, crossing{s.line, l.far[i] + t*b.minus(a).size(), o.far[s.i] + u*d.minus(c).size(), a.along(b.minus(a), t)})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b crossing) int { return cmp.Compare(a.here, b.here) })
	return found
}
