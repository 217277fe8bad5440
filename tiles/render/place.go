package render

import "math/bits"

// group is the labels that are decided together, as a bit: settlements, a corner's, an edge's, the block's own.
type group uint16

const (
	settlements group = 1
	firstCorner group = 1 << 1 // north-west, north-east, south-west, south-east
	firstEdge   group = 1 << 5 // north, south, west, east
	inner       group = 1 << 9
)

// sees is which labels those of a group must not touch: those that every block which decides the group knows.
func (g group) sees() group {
	corner := func(i int) group { return firstCorner << i }
	switch {
	case g == inner:
		return 1<<10 - 1
	case g >= firstEdge:
		i := bits.TrailingZeros16(uint16(g / firstEdge))
		ends := [4][2]int{{0, 1}, {2, 3}, {0, 2}, {1, 3}}[i]
		return settlements | g | corner(ends[0]) | corner(ends[1])
	}
	return settlements | g
}

// groupOf finds the group of a label that takes up b; none if it is another block's.
func (g *gathering) groupOf(b box) (group, bool) {
	if b.within(g.inside()) {
		return inner, true
	}
	zone := sub(cornerZone) << subBits
	var crosses [2]int // 0: none, 1: the lesser line, 2: the greater
	var near [2]int
	for axis, r := range [2][2]sub{{b.minX, b.maxX}, {b.minY, b.maxY}} {
		for i, line := range [2]sub{0, g.side} {
			if r[0] < line && r[1] > line {
				crosses[axis] = i + 1
			}
			if r[0] < line+zone && r[1] > line-zone {
				near[axis] = i + 1
			}
		}
	}
	switch {
	case crosses[0] == 0 && crosses[1] == 0:
		return 0, false
	case near[0] > 0 && near[1] > 0:
		return firstCorner << (near[0] - 1 + 2*(near[1]-1)), true
	case crosses[1] > 0 && b.minX >= 0 && b.maxX <= g.side:
		return firstEdge << (crosses[1] - 1), true
	case crosses[0] > 0 && b.minY >= 0 && b.maxY <= g.side:
		return firstEdge << (2 + crosses[0] - 1), true
	}
	return 0, false
}

// mayCross says whether a label is small enough to cross an edge.
func mayCross(c *candidate, b box) bool {
	limit := sub(crossReach) << subBits
	return c.track == nil && b.minX >= c.at.x-limit && b.maxX <= c.at.x+limit && b.minY >= c.at.y-limit && b.maxY <= c.at.y+limit
}

// place decides which candidates stand.
func (g *gathering) place() []label {
	o := newOccupied(g.around(placesFrom))
	var placed []label
	done := make([]bool, len(g.all))
	stand := func(i int, s setting, whole box, as group) {
		c := &g.all[i]
		done[i] = true
		o.add(s, c, as)
		if whole.meets(g.inside()) {
			placed = append(placed, label{setting: s, plan: c.plan, at: c.at, text: c.text, whole: whole})
		}
	}
	g.settlements(stand)
	for i := range g.all {
		if c := &g.all[i]; !c.class.Settlement() {
			c.ways = g.ways(c)
		}
	}
	for _, pass := range [3]group{firstCorner * 15, firstEdge * 15, inner} {
		for i := range g.all {
			c := &g.all[i]
			for _, s := range c.ways {
				if done[i] {
					break
				}
				whole := around(s.boxes)
				as, ok := g.groupOf(whole)
				if !ok || as&pass == 0 || as != inner && !mayCross(c, whole) {
					continue
				}
				if o.free(s.boxes, as.sees()) && !o.named(s, c, as.sees()) {
					stand(i, s, whole, as)
				}
			}
		}
	}
	return placed
}

// settlements decides their names: in order, a name stands unless an earlier one touches it, standing or not.
func (g *gathering) settlements(stand func(int, setting, box, group)) {
	var earlier []box
	for i := range g.all {
		c := &g.all[i]
		if !c.class.Settlement() {
			continue
		}
		ways := g.ways(c)
		if len(ways) == 0 {
			continue
		}
		whole := around(ways[0].boxes)
		clear := true
		for _, b := range earlier {
			clear = clear && !b.meets(whole)
		}
		earlier = append(earlier, whole)
		if clear {
			stand(i, ways[0], whole, settlements)
		}
	}
}

// occupied knows what is taken up, in squares of the plane.
type occupied struct {
	area    box
	columns int
	squares [][]taken
	names   map[string][]named
}

type taken struct {
	box
	as group
}

type named struct {
	at place
	as group
}

const squareBits = 6 + subBits // 64 pixels

func newOccupied(area box) *occupied {
	columns := int((area.maxX-area.minX)>>squareBits) + 1
	return &occupied{area: area, columns: columns, squares: make([][]taken, columns*columns), names: map[string][]named{}}
}

// each visits the squares that a box touches.
func (o *occupied) each(b box, visit func(square int) bool) bool {
	at := func(v, from sub) int { return max(0, min(o.columns-1, int((v-from)>>squareBits))) }
	for y := at(b.minY, o.area.minY); y <= at(b.maxY, o.area.minY); y++ {
		for x := at(b.minX, o.area.minX); x <= at(b.maxX, o.area.minX); x++ {
			if !visit(y*o.columns + x) {
				return false
			}
		}
	}
	return true
}

func (o *occupied) add(s setting, c *candidate, as group) {
	for _, b := range s.boxes {
		o.each(b, func(square int) bool {
			o.squares[square] = append(o.squares[square], taken{b, as})
			return true
		})
	}
	if s.says() {
		o.names[c.text] = append(o.names[c.text], named{c.at, as})
	}
}

// free says that none of the groups' labels touches any of the boxes.
func (o *occupied) free(boxes []box, groups group) bool {
	for _, b := range boxes {
		ok := o.each(b, func(square int) bool {
			for _, t := range o.squares[square] {
				if t.as&groups != 0 && t.meets(b) {
					return false
				}
			}
			return true
		})
		if !ok {
			return false
		}
	}
	return true
}

// named says that a setting has a text that the groups have too near; an icon alone doesn't mind.
func (o *occupied) named(s setting, c *candidate, groups group) bool {
	if !s.says() || c.plan.Spacing == 0 {
		return false
	}
	d := c.plan.Spacing * float64(one)
	for _, n := range o.names[c.text] {
		if n.as&groups != 0 && distance(n.at, c.at) < d {
			return true
		}
	}
	return false
}
