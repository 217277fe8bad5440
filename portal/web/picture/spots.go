package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"net/http"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"priyom/tiles"
)

// Spot is some reports at one place of a still map.
type Spot struct {
	X, Y  int // pixels of the page
	Count int
	Hue   string // as chips have it
}

// SpotRadius is how large a spot is, in pixels of the page.
func SpotRadius(count int) int { return 16 + int(min(12, 3*math.Log10(float64(max(1, count)))+0.5)) }

// hues are the style's colours of statuses, and what is written on them.
var hues = map[string][2]color.Color{
	"new": {color.RGBA{0x00, 0x72, 0xB2, 0xFF}, color.White}, "work": {color.RGBA{0xE6, 0x9F, 0x00, 0xFF}, color.RGBA{0x1A, 0x1A, 0x1A, 0xFF}},
	"done": {color.RGBA{0x00, 0x7A, 0x5A, 0xFF}, color.White}, "late": {color.RGBA{0xC8, 0x38, 0x1A, 0xFF}, color.White},
	"draft": {color.RGBA{0x4A, 0x55, 0x60, 0xFF}, color.White},
}

// Spots draws a still map with spots.
func (p *Pictures) Spots(rw http.ResponseWriter, r *http.Request, centre tiles.Point, z tiles.Zoom, width, height int, spots []Spot) {
	source, tag, err := p.Map.Open(r.Context())
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	if p.fresh(rw, r, fmt.Sprint(tag, centre, z, spots, variant(r))) {
		return
	}
	img, err := tiles.Still(r.Context(), source, centre, z, tiles.Size256, variant(r), width, height)
	if err != nil {
		p.noMap(rw, r, err)
		return
	}
	if err := drawSpots(img, spots); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.picture(rw, r, img)
}

func drawSpots(img *image.RGBA, spots []Spot) error {
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return err
	}
	face, err := opentype.NewFace(bold, &opentype.FaceOptions{Size: 13, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return err
	}
	defer face.Close()
	for _, s := range spots {
		hue, ok := hues[s.Hue]
		if !ok {
			hue = hues["draft"]
		}
		r := float32(SpotRadius(s.Count))
		disc(img, s.X, s.Y, r, color.White)
		disc(img, s.X, s.Y, r-3, hue[0])
		text := strconv.Itoa(s.Count)
		if s.Count > 9999 {
			text = strconv.Itoa(s.Count/1000) + "k"
		}
		d := font.Drawer{Dst: img, Src: image.NewUniform(hue[1]), Face: face}
		d.Dot = fixed.P(s.X, s.Y+5).Sub(fixed.Point26_6{X: d.MeasureString(text) / 2})
		d.DrawString(text)
	}
	return nil
}

func disc(img *image.RGBA, x, y int, r float32, c color.Color) {
	box := image.Rect(x-int(r)-1, y-int(r)-1, x+int(r)+2, y+int(r)+2)
	v := vector.NewRasterizer(box.Dx(), box.Dy())
	v.DrawOp = draw.Over
	fx, fy := float32(x-box.Min.X)+0.5, float32(y-box.Min.Y)+0.5
	v.MoveTo(fx-r, fy)
	upperHalf(v, fx, fy, r)
	lowerHalf(v, fx, fy, r)
	v.ClosePath()
	clipped := box.Intersect(img.Bounds())
	if clipped.Empty() || clipped != box { // at the very edge half a spot would tell nothing
		return
	}
	v.Draw(img, box, image.NewUniform(c), image.Point{})
}

// Bounds is where the district's map lies; ok is false without a map.
func (p *Pictures) Bounds(r *http.Request) (b tiles.Box, ok bool) {
	b, err := p.Map.Bounds(r.Context())
	if err != nil {
		return b, false
	}
	return b, true
}
