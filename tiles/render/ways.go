package render

import "math"

// ways are how a candidate could be set, the best first.
func (g *gathering) ways(c *candidate) []setting {
	p, z := c.plan, g.key.zoom
	if c.track != nil {
		return g.trackWays(c)
	}
	if !c.class.Settlement() && !g.matters(c.at) {
		return nil
	}
	size := p.Size.at(z)
	if c.class.Settlement() {
		text := g.r.paragraph(p, c.text, size, true)
		if text.width > widestPlace-4*p.HaloWidth {
			text = g.r.paragraph(p, c.text, size*(widestPlace-4*p.HaloWidth)/text.width, true)
		}
		lines, boxes := text.moved(0, -text.height/2)
		return g.at(c, setting{lines: lines, boxes: boxes})
	}
	if p.icon == nil {
		text := g.r.paragraph(p, c.text, size, p.Text == "name")
		lines, boxes := text.moved(0, -text.height/2)
		return g.at(c, setting{lines: lines, boxes: boxes})
	}
	half := p.IconSize.at(z)/2 + 1.5
	symbol := box{px(-half), px(-half), px(half), px(half)}
	ways := make([]setting, 0, 4)
	if c.text != "" {
		text := g.r.paragraph(p, c.text, size, true)
		beside := half + 2 + text.width/2
		for _, by := range [3][2]float64{{0, half + 2.5}, {beside, -text.height / 2}, {-beside, -text.height / 2}} {
			lines, boxes := text.moved(by[0], by[1])
			ways = append(ways, setting{lines: lines, boxes: append(boxes, symbol)})
		}
	}
	return g.at(c, append(ways, setting{boxes: []box{symbol}})...)
}

// matters says whether a label about a point may be this block's, its edges' or its corners'.
func (g *gathering) matters(at place) bool {
	const cross, corner = sub(crossReach) << subBits, sub(cornerZone+crossReach) << subBits
	out := func(v, by sub) bool { return v < -by || v > g.side+by }
	return !out(at.x, cross) && !out(at.y, cross) || !out(at.x, corner) && !out(at.y, corner) &&
		(at.x < corner || at.x > g.side-corner) && (at.y < corner || at.y > g.side-corner)
}

// at moves boxes from a label's point to where they are.
func (g *gathering) at(c *candidate, ways ...setting) []setting {
	for _, w := range ways {
		for i := range w.boxes {
			w.boxes[i] = w.boxes[i].move(c.at)
		}
	}
	return ways
}

// trackWays are the places along a line about the middle that was chosen.
func (g *gathering) trackWays(c *candidate) []setting {
	var ways []setting
	for _, share := range [5]float64{0, 0.45, -0.45, 0.9, -0.9} {
		var s setting
		var ok bool
		middle := c.middle + share*c.slack
		if c.plan.place == shield {
			s, ok = g.shield(c, middle)
		} else {
			s, ok = g.curve(c, middle)
		}
		if ok {
			ways = append(ways, s)
		}
		if c.slack == 0 {
			break
		}
	}
	return ways
}

// walk goes along a line.
type walk struct {
	line  []place
	i     int
	begun float64 // how far from the line's beginning the i'th point is
}

// at is the point so far along; asked for lengths that grow.
func (w *walk) at(along float64) offset {
	for w.i+1 < len(w.line) {
		a, b := w.line[w.i], w.line[w.i+1]
		d := distance(a, b)
		if along <= w.begun+d && d > 0 || w.i+2 == len(w.line) {
			t := 0.0
			if d > 0 {
				t = min(1, max(0, (along-w.begun)/d))
			}
			return offset{float64(a.x) + float64(t*float64(b.x-a.x)), float64(a.y) + float64(t*float64(b.y-a.y))}
		}
		w.begun += d
		w.i++
	}
	return offset{float64(w.line[len(w.line)-1].x), float64(w.line[len(w.line)-1].y)}
}

func (g *gathering) shield(c *candidate, middle float64) (setting, bool) {
	w := walk{line: c.track}
	o := w.at(middle)
	text := g.r.paragraph(c.plan, c.text, c.plan.Size.at(g.key.zoom), false)
	x, y := o.x/float64(one)-float64(c.at.x)/float64(one), o.y/float64(one)-float64(c.at.y)/float64(one)
	lines, _ := text.moved(math.Round(x), math.Round(y)-text.height/2)
	half := px(text.height/2 + shieldPad)
	wide := px(text.width/2 + shieldPad + 1.5)
	middleAt := place{c.at.x + px(math.Round(x)), c.at.y + px(math.Round(y))}
	b := box{-wide, -half, wide, half}.move(middleAt)
	return setting{lines: lines, boxes: []box{b}}, b.within(g.inside())
}

const shieldPad = 3.0 // pixels between a shield's text and its edge

// How much a name may bend, in radians: from letter to letter, and between any two.
const (
	sharpest = 0.42
	mostBend = 1.15
)

// curve sets a text along a line so that it is read from left to right, its middle at a distance from the line's beginning.
func (g *gathering) curve(c *candidate, middle float64) (setting, bool) {
	size := c.plan.Size.at(g.key.zoom)
	f := g.r.faces[c.plan.face]
	glyphs, width := f.set(c.text, size)
	scale := size / f.unitsPerEm
	total := length(c.track)
	half := width / 2 * float64(one)
	if middle-half < 0 || middle+half > total {
		return setting{}, false
	}
	line := c.track
	w := walk{line: line}
	from := w.at(middle - half)
	to := w.at(middle + half)
	if to.x < from.x || to.x == from.x && to.y > from.y {
		line = make([]place, len(c.track))
		for i, p := range c.track {
			line[len(line)-1-i] = p
		}
		middle = total - middle
	}
	s := setting{}
	down := f.xHeight * scale * 0.5 * float64(one) // from the line to the baseline
	window := size * 0.55 * float64(one)
	reach := size*0.5 + c.plan.HaloWidth
	before, least, most := 0.0, math.Inf(1), math.Inf(-1)
	behind, on, ahead := walk{line: line}, walk{line: line}, walk{line: line}
	for i, letter := range glyphs {
		advance := letter.advance * scale * float64(one)
		at := middle - half + letter.x*float64(one) + advance/2
		a, p, b := behind.at(at-max(window, advance/2)), on.at(at), ahead.at(at+max(window, advance/2))
		angle := math.Atan2(b.y-a.y, b.x-a.x)
		if i > 0 {
			for angle-before > math.Pi {
				angle -= 2 * math.Pi
			}
			for before-angle > math.Pi {
				angle += 2 * math.Pi
			}
			if math.Abs(angle-before) > sharpest {
				return s, false
			}
		}
		before, least, most = angle, min(least, angle), max(most, angle)
		if most-least > mostBend {
			return s, false
		}
		// The point on the line and the middle of the chord across a bend: between the two a letter sits best.
		p.x, p.y = (p.x+(a.x+b.x)/2)/2, (p.y+(a.y+b.y)/2)/2
		sin, cos := math.Sincos(angle)
		x, y := p.x-cos*advance/2-sin*down, p.y-sin*advance/2+cos*down
		if len(letter.lines) > 0 {
			s.curve = append(s.curve, curved{letter.outline, sub(math.Round(x)) - c.at.x, sub(math.Round(y)) - c.at.y, cos, sin})
		}
		r := px(max(reach, letter.advance*scale/2+c.plan.HaloWidth))
		s.boxes = append(s.boxes, box{sub(p.x) - r, sub(p.y) - r, sub(p.x) + r, sub(p.y) + r})
	}
	return s, len(s.curve) > 0 && around(s.boxes).within(g.inside())
}
