package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"sync/atomic"
	"testing"
)

func TestFormatsByContent(t *testing.T) {
	jpegData, pngData := encodeJPEG(t, quadrants(48, 32), 90), encodePNG(t, quadrants(48, 32))
	tests := map[string]struct {
		data []byte
		want Format
		err  error
		key  string
	}{
		"jpeg":                {jpegData, FormatJPEG, nil, ""},
		"png":                 {pngData, FormatPNG, nil, ""},
		"webp":                {testdata(t, "quadrants.webp"), FormatWebP, nil, ""},
		"webp, translucent":   {testdata(t, "clear-corner.webp"), FormatWebP, nil, ""},
		"empty":               {nil, "", ErrFormat, "photo.unknown-format"},
		"text":                {[]byte("a photograph, believe me"), "", ErrFormat, "photo.unknown-format"},
		"gif":                 {[]byte("GIF89a\x01\x00\x01\x00"), "", ErrFormat, "photo.unknown-format"},
		"avif":                {box("ftyp", []byte("avif\x00\x00\x00\x00mif1miaf")), "", ErrFormat, "photo.unknown-format"},
		"jpeg magic alone":    {[]byte("\xff\xd8\xff"), FormatJPEG, ErrCorrupt, "photo.corrupt"},
		"jpeg without frame":  {[]byte("\xff\xd8\xff\xd9"), FormatJPEG, ErrCorrupt, "photo.corrupt"},
		"png magic alone":     {[]byte(pngMagic), FormatPNG, ErrCorrupt, "photo.corrupt"},
		"webp magic alone":    {[]byte("RIFF\x04\x00\x00\x00WEBP"), FormatWebP, ErrCorrupt, "photo.corrupt"},
		"heic magic alone":    {box("ftyp", []byte("heic\x00\x00\x00\x00")), FormatHEIC, ErrCorrupt, "photo.corrupt"},
		"jpeg, 12 bits":       {withFrame(jpegData, func(f []byte) { f[4] = 12 }), FormatJPEG, ErrUnsupported, "photo.unsupported"},
		"jpeg, arithmetic":    {withFrame(jpegData, func(f []byte) { f[1] = 0xc9 }), FormatJPEG, ErrUnsupported, "photo.unsupported"},
		"jpeg, 50 megapixels": {withFrame(jpegData, func(f []byte) { copy(f[5:], u16(5000, 10000)) }), FormatJPEG, ErrTooLarge, "photo.too-many-pixels"},
		"jpeg, no rows":       {withFrame(jpegData, func(f []byte) { copy(f[5:], u16(0)) }), FormatJPEG, ErrCorrupt, "photo.corrupt"},
		"png, 4 gigapixels":   {pngSize(pngData, 1<<16, 1<<16), FormatPNG, ErrTooLarge, "photo.too-many-pixels"},
		"png, 2³² wide":       {pngSize(pngData, 1<<32-1, 1<<32-1), FormatPNG, ErrTooLarge, "photo.too-many-pixels"},
		"webp, animated":      {webpFlags(t, 2), FormatWebP, ErrUnsupported, "photo.unsupported"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			info, err := inspectBytes(tt.data)
			if info.Format != tt.want || !errors.Is(err, tt.err) || Key(err) != tt.key {
				t.Errorf("Inspect: %q, %v (%s)", info.Format, err, Key(err))
			}
			if _, err = prepareBytes(tt.data); !errors.Is(err, tt.err) || Key(err) != tt.key {
				t.Errorf("Prepare: %v (%s)", err, Key(err))
			}
			if tt.err == nil && (info.Width != 48 || info.Height != 32) {
				t.Errorf("%d × %d", info.Width, info.Height)
			}
		})
	}
}

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// withFrame changes a JPEG's frame segment, marker included.
func withFrame(data []byte, change func(frame []byte)) []byte {
	data = bytes.Clone(data)
	change(data[bytes.Index(data, []byte{0xff, markSOF0}):])
	return data
}

func pngSize(data []byte, w, h uint32) []byte {
	data = bytes.Clone(data)
	copy(data[16:], u32(w, h))
	return data
}

// webpFlags is a WebP's extended header alone.
func webpFlags(t testing.TB, flags byte) []byte {
	data := bytes.Clone(testdata(t, "clear-corner.webp")[:30])
	if string(data[12:16]) != "VP8X" {
		t.Fatal("not an extended WebP")
	}
	data[20] |= flags
	return data
}

// A picture that is refused for its size still says where it was taken.
func TestTooLargeIsStillLocated(t *testing.T) {
	data := withSegments(encodeJPEG(t, quadrants(8, 8), 90), exifSegment(tiffFile(nil, nil, florence())))
	info, err := inspectBytes(withFrame(data, func(f []byte) { copy(f[5:], u16(60000, 60000)) }))
	if !errors.Is(err, ErrTooLarge) || !info.Located {
		t.Errorf("%v, located %v", err, info.Located)
	}
}

