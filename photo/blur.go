package photo

import (
	"image"
	"math"
)

// blurCells is how many colours are left of a blurred box along its longer side. A face needs some twelve by twelve to be recognised
// (Harmon, 1973: about 16), a plate as many for each letter: five colours can't be told back by anybody, also not by trying all
// plates there are, as can be done with a fine mosaic.
const blurCells = 5

// blur leaves of a box nothing but the mean colours of a few cells, and lets them flow into each other: what stood there isn't in the
// pixels any more.
func blur(m *image.RGBA, box image.Rectangle) {
	if box = box.Intersect(m.Rect); box.Empty() {
		return
	}
	long := float64(max(box.Dx(), box.Dy()))
	across := max(1, int(math.Round(blurCells*float64(box.Dx())/long)))
	down := max(1, int(math.Round(blurCells*float64(box.Dy())/long)))
	cells := means(m, box, across, down)
	for y := range box.Dy() {
		// The middle of cell i lies at i + 1/2.
		row, v := between((float64(y)+0.5)*float64(down)/float64(box.Dy()), down)
		for x := range box.Dx() {
			column, u := between((float64(x)+0.5)*float64(across)/float64(box.Dx()), across)
			at := m.PixOffset(box.Min.X+x, box.Min.Y+y)
			next, below := min(column+1, across-1), min(row+1, down-1)
			for c := range 3 {
				top := cells[row*across+column][c]*(1-u) + cells[row*across+next][c]*u
				bottom := cells[below*across+column][c]*(1-u) + cells[below*across+next][c]*u
				m.Pix[at+c] = uint8(math.Round(top*(1-v) + bottom*v))
			}
		}
	}
}

// between is the cell whose middle lies before a place, and how far the place is on the way to the next one.
func between(at float64, cells int) (cell int, part float64) {
	at = min(max(at-0.5, 0), float64(cells-1))
	cell = int(at)
	return cell, at - float64(cell)
}

// means are the mean colours of the cells of a box.
func means(m *image.RGBA, box image.Rectangle, across, down int) [][3]float64 {
	cells, counts := make([][3]float64, across*down), make([]float64, across*down)
	for y := range box.Dy() {
		row := y * down / box.Dy()
		at := m.PixOffset(box.Min.X, box.Min.Y+y)
		for x := range box.Dx() {
			cell := row*across + x*across/box.Dx()
			for c := range 3 {
				cells[cell][c] += float64(m.Pix[at+4*x+c])
			}
			counts[cell]++
		}
	}
	for i, n := range counts {
		for c := range 3 {
			cells[i][c] /= max(n, 1)
		}
	}
	return cells
}
