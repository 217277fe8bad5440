package picture

import (
	"image"
	"image/color"

	"golang.org/x/image/vector"
)

// The pin's measures at twice the page's pixels.
const (
	pinRadius = 22
	pinHeight = 62 // from the tip to the middle of its head
)

// drawPin draws a pin whose tip is at a point.
func drawPin(img *image.RGBA, x, y int) {
	fill := func(c color.Color, grow float32) {
		v := vector.NewRasterizer(img.Bounds().Dx(), img.Bounds().Dy())
		fx, fy, r := float32(x), float32(y), float32(pinRadius)+grow
		top := fy - pinHeight
		v.MoveTo(fx, fy+grow*1.6)
		v.CubeTo(fx-r*0.35, fy-pinHeight*0.45, fx-r, top+r*0.75, fx-r, top)
		upperHalf(v, fx, top, r)
		v.CubeTo(fx+r, top+r*0.75, fx+r*0.35, fy-pinHeight*0.45, fx, fy+grow*1.6)
		v.ClosePath()
		v.Draw(img, img.Bounds(), image.NewUniform(c), image.Point{})
	}
	fill(color.White, 5)
	fill(color.RGBA{0xC8, 0x38, 0x1A, 0xFF}, 0)
	v := vector.NewRasterizer(img.Bounds().Dx(), img.Bounds().Dy())
	fx, top := float32(x), float32(y-pinHeight)
	v.MoveTo(fx-8, top)
	upperHalf(v, fx, top, 8)
	lowerHalf(v, fx, top, 8)
	v.ClosePath()
	v.Draw(img, img.Bounds(), image.NewUniform(color.White), image.Point{})
}

// round is how far the handles of a quarter circle's curve reach, as a share of the radius.
const round = 0.5523

// upperHalf goes over the upper half of a circle, from its left to its right end.
func upperHalf(v *vector.Rasterizer, x, y, r float32) {
	k := r * round
	v.CubeTo(x-r, y-k, x-k, y-r, x, y-r)
	v.CubeTo(x+k, y-r, x+r, y-k, x+r, y)
}

// lowerHalf goes back under the lower half.
func lowerHalf(v *vector.Rasterizer, x, y, r float32) {
	k := r * round
	v.CubeTo(x+r, y+k, x+k, y+r, x, y+r)
	v.CubeTo(x-k, y+r, x-r, y+k, x-r, y)
}
