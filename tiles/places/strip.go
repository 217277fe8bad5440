package places

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"priyom/tiles"
)

// strip is a part of a street that lies close together: what is read when one asks what is near, or for a house.
type strip struct {
	lines  [][]tiles.Point
	houses []stripHouse
}

type stripHouse struct {
	number string
	at     tiles.Point
}

// Limits of a strip.
const (
	stripHouses = 48
	stripPoints = 48
	maxRing     = 1 << 20 // points
)

// grain is to how many units places in the index are rounded: about a decimetre.
const grain = 16

var errBlob = errors.New("unreadable blob")

// strips parts a street: in halves across its longer side until what is left is short.
func (s *street) strips() []strip {
	type item struct {
		mid    tiles.Point
		line   []tiles.Point
		number string
	}
	items := make([]item, 0, len(s.lines)+len(s.houses))
	for _, l := range s.lines {
		for from := 0; from == 0 || from < len(l)-1; from += stripPoints / 3 {
			part := l[from:min(len(l), from+stripPoints/3+1)]
			items = append(items, item{mid: part[len(part)/2], line: part})
		}
	}
	for _, h := range s.houses {
		items = append(items, item{mid: h.at, number: h.number})
	}
	var all []strip
	var halve func([]item)
	halve = func(items []item) {
		points, houses, box := 0, 0, nothing()
		for _, it := range items {
			points += len(it.line)
			box = boxOf(box, []tiles.Point{it.mid})
			if it.line == nil {
				houses++
			}
		}
		if len(items) == 1 || points <= stripPoints && houses <= stripHouses {
			st := strip{houses: make([]stripHouse, 0, houses)}
			for _, it := range items {
				if it.line != nil {
					st.lines = append(st.lines, it.line)
				} else {
					st.houses = append(st.houses, stripHouse{it.number, it.mid})
				}
			}
			all = append(all, st)
			return
		}
		wide := box.MaxX-box.MinX > box.MaxY-box.MinY
		slices.SortStableFunc(items, func(a, b item) int {
			if wide {
				return cmp.Compare(a.mid.X, b.mid.X)
			}
			return cmp.Compare(a.mid.Y, b.mid.Y)
		})
		halve(items[:len(items)/2])
		halve(items[len(items)/2:])
	}
	if len(items) > 0 {
		halve(items)
	}
	return all
}

func (s strip) box() tiles.Box {
	b := nothing()
	for _, l := range s.lines {
		b = boxOf(b, l)
	}
	for _, h := range s.houses {
		b = boxOf(b, []tiles.Point{h.at})
	}
	return b
}

// pen writes points as differences, in grains.
type pen struct {
	to []byte
	at tiles.Point
}

func (w *pen) count(n int) { w.to = binary.AppendUvarint(w.to, uint64(n)) }

func (w *pen) point(p tiles.Point) {
	p = tiles.Point{X: p.X / grain, Y: p.Y / grain}
	w.to = binary.AppendVarint(binary.AppendVarint(w.to, int64(p.X-w.at.X)), int64(p.Y-w.at.Y))
	w.at = p
}

func (w *pen) lines(all [][]tiles.Point) {
	w.count(len(all))
	for _, l := range all {
		w.count(len(l))
		for _, p := range l {
			w.point(p)
		}
	}
}

func (s strip) blob() []byte {
	var w pen
	w.lines(s.lines)
	w.count(len(s.houses))
	for _, h := range s.houses {
		w.count(len(h.number))
		w.to = append(w.to, h.number...)
		w.point(h.at)
	}
	return w.to
}

// eye reads what pen wrote and remembers that something was wrong.
type eye struct {
	from []byte
	at   tiles.Point
	bad  bool
}

// count reads a number of things that take at least so many bytes each.
func (r *eye) count(least int) int {
	n, size := binary.Uvarint(r.from)
	if size <= 0 || n > uint64(len(r.from)-size)/uint64(least) {
		r.bad, r.from = true, nil
		return 0
	}
	r.from = r.from[size:]
	return int(n)
}

func (r *eye) delta() tiles.World {
	n, size := binary.Varint(r.from)
	if size <= 0 || n > math.MaxInt32 || n < math.MinInt32 {
		r.bad, r.from = true, nil
		return 0
	}
	r.from = r.from[size:]
	return tiles.World(n)
}

func (r *eye) point() tiles.Point {
	r.at.X += r.delta()
	r.at.Y += r.delta()
	p := tiles.Point{X: r.at.X*grain + grain/2, Y: r.at.Y*grain + grain/2}
	if p.X < -tiles.WorldSize || p.X > 2*tiles.WorldSize || p.Y < -tiles.WorldSize || p.Y > 2*tiles.WorldSize {
		r.bad, r.from = true, nil
	}
	return p
}

func (r *eye) lines() [][]tiles.Point {
	all := make([][]tiles.Point, r.count(3))
	for i := range all {
		all[i] = make([]tiles.Point, r.count(2))
		for j := range all[i] {
			all[i][j] = r.point()
		}
	}
	return all
}

func parseStrip(raw []byte) (s strip, err error) {
	r := eye{from: raw}
	s.lines = r.lines()
	s.houses = make([]stripHouse, r.count(3))
	text := string(r.from) // the numbers are parts of it: one allocation for all
	for i := range s.houses {
		n := r.count(1)
		s.houses[i].number = text[len(text)-len(r.from):][:n]
		r.from = r.from[n:]
		s.houses[i].at = r.point()
	}
	if r.bad || len(r.from) > 0 {
		return strip{}, errBlob
	}
	return s, nil
}

func parseOutline(raw []byte) ([][]tiles.Point, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	r := eye{from: raw}
	rings := r.lines()
	if r.bad || len(r.from) > 0 {
		return nil, errBlob
	}
	return rings, nil
}
