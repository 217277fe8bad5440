package osmload

import (
	"cmp"
	"slices"

	"priyom/tiles/pack"
)

// joiner puts lines together where exactly two ends meet.
type joiner struct {
	ends  []end
	mates []int32 // of the end line·2 + last, the other one that is there; -1 if none or more
	used  []bool
	chain []int32 // the ends at which lines begin that go on after a line, and then before it
}

// end is where a line begins or ends.
type end struct {
	at     pack.CellPoint
	number int32 // line·2, plus one if it is the line's last point
}

// chains adds the chains that lines make, each a part of the cell; what is longer than its line goes behind the cell's points. Directed
// ones aren't turned.
func (j *joiner) chains(to []pack.Part, c *pack.Cell, lines []pack.Part, directed bool) []pack.Part {
	if len(lines) == 1 {
		return append(to, lines[0])
	}
	j.meet(c, lines)
	for i, l := range lines {
		if j.used[i] {
			continue
		}
		j.used[i] = true
		j.chain = j.chain[:0]
		j.follow(int32(2*i+1), directed, true)
		after := len(j.chain)
		j.follow(int32(2*i), directed, false)
		if len(j.chain) == 0 {
			to = append(to, l)
			continue
		}
		from := int32(len(c.Points))
		for _, e := range slices.Backward(j.chain[after:]) {
			points := c.PointsOf(lines[e/2])
			c.Points = appendTurned(c.Points, points, e%2 == 0)
			c.Points = c.Points[:len(c.Points)-1] // the next one begins with it
		}
		c.Points = append(c.Points, c.PointsOf(l)...)
		for _, e := range j.chain[:after] {
			c.Points = c.Points[:len(c.Points)-1]
			c.Points = appendTurned(c.Points, c.PointsOf(lines[e/2]), e%2 == 1)
		}
		to = append(to, pack.Part{From: from, To: int32(len(c.Points))})
	}
	return to
}

// meet finds out which two ends are at one place.
func (j *joiner) meet(c *pack.Cell, lines []pack.Part) {
	j.ends, j.mates, j.used = j.ends[:0], j.mates[:0], j.used[:0]
	for i, l := range lines {
		j.ends = append(j.ends, end{c.Points[l.From], int32(2 * i)}, end{c.Points[l.To-1], int32(2*i + 1)})
		j.mates = append(j.mates, -1, -1)
		j.used = append(j.used, false)
	}
	slices.SortFunc(j.ends, func(a, b end) int {
		if a.at.X != b.at.X {
			return cmp.Compare(a.at.X, b.at.X)
		}
		return cmp.Compare(a.at.Y, b.at.Y)
	})
	for from := 0; from < len(j.ends); {
		to := from + 1
		for to < len(j.ends) && j.ends[to].at == j.ends[from].at {
			to++
		}
		if to == from+2 {
			a, b := j.ends[from].number, j.ends[from+1].number
			j.mates[a], j.mates[b] = b, a
		}
		from = to
	}
}

// follow goes on from a line's end as long as there is one other line.
func (j *joiner) follow(from int32, directed, forward bool) {
	for {
		next := j.mates[from]
		if next < 0 || j.used[next/2] || directed && (next%2 == 0) != forward {
			return
		}
		j.used[next/2] = true
		j.chain = append(j.chain, next)
		from = next ^ 1
	}
}

func appendTurned(to, points []pack.CellPoint, back bool) []pack.CellPoint {
	if !back {
		return append(to, points...)
	}
	for _, p := range slices.Backward(points) {
		to = append(to, p)
	}
	return to
}
