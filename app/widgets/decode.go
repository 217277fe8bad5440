package widgets

import (
	"bytes"
	"image"
)

// Decode reads a small picture, such as a preview; nil if it can't be read or isn't small.
func Decode(preview []byte) image.Image {
	config, _, err := image.DecodeConfig(bytes.NewReader(preview))
	if err != nil || config.Width*config.Height > maxThumbPixels {
		return nil
	}
	picture, _, err := image.Decode(bytes.NewReader(preview))
	if err != nil {
		return nil
	}
	return picture
}
