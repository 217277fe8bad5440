package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	xdraw "golang.org/x/image/draw"
)

// Picture draws a page for the preview, dpi pixels an inch. Lines and letters are where the PDF has them. The error is a
// page that isn't there or a picture too large to be meant (over 100 megapixels).
func (d *Document) Picture(page int, dpi float64) (*image.RGBA, error) {
	pages := d.Pages()
	if page < 0 || page >= len(pages) {
		return nil, fmt.Errorf("paper: no page %d of %d", page+1, len(pages))
	}
	p := pages[page]
	k := dpi / 25.4
	w, h := int(math.Round(float64(p.Width)*k)), int(math.Round(float64(p.Height)*k))
	if w < 1 || h < 1 || w*h > 100<<20 {
		return nil, fmt.Errorf("paper: a picture of %d×%d", w, h)
	}
	r := &raster{to: image.NewRGBA(image.Rect(0, 0, w, h)), k: k, dpi: dpi, m: d.m, faces: map[faceSize]font.Face{}}
	draw.Draw(r.to, r.to.Bounds(), image.White, image.Point{}, draw.Src)
	for _, item := range p.Items {
		if err := r.draw(item); err != nil {
			return nil, err
		}
	}
	return r.to, nil
}

type faceSize struct {
	face Face
	size Points
}

type raster struct {
	to    *image.RGBA
	k     float64 // pixels in a millimetre
	dpi   float64
	m     *metrics
	faces map[faceSize]font.Face
}

func (r *raster) px(v Mm) float64 { return float64(v) * r.k }

func (r *raster) draw(item Item) error {
	switch i := item.(type) {
	case Text:
		return r.text(i)
	case Line:
		r.line(i)
	case Box:
		r.box(i)
	case Picture:
		at := image.Rect(int(math.Round(r.px(i.X))), int(math.Round(r.px(i.Y))), int(math.Round(r.px(i.X+i.W))), int(math.Round(r.px(i.Y+i.H))))
		xdraw.CatmullRom.Scale(r.to, at, i.Image, i.Image.Bounds(), xdraw.Over, nil)
	case Code:
		r.code(i)
	case Strokes:
		for _, line := range i.Lines {
			r.stroke(line, i.Width, i.Ink)
		}
	}
	return nil
}

func (r *raster) text(t Text) error {
	key := faceSize{t.Face, t.Size}
	face := r.faces[key]
	if face == nil {
		made, err := opentype.NewFace((*sfnt.Font)(r.m.fonts[t.Face]), &opentype.FaceOptions{Size: float64(t.Size), DPI: r.dpi, Hinting: font.HintingNone})
		if err != nil {
			return fmt.Errorf("paper: a typeface at %v: %w", t.Size, err)
		}
		face = made
		r.faces[key] = made
	}
	x, y := r.px(t.X), fixed.Int26_6(math.Round(r.px(t.Y))*64) // baselines on whole pixels look calm
	for _, letter := range t.Text {
		at := fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: y}
		if where, mask, from, _, ok := face.Glyph(at, letter); ok {
			draw.DrawMask(r.to, where, image.NewUniform(t.Ink.colour()), image.Point{}, mask, from, draw.Over)
		}
		w, _ := r.m.width(t.Face, letter) // the PDF's advances, not the face's rounded ones
		x += w * r.px(t.Size.mm())
	}
	return nil
}

func (i Ink) colour() color.RGBA {
	red, green, blue := i.rgb()
	return color.RGBA{red, green, blue, 255}
}

func (r *raster) box(b Box) {
	if b.Filled {
		r.fill(r.px(b.X), r.px(b.Y), r.px(b.X+b.W), r.px(b.Y+b.H), b.Fill)
	}
	if b.Frame > 0 {
		for _, l := range []Line{
			{X1: b.X, Y1: b.Y, X2: b.X + b.W, Y2: b.Y},
			{X1: b.X, Y1: b.Y + b.H, X2: b.X + b.W, Y2: b.Y + b.H},
			{X1: b.X, Y1: b.Y, X2: b.X, Y2: b.Y + b.H},
			{X1: b.X + b.W, Y1: b.Y, X2: b.X + b.W, Y2: b.Y + b.H},
		} {
			l.Width, l.Ink = b.Frame, b.Ink
			r.line(l)
		}
	}
}

