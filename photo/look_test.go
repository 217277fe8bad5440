package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"
)

// spots draws spots that depend on seed; scale makes the same scene bigger.
func spots(seed uint64, scale int) image.Image {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewGray(image.Rect(0, 0, 120*scale, 90*scale))
	for range 40 {
		cx, cy, size, v := r.IntN(120)*scale, r.IntN(90)*scale, (5+r.IntN(25))*scale, color.Gray{Y: byte(r.IntN(256))}
		for y := cy; y < cy+size; y++ {
			for x := cx; x < cx+size; x++ {
				img.SetGray(x, y, v)
			}
		}
	}
	return img
}

func lookAt(t *testing.T, img image.Image, quality int) Look {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	l, err := LookAt(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The same picture, smaller and worse, looks the same; other pictures don't.
func TestLook(t *testing.T) {
	for seed := range uint64(20) {
		one := lookAt(t, spots(seed, 1), 40)
		if d := one.Differs(lookAt(t, spots(seed, 3), 90)); d > SameLook {
			t.Errorf("%d: the same picture differs in %d bits", seed, d)
		}
		if d := one.Differs(lookAt(t, spots(seed+100, 1), 40)); d <= SameLook {
			t.Errorf("%d: another picture differs in %d bits", seed, d)
		}
	}
}

func TestLookRefuses(t *testing.T) {
	if _, err := LookAt(bytes.NewReader([]byte("no picture"))); err == nil {
		t.Error("something that is no picture has a look")
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, CopySide+1, 1)), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := LookAt(bytes.NewReader(b.Bytes())); err == nil {
		t.Error("a picture too large has a look")
	}
}
