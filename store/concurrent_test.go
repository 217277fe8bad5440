package store_test

import (
	"sync"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
)

// The app and priyomctl work on one home at the same time.
func TestTwoProcessesOneHome(t *testing.T) {
	home := t.TempDir()
	a := storetest.Open(t, home, store.Options{})
	storetest.NewPortal(t).Enroll(t, a, "СТ-01")
	b := storetest.Open(t, home, store.Options{})
	const each = 25
	numbers := make(chan string, 4*each)
	var wait sync.WaitGroup
	for _, s := range []*store.Store{a, b, a, b} {
		wait.Go(func() {
			for range each {
				r, err := s.NewReport()
				if err == nil {
					r.Category, r.Text = "roads-pothole", "Яма"
					r, err = s.Capture(t.Context(), r)
				}
				if err != nil {
					t.Error(err)
					return
				}
				numbers <- r.Number
			}
		})
	}
	wait.Wait()
	close(numbers)
	seen := map[string]bool{}
	for n := range numbers {
		if seen[n] {
			t.Errorf("%s twice", n)
		}
		seen[n] = true
	}
	if found, err := b.Find(t.Context(), store.Query{}); err != nil || len(found) != 4*each {
		t.Errorf("%d reports, %v", len(found), err)
	}
	verified(t, a)
}