// fill paints whole pixels.
func (r *raster) fill(x1, y1, x2, y2 float64, ink Ink) {
	at := image.Rect(int(math.Round(x1)), int(math.Round(y1)), int(math.Round(x2)), int(math.Round(y2)))
	draw.Draw(r.to, at, image.NewUniform(ink.colour()), image.Point{}, draw.Src)
}

// line draws level and upright lines as whole pixels, at least one wide.
func (r *raster) line(l Line) {
	if l.Dash > 0 {
		r.dashes(l)
		return
	}
	wide := max(math.Round(r.px(l.Width)), 1)
	switch {
	case l.Y1 == l.Y2:
		top := math.Round(r.px(l.Y1) - wide/2)
		r.fill(r.px(min(l.X1, l.X2)), top, r.px(max(l.X1, l.X2)), top+wide, l.Ink)
	case l.X1 == l.X2:
		left := math.Round(r.px(l.X1) - wide/2)
		r.fill(left, r.px(min(l.Y1, l.Y2)), left+wide, r.px(max(l.Y1, l.Y2)), l.Ink)
	default:
		r.stroke([]Point{{l.X1, l.Y1}, {l.X2, l.Y2}}, l.Width, l.Ink)
	}
}

func (r *raster) dashes(l Line) {
	dx, dy := float64(l.X2-l.X1), float64(l.Y2-l.Y1)
	long := math.Hypot(dx, dy)
	for at := 0.0; at < long; at += 2 * float64(l.Dash) {
		end := min(at+float64(l.Dash), long)
		part := l
		part.Dash = 0
		part.X1, part.Y1 = l.X1+Mm(dx*at/long), l.Y1+Mm(dy*at/long)
		part.X2, part.Y2 = l.X1+Mm(dx*end/long), l.Y1+Mm(dy*end/long)
		r.line(part)
	}
}

// code paints modules between whole pixels: at a receipt printer's 203 dpi a blurred edge costs reading.
func (r *raster) code(c Code) {
	size := float64(c.Side) / float64(max(len(c.Modules), 1))
	for row, modules := range c.Modules {
		for col, dark := range modules {
			if dark {
				x, y := float64(c.X)+float64(col)*size, float64(c.Y)+float64(row)*size
				r.fill(x*r.k, y*r.k, (x+size)*r.k, (y+size)*r.k, 0)
			}
		}
	}
}

// stroke draws a line through points with round ends and corners.
func (r *raster) stroke(points []Point, width Mm, ink Ink) {
	if len(points) == 0 {
		return
	}
	half := max(r.px(width), 1) / 2
	b := r.to.Bounds()
	path := vector.NewRasterizer(b.Dx(), b.Dy())
	for i, p := range points {
		x, y := r.px(p.X), r.px(p.Y)
		disc(path, x, y, half)
		if i > 0 {
			bar(path, r.px(points[i-1].X), r.px(points[i-1].Y), x, y, half)
		}
	}
	path.Draw(r.to, b, image.NewUniform(ink.colour()), image.Point{})
}

func disc(path *vector.Rasterizer, x, y, radius float64) {
	const sides = 12
	for i := range sides + 1 {
		a := 2 * math.Pi * float64(i) / sides
		px, py := float32(x+radius*math.Cos(a)), float32(y+radius*math.Sin(a))
		if i == 0 {
			path.MoveTo(px, py)
		} else {
			path.LineTo(px, py)
		}
	}
	path.ClosePath()
}

// bar is one segment, wound like a disc: the rasteriser adds up windings, and opposite ones would cut holes.
func bar(path *vector.Rasterizer, x1, y1, x2, y2, half float64) {
	long := math.Hypot(x2-x1, y2-y1)
	if long == 0 {
		return
	}
	nx, ny := (y2-y1)/long*half, -(x2-x1)/long*half
	path.MoveTo(float32(x1+nx), float32(y1+ny))
	path.LineTo(float32(x2+nx), float32(y2+ny))
	path.LineTo(float32(x2-nx), float32(y2-ny))
	path.LineTo(float32(x1-nx), float32(y1-ny))
	path.ClosePath()
}
