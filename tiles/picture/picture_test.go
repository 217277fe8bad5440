package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"priyom/tiles"
	"priyom/tiles/picture"
)

// quadrants are white, black, red, blue, as in testdata/, which cwebp, webpmux and jpegtran made.
func quadrants(m interface{ Set(x, y int, c color.Color) }, side int) {
	for y := range side {
		for x := range side {
			m.Set(x, y, []color.Color{
				color.White, color.Black, color.NRGBA{200, 30, 30, 255}, color.NRGBA{30, 120, 200, 255},
			}[2*x/side+2*y/side*2])
		}
	}
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// samples are the same picture in every way that a tile comes.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	rect := image.Rect(0, 0, 64, 64)
	rgba, nrgba, gray16 := image.NewRGBA(rect), image.NewNRGBA(rect), image.NewNRGBA64(rect)
	paletted := image.NewPaletted(rect, color.Palette{color.Black, color.White, color.NRGBA{200, 30, 30, 255}, color.NRGBA{30, 120, 200, 255}})
	for _, m := range []interface{ Set(x, y int, c color.Color) }{rgba, nrgba, gray16, paletted} {
		quadrants(m, 64)
	}
	return map[string][]byte{
		"rgb.png": encodePNG(t, rgba), "rgba.png": encodePNG(t, nrgba), "16 bits.png": encodePNG(t, gray16), "palette.png": encodePNG(t, paletted),
		"baseline.jpg": encodeJPEG(t, rgba), "progressive.jpg": file(t, "progressive.jpg"),
		"lossy.webp": file(t, "lossy.webp"), "lossless.webp": file(t, "lossless.webp"),
	}
}

func TestDecodeGivesTheSamePictureFromEveryFormat(t *testing.T) {
	want := []color.RGBA{{255, 255, 255, 255}, {0, 0, 0, 255}, {200, 30, 30, 255}, {30, 120, 200, 255}}
	for name, data := range samples(t) {
		m, err := picture.Decode(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, p := range []image.Point{{10, 10}, {50, 10}, {10, 50}, {50, 50}} {
			got := m.RGBAAt(p.X, p.Y)
			if far(got.R, want[i].R) || far(got.G, want[i].G) || far(got.B, want[i].B) || got.A != 255 {
				t.Errorf("%s: quadrant %d is %v, not %v", name, i, got, want[i])
			}
		}
		if side, err := picture.Side(data); err != nil || side != 64 || m.Rect != image.Rect(0, 0, 64, 64) {
			t.Errorf("%s: side %d, %v", name, side, err)
		}
		if ext := filepath.Ext(name)[1:]; picture.FormatOf(data).String() != ext {
			t.Errorf("%s is taken for %s", name, picture.FormatOf(data))
		}
	}
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > 4 }

func TestDecodeKeepsTransparency(t *testing.T) {
	m, err := picture.Decode(file(t, "alpha.webp"))
	if err != nil || m.RGBAAt(50, 10) != (color.RGBA{}) || m.RGBAAt(10, 10).A != 255 || far(m.RGBAAt(10, 10).R, 255) {
		t.Errorf("%v %v, %v", m.RGBAAt(50, 10), m.RGBAAt(10, 10), err)
	}
	clear := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.NRGBA{255, 0, 0, 0}, color.NRGBA{255, 0, 0, 128}})
	clear.SetColorIndex(1, 0, 1)
	if m, err = picture.Decode(encodePNG(t, clear)); err != nil || m.RGBAAt(0, 0) != (color.RGBA{}) || m.RGBAAt(1, 0) != (color.RGBA{128, 0, 0, 128}) {
		t.Errorf("%v %v, %v", m.RGBAAt(0, 0), m.RGBAAt(1, 0), err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	var animation bytes.Buffer
	if err := gif.Encode(&animation, image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.Black}), nil); err != nil {
		t.Fatal(err)
	}
	scans := samples(t)["progressive.jpg"]
	at := bytes.Index(scans, []byte("\xff\xda"))
	huge := encodePNG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	copy(huge[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // 65536 × 65536; the limit comes before the checksum is of interest
	for name, data := range map[string][]byte{
		"nothing":          nil,
		"a page":           []byte("<!DOCTYPE html><title>log in to the café's Wi-Fi</title>"),
		"a vector tile":    []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"),
		"GIF":              animation.Bytes(),
		"an animation":     file(t, "animated.webp"),
		"not square":       encodePNG(t, image.NewGray(image.Rect(0, 0, 256, 255))),
		"too wide":         encodePNG(t, image.NewGray(image.Rect(0, 0, 1025, 1025))),
		"a bomb":           huge,
		"too many bytes":   append(encodePNG(t, image.NewGray(image.Rect(0, 0, 8, 8))), make([]byte, picture.MaxBytes)...),
		"too many scans":   append(append(bytes.Clone(scans[:at]), bytes.Repeat([]byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"), 100)...), scans[at:]...),
		"a signature only": []byte("\x89PNG\r\n\x1a\n"),
	} {
		if m, err := picture.Decode(data); !errors.Is(err, tiles.ErrTile) || m != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever a line breaks off is an error, never the upper half of a picture.
func TestDecodeRefusesEveryTruncation(t *testing.T) {
	for name, data := range samples(t) {
		for n := range len(data) {
			m, err := picture.Decode(data[:n])
			if err == nil {
				if whole, _ := picture.Decode(data); whole != nil && bytes.Equal(m.Pix, whole.Pix) {
					continue // only an end mark is missing
				}
				t.Fatalf("%s: %d bytes of %d gave a picture", name, n, len(data))
			}
			if !errors.Is(err, tiles.ErrTile) {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	for _, name := range []string{"alpha.webp", "animated.webp"} {
		f.Add(file(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := picture.Decode(data)
		if err != nil {
			if !errors.Is(err, tiles.ErrTile) || m != nil {
				t.Fatalf("%v", err)
			}
			return
		}
		if side := m.Rect.Dx(); m.Rect != image.Rect(0, 0, side, side) || side > picture.MaxSide || len(m.Pix) != 4*side*side {
			t.Fatalf("%v with %d bytes", m.Rect, len(m.Pix))
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	m := image.NewPaletted(image.Rect(0, 0, 256, 256), color.Palette{color.White, color.Black, color.NRGBA{200, 30, 30, 255}, color.NRGBA{30, 120, 200, 255}})
	quadrants(m, 256)
	data := encodePNG(b, m)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := picture.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
