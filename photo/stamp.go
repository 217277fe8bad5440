package photo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"
)

// Tags of the EXIF that Stamp writes.
const (
	stampTurned = 0x0112
	stampTaken  = 0x9003
)

// Kinds of values in it.
const (
	exifText  = 2
	exifShort = 3
	exifLong  = 4
)

// Stamp writes into a JPEG when it was taken, with the clock's offset from UTC, and how it has to be turned. What its maker said of it in an
// EXIF of its own goes. The error wraps ErrFormat.
func Stamp(content []byte, at time.Time, turned Orientation) ([]byte, error) {
	if len(content) < 4 || content[0] != 0xff || content[1] != 0xd8 {
		return nil, fmt.Errorf("stamp: %w", ErrFormat)
	}
	said := stampSegment(at, turned)
	out := make([]byte, 0, len(content)+len(said))
	out = append(out, content[:2]...)
	out = append(out, said...)
	rest := content[2:]
	for len(rest) >= 4 && rest[0] == 0xff && rest[1]&0xf0 == 0xe0 { // the segments of applications stand first
		length := 2 + int(rest[2])<<8 + int(rest[3])
		if length > len(rest) {
			return nil, fmt.Errorf("stamp: %w", ErrCorrupt)
		}
		if segment := rest[:length]; rest[1] != 0xe1 || !bytes.HasPrefix(segment[4:], []byte("Exif\x00")) {
			out = append(out, segment...)
		}
		rest = rest[length:]
	}
	return append(out, rest...), nil
}

// stampSegment is the APP1 segment: a TIFF with two directories.
func stampSegment(at time.Time, turned Orientation) []byte {
	const (
		header  = 8
		first   = header + 2 + 2*12 + 4 // where the second directory begins
		strings = first + 2 + 2*12 + 4  // where texts do
	)
	when, offset := at.Format("2006:01:02 15:04:05")+"\x00", at.Format("-07:00")+"\x00"
	order := binary.LittleEndian
	tiff := append([]byte("II*\x00"), 8, 0, 0, 0)
	entry := func(tag, kind uint16, count, value uint32) {
		tiff = order.AppendUint16(order.AppendUint16(tiff, tag), kind)
		tiff = order.AppendUint32(order.AppendUint32(tiff, count), value)
	}
	tiff = order.AppendUint16(tiff, 2)
	entry(stampTurned, exifShort, 1, uint32(turned))
	entry(tagExifIFD, exifLong, 1, first)
	tiff = order.AppendUint32(tiff, 0)
	tiff = order.AppendUint16(tiff, 2)
	entry(stampTaken, exifText, uint32(len(when)), strings)
	entry(tagOffsetOriginal, exifText, uint32(len(offset)), strings+uint32(len(when)))
	tiff = order.AppendUint32(tiff, 0)
	tiff = append(append(tiff, when...), offset...)
	length := 2 + 6 + len(tiff)
	return append([]byte{0xff, 0xe1, byte(length >> 8), byte(length), 'E', 'x', 'i', 'f', 0, 0}, tiff...)
}
