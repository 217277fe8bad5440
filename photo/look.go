package photo

import (
	"image"
	"image/jpeg"
	"io"
	"math/bits"
)

// Look is what a picture looks like from afar: which of 8 × 8 fields is brighter than the one to its left ("dHash", N. Krawetz,
// "Kind of Like That", 2013). Two copies of one picture, made smaller or compressed otherwise, differ in few bits.
type Look uint64

// SameLook is in how many bits two pictures may differ to be taken for one.
const SameLook = 10

// Differs is in how many of 64 bits two pictures differ.
func (l Look) Differs(other Look) int { return bits.OnesCount64(uint64(l ^ other)) }

// LookAt reads a small JPEG such as a preview; its size is looked at first. The error is ErrTooLarge or the decoder's.
func LookAt(r io.ReadSeeker) (Look, error) {
	shape, err := jpeg.DecodeConfig(r)
	if err != nil {
		return 0, err
	}
	if max(shape.Width, shape.Height) > CopySide {
		return 0, ErrTooLarge
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	img, err := jpeg.Decode(r)
	if err != nil {
		return 0, err
	}
	return lookOf(img), nil
}

// lookOf averages the brightness of 9 × 8 fields.
func lookOf(img image.Image) (l Look) {
	b := img.Bounds()
	var before uint64
	for y := range 8 {
		for x := range 9 {
			var sum, n uint64
			y1, x1 := b.Min.Y+(y+1)*b.Dy()/8, b.Min.X+(x+1)*b.Dx()/9
			for py := b.Min.Y + y*b.Dy()/8; py < max(y1, b.Min.Y+y*b.Dy()/8+1) && py < b.Max.Y; py++ {
				for px := b.Min.X + x*b.Dx()/9; px < max(x1, b.Min.X+x*b.Dx()/9+1) && px < b.Max.X; px++ {
					r, g, bl, _ := img.At(px, py).RGBA()
					sum += uint64(299*r + 587*g + 114*bl)
					n++
				}
			}
			mean := sum / max(n, 1)
			if x > 0 {
				l <<= 1
				if mean > before {
					l |= 1
				}
			}
			before = mean
		}
	}
	return l
}
