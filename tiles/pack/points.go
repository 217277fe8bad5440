package pack

// Points take most of a pack. Neighbours have the points of their border in common, mostly the other way round, and a field in a forest has
// those of the hole that it lies in: what a cell has already is said by where it is (run). The rest are differences from where the
// point is likely to be (guess), their low bytes, which are noise, apart from what is above them and packs well.

// guess is where a point is looked for.
type guess uint8

const (
	guessBefore guess = iota // at the point before, of whatever feature
	guessFirst               // the first of a feature: at the first of the feature before
	guessCorner              // the last of four corners: where it makes a parallelogram of them
)

// guesses adds where each of a cell's points is looked for, in the features' order.
func guesses(all []guess, c *Cell) []guess {
	for i := range c.Features {
		f := &c.Features[i]
		first := len(all)
		for _, p := range f.Parts {
			n := int(p.To - p.From)
			for range n {
				all = append(all, guessBefore)
			}
			if n == 4 && f.Class.Group() == GroupArea {
				all[len(all)-1] = guessCorner
			}
		}
		all[first] = guessFirst
	}
	return all
}

// at is where the i'th point is looked for; first is the first of the feature before.
func (g guess) at(points []CellPoint, i int, first CellPoint) CellPoint {
	switch {
	case g == guessFirst:
		return first
	case g == guessCorner:
		a, b, c := points[i-3], points[i-2], points[i-1]
		return CellPoint{a.X + c.X - b.X, a.Y + c.Y - b.Y}
	}
	return points[i-1]
}

// run is points that are in the cell already: n of them, the first of which is back points before, and then forwards or backwards.
type run struct {
	at, n, back int
	backwards   bool
}

// leastRun is how many points a run has: one takes as many bytes as it saves.
const leastRun = 2

// from is where a run's k'th point is.
func (r run) from(k int) int {
	if r.backwards {
		return r.at - r.back - k
	}
	return r.at - r.back + k
}

func zigzag(v int32) uint32 { return uint32(v<<1) ^ uint32(v>>31) }

func zagzig(v uint32) int32 { return int32(v>>1) ^ -int32(v&1) }

// points reads what appendPoints wrote, all of what is left.
func (r *cellReader) points(c *Cell) {
	total := len(c.Points)
	runs := make([]run, r.uvarint(uint64(min(total/leastRun, len(r.from)/3)), "number of runs")) // each takes three bytes
	plain, end := total, 0
	for i := range runs {
		at := end + r.uvarint(uint64(total), "place of a run")
		n := r.uvarint(uint64(total)<<1, "length of a run")
		one := run{at: at, n: n>>1 + leastRun, back: r.uvarint(uint64(at), "run's points"), backwards: n&1 == 1}
		if one.back < 1 || one.at+one.n > total || one.backwards && one.from(one.n-1) < 0 {
			r.fail("run")
			return
		}
		runs[i], end, plain = one, one.at+one.n, plain-one.n
	}
	if len(r.from) < 4*plain { // each takes four bytes
		r.fail("points")
		return
	}
	low := r.from[len(r.from)-2*plain:]
	r.from = r.from[:len(r.from)-2*plain]
	look := guesses(make([]guess, 0, total), c)
	var first CellPoint
	for i := 0; i < total; {
		if len(runs) > 0 && runs[0].at == i {
			for k := range runs[0].n {
				if c.Points[i] = c.Points[runs[0].from(k)]; look[i] == guessFirst {
					first = c.Points[i]
				}
				i++
			}
			runs = runs[1:]
			continue
		}
		at := look[i].at(c.Points, i, first)
		x, y := r.uvarint(1<<24-1, "point"), r.uvarint(1<<24-1, "point")
		at.X += zagzig(uint32(x)<<8 | uint32(low[0]))
		at.Y += zagzig(uint32(y)<<8 | uint32(low[1]))
		if low = low[2:]; look[i] == guessFirst {
			first = at
		}
		c.Points[i] = at
		i++
	}
}

// oldPoints reads the points of format 1: all as differences from the point before.
func (r *cellReader) oldPoints(c *Cell) {
	if len(c.Points) > len(r.from)/2 { // each takes two bytes
		r.fail("number of points")
		return
	}
	var at CellPoint
	for i := range c.Points {
		at.X, at.Y = at.X+int32(r.varint()), at.Y+int32(r.varint())
		c.Points[i] = at
	}
}
