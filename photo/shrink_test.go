package photo

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// mean is shrink by its definition, in floating point.
func mean(p plane, w, h, each int) []float64 {
	columns, rows := (w+each-1)/each, (h+each-1)/each
	out := make([]float64, columns*rows)
	lx, ly := float64(each)*p.wide/float64(w), float64(each)*p.high/float64(h)
	overlap := func(i int, length, edge float64, k int) float64 {
		from, to := float64(i)*length, math.Min(float64(i+1)*length, edge)
		return math.Max(0, math.Min(to, float64(k+1))-math.Max(from, float64(k)))
	}
	for y := range rows {
		for x := range columns {
			var sum, area float64
			for sy := range int(math.Ceil(p.high)) {
				for sx := range int(math.Ceil(p.wide)) {
					a := overlap(x, lx, p.wide, sx) * overlap(y, ly, p.high, sy)
					sum, area = sum+a*float64(p.pix[sy*p.stride+sx]), area+a
				}
			}
			out[y*columns+x] = sum / area
		}
	}
	return out
}

func TestShrinkIsTheMeanOfWhatItCovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sw, sh := rapid.IntRange(1, 50).Draw(t, "wide"), rapid.IntRange(1, 50).Draw(t, "high")
		half := rapid.Bool().Draw(t, "half") // the last chroma column of an odd picture
		p := plane{stride: sw + rapid.IntRange(0, 9).Draw(t, "padding"), wide: float64(sw), high: float64(sh)}
		if half {
			p.wide, p.high = p.wide-0.5, p.high-0.5
		}
		p.pix = rapid.SliceOfN(rapid.Uint8(), p.stride*sh, p.stride*sh).Draw(t, "pix")
		w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 60).Draw(t, "h")
		each := rapid.IntRange(1, 2).Draw(t, "each")
		got, stride := shrink(p, turn{}, w, h, each)
		want := mean(p, w, h, each)
		if stride != (w+each-1)/each || len(got) != len(want) {
			t.Fatalf("%d samples in rows of %d, want %d", len(got), stride, len(want))
		}
		// Weights have 8 bits along and 16 across. Those of k rows are off by at most a half in turns, so that k/4 of 256 parts
		// may lie on the wrong rows.
		covered := float64(each)*p.high/float64(h) + 2
		for i := range want {
			if math.Abs(float64(got[i])-want[i]) > 1+covered/4 {
				t.Fatalf("sample %d of %d × %d: %d, want %.1f", i, w, h, got[i], want[i])
			}
		}
	})
}

func TestShrinkKeepsWhite(t *testing.T) {
	white := make([]uint8, 300*200)
	for i := range white {
		white[i] = 255
	}
	out, _ := shrink(plane{white, 300, 299.5, 199.5}, turn{}, 77, 51, 1)
	for i, v := range out {
		if v != 255 {
			t.Fatalf("sample %d is %d: weights don't add up", i, v)
		}
	}
}

func TestFit(t *testing.T) {
	tests := map[string]struct{ w, h, side, wantW, wantH int }{
		"never up":         {100, 50, 1600, 100, 50},
		"exactly":          {1600, 1200, 1600, 1600, 1200},
		"landscape":        {4000, 3000, 1600, 1600, 1200},
		"portrait":         {300, 4000, 1600, 120, 1600},
		"a thread":         {20000, 1, 1600, 1600, 1},
		"forty megapixels": {40_000_000, 1, 1600, 1600, 1},
	}
	for name, tt := range tests {
		p := planes{width: tt.w, height: tt.h, y: plane{make([]uint8, tt.w*tt.h), tt.w, float64(tt.w), float64(tt.h)}}
		if got := p.fit(tt.side, turn{}); got.width != tt.wantW || got.height != tt.wantH {
			t.Errorf("%s: %d × %d", name, got.width, got.height)
		}
	}
}
