package shape

import "priyom/tiles"

// Rows answers for one ring, and for very many points, what Ring.Contains does: a point is asked of the edges in its row alone.
type Rows struct {
	box  tiles.Box
	high tiles.World // of a row
	rows [][]side
}

type side struct{ a, b tiles.Point }

// Sizes of rows: an edge that crosses many is in each of them.
const (
	rowEdges = 4
	maxRows  = 1024
)

// NewRows sorts a ring's edges into rows from north to south.
func NewRows(ring Ring) *Rows {
	r := &Rows{box: Box(ring), high: 1}
	if len(ring) < 4 {
		return r
	}
	n := tiles.World(min(maxRows, len(ring)/rowEdges+1))
	r.high = (r.box.MaxY-r.box.MinY)/n + 1
	counts := make([]int32, n+1)
	each := func(do func(row tiles.World, s side)) {
		for i := 1; i < len(ring); i++ {
			s := side{ring[i-1], ring[i]}
			if s.a.Y == s.b.Y { // crossed by no ray to the east
				continue
			}
			for row := r.row(min(s.a.Y, s.b.Y)); row <= r.row(max(s.a.Y, s.b.Y)); row++ {
				do(row, s)
			}
		}
	}
	each(func(row tiles.World, _ side) { counts[row+1]++ })
	for i := range n {
		counts[i+1] += counts[i]
	}
	all := make([]side, counts[n])
	r.rows = make([][]side, n)
	for i := range n {
		r.rows[i] = all[counts[i]:counts[i]:counts[i+1]]
	}
	each(func(row tiles.World, s side) { r.rows[row] = append(r.rows[row], s) })
	return r
}

func (r *Rows) row(y tiles.World) tiles.World { return (y - r.box.MinY) / r.high }

// Contains says that a point is in the ring; on its edge it may be either.
func (r *Rows) Contains(p tiles.Point) bool {
	if p.X < r.box.MinX || p.X >= r.box.MaxX || p.Y < r.box.MinY || p.Y >= r.box.MaxY || r.rows == nil {
		return false
	}
	in := false
	for _, s := range r.rows[r.row(p.Y)] {
		in = in != crosses(s.a, s.b, p)
	}
	return in
}
