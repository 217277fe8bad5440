package picture

import (
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"

	"golang.org/x/image/webp"
)

// toRGBA is the picture as tiles have it. Palettes, which most tiles have, are looked up once a colour and not once a pixel.
func toRGBA(m image.Image) *image.RGBA {
	out := image.NewRGBA(m.Bounds())
	switch m := m.(type) {
	case *image.RGBA:
		return m
	case *image.Paletted:
		var colours [256][4]uint8
		for i, c := range m.Palette {
			p := color.RGBAModel.Convert(c).(color.RGBA)
			colours[i] = [4]uint8{p.R, p.G, p.B, p.A}
		}
		for i, index := range m.Pix {
			copy(out.Pix[4*i:4*i+4], colours[index][:])
		}
		return out
	}
	draw.Draw(out, out.Rect, m, image.Point{}, draw.Src)
	return out
}

// decodeWebP gives colours as they were meant: VP8 has a limited range (Y 16 to 235, chroma 16 to 240), image.YCbCr stands for
// the full one, and the decoder doesn't convert (golang.org/issue/40173): white would come out grey.
func decodeWebP(r io.Reader) (image.Image, error) {
	m, err := webp.Decode(r)
	switch m := m.(type) {
	case *image.YCbCr:
		widen(m)
	case *image.NYCbCrA:
		widen(&m.YCbCr)
	}
	return m, err
}

func widen(m *image.YCbCr) {
	var luma, chroma [256]uint8
	for i := range luma {
		luma[i] = clamp(float64(i-16) * 255 / 219)
		chroma[i] = clamp(128 + float64(i-128)*255/224)
	}
	for plane, table := range map[*[]uint8]*[256]uint8{&m.Y: &luma, &m.Cb: &chroma, &m.Cr: &chroma} {
		for i, v := range *plane {
			(*plane)[i] = table[v]
		}
	}
}

func clamp(v float64) uint8 { return uint8(math.Round(max(0, min(255, v)))) }
