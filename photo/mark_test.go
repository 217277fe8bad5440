package photo

import (
	"bytes"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"priyom/civic"
)

func noise(w, h int, seed uint64) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range m.Pix {
		m.Pix[i] = uint8(r.Uint32())
		if i%4 == 3 {
			m.Pix[i] = 255
		}
	}
	return m
}

// What lay in a blurred box can't be told: pictures that differ in it, but for the mean colours of its cells, come out the same.
func TestBlurLeavesNothing(t *testing.T) {
	one := noise(200, 100, 1)
	box := image.Rect(40, 20, 140, 60) // cells of 20 × 20
	other := image.NewRGBA(one.Rect)
	copy(other.Pix, one.Pix)
	r := rand.New(rand.NewPCG(3, 4))
	for cy := 0; cy < 40; cy += 20 {
		for cx := 0; cx < 100; cx += 20 {
			order := r.Perm(400)
			for i, from := range order {
				a := one.PixOffset(40+cx+from%20, 20+cy+from/20)
				b := other.PixOffset(40+cx+i%20, 20+cy+i/20)
				copy(other.Pix[b:b+4], one.Pix[a:a+4])
			}
		}
	}
	if bytes.Equal(one.Pix, other.Pix) {
		t.Fatal("the pictures are the same: this tests nothing")
	}
	mark := []civic.Mark{{Kind: civic.MarkBlur, FromX: 0.7, FromY: 0.6, ToX: 0.2, ToY: 0.2}}
	a, b := Draw(one, mark), Draw(other, mark)
	if !bytes.Equal(a.Pix, b.Pix) {
		t.Error("the box tells more than its mean colours")
	}
	for y := range 100 {
		for x := range 200 {
			in := image.Pt(x, y).In(box)
			if same := a.RGBAAt(x, y) == one.RGBAAt(x, y); !in && !same {
				t.Fatalf("changed outside of the box, at %d, %d", x, y)
			}
		}
	}
}

func TestMarksAreDrawn(t *testing.T) {
	grey := image.NewUniform(color.NRGBA{120, 120, 120, 255})
	m := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for y := range 200 {
		for x := range 320 {
			m.Set(x, y, grey)
		}
	}
	out := Draw(m, []civic.Mark{
		{Kind: civic.MarkArrow, FromX: 0.1, FromY: 0.5, ToX: 0.5, ToY: 0.5},
		{Kind: civic.MarkCircle, FromX: 0.6, FromY: 0.2, ToX: 0.9, ToY: 0.8},
	})
	red := color.RGBA{0xC8, 0x38, 0x1A, 0xFF}
	for name, at := range map[string]image.Point{"the shaft": {60, 100}, "the head": {154, 100}, "the circle's left": {192, 100}, "its top": {240, 40}} {
		if got := out.RGBAAt(at.X, at.Y); got != red {
			t.Errorf("%s is %v", name, got)
		}
	}
	for name, at := range map[string]image.Point{"inside the circle": {240, 100}, "beyond the tip": {170, 100}, "a corner": {1, 1}} {
		if got := out.RGBAAt(at.X, at.Y); got != (color.RGBA{120, 120, 120, 255}) {
			t.Errorf("%s is %v", name, got)
		}
	}
	if dir := os.Getenv("PHOTO_LOOK"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "marks.png"), encodePNG(t, out), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Copy and preview both have the marks; the copies without are as ever.
func TestPreparedWithMarks(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 800, 600))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	for x := 200; x < 600; x++ { // what is to be hidden: stripes
		for y := 150; y < 450; y++ {
			white.Pix[y*800+x] = uint8(255 * (x / 4 % 2))
		}
	}
	data := encodePNG(t, white)
	marks := []civic.Mark{{Kind: civic.MarkBlur, FromX: 0.25, FromY: 0.25, ToX: 0.75, ToY: 0.75}}
	made, err := Prepare(t.Context(), bytes.NewReader(data), int64(len(data)), marks...)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"copy": made.Copy, "preview": made.Preview} {
		m := decodeCopy(t, file)
		b := m.Bounds()
		least, most := uint32(65535), uint32(0)
		for x := b.Dx() * 3 / 10; x < b.Dx()*7/10; x++ {
			y, _, _, _ := m.At(x, b.Dy()/2).RGBA()
			least, most = min(least, y), max(most, y)
		}
		if most-least > 3000 {
			t.Errorf("%s: the stripes are still there, %d to %d", name, least, most)
		}
	}
	picture, err := Picture(t.Context(), bytes.NewReader(data), int64(len(data)))
	if err != nil || picture.Bounds().Dx() != 800 {
		t.Errorf("%v, %v", picture.Bounds(), err)
	}
	if _, err := Picture(t.Context(), bytes.NewReader(data[:100]), 100); Key(err) == "" {
		t.Errorf("half a picture: %v", err)
	}
}

// Any marks on any picture: nothing panics, nothing is outside of the picture.
func TestAnyMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := noise(rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h"), 1)
		var marks []civic.Mark
		share := rapid.OneOf(rapid.Float64Range(-1, 2), rapid.Float64())
		for range rapid.IntRange(0, 5).Draw(t, "marks") {
			marks = append(marks, civic.Mark{
				Kind:  rapid.SampledFrom([]civic.MarkKind{civic.MarkArrow, civic.MarkCircle, civic.MarkBlur, "unknown"}).Draw(t, "kind"),
				FromX: share.Draw(t, "x"), FromY: share.Draw(t, "y"), ToX: share.Draw(t, "X"), ToY: share.Draw(t, "Y"),
			})
		}
		if got := Draw(m, marks).Bounds(); got != m.Rect {
			t.Fatal(got)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	m := noise(1600, 1200, 1)
	marks := []civic.Mark{{Kind: civic.MarkBlur, FromX: 0.2, FromY: 0.2, ToX: 0.4, ToY: 0.5}, {Kind: civic.MarkArrow, FromX: 0.1, FromY: 0.5, ToX: 0.5, ToY: 0.5}}
	for b.Loop() {
		Draw(m, marks)
	}
}
