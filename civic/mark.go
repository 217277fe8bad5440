package civic

import "math"

// Mark is what a person drew on a photo before it was sent: it is in the copies, never in the original. From and To are shares of the
// upright picture's width and height, from the upper left corner.
type Mark struct {
	Kind         MarkKind
	FromX, FromY float64
	ToX, ToY     float64
}

// MarkKind is what a mark looks like.
type MarkKind string

// The kinds of marks.
const (
	MarkArrow  MarkKind = "arrow"  // its tip at To
	MarkCircle MarkKind = "circle" // within the box of From and To
	MarkBlur   MarkKind = "blur"   // what lies in the box of From and To can't be recognised any more: a face, a plate
)

// MaxMarks is how many marks a photo may have.
const MaxMarks = 50

// leastMark is the least length of a mark, as a share of the picture: shorter ones are slips of the finger.
const leastMark = 0.01

// Clamped brings a mark into the picture; ok says that it is one at all.
func (m Mark) Clamped() (in Mark, ok bool) {
	for _, at := range []*float64{&m.FromX, &m.FromY, &m.ToX, &m.ToY} {
		if math.IsNaN(*at) {
			return m, false
		}
		*at = min(max(*at, 0), 1)
	}
	dx, dy := math.Abs(m.ToX-m.FromX), math.Abs(m.ToY-m.FromY)
	switch m.Kind {
	case MarkArrow:
		return m, math.Hypot(dx, dy) >= leastMark
	case MarkCircle, MarkBlur:
		return m, dx >= leastMark && dy >= leastMark
	}
	return m, false
}

// Moved is the mark at another place, as far as the picture goes.
func (m Mark) Moved(dx, dy float64) Mark {
	dx = min(max(dx, -min(m.FromX, m.ToX)), 1-max(m.FromX, m.ToX))
	dy = min(max(dy, -min(m.FromY, m.ToY)), 1-max(m.FromY, m.ToY))
	m.FromX, m.ToX, m.FromY, m.ToY = m.FromX+dx, m.ToX+dx, m.FromY+dy, m.ToY+dy
	return m
}

// Far is how far a spot is from the mark, as a share of the picture's width: 0 within a circle's or a blur's box. ratio is the picture's
// height divided by its width.
func (m Mark) Far(x, y, ratio float64) float64 {
	if m.Kind != MarkArrow {
		dx := max(min(m.FromX, m.ToX)-x, 0, x-max(m.FromX, m.ToX))
		dy := max(min(m.FromY, m.ToY)-y, 0, y-max(m.FromY, m.ToY)) * ratio
		return math.Hypot(dx, dy)
	}
	ax, ay, px, py := m.ToX-m.FromX, (m.ToY-m.FromY)*ratio, x-m.FromX, (y-m.FromY)*ratio
	along := 0.0
	if length := ax*ax + ay*ay; length > 0 {
		along = min(max((px*ax+py*ay)/length, 0), 1)
	}
	return math.Hypot(px-along*ax, py-along*ay)
}
