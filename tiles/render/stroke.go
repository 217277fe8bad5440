package render

import "math"

// place is a point in 1/256 pixels from the cell's corner, the same whichever tile is drawn.
type place struct{ x, y sub }

// lineCap is how a line ends.
type lineCap uint8

const (
	butt lineCap = iota
	roundCap
	square
)

// lineJoin is how two of a line's segments meet on the outer side.
type lineJoin uint8

const (
	roundJoin lineJoin = iota
	miter              // up to miterLimit, then cut straight
)

const (
	miterLimit = 4.0  // how many half widths a mitre may reach, as in SVG
	flatness   = 0.15 // pixels that an arc's chord may be off
)

// stroker adds lines with a width to a raster. All outlines turn the same way, and the inner side of a bend goes through the
// vertex: what is covered is exactly the segments' rectangles and the joins' wedges, however short and sharp the bends are.
// Only differences between points count, so that a line looks the same from wherever places are counted.
type stroker struct {
	to   *raster
	x, y sub // where the surface's corner is
	half float64
	cap  lineCap
	join lineJoin

	sin, cos float64 // of an arc's chord
	straight bool    // a quarter of an arc is one chord
	view     struct{ minX, minY, maxX, maxY sub }
}

// begin sets the width, in pixels, and what is seen.
func (s *stroker) begin(width float64, c lineCap, j lineJoin) {
	s.half, s.cap, s.join = width*float64(one)/2, c, j
	step := math.Pi / 2
	if radius := width / 2; radius > flatness {
		step = min(step, 2*math.Acos(1-flatness/radius))
	}
	s.sin, s.cos = math.Sincos(step)
	s.straight = step > 1.4
	reach := sub(s.half*miterLimit) + 2
	s.view.minX, s.view.minY = s.x-reach, s.y-reach
	s.view.maxX, s.view.maxY = s.x+sub(s.to.w)<<subBits+reach, s.y+sub(s.to.h)<<subBits+reach
}

func (s *stroker) edge(a, b place) { s.to.line(a.x-s.x, a.y-s.y, b.x-s.x, b.y-s.y) }

// seen says whether a segment may touch the surface, its joins and caps included.
func (s *stroker) seen(a, b place) bool {
	return max(a.x, b.x) >= s.view.minX && min(a.x, b.x) <= s.view.maxX && max(a.y, b.y) >= s.view.minY && min(a.y, b.y) <= s.view.maxY
}

// offset is the vector to a segment's left side.
type offset struct{ x, y float64 }

func (p place) plus(o offset) place {
	return place{p.x + sub(math.Floor(o.x+0.5)), p.y + sub(math.Floor(o.y+0.5))}
}

func (o offset) back() offset { return offset{-o.x, -o.y} }

// line adds a line; a part of it that isn't seen is left out, its neighbours' ends being out of sight too. A line whose last
// point is the first is joined there.
func (s *stroker) line(points []place) {
	closed := len(points) > 3 && points[0] == points[len(points)-1]
	var first, last offset // of the first segment, if the line is closed and it is seen; of the one before
	var from place         // where the run of segments that are seen has got to
	open, begun := false, false
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if a == b {
			continue
		}
		if !s.seen(a, b) {
			if open {
				s.end(from, last)
			}
			open, begun = false, true
			continue
		}
		n := s.left(a, b)
		switch {
		case open:
			s.bend(a, last, n)
		case closed && !begun:
			first = n
		default:
			s.end(a, n.back())
		}
		s.edge(a.plus(n), b.plus(n))
		s.edge(b.plus(n.back()), a.plus(n.back()))
		open, begun, last, from = true, true, n, b
	}
	switch {
	case open && first != (offset{}):
		s.bend(from, last, first)
	case open:
		s.end(from, last)
	case first != (offset{}):
		s.end(points[0], first.back())
	}
}

func (s *stroker) left(a, b place) offset {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	scale := s.half / math.Sqrt(float64(dx*dx)+float64(dy*dy))
	return offset{-dy * scale, dx * scale}
}

// end closes a line's side at p, from its left, n, round to its right.
func (s *stroker) end(p place, n offset) {
	left, right := p.plus(n), p.plus(n.back())
	ahead := offset{n.y, -n.x}
	switch s.cap {
	case square:
		a, b := p.plus(offset{n.x + ahead.x, n.y + ahead.y}), p.plus(offset{ahead.x - n.x, ahead.y - n.y})
		s.edge(left, a)
		s.edge(a, b)
		s.edge(b, right)
	case roundCap:
		s.arc(p, n, ahead)
		s.arc(p, ahead, n.back())
	default:
		s.edge(left, right)
	}
}

// bend joins two segments at p.
func (s *stroker) bend(p place, a, b offset) {
	cross, dot := float64(a.x*b.y)-float64(a.y*b.x), float64(a.x*b.x)+float64(a.y*b.y)
	square := s.half * s.half
	switch {
	case dot > 0 && math.Abs(cross) < square/16: // nearly straight on
		s.edge(p.plus(a), p.plus(b))
		s.edge(p.plus(b.back()), p.plus(a.back()))
	case cross < 0: // the left side is the outer one
		s.outer(p, a, b, dot)
		s.edge(p.plus(b.back()), p)
		s.edge(p, p.plus(a.back()))
	default:
		s.outer(p, b.back(), a.back(), dot)
		s.edge(p.plus(a), p)
		s.edge(p, p.plus(b))
	}
}

func (s *stroker) outer(p place, a, b offset, dot float64) {
	square := s.half * s.half
	if s.join == miter {
		// The mitre reaches half/cos(θ/2), θ between the offsets; cos²(θ/2) = (1+cos θ)/2.
		if reach := (1 + dot/square) / 2; reach > 1/(miterLimit*miterLimit) {
			k := 1 / (2 * reach)
			tip := p.plus(offset{(a.x + b.x) * k, (a.y + b.y) * k})
			s.edge(p.plus(a), tip)
			s.edge(tip, p.plus(b))
			return
		}
		s.edge(p.plus(a), p.plus(b))
		return
	}
	s.arc(p, a, b)
}

// arc adds the arc about p from a to b, at most half a turn to the side that outlines turn to, in chords of one length and a rest.
func (s *stroker) arc(p place, a, b offset) {
	from := p.plus(a)
	if !s.straight {
		for at := a; ; {
			at = offset{float64(at.x*s.cos) + float64(at.y*s.sin), float64(at.y*s.cos) - float64(at.x*s.sin)}
			if float64(at.x*b.y) >= float64(at.y*b.x) { // b is reached
				break
			}
			next := p.plus(at)
			s.edge(from, next)
			from = next
		}
	}
	s.edge(from, p.plus(b))
}
