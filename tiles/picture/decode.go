package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"priyom/tiles"
)

// Limits of a tile. 1024 pixels is what screens with four times the pixels are given.
const (
	MaxBytes = 4 << 20
	MaxSide  = 1024
	// maxScans bounds a progressive JPEG, in which each scan of a few bytes costs a pass over the whole picture.
	maxScans = 64
)

// Decode reads a square tile of any side up to MaxSide. The error wraps tiles.ErrTile.
func Decode(data []byte) (*image.RGBA, error) {
	side, err := Side(data)
	if err != nil {
		return nil, err
	}
	m, err := contain(func() (image.Image, error) { return codecOf(FormatOf(data)).decode(bytes.NewReader(data)) })
	if err != nil {
		return nil, err
	}
	if m.Bounds() != image.Rect(0, 0, side, side) {
		return nil, fmt.Errorf("%w: size differs from the header's", tiles.ErrTile)
	}
	return toRGBA(m), nil
}

// Side reads how many pixels a tile is wide and high, and keeps the limits. The error wraps tiles.ErrTile.
func Side(data []byte) (int, error) {
	if len(data) > MaxBytes {
		return 0, fmt.Errorf("%w: %d bytes", tiles.ErrTile, len(data))
	}
	format := FormatOf(data)
	if format == Unknown {
		return 0, fmt.Errorf("%w: neither PNG nor JPEG nor WebP", tiles.ErrTile)
	}
	if format == JPEG && bytes.Count(data, []byte("\xff\xda")) > maxScans {
		return 0, fmt.Errorf("%w: too many scans", tiles.ErrTile)
	}
	c, err := contain(func() (image.Config, error) { return codecOf(format).config(bytes.NewReader(data)) })
	if err != nil {
		return 0, err
	}
	if c.Width != c.Height || c.Width < 1 || c.Width > MaxSide {
		return 0, fmt.Errorf("%w: %d × %d pixels", tiles.ErrTile, c.Width, c.Height)
	}
	return c.Width, nil
}

type codec struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

// codecOf is asked for known formats only. Nothing registers with package image, whose list all packages share.
func codecOf(f Format) codec {
	switch f {
	case JPEG:
		return codec{jpeg.DecodeConfig, jpeg.Decode}
	case WebP:
		return codec{webp.DecodeConfig, decodeWebP}
	}
	return codec{png.DecodeConfig, png.Decode}
}

// contain makes a decoder's errors and panics tiles.ErrTile.
func contain[T any](decode func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: decoder panicked: %v", tiles.ErrTile, p)
		}
	}()
	if out, err = decode(); err != nil {
		return out, fmt.Errorf("%w: %w", tiles.ErrTile, err)
	}
	return out, nil
}
