package render

import (
	"context"
	"image"
	"math"
)

// drawLabels draws the labels of the view's blocks; a tile has one.
func (r *Renderer) drawLabels(ctx context.Context, work *scratch, on canvas, v view) error {
	s := r.sheets[v.variant][v.zoom]
	side := int(blockTiles(v.zoom)) * v.side()
	for by := v.y / side; by <= (v.y+v.h-1)/side; by++ {
		for bx := v.x / side; bx <= (v.x+v.w-1)/side; bx++ {
			k := blockKey{v.zoom, uint32(bx), uint32(by)}
			b, err := r.block(ctx, k)
			if err != nil {
				return err
			}
			// What crosses into a neighbour is that one's to draw there.
			x, y := bx*side-v.x, by*side-v.y
			part := image.Rect(x, y, x+side, y+side).Intersect(on.Bounds())
			l := lettering{r: r, on: on.part(part), work: work, scale: float64(v.scale), x: x - part.Min.X, y: y - part.Min.Y, block: k}
			l.draw(b, s)
		}
	}
	return nil
}

// lettering draws a block's labels on a view; x and y are where the block's corner is on it.
type lettering struct {
	r     *Renderer
	on    canvas
	work  *scratch
	scale float64
	x, y  int
	block blockKey
}

func (l *lettering) draw(b *block, s *sheet) {
	w, h := l.on.Bounds().Dx(), l.on.Bounds().Dy()
	for i := range b.labels {
		t := &b.labels[i]
		at := func(v sub) int { return int(math.Floor(float64(v) * l.scale / float64(one))) }
		if at(t.whole.maxX)+l.x < -4 || at(t.whole.maxY)+l.y < -4 || at(t.whole.minX)+l.x > w+4 || at(t.whole.minY)+l.y > h+4 {
			continue
		}
		ink := &s.texts[t.plan.index]
		switch {
		case len(t.curve) > 0:
			l.curve(i, t, ink)
		case t.plan.place == shield:
			l.shield(t, ink)
			l.lines(t, ink)
		default:
			l.icon(t, ink)
			l.lines(t, ink)
		}
	}
}

// spot is the whole pixel at which a label's point is, on the view.
func (l *lettering) spot(p place) (x, y int) {
	round := func(v sub) int { return int(math.Floor(float64(v)*l.scale/float64(one) + 0.5)) }
	return round(p.x) + l.x, round(p.y) + l.y
}

func (l *lettering) icon(t *label, ink *textPaint) {
	if t.plan.icon == nil {
		return
	}
	x, y := l.spot(t.at)
	size := t.plan.IconSize.at(l.block.zoom) * l.scale
	l.on.stamp(l.r.badgeMask(size, badgeHalo), x, y, ink.iconEdge)
	l.on.stamp(l.r.badgeMask(size, badgeDisc), x, y, ink.badge)
	l.on.stamp(l.r.iconMask(t.plan.icon, size*0.8, iconStrokes), x, y, ink.icon)
}

// shield is the badge of a road's number.
func (l *lettering) shield(t *label, ink *textPaint) {
	b := t.boxes[0]
	k := l.scale
	for _, grow := range [2]float64{1, 0} {
		half := float64(b.maxY-b.minY) / 2 * k / float64(one)
		left, right := sub(float64(b.minX)*k+half*float64(one)), sub(float64(b.maxX)*k-half*float64(one))
		middle := sub(float64(b.minY+b.maxY) / 2 * k)
		l.work.raster.resize(l.on.Bounds().Dx(), l.on.Bounds().Dy())
		pen := stroker{to: l.work.raster, x: -sub(l.x) << subBits, y: -sub(l.y) << subBits}
		pen.begin(2*(half+grow*k), roundCap, roundJoin)
		pen.line([]place{{left, middle}, {max(right, left+1), middle}})
		with := ink.badge
		if grow > 0 {
			with = ink.iconEdge
		}
		l.on.paint(l.work.raster, with)
	}
}

