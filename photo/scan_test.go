package photo

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"
)

// scene is a picture with soft areas, edges and grain, as a JPEG of quality 85.
func scene(t testing.TB, w, h int, grey bool) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	m := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio444)
	for y := range h {
		for x := range w {
			i := y*w + x
			v := 120 + 80*math.Sin(float64(x)/17)*math.Cos(float64(y)/23) + rng.NormFloat64()*6
			if (x/40+y/30)%5 == 0 {
				v = 255 - v
			}
			m.Y[i] = clamp(int(v))
			m.Cb[i], m.Cr[i] = clamp(128+x%64-32), clamp(96+y%64)
		}
	}
	if grey {
		return encodeJPEG(t, &image.Gray{Pix: m.Y, Stride: w, Rect: m.Rect}, 85)
	}
	return encodeJPEG(t, m, 85)
}

// withRestarts is the same picture with a restart marker after each row of MCUs. Rows are encoded apart, and as every
// encoding starts from nothing and pads its last byte, as a restart interval does, their data can be put together.
func withRestarts(t testing.TB, data []byte) []byte {
	m := decodeCopy(t, data).(*image.YCbCr)
	w, h := m.Rect.Dx(), m.Rect.Dy()
	var out []byte
	for y := 0; y < h; y += 16 {
		row := encodeJPEG(t, m.SubImage(image.Rect(0, y, w, min(h, y+16))), 85)
		at := bytes.Index(row, []byte{0xff, markSOS})
		body := at + 2 + int(row[at+2])<<8 + int(row[at+3])
		if y == 0 {
			sof := bytes.Index(row, []byte{0xff, markSOF0})
			row[sof+5], row[sof+6] = byte(h>>8), byte(h)
			out = append(withSegments(row[:at], segment(markDRI, u16(uint16((w+15)/16)))), row[at:body]...)
		} else {
			out = append(out, 0xff, markRST0+byte(y/16-1)%8)
		}
		out = append(out, row[body:len(row)-2]...)
	}
	return append(out, 0xff, markEOI)
}

func samples(t testing.TB) map[string][]byte {
	colour := scene(t, 333, 251, false)
	return map[string][]byte{"4:2:0": colour, "grey": scene(t, 161, 99, true), "restarts": withRestarts(t, colour)}
}

// The reduced decoding is held against image/jpeg's whole one, shrunk by the mean.
func TestReduceAgreesWithTheWholeDecoder(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) { agree(t, data) })
	}
	for _, name := range []string{"DSCN0010.jpg", "HMD_Nokia_8.3_5G.jpg", "image00971.jpg"} { // 4:2:2, 4:2:0, 4:4:4
		t.Run(name, func(t *testing.T) { agree(t, sharedPhoto(t, name)) })
	}
}

func agree(t *testing.T, data []byte) {
	t.Helper()
	for _, n := range []int{4, 2} {
		s, err := findScan(data)
		if err != nil || s == nil {
			t.Fatal("no scan", err)
		}
		got, err := s.reduce(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		want, err := split(t.Context(), decodeCopy(t, data), FormatJPEG)
		if err != nil {
			t.Fatal(err)
		}
		side := max(want.width, want.height) * n / 8
		got, want = got.fit(side, turn{}), want.fit(side, turn{})
		for i, pair := range [][2]plane{{got.y, want.y}, {got.cb, want.cb}, {got.cr, want.cr}} {
			if pair[0].pix == nil && pair[1].pix == nil {
				continue // grey
			}
			if len(pair[0].pix) != len(pair[1].pix) {
				t.Fatalf("plane %d: %d samples, want %d", i, len(pair[0].pix), len(pair[1].pix))
			}
			if noise := psnr(pair[0].pix, pair[1].pix); noise < 33 {
				t.Errorf("at %d of 8, plane %d: %.1f dB", n, i, noise)
			}
		}
	}
}

func psnr(a, b []uint8) float64 {
	sum := 1e-9
	for i := range a {
		d := float64(a[i]) - float64(b[i])
		sum += d * d
	}
	return 10 * math.Log10(255*255*float64(len(a))/sum)
}

// A picture cut off anywhere is damaged, as is one with a hole; nothing of it is shown.
func TestDamageIsNoticed(t *testing.T) {
	pictures := samples(t)
	pictures["as large as to be reduced"] = scene(t, 3300, 200, false)
	for name, data := range pictures {
		t.Run(name, func(t *testing.T) {
			if _, err := prepareBytes(data); err != nil {
				t.Fatal(err)
			}
			start := bytes.Index(data, []byte{0xff, markSOS}) + 14
			for i := range 16 {
				cut := data[:start+(len(data)-start)*i/16]
				if _, err := prepareBytes(cut); !errors.Is(err, ErrCorrupt) {
					t.Errorf("cut after %d of %d bytes: %v", len(cut), len(data), err)
				}
				if _, err := prepareBytes(append(bytes.Clone(cut), 0xff, markEOI)); !errors.Is(err, ErrCorrupt) {
					t.Errorf("cut after %d of %d bytes and closed: %v", len(cut), len(data), err)
				}
			}
			missed := 0
			for i := range 40 {
				hole := bytes.Clone(data)
				clear(hole[start+(len(data)-start-520)*i/40:][:512])
				if _, err := prepareBytes(hole); !errors.Is(err, ErrCorrupt) {
					missed++
				}
			}
			if missed > 4 {
				t.Errorf("%d of 40 holes of 512 bytes weren't noticed", missed)
			}
		})
	}
}

// In a camera's picture image/jpeg alone misses most holes: the reason for checking. Once it no longer does, scan.check may
// go.
func TestHolesThatTheDecoderMisses(t *testing.T) {
	data := sharedPhoto(t, "DSCN0010.jpg")
	start, missed, slipped := len(data)/4, 0, 0
	for i := range 40 {
		hole := bytes.Clone(data)
		clear(hole[start+(len(data)-start-520)*i/40:][:512])
		if _, err := jpeg.Decode(bytes.NewReader(hole)); err == nil {
			missed++
		}
		if _, err := prepareBytes(hole); err == nil {
			slipped++
		}
	}
	if missed < 20 || slipped > 2 {
		t.Errorf("of 40 holes the decoder missed %d, Prepare %d", missed, slipped)
	}
}

func TestRestartOutOfTurn(t *testing.T) {
	data := withRestarts(t, scene(t, 64, 64, false))
	data[bytes.Index(data, []byte{0xff, markRST0 + 1})+1] = markRST0 + 2
	if _, err := prepareBytes(data); !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
}

func TestPaddingIsNoDamage(t *testing.T) {
	data := scene(t, 64, 64, false)
	padded := append(bytes.Clone(data[:len(data)-2]), 0, 0, 0, 0, 0xff, 0xff, 0xff, markEOI)
	if _, err := prepareBytes(padded); err != nil {
		t.Error(err)
	}
}

func TestWalkStopsWithContext(t *testing.T) {
	s, err := findScan(scene(t, 64, 64, false))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.check(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
