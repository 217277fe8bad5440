package versus

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestOf(t *testing.T) {
	upTo := func(n int) (values []float64) {
		for i := range n {
			values = append(values, float64(n-i))
		}
		return values
	}
	for name, c := range map[string]struct {
		values []float64
		want   Reading
	}{
		"none":      {nil, Reading{}},
		"one":       {[]float64{7}, Reading{Count: 1, P50: 7}},
		"a few":     {upTo(19), Reading{Count: 19, P50: 10}},
		"twenty":    {upTo(20), Reading{Count: 20, P50: 11, P95: 20}},
		"a hundred": {upTo(100), Reading{Count: 100, P50: 51, P95: 96, P99: 100}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Of("", c.values); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

// A side's preparation isn't measured, and its error ends the measuring.
func TestMeasure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var took []time.Duration
		side := Side{Prep: func() error { time.Sleep(time.Hour); return nil }, Do: func() error { time.Sleep(time.Minute); return nil }}
		if err := measure(&side, wall, &took); err != nil || len(took) != 1 || took[0] != time.Minute {
			t.Errorf("%v, %v", took, err)
		}
		bad := errors.New("bad")
		side.Prep = func() error { return bad }
		if err := measure(&side, wall, &took); !errors.Is(err, bad) || len(took) != 1 {
			t.Errorf("%v, %v", took, err)
		}
	})
}

// Sleeping takes nothing of the processor, computing does.
func TestProcessor(t *testing.T) {
	var took []time.Duration
	sleep := Side{Do: func() error { time.Sleep(100 * time.Millisecond); return nil }}
	compute := Side{Do: func() error {
		for begun := time.Now(); time.Since(begun) < 100*time.Millisecond; {
			_ = strings.Repeat("x", 1000)
		}
		return nil
	}}
	if err := errors.Join(measure(&sleep, processor, &took), measure(&compute, processor, &took)); err != nil {
		t.Fatal(err)
	}
	if took[0] >= took[1] {
		t.Errorf("%v asleep, %v computing", took[0], took[1])
	}
}

func TestAdd(t *testing.T) {
	name := filepath.Join(t.TempDir(), "rows")
	t.Setenv(RowsVariable, name)
	want := Row{Group: "G", Figure: "f", Unit: "ms", Sides: []Reading{{Name: "Priyom", Count: 3, P50: 1.5}, {Name: "other", Note: "not in 8 s"}}}
	for range 2 {
		if err := Add(want); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	var got Row
	if len(lines) != 2 || json.Unmarshal([]byte(lines[1]), &got) != nil || got.Sides[1] != want.Sides[1] || got.Figure != "f" {
		t.Errorf("%q", lines)
	}
}