// XMP before EXIF and junk between segments are common.
func TestEXIFBehindOtherSegments(t *testing.T) {
	xmp := segment(markAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00<x/>"))
	data := withSegments(encodeJPEG(t, quadrants(8, 8), 90), xmp, []byte("junk\xff\xff"), exifSegment(tiffFile(nil, nil, florence())))
	if info, err := inspectBytes(data); err != nil || !info.Located {
		t.Error(info, err)
	}
	webp := testdata(t, "clear-corner.webp")
	tiff := append([]byte("Exif\x00\x00"), tiffFile(nil, nil, florence())...) // against the rules, and common
	webp = append(append(webp, "EXIF"...), binary.LittleEndian.AppendUint32(nil, uint32(len(tiff)))...)
	if info, err := inspectBytes(append(webp, tiff...)); err != nil || !info.Located {
		t.Error(info, err)
	}
}

func TestColoursOfEveryKind(t *testing.T) {
	paletted := image.NewPaletted(image.Rect(0, 0, 48, 32), color.Palette{
		color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.White, color.Transparent,
	})
	deep, clear := image.NewNRGBA64(paletted.Rect), image.NewNRGBA(paletted.Rect)
	for y := range 32 {
		for x := range 48 {
			c := quadrants(48, 32).At(x, y)
			paletted.Set(x, y, c)
			deep.Set(x, y, c)
			if clear.Set(x, y, c); x >= 24 && y >= 21 {
				clear.Set(x, y, color.Transparent) // shows white
			}
		}
	}
	tests := map[string][]byte{
		"png, palette": encodePNG(t, paletted), "png, 16 bits": encodePNG(t, deep), "png, transparent": encodePNG(t, clear),
		"webp": testdata(t, "quadrants.webp"), "jpeg": encodeJPEG(t, quadrants(48, 32), 95),
	}
	for name, data := range tests {
		made, err := prepareBytes(data)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, at := range []image.Point{{8, 8}, {40, 8}, {8, 28}, {40, 28}} {
			if got, want := decodeCopy(t, made.Copy).At(at.X, at.Y), quadrants(48, 32).At(at.X, at.Y); distance(got, want) > 16 {
				t.Errorf("%s at %v: %v, want %v", name, at, got, want)
			}
		}
	}
	made, err := prepareBytes(testdata(t, "clear-corner.webp")) // its red quadrant is transparent
	if err != nil {
		t.Fatal(err)
	}
	if got := decodeCopy(t, made.Copy).At(4, 4); distance(got, color.White) > 8 {
		t.Errorf("transparent is %v, not white", got)
	}
}

// faulty is a disk that breaks.
type faulty struct {
	io.ReaderAt
	after int64
}

var errDisk = errors.New("disk")

func (f faulty) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.after {
		return 0, errDisk
	}
	return f.ReaderAt.ReadAt(p, off)
}

// A disk's error is nobody's picture's fault: it has no key, and isn't lost.
func TestReadersErrorsPass(t *testing.T) {
	for name, data := range map[string][]byte{
		"jpeg": encodeJPEG(t, quadrants(300, 200), 90), "png": encodePNG(t, quadrants(300, 200)),
		"webp": testdata(t, "quadrants.webp"), "heic": testdata(t, "quadrants.heic"),
	} {
		for _, after := range []int64{0, 70, int64(len(data)) - 1} {
			r := faulty{bytes.NewReader(data), after}
			if _, err := Prepare(t.Context(), r, int64(len(data))); !errors.Is(err, errDisk) || Key(err) != "" {
				t.Errorf("%s, broken after %d: %v (%s)", name, after, err, Key(err))
			}
		}
	}
	if _, err := Inspect(faulty{after: 0}, 100); !errors.Is(err, errDisk) {
		t.Error(err)
	}
}

func TestTooBigAndTooShort(t *testing.T) {
	if _, err := Inspect(faulty{}, MaxFile+1); !errors.Is(err, ErrTooBig) || Key(err) != "photo.too-large" {
		t.Error(err)
	}
	data := encodePNG(t, quadrants(8, 8))
	if _, err := Prepare(t.Context(), bytes.NewReader(data), int64(len(data))+1); !errors.Is(err, ErrCorrupt) {
		t.Error("a file that has shrunk:", err)
	}
}

// countdown is a context that is cancelled when it is asked for the nth time.
type countdown struct {
	context.Context
	left *atomic.Int64
}

func (c countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestPrepareStopsAtEveryStep(t *testing.T) {
	for name, data := range map[string][]byte{"jpeg": scene(t, 333, 251, false), "png": encodePNG(t, quadrants(64, 64))} {
		stops := int64(0)
		for ; ; stops++ {
			var left atomic.Int64
			left.Store(stops)
			made, err := Prepare(countdown{t.Context(), &left}, bytes.NewReader(data), int64(len(data)))
			if err == nil {
				break
			}
			if !errors.Is(err, context.Canceled) || Key(err) != "" || made.Copy != nil {
				t.Fatalf("%s, stopped at look %d: %v", name, stops, err)
			}
		}
		if stops < 5 {
			t.Errorf("%s: ctx is looked at only %d times", name, stops)
		}
	}
}

func TestPanicsAreContained(t *testing.T) {
	_, err := contain(func() (image.Image, error) { panic("index out of range") })
	if !errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
	_, err = contain(func() (image.Image, error) { return nil, fmt.Errorf("%w: as it was", ErrUnsupported) })
	if !errors.Is(err, ErrUnsupported) || errors.Is(err, ErrCorrupt) {
		t.Error(err)
	}
}
