package places

import (
	"math"

	"priyom/tiles"
)

// grid finds the settlements whose boxes a point may be in. Those of a square are in the order in which they were put in.
type grid struct {
	box     tiles.Box // its far sides belong to it
	side    tiles.World
	columns int
	squares [][]*settlement
}

// maxColumns is how many squares a grid has each way; a settlement that covers all is in each.
const maxColumns = 128

// newGrid puts settlements where their boxes are.
func newGrid(all []*settlement, boxOf func(*settlement) tiles.Box) *grid {
	g := &grid{box: nothing()}
	for _, s := range all {
		b := boxOf(s)
		g.box = tiles.Box{MinX: min(g.box.MinX, b.MinX), MinY: min(g.box.MinY, b.MinY), MaxX: max(g.box.MaxX, b.MaxX), MaxY: max(g.box.MaxY, b.MaxY)}
	}
	if len(all) == 0 {
		return g
	}
	g.columns = min(maxColumns, 1+2*int(math.Sqrt(float64(len(all)))))
	g.side = max(g.box.MaxX-g.box.MinX, g.box.MaxY-g.box.MinY)/tiles.World(g.columns) + 1
	g.squares = make([][]*settlement, g.columns*g.columns)
	for _, s := range all {
		b := boxOf(s)
		for y := (b.MinY - g.box.MinY) / g.side; y <= (b.MaxY-g.box.MinY)/g.side; y++ {
			for x := (b.MinX - g.box.MinX) / g.side; x <= (b.MaxX-g.box.MinX)/g.side; x++ {
				at := int(y)*g.columns + int(x)
				g.squares[at] = append(g.squares[at], s)
			}
		}
	}
	return g
}

// at are those that may be about a point.
func (g *grid) at(p tiles.Point) []*settlement {
	if p.X < g.box.MinX || p.X > g.box.MaxX || p.Y < g.box.MinY || p.Y > g.box.MaxY {
		return nil
	}
	return g.squares[int((p.Y-g.box.MinY)/g.side)*g.columns+int((p.X-g.box.MinX)/g.side)]
}
