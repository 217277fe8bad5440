package render

import (
	"encoding/binary"
	"image"
)

// ink is a colour to paint with: opaque, the bytes in RGBA's order, and how much of it there is, 0 to full.
type ink struct {
	rgba  uint32
	alpha uint32
}

// canvas is an opaque picture that is painted on.
type canvas struct {
	*image.RGBA
}

func newCanvas(w, h int, ground ink) canvas {
	c := canvas{image.NewRGBA(image.Rect(0, 0, w, h))}
	for i := 0; i < len(c.Pix); i += 4 {
		binary.LittleEndian.PutUint32(c.Pix[i:], ground.rgba)
	}
	return c
}

// mix is a of the colour over the one that is there; a is 0 to full.
func mix(under, over, a uint32) uint32 {
	const low = 0x00ff00ff
	rb := (under&low*(full-a) + over&low*a) >> 8 & low
	ga := (under>>8&low*(full-a) + over>>8&low*a) & ^uint32(low)
	return rb | ga
}

// paint puts the shapes that were added to r on the picture.
func (c canvas) paint(r *raster, with ink) {
	r.sweep(func(y, from, to int, cover uint32) {
		pix := c.Pix[y*c.Stride+4*from : y*c.Stride+4*to]
		a := cover * with.alpha >> 8
		if a == full {
			for ; len(pix) >= 4; pix = pix[4:] {
				binary.LittleEndian.PutUint32(pix, with.rgba)
			}
			return
		}
		for ; len(pix) >= 4; pix = pix[4:] {
			binary.LittleEndian.PutUint32(pix, mix(binary.LittleEndian.Uint32(pix), with.rgba, a))
		}
	})
}

// mask is a shape that is drawn again and again: its coverage in 1/255, and where its corner is from the place it is drawn at.
type mask struct {
	x, y, w, h int
	cover      []uint8
}

// size is what the mask takes in memory, in bytes.
func (m *mask) size() int { return 64 + len(m.cover) }

// stamp paints a mask at a place.
func (c canvas) stamp(m *mask, x, y int, with ink) {
	x, y = x+m.x, y+m.y
	b := c.Bounds()
	from, to := max(0, -x), min(m.w, b.Max.X-x)
	if from >= to {
		return
	}
	for row := max(0, -y); row < min(m.h, b.Max.Y-y); row++ {
		cover := m.cover[row*m.w+from : row*m.w+to]
		pix := c.Pix[(y+row)*c.Stride+4*(x+from):][:4*len(cover)]
		for i, v := range cover {
			if v == 0 {
				continue
			}
			a := (uint32(v) + uint32(v)>>7) * with.alpha >> 8
			p := pix[4*i : 4*i+4]
			binary.LittleEndian.PutUint32(p, mix(binary.LittleEndian.Uint32(p), with.rgba, a))
		}
	}
}

// toMask takes the shapes that were added, the surface's corner being at x, y from the place the mask will be drawn at.
func (r *raster) toMask(x, y int) *mask {
	m := &mask{x: x, y: y, w: r.w, h: r.h, cover: make([]uint8, r.w*r.h)}
	r.sweep(func(y, from, to int, cover uint32) {
		v := uint8(min(cover, 255))
		row := m.cover[y*m.w:]
		for x := from; x < to; x++ {
			row[x] = v
		}
	})
	return m
}
