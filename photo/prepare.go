package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"sync"

	"priyom/civic"
)

// What the copies may have. CopyBytes is kept for every input, at the cost of quality and then of size.
const (
	CopySide     = 1600 // pixels of the longer side
	CopyBytes    = 350_000
	PreviewSide  = 256
	PreviewBytes = 8192
)

// Prepared is what leaves the device: JPEG, upright, pixels and nothing else.
type Prepared struct {
	Copy          []byte
	Width, Height int // of Copy
	Preview       []byte
}

// Prepare decodes a picture and makes its copies. The error is one of Inspect's, ctx's, or the reader's own. It may take
// seconds and hundreds of megabytes (see the package's doc): run one at a time, in the background. ctx is looked at
// between the steps and wherever a decoder reads; HEIC decoding can't be interrupted. Marks are drawn into both copies.
func Prepare(ctx context.Context, r io.ReaderAt, size int64, marks ...civic.Mark) (Prepared, error) {
	made, err := prepare(ctx, content{r, size}, marks)
	if err != nil {
		return Prepared{}, fmt.Errorf("photo: prepare: %w", err)
	}
	return made, nil
}

func prepare(ctx context.Context, c content, marks []civic.Mark) (made Prepared, err error) {
	full, err := upright(ctx, c)
	if err == nil && len(marks) > 0 {
		full, err = full.marked(ctx, marks)
	}
	if err != nil {
		return made, err
	}
	var wait sync.WaitGroup
	var failed error
	wait.Go(func() { made.Preview, _, _, failed = full.encode(ctx, previewTries, PreviewBytes) })
	made.Copy, made.Width, made.Height, err = full.encode(ctx, copyTries, CopyBytes)
	wait.Wait()
	return made, errors.Join(err, failed)
}

// Peek decodes a picture and makes the preview alone, to recognise it by before it is taken in. Its errors are Prepare's.
func Peek(ctx context.Context, r io.ReaderAt, size int64) (preview []byte, err error) {
	full, err := upright(ctx, content{r, size})
	if err == nil {
		preview, _, _, err = full.encode(ctx, previewTries, PreviewBytes)
	}
	if err != nil {
		return nil, fmt.Errorf("photo: peek: %w", err)
	}
	return preview, nil
}

// upright decodes a picture, turns it and scales it to a copy's size.
func upright(ctx context.Context, c content) (planes, error) {
	if err := ctx.Err(); err != nil {
		return planes{}, err
	}
	info, h, err := inspect(c)
	if err != nil {
		return planes{}, err
	}
	data, err := c.all(ctx)
	if err != nil {
		return planes{}, err
	}
	p, err := decode(ctx, info, h, data)
	if err != nil {
		return planes{}, err
	}
	t := info.Orientation.turn()
	if info.Format == FormatHEIC {
		t = turn{} // the decoder has turned it
	}
	return p.fit(CopySide, t), nil
}

// try is a size and a quality to encode with.
type try struct{ side, quality int }

// The tries come in the order of their looks; the last of each fits whatever the picture, noise included.
var (
	copyTries = []try{
		{CopySide, 82},
		{CopySide, 74},
		{CopySide, 66},
		{CopySide, 58},
		{CopySide, 50},
		{CopySide, 42},
		{1280, 50},
		{1024, 45},
		{800, 40},
		{640, 30},
	}
	previewTries = []try{
		{PreviewSide, 72},
		{PreviewSide, 62},
		{PreviewSide, 52},
		{PreviewSide, 42},
		{PreviewSide, 32},
		{208, 40},
		{208, 30},
		{160, 35},
		{128, 30},
		{96, 25},
		{64, 20},
	}
)

// encode makes the best-looking JPEG of at most limit bytes.
func (p planes) encode(ctx context.Context, tries []try, limit int) (data []byte, width, height int, err error) {
	var out bytes.Buffer
	scaled, side := p, 0
	for _, t := range tries {
		if err := ctx.Err(); err != nil {
			return nil, 0, 0, err
		}
		if t.side != side {
			scaled, side = p.fit(t.side, turn{}), t.side
		}
		out.Reset()
		if err := jpeg.Encode(&out, scaled.image(), &jpeg.Options{Quality: t.quality}); err != nil {
			return nil, 0, 0, err
		}
		if out.Len() <= limit {
			return bytes.Clone(out.Bytes()), scaled.width, scaled.height, nil
		}
	}
	return nil, 0, 0, fmt.Errorf("no copy within %d bytes", limit)
}

// fit scales the picture to at most side pixels on its longer side, and turns it upright.
func (p planes) fit(side int, t turn) planes {
	w, h := p.width, p.height
	if t.swap {
		w, h = h, w
	}
	if long := max(w, h); long > side {
		scale := func(n int) int { return max(1, int((int64(n)*int64(side)+int64(long)/2)/int64(long))) }
		w, h = scale(w), scale(h)
	}
	out := planes{width: w, height: h}
	half := func(n int) float64 { return float64(n) / 2 }
	pix, stride := shrink(p.y, t, w, h, 1)
	out.y = plane{pix, stride, float64(w), float64(h)}
	if p.cb.pix != nil {
		pix, stride = shrink(p.cb, t, w, h, 2)
		out.cb = plane{pix, stride, half(w), half(h)}
		pix, stride = shrink(p.cr, t, w, h, 2)
		out.cr = plane{pix, stride, half(w), half(h)}
	}
	return out
}

// image is the picture as the encoder knows it; its planes must be those of fit.
func (p planes) image() image.Image {
	r := image.Rect(0, 0, p.width, p.height)
	if p.cb.pix == nil {
		return &image.Gray{Pix: p.y.pix, Stride: p.y.stride, Rect: r}
	}
	return &image.YCbCr{
		Y: p.y.pix, Cb: p.cb.pix, Cr: p.cr.pix, YStride: p.y.stride, CStride: p.cb.stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: r,
	}
}
