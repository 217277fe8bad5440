package photo

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"

	"golang.org/x/image/vector"

	"priyom/civic"
)

// Picture decodes a picture as its copy will be, upright and at most CopySide pixels long, to look at and to draw on. Its errors are
// Prepare's.
func Picture(ctx context.Context, r io.ReaderAt, size int64) (image.Image, error) {
	full, err := upright(ctx, content{r, size})
	if err != nil {
		return nil, fmt.Errorf("photo: picture: %w", err)
	}
	return full.image(), nil
}

// Draw is a picture with marks on it: blurs first, whatever the order, so that nothing shines through; what is drawn over them stays
// to be seen. The picture itself isn't changed.
func Draw(m image.Image, marks []civic.Mark) *image.RGBA {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, m, b.Min, draw.Src)
	for _, kind := range []civic.MarkKind{civic.MarkBlur, civic.MarkCircle, civic.MarkArrow} {
		for _, mark := range marks {
			if mark, ok := mark.Clamped(); ok && mark.Kind == kind {
				drawMark(out, mark)
			}
		}
	}
	return out
}

// marked draws on the planes of a copy.
func (p planes) marked(ctx context.Context, marks []civic.Mark) (planes, error) {
	drawn, err := convert(ctx, Draw(p.image(), marks))
	if err != nil {
		return p, err
	}
	return drawn.fit(max(p.width, p.height), turn{}), nil
}

func drawMark(out *image.RGBA, m civic.Mark) {
	w, h := float64(out.Rect.Dx()), float64(out.Rect.Dy())
	from, to := spot{m.FromX * w, m.FromY * h}, spot{m.ToX * w, m.ToY * h}
	pen := max(3, math.Round(max(w, h)/160))
	switch m.Kind {
	case civic.MarkBlur:
		blur(out, image.Rect(int(math.Floor(from.x)), int(math.Floor(from.y)), int(math.Ceil(to.x)), int(math.Ceil(to.y))).Canon())
	case civic.MarkCircle:
		ring(out, from, to, pen*2, color.White)
		ring(out, from, to, pen, markInk)
	case civic.MarkArrow:
		arrow(out, from, to, pen, pen/2, color.White)
		arrow(out, from, to, pen, 0, markInk)
	}
}

// markInk is the marks' red; their white edge shows them on any ground.
var markInk = color.NRGBA{0xC8, 0x38, 0x1A, 0xFF}

// spot is a place in pixels.
type spot struct{ x, y float64 }

// ring draws an ellipse within a box, as wide as the pen.
func ring(out *image.RGBA, from, to spot, pen float64, c color.Color) {
	cx, cy := (from.x+to.x)/2, (from.y+to.y)/2
	rx, ry := math.Abs(to.x-from.x)/2, math.Abs(to.y-from.y)/2
	fill(out, c, ellipse(cx, cy, rx+pen/2, ry+pen/2, false), ellipse(cx, cy, max(0, rx-pen/2), max(0, ry-pen/2), true))
}

// ellipse is a path of 72 corners; another way round it takes away.
func ellipse(cx, cy, rx, ry float64, back bool) (path []spot) {
	const corners = 72
	for i := range corners {
		a := 2 * math.Pi * float64(i) / corners
		if back {
			a = -a
		}
		path = append(path, spot{cx + rx*math.Cos(a), cy + ry*math.Sin(a)})
	}
	return path
}

// arrow draws a shaft and a head with its tip at to; edge makes all of it so much larger.
func arrow(out *image.RGBA, from, to spot, pen, edge float64, c color.Color) {
	length := math.Hypot(to.x-from.x, to.y-from.y)
	if length == 0 {
		return
	}
	ux, uy := (to.x-from.x)/length, (to.y-from.y)/length
	head := min(pen*5, length)
	at := func(along, aside float64) spot {
		return spot{from.x + along*ux - aside*uy, from.y + along*uy + aside*ux}
	}
	half, wing := pen/2+edge, head*0.55+1.6*edge
	fill(out, c, []spot{
		at(-edge, -half), at(length-head, -half), at(length-head-edge, -wing), at(length+2*edge, 0), at(length-head-edge, wing), at(length-head, half), at(-edge, half),
	})
}

// fill paints closed paths.
func fill(out *image.RGBA, c color.Color, paths ...[]spot) {
	b := out.Rect
	pen := vector.NewRasterizer(b.Dx(), b.Dy())
	for _, path := range paths {
		for i, p := range path {
			if i == 0 {
				pen.MoveTo(float32(p.x), float32(p.y))
			} else {
				pen.LineTo(float32(p.x), float32(p.y))
			}
		}
		pen.ClosePath()
	}
	pen.Draw(out, b, image.NewUniform(c), image.Point{})
}
