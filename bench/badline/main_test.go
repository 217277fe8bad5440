package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"priyom/bench/line"
)

// TestMain lets this program be started once more as Priyom's client.
func TestMain(m *testing.M) {
	if slices.Contains(os.Args, "-play") {
		main()
		return
	}
	os.Exit(m.Run())
}

// Every carrier brings everything over a line that breaks, and says so of each text once.
func TestCarriersDeliver(t *testing.T) {
	if os.Getenv("PRIYOM_SHARED") == "" {
		t.Setenv("PRIYOM_SHARED", "../../../shared")
	}
	goods, err := newLoad(1)
	if err != nil {
		t.Skip(err)
	}
	for _, c := range carriers {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for program, of := range map[string]string{"rclone": "rclone ×3 (WebDAV)", "rsync": "rsync --append"} {
				if _, err := exec.LookPath(program); err != nil && of == c.name {
					t.Skip(err)
				}
			}
			r := &run{carrier: c, load: goods, seed: 1, later: 100 * time.Millisecond, spec: line.Spec{Rate: 200_000, Delay: 20 * time.Millisecond, Up: 3 * time.Second, Down: 300 * time.Millisecond}}
			r.do(context.Background(), time.Minute)
			switch {
			case errors.Is(r.err, line.ErrHere):
				t.Skip(r.err)
			case r.err != nil:
				t.Fatal(r.err)
			case r.texts != texts || r.firstText == 0 || r.allTexts < r.firstText || r.everything < r.allTexts:
				t.Errorf("%d texts, %v to %v, everything %v", r.texts, r.firstText, r.allTexts, r.everything)
			case r.lateText == 0 && c.late:
				t.Error("the late text never came")
			case r.up.Bytes < int64(len(goods.photos[0].content)):
				t.Errorf("carried %+v", r.up)
			}
		})
	}
}
