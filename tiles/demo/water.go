package demo

import "math"

// river is a stream with banks.
type river struct {
	name    name
	line    line
	width   []float64 // At each point of the line.
	islands []float64 // How far along.
	stops   []stop    // Mouths of streams.
}

// meander is how a river bends: a sine-generated curve (Langbein and Leopold, 1966), whose heading swings by swing
// radians once in wave metres.
type meander struct{ swing, wave float64 }

// flow draws a meandering line from a point eastwards until x reaches the end; steer says where y should be there.
func flow(d dice, from vec, end float64, m meander, step float64, steer func(x float64) float64) []vec {
	pts := []vec{from}
	wild := terrain{d.pcg.Uint64(), 1700}
	phase, at := d.between(0, 6.28), from
	for at.X < end && len(pts) < 200_000 {
		trend := max(-0.5, min(0.5, (steer(at.X)-at.Y)/1500))
		phase += 2 * math.Pi * step / (m.wave * (0.45 + 1.2*wild.at(at)))
		swing := m.swing * (0.35 + 1.1*wild.at(at.plus(vec{5e5, 0})))
		at = at.along(heading(trend+swing*math.Sin(phase)), step)
		pts = append(pts, at)
	}
	return pts
}

// makeRiver lays the i-th river from west to east about a latitude (metres); near x = 0 it keeps to it.
func (g *district) makeRiver(i int, y float64) river {
	d := newDice(g.seed, "river", i)
	swing, phase := d.between(500, 800), d.between(0, 6.28)
	steer := func(x float64) float64 {
		return y + swing*math.Sin(x/4700+phase)*(1-math.Exp(-x*x/(2500*2500)))
	}
	from := vec{g.min.X - 600, steer(g.min.X)}
	r := river{name: g.names.Rivers[i%len(g.names.Rivers)], line: newLine(flow(d, from, g.max.X+600, meander{1.05, 2300}, 40, steer))}
	for far := d.between(1500, 3000); far < r.line.length()-1500; far += d.between(4000, 8000) {
		r.islands = append(r.islands, far)
	}
	hills := terrain{g.seed + uint64(i), 900}
	for k, far := range r.line.far {
		w := 34 + 22*hills.at(r.line.pts[k])
		for _, island := range r.islands {
			w += 55 * math.Exp(-(far-island)*(far-island)/(150*150))
		}
		r.width = append(r.width, w)
	}
	return r
}

// riverSection is how many points of a river's line go into one multipolygon.
const riverSection = 160

// drawRiver writes the line and the banks: multipolygons of two banks and two caps, which neighbours share, with islands as
// holes.
func (g *district) drawRiver(r river) {
	g.pen.course(course{line: r.line, stops: r.stops, tags: append(kv("waterway", "river"), r.name.tags()...)})
	last := len(r.line.pts) - 1
	bank := func(k int, side float64) vec {
		dir := r.line.pts[max(0, k-1)].toward(r.line.pts[min(last, k+1)])
		return r.line.pts[k].along(dir.left(), side*r.width[k]/2)
	}
	left, right := g.pen.node(bank(0, 1)), g.pen.node(bank(0, -1))
	cap1 := g.pen.way([]ID{left, right})
	for from := 0; from < last; {
		to := min(last, from+riverSection)
		if last-to < riverSection/3 {
			to = last
		}
		lefts, rights := []ID{left}, []ID{right}
		for k := from + 1; k <= to; k++ {
			lefts = append(lefts, g.pen.node(bank(k, 1)))
			rights = append(rights, g.pen.node(bank(k, -1)))
		}
		left, right = lefts[len(lefts)-1], rights[len(rights)-1]
		cap2 := g.pen.way([]ID{left, right})
		outer := func(id ID) Member { return Member{KindWay, id, "outer"} }
		members := []Member{outer(g.pen.way(lefts)), outer(cap2), outer(g.pen.way(rights)), outer(cap1)}
		for i, far := range r.islands {
			if far <= r.line.far[from]+260 || far >= r.line.far[to]-260 {
				continue
			}
			at, dir := r.line.at(far)
			d := newDice(g.seed, "island", i)
			ring := blob(d, at, dir, d.between(70, 120), d.between(15, 21), 18)
			members = append(members, Member{KindWay, g.pen.area(ring, kv("place", "islet", "natural", "scrub")...), "inner"})
		}
		g.pen.relation(members, append(kv("type", "multipolygon", "natural", "water", "water", "river"), r.name.tags()...)...)
		from, cap1 = to, cap2
	}
}
