package pack

import (
	"encoding/binary"
	"slices"
)

// cellWriter writes cells as docs/pack.md has them, one after the other in the same memory. It isn't for several goroutines.
type cellWriter struct {
	numbers map[string]uint64 // of the strings
	texts   []string          // each once
	points  []CellPoint       // in the features' order
	look    []guess
	seen    seen
	runs    []byte
	high    []byte
	low     []byte
	raw     []byte
}

// cell gives what a cell is written as; it is valid until the next one. First the strings, each once, then what the features are, then how
// many points they have, then the points: alike stands beside alike, which packs better.
func (w *cellWriter) cell(c *Cell) []byte {
	if w.numbers == nil {
		w.numbers = map[string]uint64{}
	}
	clear(w.numbers)
	clear(w.texts)
	w.texts, w.points = w.texts[:0], w.points[:0]
	for i := range c.Features {
		f := &c.Features[i]
		w.number(f.Name)
		w.number(f.Ref)
		for _, p := range f.Parts {
			w.points = append(w.points, c.PointsOf(p)...)
		}
	}
	to := binary.AppendUvarint(w.raw[:0], uint64(len(w.texts)))
	for _, s := range w.texts {
		to = append(binary.AppendUvarint(to, uint64(len(s))), s...)
	}
	to = binary.AppendUvarint(to, uint64(len(c.Features)))
	to = binary.AppendUvarint(to, uint64(len(w.points)))
	var class Class
	for i := range c.Features {
		to = w.feature(to, &c.Features[i], class)
		class = c.Features[i].Class
	}
	for i := range c.Features {
		f := &c.Features[i]
		if f.Class.Group() == GroupPoint {
			continue
		}
		to = binary.AppendUvarint(to, uint64(len(f.Parts)))
		for _, p := range f.Parts {
			to = binary.AppendUvarint(to, uint64(p.To-p.From))
		}
	}
	w.raw = w.appendPoints(to, c)
	return w.raw
}

// number is the number of a string that isn't empty.
func (w *cellWriter) number(s string) uint64 {
	if s == "" {
		return 0
	}
	n, ok := w.numbers[s]
	if !ok {
		n = uint64(len(w.texts))
		w.numbers[s] = n
		w.texts = append(w.texts, s)
	}
	return n
}

// feature writes what a feature is, after one of a class.
func (w *cellWriter) feature(to []byte, f *Feature, class Class) []byte {
	to = append(to, byte(f.Class-class), f.flags())
	if f.Name != "" {
		to = binary.AppendUvarint(to, w.number(f.Name))
	}
	if f.Ref != "" {
		to = binary.AppendUvarint(to, w.number(f.Ref))
	}
	if f.Layer != 0 {
		to = append(to, byte(f.Layer))
	}
	if f.Rank != 0 {
		to = append(to, f.Rank)
	}
	return to
}

// appendPoints writes the points in the features' order.
func (w *cellWriter) appendPoints(to []byte, c *Cell) []byte {
	points := w.points
	w.look = guesses(w.look[:0], c)
	w.seen.reset(points)
	var first CellPoint
	runs, high, low := w.runs[:0], slices.Grow(w.high[:0], 2*len(points)), slices.Grow(w.low[:0], 2*len(points))
	all, end := 0, 0 // end of the last run
	for i := 0; i < len(points); {
		n := 1
		slot := w.seen.slot(i)
		if r := w.seen.run(i, slot); r.n >= leastRun {
			way := uint64(0)
			if r.backwards {
				way = 1
			}
			runs = binary.AppendUvarint(runs, uint64(i-end))
			runs = binary.AppendUvarint(runs, uint64(r.n-leastRun)<<1|way)
			runs = binary.AppendUvarint(runs, uint64(r.back))
			n, all, end = r.n, all+1, i+r.n
		} else {
			at := w.look[i].at(points, i, first)
			for _, d := range [2]uint32{zigzag(points[i].X - at.X), zigzag(points[i].Y - at.Y)} {
				high, low = binary.AppendUvarint(high, uint64(d>>8)), append(low, byte(d))
			}
		}
		for range n {
			if w.look[i] == guessFirst {
				first = points[i]
			}
			w.seen.put(i, slot)
			if i++; n > 1 && i < len(points) {
				slot = w.seen.slot(i)
			}
		}
	}
	w.runs, w.high, w.low = runs, high, low
	to = append(binary.AppendUvarint(to, uint64(all)), runs...)
	return append(append(to, high...), low...)
}
