package webcam

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
)

// quality is that of a picture that the camera hasn't compressed itself.
const quality = 93

// Frame is one picture as the camera has sent it.
type Frame struct {
	Pixels        Pixels
	Width, Height int
	Stride        int // bytes of a line, 0 where a line has no gap; of compressed ones nothing is meant
	Data          []byte
}

// Image reads it. What is made shares memory with the frame where it can. The error wraps ErrFormat.
func (f *Frame) Image() (image.Image, error) {
	if f.Pixels.compressed() {
		return f.decode()
	}
	if !sane(f.Width, f.Height) {
		return nil, fmt.Errorf("%w: %d × %d", ErrFormat, f.Width, f.Height)
	}
	read, ok := map[Pixels]func(*Frame) (image.Image, error){
		pixelsYUYV: func(f *Frame) (image.Image, error) { return f.packed(0, 1) }, pixelsUYVY: func(f *Frame) (image.Image, error) { return f.packed(1, 0) },
		pixelsNV12: (*Frame).nv12, pixelsI420: (*Frame).i420, pixelsGrey: (*Frame).grey,
		pixelsRGB: func(f *Frame) (image.Image, error) { return f.rgb(0, 2) }, pixelsBGR: func(f *Frame) (image.Image, error) { return f.rgb(2, 0) },
	}[f.Pixels]
	if !ok {
		return nil, fmt.Errorf("%w: %v", ErrFormat, f.Pixels)
	}
	return read(f)
}

// JPEG is the picture as a file: the camera's own if it is one, so that nothing of it is lost. The error wraps ErrFormat.
func (f *Frame) JPEG() ([]byte, error) {
	m, err := f.Image()
	if err != nil {
		return nil, err
	}
	if f.Pixels.compressed() {
		return bytes.Clone(withTables(f.Data)), nil // it was read just now: it is whole
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("webcam: %w", err)
	}
	return out.Bytes(), nil
}

func (f *Frame) decode() (image.Image, error) {
	content := withTables(f.Data)
	head, err := jpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil || !sane(head.Width, head.Height) {
		return nil, fmt.Errorf("%w: %d × %d, %v", ErrFormat, head.Width, head.Height, err)
	}
	m, err := jpeg.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return m, nil
}

// lines checks that so many lines of so many bytes are there, and returns how far they are apart.
func (f *Frame) lines(bytes, lines int) (stride int, err error) {
	if stride = f.Stride; stride < bytes {
		stride = bytes
	}
	if need := stride*(lines-1) + bytes; len(f.Data) < need {
		return 0, fmt.Errorf("%w: %d bytes of %d", ErrFormat, len(f.Data), need)
	}
	return stride, nil
}

// packed reads two pixels of four bytes that share their colour; the first luminance and the first colour stand at y and c.
func (f *Frame) packed(y, c int) (image.Image, error) {
	width := f.Width &^ 1
	stride, err := f.lines(2*width, f.Height)
	if err != nil {
		return nil, err
	}
	m := image.NewYCbCr(image.Rect(0, 0, width, f.Height), image.YCbCrSubsampleRatio422)
	for row := range f.Height {
		from := f.Data[row*stride:][:2*width]
		luma, blue, red := m.Y[row*m.YStride:], m.Cb[row*m.CStride:], m.Cr[row*m.CStride:]
		for i := 0; i < width/2; i++ {
			four := from[4*i : 4*i+4]
			luma[2*i], luma[2*i+1], blue[i], red[i] = four[y], four[y+2], four[c], four[c+2]
		}
	}
	return m, nil
}

// nv12 has the luminance first, and then the colours of two by two pixels in turn.
func (f *Frame) nv12() (image.Image, error) {
	width, height := f.Width&^1, f.Height&^1
	stride, err := f.lines(width, height+height/2)
	if err != nil {
		return nil, err
	}
	m := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for row := range height {
		copy(m.Y[row*m.YStride:][:width], f.Data[row*stride:])
	}
	for row := range height / 2 {
		from := f.Data[(height+row)*stride:][:width]
		blue, red := m.Cb[row*m.CStride:], m.Cr[row*m.CStride:]
		for i := range width / 2 {
			blue[i], red[i] = from[2*i], from[2*i+1]
		}
	}
	return m, nil
}

// i420 has three planes, the colours half as wide and high.
func (f *Frame) i420() (image.Image, error) {
	width, height := f.Width&^1, f.Height&^1
	stride := max(f.Stride, width)
	if need := stride*height + 2*(stride/2)*(height/2); len(f.Data) < need {
		return nil, fmt.Errorf("%w: %d bytes of %d", ErrFormat, len(f.Data), need)
	}
	blue := stride * height
	red := blue + (stride/2)*(height/2)
	return &image.YCbCr{
		Y: f.Data[:blue], Cb: f.Data[blue:red], Cr: f.Data[red:], YStride: stride, CStride: stride / 2,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, width, height),
	}, nil
}

func (f *Frame) grey() (image.Image, error) {
	stride, err := f.lines(f.Width, f.Height)
	if err != nil {
		return nil, err
	}
	return &image.Gray{Pix: f.Data, Stride: stride, Rect: image.Rect(0, 0, f.Width, f.Height)}, nil
}

// rgb reads three bytes a pixel; red and blue stand at their places.
func (f *Frame) rgb(red, blue int) (image.Image, error) {
	stride, err := f.lines(3*f.Width, f.Height)
	if err != nil {
		return nil, err
	}
	m := image.NewRGBA(image.Rect(0, 0, f.Width, f.Height))
	for row := range f.Height {
		from, to := f.Data[row*stride:][:3*f.Width], m.Pix[row*m.Stride:]
		for i := range f.Width {
			to[4*i], to[4*i+1], to[4*i+2], to[4*i+3] = from[3*i+red], from[3*i+1], from[3*i+blue], 0xff
		}
	}
	return m, nil
}
