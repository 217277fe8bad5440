package paper

import (
	"fmt"
	"image"

	"github.com/skip2/go-qrcode"
)

// Modules is a text as a QR code: rows of modules with the quiet margin of four. Medium correction: a fold or a thumb over
// an eighth of it is survived. Texts of digits, A–Z and " $%*+-./:" make much smaller codes. The error is a text that no
// code can hold, above some 2,300 bytes.
func Modules(text string) ([][]bool, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("paper: QR of %d bytes: %w", len(text), err)
	}
	return code.Bitmap(), nil
}

// QR draws a code, aligned in the width; side includes its quiet margin.
func (f *Flow) QR(modules [][]bool, side Mm, align Align) {
	side = min(side, f.width)
	f.add(piece{height: side, draw: func(c *Canvas) {
		x := Mm(0)
		switch align {
		case Middle:
			x = (c.Width - side) / 2
		case Right:
			x = c.Width - side
		}
		c.Code(x, 0, side, modules)
	}})
}

// Image draws a picture as wide as is said, or as fits, in its own proportions.
func (f *Flow) Image(img image.Image, width Mm) {
	b := img.Bounds()
	if b.Empty() {
		return
	}
	width = min(width, f.width)
	height := width * Mm(b.Dy()) / Mm(b.Dx())
	if f.room > 0 && height > f.room {
		width, height = width*f.room/height, f.room
	}
	f.add(piece{height: height, draw: func(c *Canvas) { c.Picture(0, 0, width, height, img) }})
	f.Space(2)
}

// Drawing shows strokes, such as a signature, fitted into a strip; their points are in any unit.
func (f *Flow) Drawing(lines [][]Point, width, height Mm) {
	f.add(piece{height: height, draw: func(c *Canvas) { c.Strokes(fitted(lines, min(width, c.Width), height), 0.4, InkBlack) }})
}

// fitted moves and scales strokes into a box.
func fitted(lines [][]Point, width, height Mm) [][]Point {
	var low, high Point
	first := true
	for _, line := range lines {
		for _, p := range line {
			if first {
				low, high, first = p, p, false
			}
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	scale := min(width/max(high.X-low.X, 1e-6), height/max(high.Y-low.Y, 1e-6))
	placed := make([][]Point, len(lines))
	for i, line := range lines {
		for _, p := range line {
			placed[i] = append(placed[i], Point{(p.X - low.X) * scale, (p.Y - low.Y) * scale})
		}
	}
	return placed
}
