package osmload

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
)

// TestWorkIsTakenInOrder works on many numbers with any number of processors, and stops where it is told to.
func TestWorkIsTakenInOrder(t *testing.T) {
	for _, procs := range []int{1, 3} {
		before := runtime.GOMAXPROCS(procs)
		var taken []int
		err := inOrder(t.Context(), 500, func(i int) func() error {
			runtime.Gosched()
			return func() error { taken = append(taken, i); return nil }
		})
		if err != nil || len(taken) != 500 || !slices.IsSorted(taken) {
			t.Errorf("%d processors: %v, taken %v", procs, err, taken)
		}
		stop, worked := errors.New("stop"), atomic.Int32{}
		err = inOrder(t.Context(), 500, func(i int) func() error {
			worked.Add(1)
			return func() error {
				if i == 7 {
					return stop
				}
				return nil
			}
		})
		if !errors.Is(err, stop) || worked.Load() > 7+3*maxWorkers+2 {
			t.Errorf("%d processors: %v after %d", procs, err, worked.Load())
		}
		ctx, cancel := context.WithCancel(t.Context())
		err = inOrder(ctx, 500, func(i int) func() error {
			return func() error { cancel(); return nil }
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%d processors: cancelled: %v", procs, err)
		}
		runtime.GOMAXPROCS(before)
	}
}

// TestBatchesStartEmpty: what is used again has nothing of what was in it.
func TestBatchesStartEmpty(t *testing.T) {
	b := &batch{}
	b.say(func(Index) {})
	b.keep(5, square(0, 0, 9))
	b.res.Ways = 3
	b.reset()
	if len(b.said)+len(b.kept)+len(b.lines)+len(b.puts)+len(b.later)+len(b.spots)+len(b.found) > 0 || b.res.Ways != 0 {
		t.Errorf("%+v", b)
	}
}
