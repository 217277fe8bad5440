package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/gen2brain/heic"
	"golang.org/x/image/webp"
)

// decode turns a whole file into planes, as they are stored. The header has been read and its limits kept.
func decode(ctx context.Context, info Info, h header, data []byte) (p planes, err error) {
	in := reader{ctx, bytes.NewReader(data)}
	var m image.Image
	switch info.Format {
	case FormatJPEG:
		m, err = decodeJPEG(ctx, data)
	case FormatPNG:
		m, err = contain(func() (image.Image, error) { return png.Decode(in) })
	case FormatWebP:
		m, err = contain(func() (image.Image, error) { return webp.Decode(in) })
	case FormatHEIC:
		m, err = decodeHEIC(h, data, in)
	}
	if ctx.Err() != nil {
		return p, ctx.Err()
	}
	if err != nil {
		return p, err
	}
	size := m.Bounds().Size()
	if info.Format != FormatHEIC && (size.X != info.Width || size.Y != info.Height) {
		return p, corrupt("size differs from the header's")
	}
	if err := checkSize(size.X, size.Y); err != nil {
		return p, err
	}
	return split(ctx, m, info.Format)
}

// decodeJPEG decodes while another goroutine checks what the decoder doesn't.
func decodeJPEG(ctx context.Context, data []byte) (image.Image, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	checked := make(chan error, 1)
	go func() {
		_, err := contain(func() (image.Image, error) { return nil, checkScan(data) })
		if err != nil {
			cancel()
		}
		checked <- err
	}()
	m, err := contain(func() (image.Image, error) { return jpeg.Decode(reader{ctx, bytes.NewReader(data)}) })
	if scan := <-checked; scan != nil { // the better reason, and err may be the cancelling
		return nil, scan
	}
	return m, err
}

func decodeHEIC(h header, data []byte, in io.Reader) (m image.Image, err error) {
	if err := h.heif.checkUnits(content{bytes.NewReader(data), int64(len(data))}); err != nil {
		return nil, err
	}
	if _, err := contain(func() (image.Image, error) { heic.Init(); return nil, nil }); err != nil {
		return nil, unsupported("no WebAssembly on this machine") // and not the picture's fault
	}
	return contain(func() (image.Image, error) { return heic.Decode(in) })
}

// contain makes errors and panics of a decoder ErrCorrupt or ErrUnsupported. It can't contain a lack of memory: that is
// what the limits are for.
func contain(decode func() (image.Image, error)) (m image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			m, err = nil, fmt.Errorf("%w: decoder panicked: %v", ErrCorrupt, p)
		}
	}()
	m, err = decode()
	_, jpegFeature := errors.AsType[jpeg.UnsupportedError](err)
	_, pngFeature := errors.AsType[png.UnsupportedError](err)
	switch {
	case err == nil, Key(err) != "":
		return m, err
	case jpegFeature || pngFeature:
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
}

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
