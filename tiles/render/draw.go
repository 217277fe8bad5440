package render

import (
	"math"
	"slices"

	"priyom/tiles/pack"
)

// terrain draws all but the labels, from the ground up.
func (w *scratch) terrain(r *Renderer, s *sheet) {
	for i := range s.areas {
		w.area(&s.areas[i])
	}
	for i := range s.below {
		w.lines(&s.below[i])
	}
	w.roads(s)
	for i := range s.above {
		w.lines(&s.above[i])
	}
	for i := range s.structures {
		w.area(&s.structures[i])
	}
	for i := range s.marks {
		w.marks(r, &s.marks[i])
	}
}

// area fills a class's areas, all of it at once, and outlines them.
func (w *scratch) area(a *areaPaint) {
	any := false
	for _, class := range a.classes {
		for _, i := range w.of(class) {
			for _, p := range w.cell.Features[i].Parts {
				w.ring(p)
			}
			any = true
		}
	}
	if !any {
		return
	}
	w.on.paint(w.raster, a.fill)
	if a.outline.width == 0 {
		return
	}
	w.pen.begin(a.outline.width*w.scale, butt, miter)
	for _, class := range a.classes {
		for _, i := range w.of(class) {
			for _, p := range w.cell.Features[i].Parts {
				w.outline(p)
			}
		}
	}
	w.on.paint(w.raster, a.outline.ink)
}

func (w *scratch) ring(p pack.Part) {
	points := w.cell.PointsOf(p)
	if len(points) < 3 {
		return
	}
	last := points[len(points)-1]
	x0, y0 := last.X*w.unit-w.x, last.Y*w.unit-w.y
	for _, q := range points {
		x1, y1 := q.X*w.unit-w.x, q.Y*w.unit-w.y
		w.raster.line(x0, y0, x1, y1)
		x0, y0 = x1, y1
	}
}

// outline strokes a ring where it is inside the cell's margin: along the clipped edge there is nothing to see.
func (w *scratch) outline(p pack.Part) {
	line := w.places(p)
	if len(line) < 3 {
		return
	}
	w.line = append(line, line[0])
	w.pen.line(w.line)
}

// lines draws a class of lines that aren't roads; what is in a tunnel is faint.
func (w *scratch) lines(l *linePaint) {
	open := func(f *pack.Feature) bool { return !f.Tunnel }
	w.stroke(l.classes, &l.culvert, func(f *pack.Feature) bool { return f.Tunnel })
	w.stroke(l.classes, &l.casing, open)
	w.stroke(l.classes, &l.core, open)
	w.stroke(l.classes, &l.over, open)
}

// stroke draws the lines of some classes as one shape.
func (w *scratch) stroke(classes []pack.Class, s *stroke, which func(*pack.Feature) bool) {
	if s.width == 0 || s.alpha == 0 {
		return
	}
	begun := false
	for _, class := range classes {
		for _, i := range w.of(class) {
			f := &w.cell.Features[i]
			if !which(f) {
				continue
			}
			if !begun {
				w.pen.begin(s.width*w.scale, s.cap, roundJoin)
				begun = true
			}
			for _, p := range f.Parts {
				line := w.places(p)
				if len(s.dash) == 0 {
					w.pen.line(line)
					continue
				}
				w.dash.dashes(line, s.dash, w.scale, w.pen.seen, w.pen.line)
			}
		}
	}
	if begun {
		w.on.paint(w.raster, s.ink)
	}
}

// level is where a road lies: 0 on the ground, bridges above, tunnels below.
func level(f *pack.Feature) int8 {
	switch {
	case f.Bridge:
		return max(1, f.Layer)
	case f.Tunnel:
		return min(-1, f.Layer)
	}
	return 0
}

