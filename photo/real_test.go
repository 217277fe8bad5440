package photo

import (
	"errors"
	"math"
	"os"
	"testing"
	"time"
)

// What each real photograph says, and whether copies can be made of it.
func TestRealPhotographs(t *testing.T) {
	local := func(y int, mo time.Month, d, h, mi, s int) time.Time {
		return time.Date(y, mo, d, h, mi, s, 0, time.Local)
	}
	tests := map[string]struct {
		width, height int
		orientation   Orientation
		takenAt       time.Time
		zoned         bool
		lat, lon      float64 // 0, 0 is not located
		bearing       float64 // -1 is unknown
		format        Format
		prepare       error
	}{
		"36-memory_error.jpg":  {1600, 1200, 1, local(2002, 4, 21, 0, 30, 33), false, 0, 0, -1, FormatJPEG, nil},
		"DSCN0010.jpg":         {640, 480, 1, local(2008, 10, 22, 16, 28, 39), false, 43.4674, 11.8851, -1, FormatJPEG, nil},
		"DSCN0012.jpg":         {640, 480, 1, local(2008, 10, 22, 16, 29, 49), false, 43.4672, 11.8854, -1, FormatJPEG, nil},
		"DSCN0021.jpg":         {640, 480, 1, local(2008, 10, 22, 16, 38, 20), false, 43.4671, 11.8845, -1, FormatJPEG, nil},
		"HMD_Nokia_8.3_5G.jpg": {4608, 1976, 1, time.Date(2022, 8, 14, 11, 12, 31, 0, time.UTC), true, 60.1467, 24.9068, 56, FormatJPEG, nil},
		"corrupted.jpg":        {3648, 2736, 1, local(2015, 9, 8, 11, 2, 17), false, 0, 0, -1, FormatJPEG, ErrCorrupt},
		"image00971.jpg":       {636, 227, 1, time.Time{}, false, 0, 0, -1, FormatJPEG, nil},
		"image01137.jpg":       {88, 64, 1, time.Time{}, false, 0, 0, -1, FormatJPEG, nil},
		"landscape_3.jpg":      {600, 450, 3, time.Time{}, false, 0, 0, -1, FormatJPEG, nil},
		"landscape_6.jpg":      {450, 600, 6, time.Time{}, false, 0, 0, -1, FormatJPEG, nil},
		"portrait_8.jpg":       {600, 450, 8, time.Time{}, false, 0, 0, -1, FormatJPEG, nil},
		"iphone_13_pro_max.HEIC": {
			4032, 3024, 6, time.Date(2022, 2, 16, 11, 55, 41, 0, time.UTC), true, 0, 0, -1, FormatHEIC, nil,
		},
	}
	files, err := os.ReadDir(sharedPhotos(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := f.Name()
		if _, ok := tests[name]; !ok && name != "README.md" {
			t.Errorf("%s isn't in the table", name)
		}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data := sharedPhoto(t, name)
			info, err := inspectBytes(data)
			if err != nil {
				t.Fatal(err)
			}
			if info.Format != tt.format || info.Width != tt.width || info.Height != tt.height || info.Orientation != tt.orientation {
				t.Errorf("%s, %d × %d, orientation %d", info.Format, info.Width, info.Height, info.Orientation)
			}
			if !info.TakenAt.Equal(tt.takenAt) || info.Zoned != tt.zoned {
				t.Errorf("taken at %v, zoned %v", info.TakenAt, info.Zoned)
			}
			near := func(a, b float64) bool { return math.Abs(a-b) < 0.0001 }
			if info.Located != (tt.lat != 0) || !near(float64(info.Position.Lat), tt.lat) || !near(float64(info.Position.Lon), tt.lon) {
				t.Errorf("located %v at %v", info.Located, info.Position)
			}
			if info.Bore != (tt.bearing >= 0) || info.Bore && !near(float64(info.Bearing), tt.bearing) {
				t.Errorf("bearing %v %v", info.Bore, info.Bearing)
			}
			if len(info.Unread) > 0 {
				t.Errorf("unread: %v", info.Unread)
			}
			made, err := prepareBytes(data)
			if !errors.Is(err, tt.prepare) {
				t.Fatalf("prepare: %v, want %v", err, tt.prepare)
			}
			if err != nil {
				return
			}
			if len(made.Copy) > CopyBytes || len(made.Preview) > PreviewBytes {
				t.Errorf("copy %d, preview %d bytes", len(made.Copy), len(made.Preview))
			}
			w, h := tt.width, tt.height
			if tt.orientation >= 5 {
				w, h = h, w
			}
			if long := max(w, h); long > CopySide {
				w, h = (w*CopySide+long/2)/long, (h*CopySide+long/2)/long
			}
			if got := decodeCopy(t, made.Copy).Bounds().Size(); got.X != w || got.Y != h {
				t.Errorf("copy is %v, want %d × %d", got, w, h)
			}
			if got := decodeCopy(t, made.Preview).Bounds().Size(); max(got.X, got.Y) < 128 && max(w, h) >= 128 {
				t.Errorf("preview is %v", got)
			}
		})
	}
}

// The same fall, stored in two orientations, and the digits painted on it: both must stand up.
func TestRealOrientationsAgree(t *testing.T) {
	var small [2][]uint8
	for i, name := range []string{"landscape_3.jpg", "landscape_6.jpg"} {
		made, err := prepareBytes(sharedPhoto(t, name))
		if err != nil {
			t.Fatal(err)
		}
		p, err := split(t.Context(), decodeCopy(t, made.Copy), FormatJPEG)
		if err != nil {
			t.Fatal(err)
		}
		small[i] = p.fit(64, turn{}).y.pix
	}
	if db := psnr(small[0], small[1]); db < 20 {
		t.Errorf("they differ: %.1f dB", db)
	}
}
