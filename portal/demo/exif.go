package demo

import (
	"encoding/binary"
	"math"
	"slices"
	"time"

	"priyom/civic"
)

// The tags of TIFF and EXIF 2.32 that are written.
const (
	tagExif     = 0x8769
	tagGPS      = 0x8825
	tagOriginal = 0x9003 // when it was taken
	tagOffset   = 0x9011 // and by which clock
	typeASCII   = 2
	typeLong    = 4
	typeRatio   = 5
)

type field struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

// withEXIF puts into a JPEG when and where it was taken, as a phone does.
func withEXIF(jpeg []byte, at time.Time, where civic.Position) []byte {
	text := func(tag uint16, s string) field {
		return field{tag, typeASCII, uint32(len(s) + 1), append([]byte(s), 0)}
	}
	long := func(tag uint16, n int) field {
		return field{tag, typeLong, 1, binary.LittleEndian.AppendUint32(nil, uint32(n))}
	}
	half := func(positive, negative string, d civic.Degrees) string {
		if d < 0 {
			return negative
		}
		return positive
	}
	exif := []field{text(tagOriginal, at.UTC().Format("2006:01:02 15:04:05")), text(tagOffset, "+00:00")}
	gps := []field{text(1, half("N", "S", where.Lat)), ratios(2, where.Lat), text(3, half("E", "W", where.Lon)), ratios(4, where.Lon)}
	const first = 8
	root := []field{long(tagExif, 0), long(tagGPS, 0)}
	exifAt := first + len(directory(root, 0))
	gpsAt := exifAt + len(directory(exif, 0))
	root = []field{long(tagExif, exifAt), long(tagGPS, gpsAt)}
	tiff := slices.Concat([]byte("II*\x00\x08\x00\x00\x00"), directory(root, first), directory(exif, exifAt), directory(gps, gpsAt))
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(body)+2))
	return slices.Concat(head, body, jpeg[2:])
}

// ratios are degrees, minutes and seconds.
func ratios(tag uint16, d civic.Degrees) field {
	whole := math.Abs(float64(d))
	degrees := math.Floor(whole)
	minutes := math.Floor((whole - degrees) * 60)
	seconds := ((whole-degrees)*60 - minutes) * 60
	var b []byte
	for _, r := range [][2]uint32{{uint32(degrees), 1}, {uint32(minutes), 1}, {uint32(math.Round(seconds * 10_000)), 10_000}} {
		b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, r[0]), r[1])
	}
	return field{tag, typeRatio, 3, b}
}

// directory writes fields, which are in the order of their tags, at an offset.
func directory(fields []field, at int) []byte {
	b := binary.LittleEndian.AppendUint16(nil, uint16(len(fields)))
	var beyond []byte
	room := at + 2 + 12*len(fields) + 4
	for _, f := range fields {
		b = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(b, f.tag), f.kind)
		b = binary.LittleEndian.AppendUint32(b, f.count)
		if len(f.value) <= 4 {
			b = append(b, append(f.value, 0, 0, 0, 0)[:4]...)
			continue
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(room+len(beyond)))
		beyond = append(beyond, f.value...)
		if len(beyond)%2 == 1 {
			beyond = append(beyond, 0)
		}
	}
	return append(append(b, 0, 0, 0, 0), beyond...)
}
