package photo

import (
	"fmt"
	"image"
	"image/color"
	"testing"

	"pgregory.net/rapid"
)

// sides are where the stored 0th row and 0th column are to be seen: CIPA DC-008 4.6.4, Orientation, word by word.
var sides = [9][2]string{
	1: {"top", "left"}, 2: {"top", "right"}, 3: {"bottom", "right"}, 4: {"bottom", "left"},
	5: {"left", "top"}, 6: {"right", "top"}, 7: {"right", "bottom"}, 8: {"left", "bottom"},
}

// stored lays an upright picture down so that the orientation is true of it.
func stored(upright image.Image, o Orientation) *image.RGBA {
	w, h := upright.Bounds().Dx(), upright.Bounds().Dy()
	rows, columns := h, w
	if o >= 5 {
		rows, columns = w, h
	}
	m := image.NewRGBA(image.Rect(0, 0, columns, rows))
	for row := range rows {
		for column := range columns {
			var x, y int
			for i, n := range [2]int{row, column} {
				switch sides[o][i] {
				case "left":
					x = n
				case "right":
					x = w - 1 - n
				case "top":
					y = n
				case "bottom":
					y = h - 1 - n
				}
			}
			m.Set(column, row, upright.At(x, y))
		}
	}
	return m
}

func TestOrientationsAllComeUpright(t *testing.T) {
	want := quadrants(48, 96)
	for o := Upright; o <= 8; o++ {
		t.Run(fmt.Sprint(o), func(t *testing.T) {
			tiff := tiffFile([]entry{short(0x0112, uint16(o))}, nil, nil)
			for format, data := range map[Format][]byte{
				FormatJPEG: withSegments(encodeJPEG(t, stored(want, o), 100), exifSegment(tiff)),
				FormatPNG:  pngWith(encodePNG(t, stored(want, o)), tiff),
			} {
				made, err := prepareBytes(data)
				if err != nil {
					t.Fatal(err)
				}
				if made.Width != 48 || made.Height != 96 {
					t.Fatalf("%s: copy is %d × %d", format, made.Width, made.Height)
				}
				got := decodeCopy(t, made.Copy)
				for _, at := range []image.Point{{4, 4}, {43, 4}, {4, 91}, {43, 91}} {
					if d := distance(got.At(at.X, at.Y), want.At(at.X, at.Y)); d > 12 {
						t.Errorf("%s: at %v %v, want %v", format, at, got.At(at.X, at.Y), want.At(at.X, at.Y))
					}
				}
			}
		})
	}
}

// Whatever the size, scaled or not: turning the pixels first or in passing makes no difference.
func TestTurningInPassing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h")
		o := Orientation(rapid.IntRange(1, 8).Draw(t, "orientation"))
		side := rapid.IntRange(1, 50).Draw(t, "side")
		upright := image.NewRGBA(image.Rect(0, 0, w, h))
		for i, v := range rapid.SliceOfN(rapid.Uint8(), w*h, w*h).Draw(t, "grey") {
			upright.Set(i%w, i/w, color.Gray{v})
		}
		want, got := greyPlanes(upright).fit(side, turn{}), greyPlanes(stored(upright, o)).fit(side, o.turn())
		if got.width != want.width || got.height != want.height {
			t.Fatalf("%d × %d, want %d × %d", got.width, got.height, want.width, want.height)
		}
		for i := range want.y.pix {
			if d := int(got.y.pix[i]) - int(want.y.pix[i]); d < -3 || d > 3 { // weights are rounded, from the other end
				t.Fatalf("sample %d: %d, want %d", i, got.y.pix[i], want.y.pix[i])
			}
		}
	})
}

func TestTurnsCompose(t *testing.T) {
	for a := Upright; a <= 8; a++ {
		for b := Upright; b <= 8; b++ {
			m := quadrants(5, 7)
			twice := turned(turned(m, a), b)
			once := turned(m, a.turn().then(b.turn()).orientation())
			if twice.Rect != once.Rect || string(twice.Pix) != string(once.Pix) {
				t.Errorf("%d then %d isn't %d", a, b, a.turn().then(b.turn()).orientation())
			}
		}
	}
}

// turned makes an upright picture of a stored one.
func turned(m image.Image, o Orientation) *image.RGBA {
	for back := Upright; back <= 8; back++ { // one of the eight undoes it
		if up := stored(m, back); stored(up, o).Rect == m.Bounds() && string(stored(up, o).Pix) == string(m.(*image.RGBA).Pix) {
			return up
		}
	}
	return nil
}

func greyPlanes(m *image.RGBA) planes {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	p := planes{width: w, height: h, y: plane{stride: w, wide: float64(w), high: float64(h)}}
	for i := range w * h {
		p.y.pix = append(p.y.pix, m.Pix[4*i])
	}
	return p
}

// distance is the greatest difference of two colours' channels, of 255.
func distance(a, b color.Color) int {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	d := 0
	for _, pair := range [3][2]uint32{{ar, br}, {ag, bg}, {ab, bb}} {
		d = max(d, int(pair[0]>>8)-int(pair[1]>>8), int(pair[1]>>8)-int(pair[0]>>8))
	}
	return d
}
