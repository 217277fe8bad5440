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
	binary.LittleEndian.PutUint32(c.Pix, ground.rgba)
	for done := 4; done < len(c.Pix); done *= 2 {
		copy(c.Pix[done:], c.Pix[:done])
	}
	return c
}

// part is a rectangle of the canvas as a canvas of its own, on the same pixels.
func (c canvas) part(r image.Rectangle) canvas {
	return canvas{&image.RGBA{Pix: c.Pix[c.PixOffset(r.Min.X, r.Min.Y):], Stride: c.Stride, Rect: image.Rectangle{Max: r.Size()}}}
}

// mix is a of the colour over the one that is there; a is 0 to full.
func mix(under, over, a uint32) uint32 {
	const low = 0x00ff00ff
	rb := (under&low*(full-a) + over&low*a) >> 8 & low
	ga := (under>>8&low*(full-a) + over>>8&low*a) & ^uint32(low)
	return rb | ga
}

// paint puts the shapes that were added to r on the picture and leaves r empty. It goes through the rows as sweep does, but
// without a call for each pixel: this is where most of the time goes.
func (c canvas) paint(r *raster, with ink) {
	for y := r.top; y <= r.bottom; y++ {
		lo, hi := int(r.lo[y]), int(r.hi[y])
		if lo > hi {
			continue
		}
		r.lo[y], r.hi[y] = int32(r.w), -1
		row := r.sums[y*r.stride:][:r.stride]
		pix := c.Pix[y*c.Stride:][:4*r.w]
		row[r.w] = 0
		end := min(hi+1, r.w)
		var sum int32
		for x := lo; x < end; {
			if v := row[x]; v != 0 {
				sum += v
				row[x] = 0
				if a := coverage(sum) * with.alpha >> 8; a == full {
					binary.LittleEndian.PutUint32(pix[4*x:], with.rgba)
				} else if a > 0 {
					p := pix[4*x : 4*x+4]
					binary.LittleEndian.PutUint32(p, mix(binary.LittleEndian.Uint32(p), with.rgba, a))
				}
				x++
				continue
			}
			from := x
			for x < end && row[x] == 0 {
				x++
			}
			fill(pix[4*from:4*x], with.rgba, coverage(sum)*with.alpha>>8)
		}
		if end < r.w {
			fill(pix[4*end:], with.rgba, coverage(sum)*with.alpha>>8)
		}
	}
	r.top, r.bottom = r.h, -1
}

// fill paints pixels alike.
func fill(pix []uint8, rgba, a uint32) {
	switch a {
	case 0:
	case full:
		for ; len(pix) >= 8; pix = pix[8:] {
			binary.LittleEndian.PutUint64(pix, uint64(rgba)<<32|uint64(rgba))
		}
		if len(pix) >= 4 {
			binary.LittleEndian.PutUint32(pix, rgba)
		}
	default:
		for ; len(pix) >= 4; pix = pix[4:] {
			binary.LittleEndian.PutUint32(pix, mix(binary.LittleEndian.Uint32(pix), rgba, a))
		}
	}
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
