package civic

import (
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// MaxDrawing is how many bytes a drawn signature may take; some ten seconds of quick drawing take 4 kB.
const MaxDrawing = 16 << 10

// minDrawing is how long all strokes together must be, in widths of the pad: a tap or a tick is no signature.
const minDrawing = 0.12

// ErrBadDrawing is returned for bytes that are no drawing.
var ErrBadDrawing = errors.New("civic: not a drawing")

// Drawing is a signature drawn on a pad: strokes on a ground of Width × Height units. It is bound to the text that was before
// the signatory's eyes.
type Drawing struct {
	Text          TextHash
	Width, Height int // of the pad, in its own units; its origin is top left
	Strokes       []Stroke
}

// Stroke is one line from where the pen was put down to where it was lifted.
type Stroke []InkPoint

// InkPoint is where the pen was, and when, counted from the beginning of the first stroke.
type InkPoint struct {
	X, Y int
	At   time.Duration // to the millisecond
}

// IsZero says that nothing was drawn.
func (d Drawing) IsZero() bool { return len(d.Strokes) == 0 }

// Length is the length of all strokes, in widths of the pad.
func (d Drawing) Length() (sum float64) {
	if d.Width <= 0 {
		return 0
	}
	for _, s := range d.Strokes {
		for i := 1; i < len(s); i++ {
			sum += math.Hypot(float64(s[i].X-s[i-1].X), float64(s[i].Y-s[i-1].Y))
		}
	}
	return sum / float64(d.Width)
}

// Enough says that there is more than a tap or a tick.
func (d Drawing) Enough() bool { return d.Length() >= minDrawing }

const drawingVersion = 1

// Size is how many bytes the drawing takes.
func (d Drawing) Size() int { return len(d.Bytes()) }

// Bytes writes the drawing: version (1) ‖ text hash (32) ‖ width, height, number of strokes, and of every stroke its number of
// points and for each the steps of x, y and milliseconds from the point before, all as variable-length integers, the steps
// zigzag. Nothing for the zero Drawing.
func (d Drawing) Bytes() []byte {
	if d.IsZero() {
		return nil
	}
	b := append([]byte{drawingVersion}, d.Text[:]...)
	b = binary.AppendUvarint(b, uint64(max(0, d.Width)))
	b = binary.AppendUvarint(b, uint64(max(0, d.Height)))
	b = binary.AppendUvarint(b, uint64(len(d.Strokes)))
	var at InkPoint
	for _, s := range d.Strokes {
		b = binary.AppendUvarint(b, uint64(len(s)))
		for _, p := range s {
			b = binary.AppendVarint(b, int64(p.X-at.X))
			b = binary.AppendVarint(b, int64(p.Y-at.Y))
			b = binary.AppendVarint(b, p.At.Milliseconds()-at.At.Milliseconds())
			at = p
		}
	}
	return b
}

// maxPad is the largest side of a pad, in its units.
const maxPad = 1 << 15

// ParseDrawing reads what Bytes wrote; the error is ErrBadDrawing.
func ParseDrawing(b []byte) (Drawing, error) {
	var d Drawing
	if len(b) == 0 {
		return d, nil
	}
	if len(b) > MaxDrawing || b[0] != drawingVersion || len(b) < 1+len(d.Text) {
		return Drawing{}, ErrBadDrawing
	}
	copy(d.Text[:], b[1:])
	r := drawingReader{b[1+len(d.Text):], false}
	d.Width, d.Height = r.count(maxPad), r.count(maxPad)
	d.Strokes = make([]Stroke, r.count(len(r.left)))
	var x, y, at int64
	for i := range d.Strokes {
		s := make(Stroke, r.count(len(r.left)/3))
		for j := range s {
			x, y, at = x+r.step(), y+r.step(), at+r.step()
			s[j] = InkPoint{int(x), int(y), time.Duration(at) * time.Millisecond}
			if r.bad || x < 0 || y < 0 || x > maxPad || y > maxPad || at < 0 || at > maxDrawingMillis {
				return Drawing{}, ErrBadDrawing
			}
		}
		d.Strokes[i] = s
	}
	if r.bad || len(r.left) > 0 || d.Width == 0 || d.Height == 0 || len(d.Strokes) == 0 {
		return Drawing{}, ErrBadDrawing
	}
	return d, nil
}

// maxDrawingMillis: nobody draws a signature for a day.
const maxDrawingMillis = 24 * 60 * 60 * 1000

type drawingReader struct {
	left []byte
	bad  bool
}

func (r *drawingReader) count(most int) int {
	u, n := binary.Uvarint(r.left)
	if n <= 0 || u > uint64(most) {
		r.bad, r.left = true, nil
		return 0
	}
	r.left = r.left[n:]
	return int(u)
}

func (r *drawingReader) step() int64 {
	v, n := binary.Varint(r.left)
	if n <= 0 || v > 1<<32 || v < -1<<32 {
		r.bad, r.left = true, nil
		return 0
	}
	r.left = r.left[n:]
	return v
}
