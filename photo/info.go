package photo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"priyom/civic"
)

// Info is what a file says about the picture in it.
type Info struct {
	Format        Format
	Width, Height int         // as stored, in pixels
	Orientation   Orientation // what turns the stored pixels upright; 1 if nothing is said

	// TakenAt is by the camera's clock; zero if unknown. With Zoned the camera said its offset from UTC; else it is the
	// camera's wall clock read in time.Local, right as long as the picture was taken where it is handed in.
	TakenAt time.Time
	Zoned   bool

	Position civic.Position // WGS 84; meaningful if Located
	Located  bool
	Bearing  civic.Degrees // where the camera looked, 0 to 360 clockwise from north (true or magnetic); meaningful if Bore
	Bore     bool

	Unread []Field // what the EXIF has, but broken or beyond belief
}

// Format is a kind of picture file, known by its content and not by its name.
type Format string

// The formats that can be read.
const (
	FormatJPEG Format = "jpeg"
	FormatPNG  Format = "png"
	FormatWebP Format = "webp"
	FormatHEIC Format = "heic"
)

// Field names a part of the EXIF.
type Field string

// The parts of the EXIF that are read.
const (
	FieldAll         Field = "exif" // none of it could be read
	FieldOrientation Field = "orientation"
	FieldTime        Field = "time"
	FieldPosition    Field = "position"
	FieldBearing     Field = "bearing"
)

// header is what the formats' readers find.
type header struct {
	width, height int
	orientation   Orientation // by the container; 0 leaves it to the EXIF
	exif          []byte      // as a TIFF file, or nil
	heif          *heif       // HEIC only: what else there is in the container
}

// Inspect reads a picture's header. The error is ErrFormat, ErrTooBig, ErrTooLarge, ErrCorrupt, ErrUnsupported or the
// reader's own; Info holds all that was found out until then, so a picture that is too large still has its position.
// Broken EXIF is no error, see Info.Unread.
func Inspect(r io.ReaderAt, size int64) (Info, error) {
	info, _, err := inspect(content{r, size})
	return info, err
}

func inspect(c content) (info Info, h header, err error) {
	info.Orientation = Upright
	if c.size > MaxFile {
		return info, h, fmt.Errorf("%w: %d bytes", ErrTooBig, c.size)
	}
	start, err := c.bytes(0, min(64, c.size))
	if err != nil {
		return info, h, err
	}
	switch info.Format = sniff(start); info.Format {
	case FormatJPEG:
		h, err = readJPEG(c)
	case FormatPNG:
		h, err = readPNG(c)
	case FormatWebP:
		h, err = readWebP(c)
	case FormatHEIC:
		h, err = readHEIC(c)
	default:
		return info, h, ErrFormat
	}
	info.Width, info.Height = h.width, h.height
	if h.exif != nil {
		info.readEXIF(h.exif)
	}
	if h.orientation != 0 {
		info.Orientation = h.orientation
	}
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return info, h, err
	}
	return info, h, errors.Join(err, checkSize(h.width, h.height))
}

// sniff tells the format from a file's first bytes.
func sniff(b []byte) Format {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return FormatJPEG
	case bytes.HasPrefix(b, []byte(pngMagic)):
		return FormatPNG
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return FormatWebP
	case len(b) >= 12 && string(b[4:8]) == "ftyp" && heicBrand(b[8:]):
		return FormatHEIC
	}
	return ""
}
