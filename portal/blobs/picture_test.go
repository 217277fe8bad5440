package blobs

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"priyom/portal/db"
)

func drawn(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = color.Gray{Y: byte(i * 7)}.Y
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 30}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with puts a segment behind a JPEG's first two bytes.
func with(picture []byte, marker byte, content string) []byte {
	n := len(content) + 2
	segment := append([]byte{0xFF, marker, byte(n >> 8), byte(n)}, content...)
	return append(append(append([]byte{}, picture[:2]...), segment...), picture[2:]...)
}

// Only a JPEG that holds a picture and nothing else is fit to be shown.
func TestWhatMayBeShown(t *testing.T) {
	small, photo := drawn(t, 128, 96), drawn(t, 1600, 1200)
	jfif := "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
	for name, row := range map[string]struct {
		content []byte
		want    db.Picture
	}{
		"preview":          {small, db.PicturePreview},
		"photo":            {photo, db.PicturePhoto},
		"plain JFIF":       {with(photo, 0xE0, jfif), db.PicturePhoto},
		"Adobe colours":    {with(photo, 0xEE, "Adobe\x00d\x00\x00\x00\x00\x01"), db.PicturePhoto},
		"fill bytes":       {append([]byte{0xFF, 0xD8, 0xFF, 0xFF}, photo[2:]...), db.PicturePhoto},
		"JFIF thumbnail":   {with(photo, 0xE0, jfif+"\x10\x10"+string(make([]byte, 768))), db.PictureNone},
		"EXIF":             {with(photo, 0xE1, "Exif\x00\x00MM\x00*Иванова"), db.PictureNone},
		"IPTC":             {with(photo, 0xED, "Photoshop 3.0"), db.PictureNone},
		"maker's own":      {with(photo, 0xE2, "serial 12345"), db.PictureNone},
		"comment":          {with(photo, 0xFE, "снято Ивановой"), db.PictureNone},
		"something behind": {append(bytes.Clone(photo), "+37379555014"...), db.PictureNone},
		"a second picture": {append(bytes.Clone(photo), small...), db.PictureNone},
		"cut short":        {photo[:len(photo)-2], db.PictureNone},
		"cut in half":      {photo[:len(photo)/2], db.PictureNone},
		"only its header":  {photo[:4], db.PictureNone},
		"too wide":         {drawn(t, 1601, 20), db.PictureNone},
		"not a picture":    {[]byte("это не снимок"), db.PictureNone},
		"empty":            {nil, db.PictureNone},
	} {
		got, err := lookAt(bytes.NewReader(row.content), int64(len(row.content)))
		if err != nil || got != row.want {
			t.Errorf("%s: %q, want %q; %v", name, got, row.want, err)
		}
	}
}

// Whatever is shown has the shape of a copy and nothing around it.
func FuzzLookAt(f *testing.F) {
	small := drawn(f, 40, 30)
	f.Add(small)
	f.Add(with(small, 0xE1, "Exif\x00\x00"))
	f.Add(append(bytes.Clone(small), 0))
	f.Fuzz(func(t *testing.T, content []byte) {
		picture, err := lookAt(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		if picture == db.PictureNone {
			return
		}
		shape, err := jpeg.DecodeConfig(bytes.NewReader(content))
		if err != nil || max(shape.Width, shape.Height) > maxPhotoSide {
			t.Fatalf("%+v, %v", shape, err)
		}
		if !bytes.HasPrefix(content, []byte{0xFF, markSOI}) || !bytes.HasSuffix(content, []byte{0xFF, markEOI}) {
			t.Fatal("there is something around it")
		}
	})
}
