package photo_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"testing"
	"time"

	"priyom/photo"
)

func plain(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 20)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestStamp(t *testing.T) {
	at := time.Date(2026, 11, 26, 9, 5, 7, 0, time.FixedZone("", 2*3600))
	content := plain(t)
	for _, turned := range []photo.Orientation{photo.Upright, 3, 6, 8} {
		stamped, err := photo.Stamp(content, at, turned)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // a second stamp takes the place of the first
			info, err := photo.Inspect(bytes.NewReader(stamped), int64(len(stamped)))
			if err != nil || info.Format != photo.FormatJPEG || info.Orientation != turned || !info.TakenAt.Equal(at) || !info.Zoned || len(info.Unread) > 0 {
				t.Errorf("turned %d: %+v, %v", turned, info, err)
			}
			length := len(stamped)
			if stamped, err = photo.Stamp(stamped, at, turned); err != nil || len(stamped) != length {
				t.Errorf("%d bytes became %d, %v", length, len(stamped), err)
			}
		}
		made, err := photo.Prepare(t.Context(), bytes.NewReader(stamped), int64(len(stamped)))
		if err != nil {
			t.Fatal(err)
		}
		if upright := turned < 5; upright != (made.Width > made.Height) {
			t.Errorf("turned %d: %d × %d", turned, made.Width, made.Height)
		}
	}
}

func TestStampOfWhatIsNoJPEG(t *testing.T) {
	for name, content := range map[string][]byte{"nothing": nil, "a PNG": []byte("\x89PNG\r\n\x1a\n"), "a segment cut off": {0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1}} {
		if _, err := photo.Stamp(content, time.Now(), photo.Upright); !errors.Is(err, photo.ErrFormat) && !errors.Is(err, photo.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
