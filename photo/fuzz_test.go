package photo

import (
	"testing"

	"priyom/civic"
)

func FuzzInspect(f *testing.F) {
	f.Add(withSegments(encodeJPEG(f, quadrants(8, 8), 90), exifSegment(tiffFile([]entry{short(0x0112, 6)}, nil, florence()))))
	f.Add(pngWith(encodePNG(f, quadrants(8, 8)), tiffFile(nil, nil, florence())))
	f.Add(testdata(f, "quadrants.webp"))
	f.Add(testdata(f, "clear-corner.webp"))
	f.Add(testdata(f, "quadrants.heic"))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := inspectBytes(data)
		if err == nil && (info.Width < 1 || info.Height < 1 || info.Width*info.Height > MaxPixels) {
			t.Errorf("%d × %d without an error", info.Width, info.Height)
		}
		if err != nil && Key(err) == "" {
			t.Errorf("no reason that can be told: %v", err)
		}
		believable(t, info)
	})
}

// FuzzHEICExif fuzzes what lies in the boxes and what lies in the item apart.
func FuzzHEICExif(f *testing.F) {
	f.Add(heicFile(hevcConfig(640, 480), nil), []byte(nil))
	f.Add([]byte(nil), tiffFile([]entry{short(0x0112, 6)}, []entry{ascii(0x9003, "2026:11:24 08:15:30")}, florence()))
	f.Fuzz(func(t *testing.T, file, tiff []byte) {
		if len(tiff) > 0 {
			file = heicFile(hevcConfig(640, 480), tiff)
		}
		info, err := inspectBytes(file)
		if err != nil && len(tiff) > 0 && len(tiff) < maxEXIF {
			t.Errorf("EXIF spoils the picture: %v", err)
		}
		believable(t, info)
	})
}

// FuzzPrepareJPEG fuzzes the own decoding: what it takes, it takes whole.
func FuzzPrepareJPEG(f *testing.F) {
	f.Add(encodeJPEG(f, quadrants(40, 24), 50), true)
	f.Add(withRestarts(f, scene(f, 40, 40, false)), false)
	f.Add(scene(f, 30, 20, true), true)
	f.Fuzz(func(t *testing.T, data []byte, half bool) {
		s, err := findScan(data)
		if err != nil || s == nil || s.width*s.height > 1<<20 {
			return
		}
		n := 2
		if half {
			n = 4
		}
		p, err := s.reduce(t.Context(), n)
		if err != nil {
			return
		}
		if out := p.fit(100, Orientation(8).turn()); len(out.y.pix) != out.width*out.height {
			t.Errorf("%d samples for %d × %d", len(out.y.pix), out.width, out.height)
		}
	})
}

func believable(t *testing.T, info Info) {
	t.Helper()
	if info.Orientation < 1 || info.Orientation > 8 {
		t.Errorf("orientation %d", info.Orientation)
	}
	lat, lon := info.Position.Lat, info.Position.Lon
	if info.Located && !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) || info.Located == (info.Position == civic.Position{}) {
		t.Errorf("located %v at %v", info.Located, info.Position)
	}
	if info.Bore && !(info.Bearing >= 0 && info.Bearing < 360) {
		t.Errorf("bearing %v", info.Bearing)
	}
}
