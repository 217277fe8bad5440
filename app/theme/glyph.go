package theme

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"priyom/assets/icons"
)

// glyphKey names one drawing of an icon.
type glyphKey struct {
	name   string
	colour color.NRGBA
	pixels int
	stroke int // in 1/64 pixel
}

type glyph struct{ picture image.Image }

// Glyph draws an icon in one colour into a square of so many device pixels, which show side pixels of the layout.
// Fyne's own SVG images don't scale the stroke, so that icons would differ in weight with their size and the screen's
// scale. Here a stroke grows with the square root of the size: 1.6 at 16, 2 at 24, 2.8 at 48. An icon that isn't there
// is drawn as an empty square. Drawings are kept, as a list asks for the same few again and again.
func (t *Theme) Glyph(name string, c color.NRGBA, side float32, pixels int) image.Image {
	if pixels < 1 || side <= 0 {
		return image.NewNRGBA(image.Rect(0, 0, 1, 1))
	}
	stroke := 2 * math.Sqrt(float64(side)/24) * float64(pixels) / float64(side)
	key := glyphKey{name, c, pixels, int(stroke*64 + 0.5)}
	t.mu.Lock()
	defer t.mu.Unlock()
	g, ok := t.glyphs[key]
	if !ok {
		g = &glyph{drawGlyph(key)}
		t.glyphs[key] = g
	}
	return g.picture
}

func drawGlyph(key glyphKey) image.Image {
	side := float64(key.pixels)
	picture := image.NewRGBA(image.Rect(0, 0, key.pixels, key.pixels))
	svg, ok := icons.SVG(key.name)
	if !ok {
		return picture
	}
	// The rasteriser takes the stroke's width as device pixels, whatever the target.
	width := fmt.Appendf(nil, `stroke-width="%.3f"`, float64(key.stroke)/64)
	svg = bytes.Replace(svg, []byte(`stroke-width="2"`), width, 1)
	c := key.colour
	drawing, err := oksvg.ReadReplacingCurrentColor(bytes.NewReader(svg), fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B))
	if err != nil {
		return picture // the icons' own test reads every one of them
	}
	drawing.SetTarget(0, 0, side, side)
	scanner := rasterx.NewScannerGV(key.pixels, key.pixels, picture, picture.Bounds())
	drawing.Draw(rasterx.NewDasher(key.pixels, key.pixels, scanner), float64(c.A)/255)
	return picture
}
