package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
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
		p, err = contain(func() (planes, error) { return decodeJPEG(ctx, data) })
	case FormatPNG:
		m, err = contain(func() (image.Image, error) { return png.Decode(in) })
	case FormatWebP:
		m, err = contain(func() (image.Image, error) { return webp.Decode(in) })
	case FormatHEIC:
		m, err = decodeHEIC(info, h, data, in)
	}
	if err == nil && m != nil {
		p, err = split(ctx, m, info.Format)
	}
	switch {
	case ctx.Err() != nil:
		return planes{}, ctx.Err()
	case err != nil:
		return planes{}, err
	case info.Format != FormatHEIC && (p.width != info.Width || p.height != info.Height):
		return planes{}, corrupt("size differs from the header's")
	}
	return p, checkSize(p.width, p.height)
}

// decodeJPEG leaves to image/jpeg what isn't a camera's or needn't be reduced, and meanwhile checks what that doesn't.
func decodeJPEG(ctx context.Context, data []byte) (planes, error) {
	s, err := findScan(data)
	if err != nil {
		return planes{}, err
	}
	if s != nil && max(s.width, s.height) >= 4*CopySide {
		return s.reduce(ctx, 2)
	}
	if s != nil && max(s.width, s.height) >= 2*CopySide {
		return s.reduce(ctx, 4)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	checked := make(chan error, 1)
	go func() {
		_, err := contain(func() (_ struct{}, err error) {
			if s != nil {
				err = s.check(ctx)
			}
			return struct{}{}, err
		})
		if err != nil {
			cancel()
		}
		checked <- err
	}()
	m, err := contain(func() (image.Image, error) { return jpeg.Decode(reader{ctx, bytes.NewReader(data)}) })
	if err := <-checked; err != nil { // the better reason; the decoder's may be that it was stopped
		return planes{}, err
	}
	if err != nil {
		return planes{}, err
	}
	return split(ctx, m, FormatJPEG)
}

func decodeHEIC(info Info, h header, data []byte, in io.Reader) (m image.Image, err error) {
	width := info.Width
	if info.Orientation.turn().swap {
		width = info.Height
	}
	if width < 127 {
		// libheif lays rows of less than 64 samples, chroma included, 64 apart; the decoder's package doesn't know.
		return nil, unsupported("HEIC of a stamp's size")
	}
	if err := h.heif.checkUnits(content{bytes.NewReader(data), int64(len(data))}); err != nil {
		return nil, err
	}
	if _, err := contain(func() (struct{}, error) { heic.Init(); return struct{}{}, nil }); err != nil {
		return nil, unsupported("no WebAssembly on this machine") // and not the picture's fault
	}
	return contain(func() (image.Image, error) { return heic.Decode(in) })
}

// contain makes errors and panics of a decoder ErrCorrupt or ErrUnsupported. It can't contain a lack of memory: that is
// what the limits are for.
func contain[T any](decode func() (T, error)) (made T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: decoder panicked: %v", ErrCorrupt, p)
		}
	}()
	made, err = decode()
	_, jpegFeature := errors.AsType[jpeg.UnsupportedError](err)
	_, pngFeature := errors.AsType[png.UnsupportedError](err)
	switch {
	case err == nil, Key(err) != "":
		return made, err
	case jpegFeature || pngFeature:
		return made, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return made, fmt.Errorf("%w: %w", ErrCorrupt, err)
}
