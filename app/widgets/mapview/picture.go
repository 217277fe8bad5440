package mapview

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// shape is a mark's outline: a disc, or a pin whose tip is the place.
type shape uint8

const (
	disc shape = iota
	pin
)

// pictureKey is all that a mark's picture depends on, but the theme.
type pictureKey struct {
	shape  shape
	radius float32 // of the disc or the pin's head, in pixels of the layout
	hue    color.NRGBA
	edge   color.NRGBA // its outline
	icon   string      // may be empty
	scale  float64
}

// picture is a mark as it is drawn: its size, and where in it the place is that it stands for. Pixels of the layout.
type picture struct {
	image  *image.RGBA
	size   fyne.Size
	anchor fyne.Position
}

// pictures are drawn once for all marks that look the same.
type pictures struct {
	look *theme.Theme
	made map[pictureKey]*picture
}

// mostPictures is how many are kept: more than there are statuses, on two screens.
const mostPictures = 400

func (p *pictures) of(key pictureKey) *picture {
	if now := theme.Current(); p.look != now || len(p.made) > mostPictures {
		p.look, p.made = now, map[pictureKey]*picture{}
	}
	pic, ok := p.made[key]
	if !ok {
		pic = drawMark(key)
		p.made[key] = pic
	}
	return pic
}

const (
	outline = 2   // pixels of the layout
	shade   = 4   // how far the shadow reaches
	tipAt   = 1.9 // how far a pin's tip is from the middle of its head, in radii
)

// drawMark draws by the distance of every pixel from the outline, so that edges are smooth at any scale.
func drawMark(key pictureKey) *picture {
	r := key.radius
	around := r + outline + shade
	tip := float32(0)
	if key.shape == pin {
		tip = r * tipAt
	}
	size := fyne.NewSize(2*around, around+max(around, tip+outline+shade))
	w, h := int(math.Ceil(float64(size.Width)*key.scale)), int(math.Ceil(float64(size.Height)*key.scale))
	out := &picture{image: image.NewRGBA(image.Rect(0, 0, w, h)), size: fyne.NewSize(float32(float64(w)/key.scale), float32(float64(h)/key.scale))}
	out.anchor = fyne.NewPos(around, around+tip)
	for y := range h {
		for x := range w {
			px, py := (float64(x)+0.5)/key.scale-float64(around), (float64(y)+0.5)/key.scale-float64(around)
			inside := distance(px, py, float64(r), float64(tip))
			shadow := distance(px, py-1.5, float64(r)+outline, float64(tip))
			c := fade(color.NRGBA{A: 70}, 0.5-shadow/shade)
			c = mixOver(key.edge, (outline-inside)*key.scale+0.5, c)
			c = mixOver(key.hue, -inside*key.scale+0.5, c)
			out.image.SetRGBA(x, y, c)
		}
	}
	if key.icon != "" {
		side := r * 1.25
		pixels := int(math.Round(float64(side) * key.scale))
		glyph := theme.Current().Glyph(key.icon, inkOn(key.hue), side, pixels)
		at := int(math.Round(float64(around)*key.scale)) - pixels/2
		draw.Draw(out.image, image.Rect(at, at, at+pixels, at+pixels), glyph, image.Point{}, draw.Over)
	}
	return out
}

// distance is how far a point is outside a head of radius r around 0,0 that tapers to a tip beneath it; negative inside.
// Formula: Inigo Quilez, "2D distance functions", uneven capsule with a second radius of 1.
func distance(x, y, r, tip float64) float64 {
	if tip == 0 {
		return math.Hypot(x, y) - r
	}
	const end = 1.0
	h := tip - end
	b := (r - end) / h
	a := math.Sqrt(1 - b*b)
	x = math.Abs(x)
	switch k := a*y - b*x; {
	case k < 0:
		return math.Hypot(x, y) - r
	case k > a*h:
		return math.Hypot(x, y-h) - end
	}
	return x*a + y*b - r
}

func fade(c color.NRGBA, share float64) color.RGBA {
	share = min(max(share, 0), 1)
	c.A = uint8(float64(c.A)*share + 0.5)
	return color.RGBAModel.Convert(c).(color.RGBA)
}

// mixOver lays a share of an opaque colour over what is there.
func mixOver(c color.NRGBA, share float64, under color.RGBA) color.RGBA {
	share = min(max(share, 0), 1)
	blend := func(a, b uint8) uint8 { return uint8(float64(a)*share + float64(b)*(1-share) + 0.5) }
	return color.RGBA{blend(c.R, under.R), blend(c.G, under.G), blend(c.B, under.B), blend(255, under.A)}
}

// inkOn is black or white, whichever can be read better on a hue; the weights are WCAG's, on gamma-coded values.
func inkOn(hue color.NRGBA) color.NRGBA {
	light := 0.2126*math.Pow(float64(hue.R)/255, 2.2) + 0.7152*math.Pow(float64(hue.G)/255, 2.2) + 0.0722*math.Pow(float64(hue.B)/255, 2.2)
	if light > 0.2 {
		return color.NRGBA{0x1A, 0x1A, 0x1A, 0xFF}
	}
	return theme.Color(theme.OnVeil)
}
