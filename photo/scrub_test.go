package photo

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
)

// Everything that a file may tell besides its pixels is planted, and must be in neither copy.
func TestNothingButPixels(t *testing.T) {
	secrets := []string{
		"Olena Tester", "SN-0042-7713", "maker-note-owner", "thumbnail-pixels", "a comment of mine", "http://ns.adobe.com/xap",
		"xmp-creator", "icc-display-profile", "iptc-byline", "trailing-video", "2026:11:24 08:15:30", "PhoneMaker X9",
	}
	tiff := tiffFile(
		[]entry{short(0x0112, 6), ascii(0x010f, "PhoneMaker X9"), ascii(0x013b, "Olena Tester")},
		[]entry{
			ascii(0x9003, "2026:11:24 08:15:30"), ascii(0xa430, "Olena Tester"), ascii(0xa431, "SN-0042-7713"),
			{0x927c, 7, 16, []byte("maker-note-owner")},
		},
		florence())
	tiff = append(tiff, "thumbnail-pixels"...)
	position := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, 1500), 100)
	if !bytes.Contains(tiff, position) {
		t.Fatal("the position isn't planted")
	}
	extras := [][]byte{
		exifSegment(tiff),
		segment(markAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>xmp-creator</x:xmpmeta>")),
		segment(0xe2, []byte("ICC_PROFILE\x00\x01\x01icc-display-profile")),
		segment(0xed, []byte("Photoshop 3.0\x008BIMiptc-byline")),
		segment(0xfe, []byte("a comment of mine")),
	}
	quads := quadrants(64, 96)
	files := map[string][]byte{
		"jpeg":         withSegments(encodeJPEG(t, quads, 90), extras...),
		"jpeg reduced": withSegments(encodeJPEG(t, quadrants(3400, 300), 90), extras...),
		"png":          pngWith(encodePNG(t, quads), append(tiff, bytes.Join(extras, nil)...)),
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			data = append(data, "trailing-video"...)
			if info, err := inspectBytes(data); err != nil || !info.Located {
				t.Fatal("what is planted can't be read", info, err)
			}
			made, err := prepareBytes(data)
			if err != nil {
				t.Fatal(err)
			}
			for _, out := range [][]byte{made.Copy, made.Preview} {
				for _, secret := range append(secrets, string(position), "Exif", "ICC_PROFILE", "8BIM") {
					if !bytes.Contains(data, []byte(secret)) {
						t.Errorf("%q isn't planted", secret)
					}
					if bytes.Contains(out, []byte(secret)) {
						t.Errorf("%q is in the copy", secret)
					}
				}
				if markers := markersOf(t, out); markers != "db c0 c4 da d9" {
					t.Errorf("copy has the segments %s", markers)
				}
			}
		})
	}
}

// markersOf lists a JPEG's segments from the first to the end of the image, which must be the end of the file.
func markersOf(t *testing.T, data []byte) (list string) {
	s := newSegments(bytes.NewReader(data))
	for {
		marker, n, err := s.next()
		if err != nil {
			t.Fatal(err)
		}
		list += fmt.Sprintf("%x ", marker)
		if err := s.skip(n); err != nil {
			t.Fatal(err)
		}
		if marker == markSOS {
			break
		}
	}
	w := walker{data: data[s.at:]}
	for len(w.data) > 1 && (w.data[0] != 0xff || w.data[1] == 0) {
		w.data = w.data[1:]
	}
	return list + fmt.Sprintf("%x", w.data[1:])
}

// Limits hold for what can't be compressed.
func TestNoiseFits(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, size := range [][2]int{{1, 1}, {16, 3}, {256, 256}, {1600, 1600}, {1, 3000}, {2000, 2}} {
		m := quadrants(size[0], size[1])
		for i := range m.Pix {
			if m.Pix[i] = uint8(rng.Uint32()); i%4 == 3 {
				m.Pix[i] = 255
			}
		}
		made, err := prepareBytes(encodePNG(t, m))
		if err != nil {
			t.Fatal(size, err)
		}
		if len(made.Copy) > CopyBytes || len(made.Preview) > PreviewBytes {
			t.Errorf("%v: copy %d, preview %d bytes", size, len(made.Copy), len(made.Preview))
		}
		copied := decodeCopy(t, made.Copy).Bounds().Size()
		if copied.X != made.Width || copied.Y != made.Height || max(copied.X, copied.Y) > CopySide {
			t.Errorf("%v: copy is %v, said %d × %d", size, copied, made.Width, made.Height)
		}
	}
}
