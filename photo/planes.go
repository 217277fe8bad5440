package photo

import (
	"context"
	"image"
	"image/color"
	"image/draw"
)

// planes are a picture's brightness and colour samples, full range, JFIF's YCbCr. Grey pictures have no cb and cr.
type planes struct {
	width, height int
	y, cb, cr     plane
}

// plane is samples in rows. The picture ends at wide and high, within the last column or row where its size is odd.
type plane struct {
	pix        []uint8
	stride     int
	wide, high float64
}

// split takes a decoded picture's planes, without a copy where they are planes already.
func split(ctx context.Context, m image.Image, format Format) (planes, error) {
	switch m := m.(type) {
	case *image.YCbCr:
		if format == FormatWebP {
			widen(m)
		}
		return ycbcr(m), nil
	case *image.NYCbCrA:
		widen(&m.YCbCr)
		onWhite(m)
		return ycbcr(&m.YCbCr), nil
	case *image.Gray:
		b := m.Rect
		return planes{width: b.Dx(), height: b.Dy(), y: plane{m.Pix, m.Stride, float64(b.Dx()), float64(b.Dy())}}, nil
	}
	return convert(ctx, m)
}

func ycbcr(m *image.YCbCr) planes {
	across, down := 1.0, 1.0 // pixels per chroma sample
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		across = 2
	case image.YCbCrSubsampleRatio420:
		across, down = 2, 2
	case image.YCbCrSubsampleRatio440:
		down = 2
	case image.YCbCrSubsampleRatio411:
		across = 4
	case image.YCbCrSubsampleRatio410:
		across, down = 4, 2
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	return planes{
		width: w, height: h,
		y:  plane{m.Y, m.YStride, float64(w), float64(h)},
		cb: plane{m.Cb, m.CStride, float64(w) / across, float64(h) / down},
		cr: plane{m.Cr, m.CStride, float64(w) / across, float64(h) / down},
	}
}

// convert lays any other picture on white, a few rows at a time.
func convert(ctx context.Context, m image.Image) (planes, error) {
	const rows = 64
	b := m.Bounds()
	out := image.NewYCbCr(image.Rect(0, 0, b.Dx(), b.Dy()), image.YCbCrSubsampleRatio444)
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), rows))
	for top := 0; top < b.Dy(); top += rows {
		if err := ctx.Err(); err != nil {
			return planes{}, err
		}
		n := min(rows, b.Dy()-top)
		draw.Draw(strip, strip.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(strip, image.Rect(0, 0, b.Dx(), n), m, b.Min.Add(image.Pt(0, top)), draw.Over)
		for i := range n * b.Dx() {
			px := strip.Pix[4*i : 4*i+4]
			at := top*b.Dx() + i
			out.Y[at], out.Cb[at], out.Cr[at] = color.RGBToYCbCr(px[0], px[1], px[2])
		}
	}
	return ycbcr(out), nil
}
