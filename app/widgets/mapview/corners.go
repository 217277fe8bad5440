package mapview

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// corners lie over the four corners of a map, in the colour of what it lies on, so that it looks rounded: Fyne clips to
// rectangles only.
type corners struct {
	box    *fyne.Container
	images [4]*canvas.Image // from the left top one clockwise
	radius float32
	on     theme.Role
	drawn  cornerKey
}

type cornerKey struct {
	pixels int
	colour color.NRGBA
}

func newCorners() *corners {
	c := &corners{box: &fyne.Container{}}
	for i := range c.images {
		c.images[i] = &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}
	}
	return c
}

// SetCorners rounds the map's corners, for a map that lies on a ground of one colour; 0 makes them square again.
func (m *Map) SetCorners(radius float32, on theme.Role) {
	m.corners.radius, m.corners.on = radius, on
	m.Refresh()
}

func (c *corners) update(f frame) {
	c.box.Objects = nil
	pixels := int(math.Round(float64(c.radius) * f.scale))
	if pixels < 1 {
		return
	}
	side := float32(float64(pixels) / f.scale)
	right, bottom := f.size.Width-side, f.size.Height-side
	for i, at := range []fyne.Position{{}, {X: right}, {X: right, Y: bottom}, {Y: bottom}} {
		place(c.images[i], at.X, at.Y, fyne.NewSquareSize(side))
		c.box.Objects = append(c.box.Objects, c.images[i])
	}
	key := cornerKey{pixels, theme.Color(c.on)}
	if key == c.drawn {
		return
	}
	c.drawn = key
	for i, img := range c.images {
		img.Image = drawCorner(key, i == 1 || i == 2, i >= 2)
		img.Refresh()
	}
}

// drawCorner covers what is outside a quarter of a disc.
func drawCorner(key cornerKey, right, bottom bool) *image.RGBA {
	n := key.pixels
	out := image.NewRGBA(image.Rect(0, 0, n, n))
	for y := range n {
		for x := range n {
			dx, dy := float64(n-x)-0.5, float64(n-y)-0.5
			if right {
				dx = float64(x) + 0.5
			}
			if bottom {
				dy = float64(y) + 0.5
			}
			out.SetRGBA(x, y, fade(key.colour, math.Hypot(dx, dy)-float64(n)+0.5))
		}
	}
	return out
}
