package demo

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// The pictures' size, in pixels; shapes are given in them.
const (
	width  = 640
	height = 480
)

// brush paints smooth shapes on a picture.
type brush struct {
	dice
	img    *image.RGBA
	raster vector.Rasterizer
}

type point struct{ x, y float64 }

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// blend is a with so much of b.
func blend(a, b color.RGBA, share float64) color.RGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*share) }
	return color.RGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// sheer is a colour that lets through what is under it.
func sheer(c color.RGBA, alpha float64) color.RGBA {
	f := func(x uint8) uint8 { return uint8(float64(x) * alpha) }
	return color.RGBA{f(c.R), f(c.G), f(c.B), uint8(255 * alpha)}
}

// poly fills a polygon.
func (b *brush) poly(c color.RGBA, points ...point) {
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		minX, minY, maxX, maxY = min(minX, p.x), min(minY, p.y), max(maxX, p.x), max(maxY, p.y)
	}
	box := image.Rect(int(math.Floor(minX)), int(math.Floor(minY)), int(math.Ceil(maxX))+1, int(math.Ceil(maxY))+1)
	seen := box.Intersect(b.img.Bounds())
	if seen.Empty() {
		return
	}
	b.raster.Reset(seen.Dx(), seen.Dy())
	for i, p := range points {
		x, y := float32(p.x-float64(seen.Min.X)), float32(p.y-float64(seen.Min.Y))
		if i == 0 {
			b.raster.MoveTo(x, y)
		} else {
			b.raster.LineTo(x, y)
		}
	}
	b.raster.ClosePath()
	b.raster.Draw(b.img, seen, image.NewUniform(c), image.Point{})
}

func (b *brush) rect(c color.RGBA, x, y, w, h float64) {
	b.poly(c, point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
}

// line is a thick one.
func (b *brush) line(c color.RGBA, x1, y1, x2, y2, thick float64) {
	dx, dy := x2-x1, y2-y1
	n := math.Hypot(dx, dy)
	dx, dy = -dy/n*thick/2, dx/n*thick/2
	b.poly(c, point{x1 + dx, y1 + dy}, point{x2 + dx, y2 + dy}, point{x2 - dx, y2 - dy}, point{x1 - dx, y1 - dy})
}

// blob is an ellipse whose edge is uneven by so much of its radius.
func (b *brush) blob(c color.RGBA, x, y, rx, ry, uneven float64) {
	const corners = 28
	points := make([]point, corners)
	wave := b.Float64() * 7
	for i := range points {
		turn := 2 * math.Pi * float64(i) / corners
		r := 1 + uneven*(math.Sin(3*turn+wave)+0.6*math.Sin(7*turn+2*wave)+0.5*(b.Float64()-0.5))/2
		points[i] = point{x + rx*r*math.Cos(turn), y + ry*r*math.Sin(turn)}
	}
	b.poly(c, points...)
}

// fade fills rows from one colour to another.
func (b *brush) fade(from, to color.RGBA, top, bottom int) {
	for y := top; y < bottom; y++ {
		c := blend(from, to, float64(y-top)/float64(bottom-top))
		for x := range width {
			b.img.SetRGBA(x, y, c)
		}
	}
}

// grain makes it less even, as a cheap camera does, and darker by the evening.
func (b *brush) grain(light float64) {
	pix, state := b.img.Pix, b.Uint32()|1
	for i := 0; i < len(pix); i += 4 {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		noise := float64(int(state>>24&15)-7) * 0.7
		for k := range 3 {
			pix[i+k] = uint8(max(0, min(255, float64(pix[i+k])*light+noise)))
		}
	}
}
