package picture

import "bytes"

// Format is how a picture is written.
type Format uint8

// The formats.
const (
	Unknown Format = iota
	PNG
	JPEG
	WebP
)

// FormatOf looks at a file's first bytes, never at what it is said to be.
func FormatOf(data []byte) Format {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return JPEG
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP
	}
	return Unknown
}

// String is the format's name in MBTiles' metadata.
func (f Format) String() string {
	switch f {
	case PNG:
		return "png"
	case JPEG:
		return "jpg"
	case WebP:
		return "webp"
	}
	return ""
}