// lines draws straight text, the halos of all letters first.
func (l *lettering) lines(t *label, ink *textPaint) {
	x, y := l.spot(t.at)
	p := t.plan
	for _, halo := range [2]bool{true, false} {
		width, with := p.HaloWidth, ink.halo
		if !halo {
			width, with = 0, ink.text
		} else if width == 0 {
			continue
		}
		for _, line := range t.lines {
			base := y + int(math.Floor(float64(line.y)*l.scale/float64(one)+0.5))
			for _, g := range line.glyphs {
				if len(g.lines) == 0 {
					continue
				}
				quarters := int(math.Floor((float64(line.x)/float64(one)+g.x)*l.scale*4 + 0.5))
				l.on.stamp(l.r.glyphMask(p.face, g.outline, line.size*l.scale, uint8(quarters&3), width*l.scale), x+quarters>>2, base, with)
			}
		}
	}
}

// glyphMask draws a letter on its baseline, so many quarter pixels to the right.
func (r *Renderer) glyphMask(face uint8, o *outline, size float64, shift uint8, halo float64) *mask {
	size, halo = whole(size), whole(halo)
	k := maskKey{kind: letter, face: face, shift: shift, id: uint32(o.index), size: sixtyfourth(size), halo: sixtyfourth(halo)}
	scale := size / r.faces[face].unitsPerEm
	pad := int(halo) + 2
	x, y := int(math.Floor(o.minX*scale))-pad, int(math.Floor(o.minY*scale))-pad
	w, h := int(math.Ceil(o.maxX*scale))+pad+1-x, int(math.Ceil(o.maxY*scale))+pad+1-y
	return r.mask(k, x, y, w, h, func(pen *stroker) {
		t := turn{scale * float64(one), 0, float64(shift) / 4 * float64(one), 0}
		if halo > 0 {
			pen.begin(2*halo, roundCap, roundJoin)
			t.stroke(pen, o)
			return
		}
		t.fill(pen, o)
	})
}

// turn takes a letter's outline to its place: scaled and turned by (cos, sin), and moved.
type turn struct{ cos, sin, x, y float64 }

func (t turn) at(p [2]float64) place {
	return place{
		sub(math.Floor(float64(p[0]*t.cos) - float64(p[1]*t.sin) + t.x + 0.5)),
		sub(math.Floor(float64(p[0]*t.sin) + float64(p[1]*t.cos) + t.y + 0.5)),
	}
}

func (t turn) fill(pen *stroker, o *outline) {
	for _, line := range o.lines {
		from := t.at(line[0])
		for _, p := range line[1:] {
			to := t.at(p)
			pen.edge(from, to)
			from = to
		}
	}
}

// stroke adds the outline's rim: the letter itself is drawn over its middle, so that it needn't be filled.
func (t turn) stroke(pen *stroker, o *outline) {
	var line []place
	for _, points := range o.lines {
		line = line[:0]
		for _, p := range points {
			line = append(line, t.at(p))
		}
		pen.line(line)
	}
}

// curve draws text along a line, from a mask of all its letters.
func (l *lettering) curve(index int, t *label, ink *textPaint) {
	x, y := l.spot(t.at)
	halo := t.plan.HaloWidth
	l.on.stamp(l.curveMask(index, t, halo), x, y, ink.halo)
	l.on.stamp(l.curveMask(index, t, 0), x, y, ink.text)
}

func (l *lettering) curveMask(index int, t *label, halo float64) *mask {
	size := t.plan.Size.at(l.block.zoom) * l.scale
	k := maskKey{kind: text, id: uint32(index), size: sixtyfourth(size), halo: sixtyfourth(halo * l.scale), block: l.block}
	b := t.whole.move(place{-t.at.x, -t.at.y})
	at := func(v sub) int { return int(math.Floor(float64(v) * l.scale / float64(one))) }
	x, y := at(b.minX)-2, at(b.minY)-2
	return l.r.mask(k, x, y, at(b.maxX)+3-x, at(b.maxY)+3-y, func(pen *stroker) {
		em := size / l.r.faces[t.plan.face].unitsPerEm * float64(one)
		if halo > 0 {
			pen.begin(2*halo*l.scale, roundCap, roundJoin)
		}
		for _, c := range t.curve {
			place := turn{c.cos * em, c.sin * em, float64(c.x) * l.scale, float64(c.y) * l.scale}
			if halo > 0 {
				place.stroke(pen, c.outline)
			} else {
				place.fill(pen, c.outline)
			}
		}
	})
}
