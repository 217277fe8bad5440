package bench

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"

	"priyom/bench/versus"
	"priyom/photo"
)

// twelveMegapixels is a real photograph, its middle 4,000 pixels and itself once more upside down below: 4000 × 3000.
func twelveMegapixels(b testing.TB) []byte {
	b.Helper()
	m, err := jpeg.Decode(bytes.NewReader(shared(b, "HMD_Nokia_8.3_5G.jpg")))
	check(b, err)
	src := m.(*image.YCbCr)
	dst := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	mirror := func(to []uint8, toStride, w, h int, from []uint8, fromStride, fromH int) {
		for y := range h {
			fy := y % (2 * fromH)
			copy(to[y*toStride:][:w], from[min(fy, 2*fromH-1-fy)*fromStride:])
		}
	}
	mirror(dst.Y, dst.YStride, 4000, 3000, src.Y, src.YStride, src.Rect.Dy())
	mirror(dst.Cb, dst.CStride, 2000, 1500, src.Cb, src.CStride, src.Rect.Dy()/2)
	mirror(dst.Cr, dst.CStride, 2000, 1500, src.Cr, src.CStride, src.Rect.Dy()/2)
	var out bytes.Buffer
	check(b, jpeg.Encode(&out, dst, &jpeg.Options{Quality: 92}))
	return out.Bytes()
}

// BenchmarkPhoto12MP makes the two copies of a photograph that leave the device.
func BenchmarkPhoto12MP(b *testing.B) {
	data := twelveMegapixels(b)
	versus.Run(b, 25, versus.Row{Group: "Photos", Figure: "copy and preview of a 12-megapixel JPEG"},
		versus.Side{Name: "Priyom", Do: func() error {
			_, err := photo.Prepare(context.Background(), bytes.NewReader(data), int64(len(data)))
			return err
		}},
		versus.Side{Name: "image/jpeg + x/image/draw CatmullRom", Do: func() error {
			_, err := catmullRom(data)
			return err
		}},
		versus.Side{Name: "disintegration/imaging Lanczos", Do: func() error {
			_, err := lanczos(data)
			return err
		}})
}

// catmullRom is what one writes with the standard library: everything in RGBA, one kernel.
func catmullRom(data []byte) (copies [2][]byte, err error) {
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return copies, err
	}
	full := image.NewRGBA(m.Bounds())
	draw.Draw(full, full.Rect, m, m.Bounds().Min, draw.Src)
	for i, side := range []int{photo.CopySide, photo.PreviewSide} {
		scaled := image.NewRGBA(image.Rectangle{Max: within(full.Rect.Size(), side)})
		draw.CatmullRom.Scale(scaled, scaled.Rect, full, full.Rect, draw.Src, nil)
		var b bytes.Buffer
		if err := jpeg.Encode(&b, scaled, &jpeg.Options{Quality: 82}); err != nil {
			return copies, err
		}
		copies[i] = b.Bytes()
	}
	return copies, nil
}

func within(p image.Point, side int) image.Point {
	long := max(p.X, p.Y, side)
	return image.Pt(max(1, p.X*side/long), max(1, p.Y*side/long))
}

func lanczos(data []byte) (copies [2][]byte, err error) {
	m, err := imaging.Decode(bytes.NewReader(data), imaging.AutoOrientation(true))
	if err != nil {
		return copies, err
	}
	for i, side := range []int{photo.CopySide, photo.PreviewSide} {
		var b bytes.Buffer
		if err := imaging.Encode(&b, imaging.Fit(m, side, side, imaging.Lanczos), imaging.JPEG, imaging.JPEGQuality(82)); err != nil {
			return copies, err
		}
		copies[i] = b.Bytes()
	}
	return copies, nil
}

// BenchmarkPhotoSizes is how large copies get: of the real photographs, and of pieces of the largest of them.
func BenchmarkPhotoSizes(b *testing.B) {
	pictures := photographs(b)
	var ours, peer [2][]float64
	for b.Loop() {
		ours, peer = [2][]float64{}, [2][]float64{}
		for _, data := range pictures {
			made, err := photo.Prepare(b.Context(), bytes.NewReader(data), int64(len(data)))
			if err != nil {
				continue // one of those that break readers
			}
			ours[0], ours[1] = append(ours[0], float64(len(made.Copy))/1000), append(ours[1], float64(len(made.Preview))/1000)
			if copies, err := catmullRom(data); err == nil {
				peer[0], peer[1] = append(peer[0], float64(len(copies[0]))/1000), append(peer[1], float64(len(copies[1]))/1000)
			}
		}
	}
	const fixed = "quality 82 throughout"
	for i, what := range []struct{ name, goal string }{{"copy", "p95 ≤ 350 kB"}, {"preview", "≤ 8.192 kB"}} {
		check(b, versus.Add(versus.Row{
			Group: "Photos", Figure: fmt.Sprintf("size of the %s, %d photographs", what.name, len(ours[i])), Unit: "kB", Goal: what.goal,
			Sides: []versus.Reading{versus.Of("Priyom", ours[i]), versus.Of(fixed, peer[i])},
		}))
		check(b, versus.Add(versus.Row{
			Group: "Photos", Figure: "the largest " + what.name + " of them", Unit: "kB", Goal: what.goal,
			Sides: []versus.Reading{{Name: "Priyom", Count: 1, P50: slices.Max(ours[i])}, {Name: fixed, Count: 1, P50: slices.Max(peer[i])}},
		}))
	}
}

func photographs(b *testing.B) (all [][]byte) {
	b.Helper()
	names, err := filepath.Glob(filepath.Join(sharedFolder(), "*.*"))
	check(b, err)
	for _, name := range names {
		if ext := filepath.Ext(name); ext == ".jpg" || ext == ".HEIC" {
			raw, err := os.ReadFile(name)
			check(b, err)
			all = append(all, raw)
		}
	}
	m, err := jpeg.Decode(bytes.NewReader(shared(b, "HMD_Nokia_8.3_5G.jpg")))
	check(b, err)
	whole := m.(*image.YCbCr)
	for i := range 15 { // as large as a phone's, each of something else
		var out bytes.Buffer
		at := image.Pt(i%5*576, i/5*168)
		check(b, jpeg.Encode(&out, whole.SubImage(image.Rectangle{at, at.Add(image.Pt(2300, 1640))}), &jpeg.Options{Quality: 95}))
		all = append(all, out.Bytes())
	}
	return all
}
