package photo

import (
	"bytes"
	"errors"
	"image"
	"testing"
)

func TestHEICExif(t *testing.T) {
	tiff := tiffFile([]entry{short(0x0112, 8)}, []entry{ascii(0x9003, "2026:11:24 08:15:30")}, florence())
	info, err := inspectBytes(heicFile(hevcConfig(640, 480), tiff))
	if err != nil {
		t.Fatal(err)
	}
	if info.Width != 640 || info.Height != 480 || !info.Located || info.Bearing != 135 || info.TakenAt.IsZero() {
		t.Errorf("%+v", info)
	}
	if info.Orientation != 6 {
		t.Errorf("orientation %d: the container's turn counts, not the EXIF's", info.Orientation)
	}
}

// A broken Exif item never makes a readable picture unreadable.
func TestHEICExifBroken(t *testing.T) {
	tiff := tiffFile(nil, nil, florence())
	whole := heicFile(hevcConfig(640, 480), tiff)
	at := bytes.LastIndex(whole, tiff)
	tests := map[string]func(data []byte){
		"TIFF offset past the item": func(d []byte) { copy(d[at-4:], u32(1<<31)) },
		"not TIFF":                  func(d []byte) { copy(d[at:], "????") },
		"extent past idat":          func(d []byte) { i := bytes.Index(d, []byte("iloc")); copy(d[i+24:], u32(1<<30)) },
		"item too long":             func(d []byte) { i := bytes.Index(d, []byte("iloc")); copy(d[i+24:], u32(maxEXIF+1)) },
	}
	for name, change := range tests {
		data := bytes.Clone(whole)
		change(data)
		if bytes.Equal(data, whole) {
			t.Errorf("%s: nothing changed", name)
		}
		info, err := inspectBytes(data)
		if err != nil || info.Located || len(info.Unread) != 1 || info.Unread[0] != FieldAll {
			t.Errorf("%s: %+v, %v", name, info, err)
		}
	}
}

// What would be decoded is measured before it is.
func TestHEICBombs(t *testing.T) {
	good := testdata(t, "quadrants.heic")
	stated := append([]byte("ispe"), u32(0)...)
	tests := map[string]struct {
		data []byte
		want error
	}{
		"stated size":                {patch(good, stated, 8, u32(20000, 20000)), ErrTooLarge},
		"parameters, 16384 × 16384":  {heicFile(hevcConfig(16384, 16384), nil), ErrTooLarge},
		"parameters beyond stated":   {heicFile(hevcConfig(1000, 480), nil), ErrCorrupt},
		"no parameters":              {heicFile(nil, nil), ErrCorrupt},
		"no data":                    {heicFile(hevcConfig(640, 480), nil), ErrCorrupt},
		"another codec":              {bytes.ReplaceAll(good, []byte("hvc1"), []byte("av01")), ErrUnsupported},
		"derived picture":            {bytes.ReplaceAll(good, []byte("hvc1"), []byte("iovl")), ErrUnsupported},
		"meta box of 2 GB":           {patch(good, []byte("meta"), -4, u32(1<<31)), ErrCorrupt},
		"item of other place":        {patch(good, []byte("pitm"), 8, u16(999)), ErrCorrupt},
		"too small for libheif rows": {testdata(t, "stamp.heic"), ErrUnsupported},
	}
	for name, tt := range tests {
		if _, err := prepareBytes(tt.data); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// patch writes value at an offset from the first place where mark is.
func patch(data, mark []byte, off int, value []byte) []byte {
	data = bytes.Clone(data)
	copy(data[bytes.Index(data, mark)+off:], value)
	return data
}

func TestHEICParametersWithinThePicture(t *testing.T) {
	data := testdata(t, "quadrants.heic")
	_, h, err := inspect(content{bytes.NewReader(data), int64(len(data))})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range h.heif.items {
		if it.kind == "hvc1" {
			data[it.extents[0].off+4] = nalSPS << 1
		}
	}
	if _, err := prepareBytes(data); !errors.Is(err, ErrUnsupported) {
		t.Error(err)
	}
}

func TestHEICPixels(t *testing.T) {
	data := testdata(t, "quadrants.heic")
	made, err := prepareBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	want := quadrants(made.Width, made.Height)
	for _, at := range []image.Point{{8, 8}, {180, 8}, {8, 120}, {180, 120}} {
		if got := decodeCopy(t, made.Copy).At(at.X, at.Y); distance(got, want.At(at.X, at.Y)) > 40 {
			t.Errorf("at %v: %v, want %v", at, got, want.At(at.X, at.Y))
		}
	}
	for n := range data {
		if _, err := prepareBytes(data[:n]); Key(err) == "" {
			t.Fatalf("cut after %d of %d bytes: %v", n, len(data), err)
		}
	}
}

func TestHEICCutOff(t *testing.T) {
	data := sharedPhoto(t, "iphone_13_pro_max.HEIC")
	for _, lost := range []int{1, 100, 100_000, 2_000_000} { // the decoder alone takes the first two
		if _, err := prepareBytes(data[:len(data)-lost]); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%d bytes lost: %v", lost, err)
		}
	}
}
