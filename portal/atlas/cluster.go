package atlas

import (
	"errors"
	"time"

	"priyom/civic"
	"priyom/tiles"
)

// CellBits says how large a cluster's cell is: a tile of 256 pixels is 2^CellBits cells wide and high, each 64 pixels.
const CellBits = 2

// MaxCells is how many cells a picture of the map may have: four large screens full.
const MaxCells = 1 << 14

// ErrLarge is returned for a part of the map that is too large for its zoom.
var ErrLarge = errors.New("atlas: too large a part of the map for this zoom")

// Cluster is what stands at one place of the map: all reports of one cell, or of some neighbours.
type Cluster struct {
	Count    int
	Groups   Counts
	Lat, Lon civic.Degrees // their middle
	Cell     tiles.Box     // holds them all; reports of another cluster may lie in it too
	Arrival  int64         // of the last one
}

// Clusters gathers the reports that a filter means and that lie in its box, by cells of a zoom. The box is widened to whole tiles, so
// that clusters hardly change as the map is moved. The error is ErrLarge.
func (a *Atlas) Clusters(f Filter, zoom tiles.Zoom, now time.Time) ([]Cluster, error) {
	side := max(1, tiles.WorldSize>>(zoom+CellBits))
	box := *f.Box
	const whole = 1 << CellBits
	left, top := max(0, box.MinX)/side/whole*whole, max(0, box.MinY)/side/whole*whole
	right, bottom := (min(tiles.WorldSize, box.MaxX)/side/whole+1)*whole, (min(tiles.WorldSize, box.MaxY)/side/whole+1)*whole
	if right <= left || bottom <= top {
		return nil, nil
	}
	width, height := right-left, bottom-top
	if width*height > MaxCells {
		return nil, ErrLarge
	}
	f.Box = &tiles.Box{MinX: left * side, MinY: top * side, MaxX: right * side, MaxY: bottom * side}
	type sum struct {
		groups Counts
		x, y   uint64
		n      int
		last   int64
	}
	cells := make([]sum, width*height)

	a.mu.RLock()
	s := a.sieve(&f, now)
	if !s.none {
		for i := range a.rows {
			r := &a.rows[i]
			if !s.takes(r) || !s.month(r) {
				continue
			}
			g, ok := s.group(r)
			if !ok {
				continue
			}
			c := &cells[(tiles.World(r.y)/side-top)*width+tiles.World(r.x)/side-left]
			c.groups[g]++
			c.x, c.y, c.n, c.last = c.x+uint64(r.x), c.y+uint64(r.y), c.n+1, r.arrival
		}
	}
	a.mu.RUnlock()

	var found []Cluster
	for i := range cells {
		c := &cells[i]
		if c.n == 0 {
			continue
		}
		// What lies near a border of cells may stand close to its neighbours: those are gathered into one, as long as they are close.
		column, line := tiles.World(i)%width, tiles.World(i)/width
		box := tiles.Box{MinX: column, MinY: line, MaxX: column + 1, MaxY: line + 1}
		for _, step := range []tiles.World{1, width - 1, width, width + 1} {
			j := tiles.World(i) + step
			if j >= tiles.World(len(cells)) || abs(j%width-column) > 1 {
				continue
			}
			d := &cells[j]
			if d.n == 0 || !near(c.x/uint64(c.n), d.x/uint64(d.n), side) || !near(c.y/uint64(c.n), d.y/uint64(d.n), side) {
				continue
			}
			for g := range d.groups {
				c.groups[g] += d.groups[g]
			}
			c.x, c.y, c.n, c.last = c.x+d.x, c.y+d.y, c.n+d.n, max(c.last, d.last)
			box = tiles.Box{MinX: min(box.MinX, j%width), MinY: box.MinY, MaxX: max(box.MaxX, j%width+1), MaxY: max(box.MaxY, j/width+1)}
			*d = sum{}
		}
		k := Cluster{Count: c.n, Groups: c.groups, Arrival: c.last, Cell: tiles.Box{
			MinX: (left + box.MinX) * side, MinY: (top + box.MinY) * side, MaxX: (left + box.MaxX) * side, MaxY: (top + box.MaxY) * side,
		}}
		k.Lat, k.Lon = tiles.Point{X: tiles.World(c.x / uint64(c.n)), Y: tiles.World(c.y / uint64(c.n))}.Position()
		found = append(found, k)
	}
	return found, nil
}

// near says that two places are nearer than three quarters of a cell: their drawings would overlap.
func near(a, b uint64, side tiles.World) bool {
	return abs(tiles.World(a)-tiles.World(b)) < side*3/4
}

func abs(w tiles.World) tiles.World {
	if w < 0 {
		return -w
	}
	return w
}
