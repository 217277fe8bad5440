package render

import (
	"slices"

	"priyom/tiles/pack"
)

// piece is a part of a line that has a name, within the block and one cell.
type piece struct {
	plan  *labelPlan
	class pack.Class
	rank  uint8
	text  string
	line  []place
}

// addLine collects what of a line is on the block.
func (g *gathering) addLine(c *cell, f *pack.Feature, p *labelPlan, text string, unit sub, at place, own box) {
	in := g.inside()
	b := box{f.Box.MinX * unit, f.Box.MinY * unit, f.Box.MaxX*unit + 1, f.Box.MaxY*unit + 1}.move(at)
	if text == "" || !b.meets(in) {
		return
	}
	g.work.edges = box{max(own.minX, in.minX), max(own.minY, in.minY), min(own.maxX, in.maxX), min(own.maxY, in.maxY)}
	for _, part := range f.Parts {
		g.line = g.line[:0]
		for _, q := range c.PointsOf(part) {
			g.line = append(g.line, place{q.X*unit + at.x, q.Y*unit + at.y})
		}
		g.work.inside(g.line, func(inside []place) {
			g.lines = append(g.lines, piece{p, f.Class, f.Rank, text, slices.Clone(inside)})
		})
	}
}

// near is how far apart, in 1/256 pixels, ends may be that are joined: cells round differently.
const nearEnds = one / 2

// tracks joins the pieces of one name and makes candidates of them: one in the middle, or several at equal distances.
func (g *gathering) tracks() {
	byName := map[string][]int{}
	var names []string
	for i, p := range g.lines {
		key := string(rune(p.plan.index)) + p.text
		if byName[key] == nil {
			names = append(names, key)
		}
		byName[key] = append(byName[key], i)
	}
	for _, name := range names {
		left := byName[name]
		for len(left) > 0 {
			first := g.lines[left[0]]
			left = left[1:]
			line := first.line
			for joined := true; joined; {
				joined = false
				for k, i := range left {
					if longer, ok := join(line, g.lines[i].line); ok {
						line, joined = longer, true
						left = slices.Delete(slices.Clone(left), k, k+1)
						break
					}
				}
			}
			g.track(first, line)
		}
	}
}

// join puts two lines together where an end of one is an end of the other and the bend isn't sharp.
func join(a, b []place) ([]place, bool) {
	meet := func(p, q place) bool { return max(p.x-q.x, q.x-p.x) <= nearEnds && max(p.y-q.y, q.y-p.y) <= nearEnds }
	turned := func(line []place) []place {
		line = slices.Clone(line)
		slices.Reverse(line)
		return line
	}
	var x, y []place
	switch {
	case meet(a[len(a)-1], b[0]):
		x, y = a, b
	case meet(a[len(a)-1], b[len(b)-1]):
		x, y = a, turned(b)
	case meet(a[0], b[len(b)-1]):
		x, y = b, a
	case meet(a[0], b[0]):
		x, y = turned(b), a
	default:
		return nil, false
	}
	p, q, r, s := x[len(x)-2], x[len(x)-1], y[0], y[1]
	if float64(q.x-p.x)*float64(s.x-r.x)+float64(q.y-p.y)*float64(s.y-r.y) < 0 {
		return nil, false
	}
	return append(slices.Clone(x), y[1:]...), true
}

func (g *gathering) track(p piece, line []place) {
	total := length(line) / float64(one)
	_, width := g.r.faces[p.plan.face].set(p.text, p.plan.Size.at(g.key.zoom))
	room := total - width - 4
	if p.plan.place == shield {
		room = total - 24
	}
	if room < 0 {
		return
	}
	n := max(1, int(total/max(p.plan.Spacing, width*1.6)))
	for k := range n {
		middle := (float64(k) + 0.5) * total / float64(n)
		w := walk{line: line}
		o := w.at(middle * float64(one))
		g.all = append(g.all, candidate{
			plan: p.plan, class: p.class, rank: p.rank, text: p.text, at: place{sub(o.x), sub(o.y)},
			track: line, middle: middle * float64(one), slack: min(room/2, total/float64(n)/2.5) * float64(one),
		})
	}
}
