package render

import "math"

// dasher cuts lines into dashes. A line is first cut at the cell's edges and each piece begins and ends with half a dash, the
// pattern stretched to fit: what two cells draw of one line meets in the middle of a dash at their common edge.
type dasher struct {
	edges box // the cell
	piece []place
	dash  []place
}

// pieces calls with the parts into which the edges cut a line; the points are valid during the call.
func (d *dasher) pieces(line []place, with func([]place)) {
	d.piece = d.piece[:0]
	for i, b := range line {
		if i > 0 {
			a := line[i-1]
			cuts, n := d.edges.cuts(a, b)
			for _, t := range cuts[:n] {
				p := between(a, b, t)
				d.piece = append(d.piece, p)
				with(d.piece)
				d.piece = append(d.piece[:0], p)
			}
		}
		d.piece = append(d.piece, b)
	}
	if len(d.piece) > 1 {
		with(d.piece)
	}
}

// inside calls with those parts of a line that are within the edges.
func (d *dasher) inside(line []place, with func([]place)) {
	d.pieces(line, func(piece []place) {
		for i := 1; i < len(piece); i++ {
			if piece[i] == piece[i-1] {
				continue
			}
			// A piece is on one side of every edge, but for its ends, which are on it.
			if d.edges.holds(between(piece[i-1], piece[i], 0.5)) {
				with(piece)
			}
			return
		}
	})
}

// cuts are where from a to b a box's edges are crossed, in their order.
func (b box) cuts(from, to place) (at [4]float64, n int) {
	for _, c := range [4][3]sub{{from.x, to.x, b.minX}, {from.x, to.x, b.maxX}, {from.y, to.y, b.minY}, {from.y, to.y, b.maxY}} {
		if (c[0] < c[2]) == (c[1] < c[2]) {
			continue
		}
		t := float64(c[2]-c[0]) / float64(c[1]-c[0])
		k := n
		for ; k > 0 && at[k-1] > t; k-- {
			at[k] = at[k-1]
		}
		at[k] = t
		n++
	}
	return at, n
}

func between(a, b place, t float64) place {
	return place{a.x + sub(math.Floor(t*float64(b.x-a.x)+0.5)), a.y + sub(math.Floor(t*float64(b.y-a.y)+0.5))}
}

func distance(a, b place) float64 {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	return math.Sqrt(float64(dx*dx) + float64(dy*dy))
}

func length(line []place) (sum float64) {
	for i := 1; i < len(line); i++ {
		sum += distance(line[i-1], line[i])
	}
	return sum
}

// dashes calls with the dashes of a line, the pattern being dashes and gaps in pixels for tiles of 256; those that aren't
// seen are left out.
func (d *dasher) dashes(line []place, pattern []float64, scale float64, seen func(a, b place) bool, with func([]place)) {
	unit := scale * float64(one)
	var period float64
	for _, p := range pattern {
		period += p * unit
	}
	d.pieces(line, func(piece []place) {
		total := length(piece)
		if total == 0 {
			return
		}
		stretch := total / (max(1, math.Round(total/period)) * period)
		on, part := true, 0
		left := pattern[0] * unit * stretch / 2
		d.dash = append(d.dash[:0], piece[0])
		for i := 1; i < len(piece); i++ {
			a, b := piece[i-1], piece[i]
			whole := distance(a, b)
			if whole == 0 {
				continue
			}
			at := 0.0
			if !seen(a, b) { // go on to its end without drawing
				if on && len(d.dash) > 1 {
					with(d.dash)
				}
				for whole-at > left {
					at += left
					part = (part + 1) % len(pattern)
					on = part%2 == 0
					left = pattern[part] * unit * stretch
				}
				left -= whole - at
				d.dash = append(d.dash[:0], b)
				continue
			}
			for whole-at > left {
				at += left
				p := between(a, b, at/whole)
				if on {
					d.dash = append(d.dash, p)
					with(d.dash)
				}
				d.dash = append(d.dash[:0], p)
				part = (part + 1) % len(pattern)
				on = part%2 == 0
				left = pattern[part] * unit * stretch
			}
			left -= whole - at
			if on {
				d.dash = append(d.dash, b)
			}
		}
		if on && len(d.dash) > 1 {
			with(d.dash)
		}
	})
}
