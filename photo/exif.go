package photo

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/rwcarlsen/goexif/exif"
	"github.com/rwcarlsen/goexif/tiff"

	"priyom/civic"
)

// Names for the tags that goexif doesn't know.
const (
	nameOffset          exif.FieldName = "OffsetTime"
	nameOffsetOriginal  exif.FieldName = "OffsetTimeOriginal"
	nameOffsetDigitized exif.FieldName = "OffsetTimeDigitized"
	nameGPSError        exif.FieldName = "GPSHPositioningError"
)

// readEXIF takes from a TIFF file what it can and notes in Unread what it can't, goexif's panics included.
func (info *Info) readEXIF(raw []byte) {
	defer func() {
		if recover() != nil {
			info.unread(FieldAll)
		}
	}()
	raw = bytes.TrimPrefix(raw, []byte("Exif\x00\x00")) // PNG and WebP writers add it against the rules
	x, broken, err := openEXIF(raw)
	for _, f := range broken {
		info.unread(f)
	}
	if err != nil {
		info.unread(FieldAll)
		return
	}
	info.readOrientation(x)
	info.readTime(x)
	info.readPosition(x)
	info.readBearing(x)
}

func (info *Info) unread(f Field) {
	if !slices.Contains(info.Unread, f) {
		info.Unread = append(info.Unread, f)
	}
}

// openEXIF hands goexif a pruned file.
func openEXIF(raw []byte) (x *exif.Exif, broken []Field, err error) {
	pruned, broken := prune(raw)
	if pruned == nil {
		return nil, nil, errors.New("photo: EXIF: no TIFF directory")
	}
	if x, err = exif.Decode(bytes.NewReader(pruned)); err != nil {
		return nil, broken, err
	}
	err = errors.Join(
		loadMore(x, exif.ExifIFDPointer, map[uint16]exif.FieldName{
			tagOffset: nameOffset, tagOffsetOriginal: nameOffsetOriginal, tagOffsetDigitized: nameOffsetDigitized,
		}),
		loadMore(x, exif.GPSInfoIFDPointer, map[uint16]exif.FieldName{tagGPSError: nameGPSError}))
	return x, broken, err
}

// loadMore loads tags that came into EXIF after goexif was written.
func loadMore(x *exif.Exif, link exif.FieldName, names map[uint16]exif.FieldName) error {
	tag, err := x.Get(link)
	if err != nil {
		return nil
	}
	off, err := tag.Int64(0)
	if err != nil {
		return err
	}
	r := bytes.NewReader(x.Raw)
	if _, err := r.Seek(off, io.SeekStart); err != nil {
		return err
	}
	dir, _, err := tiff.DecodeDir(r, x.Tiff.Order)
	if err != nil {
		return err
	}
	x.LoadTags(dir, names, false)
	return nil
}

func (info *Info) readOrientation(x *exif.Exif) {
	tag, err := x.Get(exif.Orientation)
	if err != nil {
		return
	}
	switch v, err := tag.Int(0); {
	case err == nil && v >= 1 && v <= 8:
		info.Orientation = Orientation(v)
	case err == nil && v == 0: // "unknown", as old software writes it
	default:
		info.unread(FieldOrientation)
	}
}

// readTime prefers the moment of the shot to that of digitizing (scanners) to that of the file's last change (the only
// one that some phones' cameras write).
func (info *Info) readTime(x *exif.Exif) {
	for _, names := range [][2]exif.FieldName{
		{exif.DateTimeOriginal, nameOffsetOriginal},
		{exif.DateTimeDigitized, nameOffsetDigitized},
		{exif.DateTime, nameOffset},
	} {
		at, ok := text(x, names[0])
		at = strings.TrimSpace(at)
		if !ok || strings.Trim(at, "0: ") == "" { // never set
			continue
		}
		if zone, ok := text(x, names[1]); ok {
			if t, err := time.Parse("2006:01:02 15:04:05Z07:00", at+strings.TrimSpace(zone)); err == nil {
				info.TakenAt, info.Zoned = t, true
				return
			}
		}
		t, err := time.ParseInLocation("2006:01:02 15:04:05", at, time.Local)
		if err == nil {
			info.TakenAt = t
			return
		}
		info.unread(FieldTime)
	}
}

// readPosition takes 0, 0 for a receiver without a fix, as it is in the middle of the sea.
func (info *Info) readPosition(x *exif.Exif) {
	ns, haveNS := text(x, exif.GPSLatitudeRef)
	ew, haveEW := text(x, exif.GPSLongitudeRef)
	_, noLat := x.Get(exif.GPSLatitude)
	_, noLon := x.Get(exif.GPSLongitude)
	if !haveNS && !haveEW && noLat != nil && noLon != nil {
		return
	}
	lat, lon, err := x.LatLong()
	switch {
	case err != nil, ns != "N" && ns != "S", ew != "E" && ew != "W",
		!(math.Abs(lat) <= 90), !(math.Abs(lon) <= 180), // so that NaN is out too
		lat == 0 && lon == 0:
		info.unread(FieldPosition)
		return
	}
	info.Position = civic.Position{Lat: civic.Degrees(lat), Lon: civic.Degrees(lon)}
	info.Located = true
	if radius, ok := number(x, nameGPSError); ok && radius > 0 && radius < 1e6 {
		info.Position.Accuracy = civic.Metres(radius)
	}
}

func (info *Info) readBearing(x *exif.Exif) {
	if _, err := x.Get(exif.GPSImgDirection); err != nil {
		return
	}
	bearing, ok := number(x, exif.GPSImgDirection)
	if !ok || !(bearing >= 0 && bearing <= 360) {
		info.unread(FieldBearing)
		return
	}
	info.Bearing, info.Bore = civic.Degrees(math.Mod(bearing, 360)), true
}

// text is a tag's string up to the first zero byte.
func text(x *exif.Exif, name exif.FieldName) (s string, ok bool) {
	tag, err := x.Get(name)
	if err != nil {
		return "", false
	}
	s, err = tag.StringVal()
	return s, err == nil
}

// number is a tag's first rational; a zero below the line makes it none.
func number(x *exif.Exif, name exif.FieldName) (v float64, ok bool) {
	tag, err := x.Get(name)
	if err != nil {
		return 0, false
	}
	num, den, err := tag.Rat2(0)
	if err != nil || den == 0 {
		return 0, false
	}
	return float64(num) / float64(den), true
}
