package photo

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
)

// twelveMegapixels is a real photograph's pixels, mirrored until they make 4000 × 3000.
func twelveMegapixels(b *testing.B) []byte {
	m, err := jpeg.Decode(bytes.NewReader(sharedPhoto(b, "HMD_Nokia_8.3_5G.jpg")))
	if err != nil {
		b.Fatal(err)
	}
	src := m.(*image.YCbCr)
	dst := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	mirror := func(to []uint8, toStride, w, h int, from []uint8, fromStride, fromH int) {
		for y := range h {
			fy := y % (2 * fromH)
			fy = min(fy, 2*fromH-1-fy)
			copy(to[y*toStride:][:w], from[fy*fromStride:])
		}
	}
	mirror(dst.Y, dst.YStride, 4000, 3000, src.Y, src.YStride, src.Rect.Dy())
	mirror(dst.Cb, dst.CStride, 2000, 1500, src.Cb, src.CStride, src.Rect.Dy()/2)
	mirror(dst.Cr, dst.CStride, 2000, 1500, src.Cr, src.CStride, src.Rect.Dy()/2)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, dst, &jpeg.Options{Quality: 92}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkPrepare12MP is beside its peers in bench/; this is what it allocates.
func BenchmarkPrepare12MP(b *testing.B) {
	data := twelveMegapixels(b)
	b.Run("planes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := prepareBytes(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode-alone", func(b *testing.B) { // what no copy can be faster than
		for b.Loop() {
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkCheckScan(b *testing.B) {
	data := sharedPhoto(b, "HMD_Nokia_8.3_5G.jpg")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s, err := findScan(data)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.check(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInspect(b *testing.B) {
	for _, name := range []string{"HMD_Nokia_8.3_5G.jpg", "iphone_13_pro_max.HEIC"} {
		data := sharedPhoto(b, name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := inspectBytes(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPrepareHEIC(b *testing.B) {
	data := sharedPhoto(b, "iphone_13_pro_max.HEIC")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := prepareBytes(data); err != nil {
			b.Fatal(err)
		}
	}
}
