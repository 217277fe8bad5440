package demo

// net is a grid of cells with labels, from which outlines are traced. Cells are connected by their sides.
type net struct {
	cols, rows int
	label      []int32 // By row, then column; below 0 is nothing.
}

// crossingPoint is a corner of cells: between columns i-1 and i, and rows j-1 and j.
type crossingPoint struct{ i, j int }

func newNet(cols, rows int) *net {
	n := &net{cols, rows, make([]int32, cols*rows)}
	for k := range n.label {
		n.label[k] = -1
	}
	return n
}

// at is a cell's label; -1 outside.
func (n *net) at(col, row int) int32 {
	if col < 0 || row < 0 || col >= n.cols || row >= n.rows {
		return -1
	}
	return n.label[row*n.cols+col]
}

func (n *net) set(col, row int, label int32) { n.label[row*n.cols+col] = label }

// patch is cells of one label that hang together: an outer ring and holes, without the first corner repeated.
type patch struct {
	label int32
	cell  [2]int // One of its cells.
	rings [][]crossingPoint
	cells int
}

// split numbers what hangs together: a net of patches' numbers, and which label each has.
func (n *net) split() (*net, []patch) {
	out := newNet(n.cols, n.rows)
	var patches []patch
	var todo [][2]int
	for row := range n.rows {
		for col := range n.cols {
			label := n.at(col, row)
			if label < 0 || out.at(col, row) >= 0 {
				continue
			}
			number := int32(len(patches))
			p := patch{label: label, cell: [2]int{col, row}}
			out.set(col, row, number)
			for todo = append(todo[:0], [2]int{col, row}); len(todo) > 0; {
				c := todo[len(todo)-1]
				todo = todo[:len(todo)-1]
				p.cells++
				for _, s := range [4][2]int{{1, 0}, {0, 1}, {-1, 0}, {0, -1}} {
					if x, y := c[0]+s[0], c[1]+s[1]; n.at(x, y) == label && out.at(x, y) < 0 {
						out.set(x, y, number)
						todo = append(todo, [2]int{x, y})
					}
				}
			}
			patches = append(patches, p)
		}
	}
	return out, patches
}

// trace finds each patch's rings: the outer one first, counterclockwise, then holes, clockwise. Where two cells of a patch touch
// by a corner alone, two rings touch, each without touching itself: keeping to the right there parts a hole from the outside.
func (n *net) trace() []patch {
	numbers, patches := n.split()
	type side struct {
		at  crossingPoint
		dir int
	}
	// Walking in direction dir (0 east, 1 north, 2 west, 3 south), the patch's cell is to the left.
	leftCell := func(s side) (int, int) {
		d := [4][2]int{{0, 0}, {-1, 0}, {-1, -1}, {0, -1}}[s.dir]
		return s.at.i + d[0], s.at.j + d[1]
	}
	step := func(s side) crossingPoint {
		d := [4][2]int{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}[s.dir]
		return crossingPoint{s.at.i + d[0], s.at.j + d[1]}
	}
	edge := func(s side, number int32) bool {
		x, y := leftCell(s)
		if numbers.at(x, y) != number {
			return false
		}
		rx, ry := leftCell(side{step(s), (s.dir + 2) % 4})
		return numbers.at(rx, ry) != number
	}
	seen := make([]bool, 4*(n.cols+1)*(n.rows+1))
	mark := func(s side) *bool { return &seen[4*(s.at.j*(n.cols+1)+s.at.i)+s.dir] }
	for row := range n.rows {
		for col := range n.cols {
			number := numbers.at(col, row)
			if number < 0 {
				continue
			}
			for dir, at := range [4]crossingPoint{{col, row}, {col + 1, row}, {col + 1, row + 1}, {col, row + 1}} {
				first := side{at, dir}
				if *mark(first) || !edge(first, number) {
					continue
				}
				var ring []crossingPoint
				area := 0
				for s := first; !*mark(s); {
					*mark(s) = true
					ring = append(ring, s.at)
					to := step(s)
					area += s.at.i*to.j - to.i*s.at.j
					for _, turn := range [3]int{3, 0, 1} { // Right, on, left.
						if next := (side{to, (s.dir + turn) % 4}); edge(next, number) {
							s = next
							break
						}
					}
				}
				p := &patches[number]
				p.rings = append(p.rings, ring)
				if last := len(p.rings) - 1; area > 0 && last > 0 {
					p.rings[0], p.rings[last] = p.rings[last], p.rings[0]
				}
			}
		}
	}
	return patches
}
