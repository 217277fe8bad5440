package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// photos are the two pictures of the story: how the place looks when all is well, and the same in the dark. folder holds a real photo; without one a
// drawn one stands for it.
func (t *tour) photos(folder string) (before, after image.Image, err error) {
	for _, path := range []string{filepath.Join(folder, "DSCN0012.jpg"), filepath.Join("scripts", "tour-photo.jpg")} {
		content, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		after, err := jpeg.Decode(bytes.NewReader(content))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", path, err)
		}
		if filepath.Base(path) == "tour-photo.jpg" { // that one is dark already
			return after, shaded(after, func(c float64, _ int) float64 { return min(255, c*1.5+30) }), nil
		}
		return shaded(after, func(c float64, channel int) float64 { return c * []float64{0.30, 0.34, 0.46}[channel] }), after, nil
	}
	return nil, nil, fmt.Errorf("no photo to begin with")
}

// shaded is a picture whose colours went through f.
func shaded(of image.Image, f func(c float64, channel int) float64) image.Image {
	b := of.Bounds()
	out := image.NewRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			red, green, blue, _ := of.At(x, y).RGBA()
			out.SetRGBA(x, y, color.RGBA{uint8(f(float64(red>>8), 0)), uint8(f(float64(green>>8), 1)), uint8(f(float64(blue>>8), 2)), 255})
		}
	}
	return out
}

// save writes a photo as a camera does, with when it was taken.
func save(path string, m image.Image, at time.Time) error {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		return err
	}
	return os.WriteFile(path, stamped(b.Bytes(), at), 0o644)
}

// stamped puts into a JPEG when it was taken (EXIF 2.32: DateTimeOriginal and OffsetTimeOriginal in the EXIF directory).
func stamped(content []byte, at time.Time) []byte {
	le := binary.LittleEndian
	entry := func(tag, kind uint16, count, value uint32) []byte {
		e := le.AppendUint16(le.AppendUint16(nil, tag), kind)
		return le.AppendUint32(le.AppendUint32(e, count), value)
	}
	const first, exif, texts = 8, 8 + 2 + 12 + 4, 8 + 2 + 12 + 4 + 2 + 24 + 4 // where the directories and their texts begin
	when, zone := at.Format("2006:01:02 15:04:05")+"\x00", at.Format("-07:00")+"\x00"
	tiff := slices.Concat([]byte("II*\x00"), le.AppendUint32(nil, first),
		le.AppendUint16(nil, 1), entry(0x8769, 4, 1, exif), le.AppendUint32(nil, 0),
		le.AppendUint16(nil, 2), entry(0x9003, 2, uint32(len(when)), texts), entry(0x9011, 2, uint32(len(zone)), texts+uint32(len(when))), le.AppendUint32(nil, 0),
		[]byte(when+zone))
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(body)+2))
	return slices.Concat(head, body, content[2:])
}
