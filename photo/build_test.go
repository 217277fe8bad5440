package photo

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/bits"
	"testing"
)

// quadrants is red and lime over blue and white, the upper two thirds and the lower third: no two of its turns are alike.
func quadrants(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 0, 0, 255}
			switch left, top := x < w/2, y < h*2/3; {
			case !left && top:
				c = color.RGBA{0, 255, 0, 255}
			case left && !top:
				c = color.RGBA{0, 0, 255, 255}
			case !left && !top:
				c = color.RGBA{255, 255, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func encodeJPEG(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func encodePNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decodeCopy(t testing.TB, data []byte) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// segment is a JPEG marker segment.
func segment(marker byte, body ...[]byte) []byte {
	b := bytes.Join(body, nil)
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(b)+2)), b...)
}

func exifSegment(tiff []byte) []byte { return segment(markAPP1, []byte("Exif\x00\x00"), tiff) }

// withSegments puts segments behind a JPEG's first marker.
func withSegments(data []byte, segments ...[]byte) []byte {
	return bytes.Join([][]byte{data[:2], bytes.Join(segments, nil), data[2:]}, nil)
}

// pngWith puts an eXIf chunk behind a PNG's IHDR.
func pngWith(data, tiff []byte) []byte {
	chunk := append([]byte("eXIf"), tiff...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk))
	chunk = append(binary.BigEndian.AppendUint32(nil, uint32(len(tiff))), chunk...)
	return bytes.Join([][]byte{data[:33], chunk, data[33:]}, nil)
}

// entry is a tag of a TIFF directory.
type entry struct {
	tag, kind uint16
	count     uint32
	value     []byte // in the file's byte order
}

func ascii(tag uint16, s string) entry {
	return entry{tag, 2, uint32(len(s) + 1), append([]byte(s), 0)}
}

func short(tag, v uint16) entry {
	return entry{tag, 3, 1, binary.LittleEndian.AppendUint16(nil, v)}
}

func rationals(tag uint16, numbers ...uint32) entry {
	e := entry{tag: tag, kind: 5, count: uint32(len(numbers) / 2)}
	for _, n := range numbers {
		e.value = binary.LittleEndian.AppendUint32(e.value, n)
	}
	return e
}

// tiffFile writes little-endian directories: the first, the EXIF's and the GPS's, each left out if nil.
func tiffFile(main, exif, gps []entry) []byte {
	le := binary.LittleEndian
	size := func(dir []entry) (n int) {
		n = 2 + 12*len(dir) + 4
		for _, e := range dir {
			if len(e.value) > 4 {
				n += len(e.value)
			}
		}
		return n
	}
	links := 0
	if exif != nil {
		links++
	}
	if gps != nil {
		links++
	}
	at := 8 + size(main) + 12*links
	if exif != nil {
		main = append(main, entry{tagExifIFD, 4, 1, le.AppendUint32(nil, uint32(at))})
		at += size(exif)
	}
	if gps != nil {
		main = append(main, entry{tagGPSIFD, 4, 1, le.AppendUint32(nil, uint32(at))})
	}
	b := []byte("II*\x00\x08\x00\x00\x00")
	for i, dir := range [][]entry{main, exif, gps} {
		if dir == nil && i > 0 {
			continue
		}
		values := len(b) + 2 + 12*len(dir) + 4
		var far []byte
		b = le.AppendUint16(b, uint16(len(dir)))
		for _, e := range dir {
			b = le.AppendUint32(le.AppendUint16(le.AppendUint16(b, e.tag), e.kind), e.count)
			if len(e.value) <= 4 {
				b = append(b, append(bytes.Clone(e.value), 0, 0, 0, 0)[:4]...)
				continue
			}
			b = le.AppendUint32(b, uint32(values+len(far)))
			far = append(far, e.value...)
		}
		b = append(append(b, 0, 0, 0, 0), far...)
	}
	return b
}

// florence is the GPS directory of a picture at 43.5 N, 11.25 E, looking south-east.
func florence() []entry {
	return []entry{
		ascii(1, "N"), rationals(2, 43, 1, 30, 1, 0, 1), ascii(3, "E"), rationals(4, 11, 1, 1500, 100, 0, 1),
		ascii(16, "T"), rationals(17, 13500, 100),
	}
}

// box is an ISO-BMFF box.
func box(kind string, body ...[]byte) []byte {
	b := bytes.Join(body, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(b)+8)), kind...), b...)
}

func fullBox(kind string, version byte, body ...[]byte) []byte {
	return box(kind, append([][]byte{{version, 0, 0, 0}}, body...)...)
}

func u16(values ...uint16) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

func u32(values ...uint32) (b []byte) {
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// heicFile has a primary item without data, 640 × 480 and lying on its side, with the given HEVC parameters; and an Exif
// item with the TIFF file in idat.
func heicFile(hvcC, tiff []byte) []byte {
	item := func(id uint16, kind string) []byte { return fullBox("infe", 2, u16(id, 0), []byte(kind), []byte{0}) }
	exif := append(u32(0), tiff...)
	return bytes.Join([][]byte{
		box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic")),
		fullBox("meta", 0,
			fullBox("pitm", 0, u16(1)),
			fullBox("iinf", 0, u16(2), item(1, "hvc1"), item(2, "Exif")),
			fullBox("iref", 0, box("cdsc", u16(2, 1, 1))),
			box("iprp",
				box("ipco", fullBox("ispe", 0, u32(640, 480)), box("irot", []byte{3}), box("hvcC", hvcC)),
				fullBox("ipma", 0, u32(1), u16(1), []byte{3, 1, 2, 3})),
			fullBox("iloc", 1, u16(0x4400), u16(1), u16(2, 1, 0, 1), u32(0, uint32(len(exif)))),
			box("idat", exif)),
	}, nil)
}

// hevcConfig is an hvcC box with one sequence parameter set of the given size.
func hevcConfig(width, height uint32) []byte {
	var w bitString
	w.put(nalSPS<<9|1, 16) // unit header
	w.put(0, 4+3+1)        // VPS id, no sub-layers, nesting
	w.put(0x01600000, 32)  // general profile: Main, and no 00 00 03 needed in what follows
	w.put(0xb0aaaaaa, 32)
	w.put(0xaaaaaa, 24)
	w.put(93, 8)     // level
	w.golomb(0)      // id
	w.golomb(1)      // 4:2:0
	w.golomb(width)  //
	w.golomb(height) //
	w.put(0xff, 8)
	sps := w.b
	config := make([]byte, 21)
	return bytes.Join([][]byte{config, {0xff, 1, nalSPS}, u16(1, uint16(len(sps))), sps}, nil)
}

type bitString struct {
	b []byte
	n int
}

func (w *bitString) put(v uint32, n int) {
	for n--; n >= 0; n-- {
		if w.n%8 == 0 {
			w.b = append(w.b, 0)
		}
		w.b[w.n/8] |= byte(v>>n&1) << (7 - w.n%8)
		w.n++
	}
}

func (w *bitString) golomb(v uint32) {
	n := bits.Len32(v + 1)
	w.put(0, n-1)
	w.put(v+1, n)
}
