package widgets

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// However room is shared out: what doesn't grow gets its least, nothing is negative, and while there is room enough all
// of it is used and nobody gets less than its least.
func TestShareOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "objects")
		least, weights := make([]float32, n), make([]float32, n)
		need, grows := float32(0), false
		for i := range n {
			least[i] = float32(rapid.IntRange(0, 300).Draw(t, "least"))
			weights[i] = float32(rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "weight"))
			need += least[i]
			grows = grows || weights[i] > 0
		}
		room := float32(rapid.IntRange(0, 2000).Draw(t, "room"))
		sum := float32(0)
		for i, length := range shareOut(room, least, weights) {
			if math.IsNaN(float64(length)) || length < 0 {
				t.Fatalf("object %d got %v", i, length)
			}
			if weights[i] == 0 && length != least[i] {
				t.Fatalf("object %d doesn't grow, needs %v and got %v", i, least[i], length)
			}
			if room >= need && length < least[i]-0.01 {
				t.Fatalf("object %d got %v of its least %v though there was room", i, length, least[i])
			}
			sum += length
		}
		if grows && room >= need && math.Abs(float64(sum-room)) > 0.1 {
			t.Fatalf("%v of %v were shared out", sum, room)
		}
	})
}

func TestShareOutByWeight(t *testing.T) {
	for name, c := range map[string]struct {
		room                 float32
		least, weights, want []float32
	}{
		"by weight":           {300, []float32{0, 0}, []float32{1, 2}, []float32{100, 200}},
		"a tight one first":   {300, []float32{250, 10, 10}, []float32{1, 1, 1}, []float32{250, 25, 25}},
		"beside a fixed one":  {300, []float32{100, 0}, []float32{0, 1}, []float32{100, 200}},
		"too little, squeeze": {60, []float32{20, 40, 40}, []float32{0, 1, 1}, []float32{20, 20, 20}},
		"nothing left":        {10, []float32{20, 0}, []float32{0, 1}, []float32{20, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			for i, got := range shareOut(c.room, c.least, c.weights) {
				if math.Abs(float64(got-c.want[i])) > 0.01 {
					t.Errorf("object %d: got %v, want %v", i, got, c.want[i])
				}
			}
		})
	}
}
