package mapview

import (
	"cmp"
	"math"
	"slices"

	"priyom/tiles"
)

// node is one or several markers that are shown as one thing at a level.
type node struct {
	x, y   float64   // the middle of its markers, World units
	box    tiles.Box // around them
	n      int32     // how many
	top    int32     // the marker that speaks for them: of the highest rank
	kids   int32     // where its nodes one level deeper begin
	family int32     // and how many they are
}

// clusters say for every level which markers are shown together. Made once for a list of markers, off the UI goroutine, and
// then only read.
type clusters struct {
	markers  []Marker
	from, to tiles.Zoom
	levels   [][]node // of from … to, then the single markers
}

// apartFor is how near two things on the map may come, in pixels of the layout at a level, before they become one.
const apartFor = 58

// newClusters groups markers. The same markers in another order make the same groups. Method: at every level, from the
// deepest up, nodes take in turn all that are within a distance, as in Mapbox's supercluster (README, "How it works").
func newClusters(markers []Marker, from, to tiles.Zoom) *clusters {
	c := &clusters{markers: slices.Clone(markers), from: from, to: to, levels: make([][]node, int(to-from)+2)}
	slices.SortFunc(c.markers, func(a, b Marker) int {
		return cmp.Or(cmp.Compare(a.At.X, b.At.X), cmp.Compare(a.At.Y, b.At.Y), cmp.Compare(a.ID, b.ID))
	})
	nodes := make([]node, len(c.markers))
	for i, m := range c.markers {
		nodes[i] = node{x: float64(m.At.X), y: float64(m.At.Y), box: tiles.Box{MinX: m.At.X, MinY: m.At.Y, MaxX: m.At.X, MaxY: m.At.Y}, n: 1, top: int32(i), kids: int32(i), family: 1}
	}
	last := len(c.levels) - 1
	c.levels[last] = nodes
	for i := last - 1; i >= 0; i-- {
		c.levels[i] = c.joined(c.levels[i+1], apartFor*perPixel(float64(from)+float64(i)), i+1)
	}
	return c
}

// joined are the nodes of the level above; those of the level below come into an order in which families lie together.
func (c *clusters) joined(below []node, apart float64, level int) []node {
	type cell struct{ x, y int32 }
	at := func(n *node) cell { return cell{int32(math.Floor(n.x / apart)), int32(math.Floor(n.y / apart))} }
	grid := make(map[cell][]int32, len(below))
	for i := range below {
		p := at(&below[i])
		grid[p] = append(grid[p], int32(i))
	}
	taken := make([]bool, len(below))
	order := make([]node, 0, len(below))
	var up []node
	for i := range below {
		if taken[i] {
			continue
		}
		first := &below[i]
		group := node{box: first.box, top: first.top, kids: int32(len(order))}
		middle := at(first)
		for dy := int32(-1); dy <= 1; dy++ {
			for dx := int32(-1); dx <= 1; dx++ {
				for _, j := range grid[cell{middle.x + dx, middle.y + dy}] {
					if n := &below[j]; !taken[j] && math.Hypot(n.x-first.x, n.y-first.y) < apart {
						taken[j] = true
						c.join(&group, n)
						order = append(order, *n)
					}
				}
			}
		}
		up = append(up, group)
	}
	c.levels[level] = order
	return up
}

func (c *clusters) join(g *node, n *node) {
	share := float64(n.n) / float64(g.n+n.n)
	g.x, g.y = g.x+(n.x-g.x)*share, g.y+(n.y-g.y)*share
	g.box = tiles.Box{MinX: min(g.box.MinX, n.box.MinX), MinY: min(g.box.MinY, n.box.MinY), MaxX: max(g.box.MaxX, n.box.MaxX), MaxY: max(g.box.MaxY, n.box.MaxY)}
	if a, b := &c.markers[n.top], &c.markers[g.top]; a.Rank > b.Rank || a.Rank == b.Rank && n.top < g.top {
		g.top = n.top
	}
	g.n += n.n
	g.family++
}

// index is which of the levels a zoom is drawn with.
func (c *clusters) index(zoom float64) int {
	return min(max(int(math.Round(zoom))-int(c.from), 0), len(c.levels)-2)
}

// members are the ids of a node's markers.
func (c *clusters) members(level int, n node) (ids []string) {
	if level == len(c.levels)-1 {
		return []string{c.markers[n.top].ID}
	}
	for _, kid := range c.levels[level+1][n.kids : n.kids+n.family] {
		ids = append(ids, c.members(level+1, kid)...)
	}
	return ids
}

// splits is the first zoom at which a node falls apart; false if it never does.
func (c *clusters) splits(level int, n node) (zoom float64, ok bool) {
	for l := level; l < len(c.levels)-2; l++ {
		if n.family > 1 {
			return float64(c.from) + float64(l+1), true
		}
		n = c.levels[l+1][n.kids]
	}
	return 0, false
}
