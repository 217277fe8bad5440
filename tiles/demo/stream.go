package demo

import (
	"cmp"
	"math"
	"slices"
)

// stream runs from a source into a river. Roads that cross it tell it where (culverts), in metres along it.
type stream struct {
	name     name
	line     line
	river    int
	mouth    float64 // How far along the river.
	culverts []float64
	pond     float64 // How far along is a pond; 0 is none.
}

// layStreams tries one in every third square: from a corner, where no settlement is, down to the nearest river. Those that
// would run through a settlement, across another, or too far are left out.
func (g *district) layStreams() {
	for i := range g.villages {
		d := newDice(g.seed, "stream", i)
		if !d.chance(0.45) {
			continue
		}
		col, row := g.square(i)
		source := g.corner(col, row).plus(vec{d.between(-300, 300), d.between(-300, 300)})
		s := &stream{river: -1}
		var mouth vec
		least := 2.4 * pitch
		for k, r := range g.rivers {
			for j := 0; j < len(r.line.pts); j += 3 {
				if far := r.line.pts[j].minus(source).size(); far < least {
					least, s.river, mouth, s.mouth = far, k, r.line.pts[j], r.line.far[j]
				}
			}
		}
		if s.river < 0 || least < 900 {
			continue
		}
		pts := []vec{source}
		phase := d.between(0, 6.28)
		hills, fine := terrain{g.seed + 77, 1500}, terrain{g.seed + 78, 400}
		for at := source; at.minus(mouth).size() > 45 && len(pts) < 900; {
			to := at.toward(mouth)
			calm := min(1, at.minus(mouth).size()/400)
			phase += 30.0 / (60 + 260*fine.at(at))
			turn := calm * (0.55*math.Sin(phase) + 2.2*(hills.at(at)-0.5) + 1.4*(fine.at(at)-0.5))
			at = at.along(heading(math.Atan2(to.Y, to.X)+turn), 30)
			pts = append(pts, at)
		}
		s.line = newLine(append(pts, mouth))
		if !g.streamFits(s) {
			continue
		}
		s.name = g.names.Streams[len(g.streams)%len(g.names.Streams)]
		if d.chance(0.6) {
			s.pond = d.between(0.25, 0.6) * s.line.length()
		}
		g.brooks.add(s.line)
		g.streams = append(g.streams, s)
	}
}

// streamFits says that a stream is in nobody's way and reaches its river.
func (g *district) streamFits(s *stream) bool {
	pts := s.line.pts
	if len(pts) >= 900 || len(g.brooks.crossings(s.line)) > 0 {
		return false
	}
	for k, p := range pts {
		if g.villageAt(p) != nil || k < len(pts)-8 && g.wet.within(p, 70) || g.brooks.within(p, 150) {
			return false
		}
	}
	return true
}

// villageAt is the settlement within whose outline a point is; nil for none.
func (g *district) villageAt(p vec) *village {
	col, row := int(math.Floor((p.X-g.min.X)/pitch)), int(math.Floor((p.Y-g.min.Y)/pitch))
	for r := row - 1; r <= row+1; r++ {
		for c := col - 1; c <= col+1; c++ {
			if i := g.number(c, r); i >= 0 && g.villages[i].near(p) {
				return g.villages[i]
			}
		}
	}
	return nil
}

// drawStream writes a stream, its culverts and its pond. Its mouth becomes the river's node.
func (g *district) drawStream(s *stream) {
	for _, c := range g.iron.crossings(s.line) {
		s.culverts = append(s.culverts, c.here)
	}
	slices.Sort(s.culverts)
	end := g.pen.node(s.line.pts[len(s.line.pts)-1])
	r := &g.rivers[s.river]
	r.stops = append(r.stops, stop{far: s.mouth, id: end})
	slices.SortFunc(r.stops, func(a, b stop) int { return cmp.Compare(a.far, b.far) })
	c := course{line: s.line, last: end, tags: append(kv("waterway", "stream"), s.name.tags()...)}
	for _, far := range s.culverts {
		c.addSpan(span{far - 9, far + 9, kv("tunnel", "culvert", "layer", "-1")})
	}
	g.pen.course(c)
	if s.pond > 0 {
		at, dir := s.line.at(s.pond)
		if g.villageAt(at) == nil {
			d := newDice(g.seed, "pond", int(s.pond))
			tags := kv("natural", "water", "water", "pond")
			if d.chance(0.6) {
				tags = append(tags, pick(d, g.names.Ponds).tags()...)
			}
			g.pen.area(blob(d, at, dir, d.between(70, 170), d.between(28, 55), 26), tags...)
		}
	}
}
