package pack

import "math/bits"

// seen knows where in a cell a point was last. It is a table of its own because each point of a pack is looked up in one.
type seen struct {
	points []CellPoint
	slots  []int32 // numbers of points, plus one
	shift  int
}

// reset begins with a cell's points, none of which was seen.
func (s *seen) reset(points []CellPoint) {
	log := bits.Len(uint(2 * len(points)))
	s.points, s.shift = points, 64-log
	if n := 1 << log; n <= cap(s.slots) {
		s.slots = s.slots[:n]
		clear(s.slots)
	} else {
		s.slots = make([]int32, n)
	}
}

// slot is where the i'th point is in the table, or where it would be.
func (s *seen) slot(i int) int {
	p := s.points[i]
	// Knuth's multiplicative hash; the upper bits are the mixed ones.
	at := int((uint64(uint32(p.X)) | uint64(uint32(p.Y))<<32) * 0x9E3779B97F4A7C15 >> s.shift)
	for s.slots[at] != 0 && s.points[s.slots[at]-1] != p {
		at = (at + 1) & (len(s.slots) - 1)
	}
	return at
}

// put says that the i'th point was seen.
func (s *seen) put(i, slot int) { s.slots[slot] = int32(i) + 1 }

// run is the longest run of seen points from the i'th on, from where that one was last.
func (s *seen) run(i, slot int) (best run) {
	was := int(s.slots[slot]) - 1
	if was < 0 {
		return best
	}
	for _, backwards := range []bool{true, false} {
		r := run{at: i, back: i - was, backwards: backwards}
		for i+r.n < len(s.points) && r.from(r.n) >= 0 && r.from(r.n) < i+r.n && s.points[r.from(r.n)] == s.points[i+r.n] {
			r.n++
		}
		if r.n > best.n {
			best = r
		}
	}
	return best
}
