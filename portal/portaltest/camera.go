package portaltest

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"
	"time"

	"priyom/civic"
)

// Taken is a JPEG as a camera makes it: with the place and the time in it, and the camera's zone. A zero at or time is left out.
func Taken(t testing.TB, seed byte, at civic.Position, when time.Time) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			img.Set(x, y, color.RGBA{byte(x) ^ seed, byte(y) + seed, seed * 7, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 70}); err != nil {
		t.Fatal(err)
	}
	tiff := exif(at, when)
	segment := append([]byte{0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(tiff)+8))...)
	segment = append(append(segment, "Exif\x00\x00"...), tiff...)
	return append(append(append([]byte{}, b.Bytes()[:2]...), segment...), b.Bytes()[2:]...)
}

// field is an entry of a TIFF directory.
type field struct {
	tag, kind uint16
	count     uint32
	data      []byte
}

// exif writes a little-endian TIFF file with the directories EXIF (0x8769) and GPS (0x8825).
func exif(at civic.Position, when time.Time) []byte {
	le := binary.LittleEndian
	var ex, gps []field
	text := func(tag uint16, s string) field { return field{tag, 2, uint32(len(s) + 1), append([]byte(s), 0)} }
	if !when.IsZero() {
		ex = []field{text(0x9003, when.Format("2006:01:02 15:04:05")), text(0x9011, when.Format("-07:00"))}
	}
	if at != (civic.Position{}) {
		degrees := func(v float64) (b []byte) {
			v = math.Abs(v)
			d := math.Floor(v)
			m := math.Floor((v - d) * 60)
			s := ((v-d)*60 - m) * 60
			for _, r := range [][2]uint32{{uint32(d), 1}, {uint32(m), 1}, {uint32(s*10000 + 0.5), 10000}} {
				b = le.AppendUint32(le.AppendUint32(b, r[0]), r[1])
			}
			return b
		}
		side := func(v float64, plus, minus string) string {
			if v < 0 {
				return minus
			}
			return plus
		}
		gps = []field{
			text(1, side(float64(at.Lat), "N", "S")),
			{2, 5, 3, degrees(float64(at.Lat))},
			text(3, side(float64(at.Lon), "E", "W")),
			{4, 5, 3, degrees(float64(at.Lon))},
		}
	}
	out := append([]byte("II*\x00"), 8, 0, 0, 0)
	var main []field
	sub := []struct {
		tag    uint16
		fields []field
	}{{0x8769, ex}, {0x8825, gps}}
	for _, s := range sub {
		if s.fields != nil {
			main = append(main, field{s.tag, 4, 1, make([]byte, 4)})
		}
	}
	at0 := 8 + 2 + 12*len(main) + 4
	n := 0
	var tail []byte
	for _, s := range sub {
		if s.fields == nil {
			continue
		}
		le.PutUint32(main[n].data, uint32(at0+len(tail)))
		tail = append(tail, directory(s.fields, at0+len(tail))...)
		n++
	}
	return append(append(out, directory(main, 8)...), tail...)
}

// directory writes one at an offset, with what doesn't fit into its entries behind it.
func directory(fields []field, at int) []byte {
	le := binary.LittleEndian
	b := le.AppendUint16(nil, uint16(len(fields)))
	end := at + 2 + 12*len(fields) + 4
	var tail []byte
	for _, f := range fields {
		b = le.AppendUint32(le.AppendUint16(le.AppendUint16(b, f.tag), f.kind), f.count)
		if len(f.data) <= 4 {
			b = append(b, append(f.data, make([]byte, 4-len(f.data))...)...)
			continue
		}
		b = le.AppendUint32(b, uint32(end+len(tail)))
		tail = append(tail, f.data...)
	}
	return append(le.AppendUint32(b, 0), tail...)
}