// roads draws level after level, in each all casings before all cores, so that crossings are open.
func (w *scratch) roads(s *sheet) {
	w.levels = w.levels[:0]
	for class := pack.Motorway; class <= pack.Disused; class++ {
		for _, i := range w.of(class) {
			if l := level(&w.cell.Features[i]); !slices.Contains(w.levels, l) {
				w.levels = append(w.levels, l)
			}
		}
	}
	slices.Sort(w.levels)
	for _, l := range w.levels {
		on := func(f *pack.Feature) bool { return level(f) == l }
		for i := range s.roads {
			p := &s.roads[i]
			switch {
			case l < 0:
				w.stroke(p.classes, &p.tunnelCasing, on)
			case l > 0 && p.bridge.width > 0:
				w.stroke(p.classes, &p.bridge, on)
				w.stroke(p.classes, &p.bridgeFill, on)
			default:
				w.stroke(p.classes, &p.casing, on)
			}
		}
		for i := range s.roads {
			p := &s.roads[i]
			core := &p.core
			if l < 0 {
				core = &p.tunnelCore
			}
			w.stroke(p.classes, core, on)
			w.stroke(p.classes, &p.over, on)
		}
		w.oneways(&s.oneway, on)
	}
}

// oneways draws the arrows of a level's roads.
func (w *scratch) oneways(o *onewayPaint, on func(*pack.Feature) bool) {
	if o.length == 0 {
		return
	}
	any := false
	for class := pack.Motorway; class <= pack.Construction; class++ {
		if !o.classes[class] {
			continue
		}
		for _, i := range w.of(class) {
			f := &w.cell.Features[i]
			if f.Oneway == pack.Both || !on(f) {
				continue
			}
			for _, p := range f.Parts {
				w.dash.pieces(w.places(p), func(piece []place) { w.arrows(piece, o, f.Oneway) })
			}
			any = true
		}
	}
	if any {
		w.on.paint(w.raster, o.ink)
	}
}

// arrows puts arrows on a piece of road at equal distances; on one that is too short for an arrow there is none.
func (w *scratch) arrows(piece []place, o *onewayPaint, way pack.Oneway) {
	size := o.length * w.scale * float64(one)
	total := length(piece)
	n := int(total / (o.spacing * w.scale * float64(one)))
	if n == 0 && total > 3*size {
		n = 1
	}
	if n == 0 {
		return
	}
	next, gone := total/float64(2*n), 0.0
	for i := 1; i < len(piece); i++ {
		a, b := piece[i-1], piece[i]
		d := distance(a, b)
		for d > 0 && next <= gone+d {
			along := offset{float64(b.x-a.x) / d, float64(b.y-a.y) / d}
			if way == pack.Backward {
				along = along.back()
			}
			if d >= size { // not round a bend
				w.arrow(between(a, b, (next-gone)/d), along, size)
			}
			next += total / float64(n)
		}
		gone += d
	}
}

// arrow adds an arrow about p: a shaft and a head.
func (w *scratch) arrow(p place, along offset, size float64) {
	shape := [...][2]float64{{-0.5, -0.06}, {0.1, -0.06}, {0.1, -0.22}, {0.5, 0}, {0.1, 0.22}, {0.1, 0.06}, {-0.5, 0.06}}
	at := func(q [2]float64) place {
		return p.plus(offset{size * (float64(q[0]*along.x) - float64(q[1]*along.y)), size * (float64(q[0]*along.y) + float64(q[1]*along.x))})
	}
	from := at(shape[len(shape)-1])
	for _, q := range shape {
		to := at(q)
		w.pen.edge(from, to)
		from = to
	}
}

// marks stamps the small symbols, on whole pixels.
func (w *scratch) marks(r *Renderer, m *markPaint) {
	for _, class := range m.classes {
		for _, i := range w.of(class) {
			f := &w.cell.Features[i]
			q := w.cell.PointsOf(f.Parts[0])
			if len(q) == 0 {
				continue
			}
			x, y := pixel(q[0].X*w.unit-w.x), pixel(q[0].Y*w.unit-w.y)
			if m.haloed {
				w.on.stamp(r.iconMask(m.icon, m.size*w.scale, iconHalo), x, y, m.halo)
			}
			w.on.stamp(r.iconMask(m.icon, m.size*w.scale, iconStrokes), x, y, m.ink)
		}
	}
}

// pixel is the whole pixel that is nearest.
func pixel(s sub) int { return int(math.Floor(float64(s)/float64(one) + 0.5)) }
