package store_test

import (
	"context"
	"sync"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
)

// A phone's memory keeps one connection; many may still ask at once, and within one another.
func TestLeanStoreAnswersManyAtOnce(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{Lean: true})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				if _, err := s.Browse(ctx, store.Query{Unseen: true}, nil); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}
