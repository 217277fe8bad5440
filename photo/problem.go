package photo

import (
	"errors"
	"fmt"
)

// What a picture may cost before it is looked into any further.
const (
	MaxFile   = 64 << 20   // bytes
	MaxPixels = 40_000_000 // width × height as the header says
)

// The reasons for which a picture isn't taken. Whatever wraps one of them has its Key.
var (
	ErrFormat      error = &problem{"photo: not a JPEG, PNG, WebP or HEIC picture", "photo.unknown-format"}
	ErrTooBig      error = &problem{"photo: file too big", "photo.too-large"}
	ErrTooLarge    error = &problem{"photo: too many pixels", "photo.too-many-pixels"}
	ErrCorrupt     error = &problem{"photo: picture is damaged", "photo.corrupt"}
	ErrUnsupported error = &problem{"photo: a kind of picture that can't be decoded here", "photo.unsupported"}
)

type problem struct{ text, key string }

func (p *problem) Error() string { return p.text }

// Key is the translation key of the reason for which a picture isn't taken, or "" for any other error, such as a disk's
// or a cancelled context's.
func Key(err error) string {
	if p, ok := errors.AsType[*problem](err); ok {
		return p.key
	}
	return ""
}

// corrupt says where a picture stopped making sense.
func corrupt(where string) error { return fmt.Errorf("%w: %s", ErrCorrupt, where) }

// unsupported says which feature there is no decoder for.
func unsupported(what string) error { return fmt.Errorf("%w: %s", ErrUnsupported, what) }

// checkSize refuses a picture by its stated size, in pixels.
func checkSize(width, height int) error {
	switch {
	case width < 1 || height < 1:
		return corrupt("no pixels")
	case int64(width)*int64(height) > MaxPixels:
		return fmt.Errorf("%w: %d × %d", ErrTooLarge, width, height)
	}
	return nil
}
