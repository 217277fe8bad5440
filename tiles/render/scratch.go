package render

import (
	"priyom/tiles"
	"priyom/tiles/pack"
)

// scratch is what drawing one tile needs, kept for the next.
type scratch struct {
	raster *raster
	pen    stroker
	dash   dasher
	line   []place
	seen   []int32    // the cell's features that the view meets, in the cell's order
	from   [257]int32 // where each class begins among them
	levels []int8     // of the roads that are seen, from below

	on    canvas
	cell  *cell
	unit  sub // 1/256 pixels for one of the cell's units
	x, y  sub // the view's corner, from the cell's
	scale float64
}

func newScratch() *scratch { return &scratch{raster: newRaster(256, 256)} }

// widest is the most that anything is drawn beside where it is, in pixels of a 256-pixel tile.
const widest = 40

// begin turns to a view of a cell and finds what is seen.
func (w *scratch) begin(on canvas, c *cell, k cellKey, v view) {
	w.on, w.cell, w.scale = on, c, float64(v.scale)
	w.raster.resize(v.w, v.h)
	w.unit = subsPerUnit(k.band, v.zoom, v.side())
	side := w.unit * k.band.Extent()
	inCell := v.side() << (v.zoom - tiles.Zoom(k.band))
	w.x, w.y = sub(v.x-int(k.x)*inCell)<<subBits, sub(v.y-int(k.y)*inCell)<<subBits
	w.pen = stroker{to: w.raster, x: w.x, y: w.y}
	w.dash.edges = box{0, 0, side, side}

	margin := sub(widest*v.scale) << subBits
	box := pack.CellBox{
		MinX: (w.x - margin) / w.unit, MinY: (w.y - margin) / w.unit,
		MaxX: (w.x+sub(v.w)<<subBits+margin)/w.unit + 1, MaxY: (w.y+sub(v.h)<<subBits+margin)/w.unit + 1,
	}
	w.seen = w.seen[:0]
	for class := range 256 {
		w.from[class] = int32(len(w.seen))
		for i := c.from[class]; i < c.from[class+1]; i++ {
			if c.Features[i].Box.Meets(box) {
				w.seen = append(w.seen, i)
			}
		}
	}
	w.from[256] = int32(len(w.seen))
}

// of are the indices of a class's features that are seen.
func (w *scratch) of(class pack.Class) []int32 { return w.seen[w.from[class]:w.from[int(class)+1]] }

// places are a part's points.
func (w *scratch) places(p pack.Part) []place {
	w.line = w.line[:0]
	for _, q := range w.cell.PointsOf(p) {
		w.line = append(w.line, place{q.X * w.unit, q.Y * w.unit})
	}
	return w.line
}
