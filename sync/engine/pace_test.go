package engine

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func chance(seed uint64) *rand.ChaCha8 {
	var s [32]byte
	s[0], s[1] = byte(seed), byte(seed>>8)
	return rand.NewChaCha8(s)
}

func TestPaceGrowsAndNeverGivesUp(t *testing.T) {
	p := newPace(2*time.Second, 5*time.Minute, chance(1))
	var all time.Duration
	seen := map[time.Duration]bool{}
	for i := range 300 {
		d := p.next(0)
		step := time.Duration(min(2*math.Pow(1.5, float64(i)), 200) * float64(time.Second))
		if d < step/2-time.Microsecond || d > step*3/2+time.Microsecond {
			t.Fatalf("wait %d is %v, the step %v", i, d, step)
		}
		all += d
		seen[d] = true
	}
	if all < 10*time.Hour {
		t.Errorf("300 failures took only %v", all)
	}
	if len(seen) < 200 {
		t.Errorf("only %d different waits: everybody would come back at once", len(seen))
	}
	p.reset()
	if d := p.next(0); d > 3*time.Second {
		t.Errorf("after a reset %v", d)
	}
}

func TestPaceWithoutChance(t *testing.T) {
	if d := newPace(2*time.Second, time.Minute, bytes.NewReader(nil)).next(0); d != time.Second {
		t.Errorf("%v", d)
	}
}

func TestPaceKeepsWhatWasAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPace(2*time.Second, 5*time.Minute, chance(rapid.Uint64().Draw(t, "seed")))
		for range rapid.IntRange(0, 20).Draw(t, "before") {
			p.next(0)
		}
		after := time.Duration(rapid.Int64Range(1, int64(24*time.Hour)).Draw(t, "after"))
		if d := p.next(after); d < min(after, maxPatience) || d > maxPatience+5*time.Minute {
			t.Fatalf("asked for %v, waits %v", after, d)
		}
	})
}
