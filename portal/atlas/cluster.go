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

// Cluster is what stands at one place of the map: all reports of one cell.
type Cluster struct {
	Count    int
	Groups   Counts
	Lat, Lon civic.Degrees // their middle
	Cell     tiles.Box
	Arrival  int64 // of the last one
}

// Clusters gathers the reports that a filter means and that lie in its box, by cells of a zoom. The box is widened to whole cells, so
// that a cluster doesn't change as the map is moved. The error is ErrLarge.
func (a *Atlas) Clusters(f Filter, zoom tiles.Zoom, now time.Time) ([]Cluster, error) {
	side := max(1, tiles.WorldSize>>(zoom+CellBits))
	box := *f.Box
	left, top := max(0, box.MinX)/side, max(0, box.MinY)/side
	right, bottom := (min(tiles.WorldSize, box.MaxX)+side-1)/side, (min(tiles.WorldSize, box.MaxY)+side-1)/side
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
		x, y := tiles.World(i)%width+left, tiles.World(i)/width+top
		k := Cluster{Count: c.n, Groups: c.groups, Arrival: c.last, Cell: tiles.Box{MinX: x * side, MinY: y * side, MaxX: (x + 1) * side, MaxY: (y + 1) * side}}
		k.Lat, k.Lon = tiles.Point{X: tiles.World(c.x / uint64(c.n)), Y: tiles.World(c.y / uint64(c.n))}.Position()
		found = append(found, k)
	}
	return found, nil
}

// Bounds is the smallest box that holds all located reports; ok is false without any.
func (a *Atlas) Bounds() (b tiles.Box, ok bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	b = tiles.Box{MinX: tiles.WorldSize, MinY: tiles.WorldSize}
	for i := range a.rows {
		if r := &a.rows[i]; r.located && r.state != gone {
			x, y := tiles.World(r.x), tiles.World(r.y)
			b = tiles.Box{MinX: min(b.MinX, x), MinY: min(b.MinY, y), MaxX: max(b.MaxX, x+1), MaxY: max(b.MaxY, y+1)}
			ok = true
		}
	}
	return b, ok
}
