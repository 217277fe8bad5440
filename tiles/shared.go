package tiles

import (
	"context"
	"sync"
)

// Shared does a piece of work once for all who want it at the same time. Nobody who goes away ends it for the others; when
// the last of them has gone, the work's context is cancelled. The zero value is ready.
type Shared[K comparable, V any] struct {
	mu      sync.Mutex
	working map[K]*work[V]
}

type work[V any] struct {
	askers int
	cancel context.CancelFunc
	done   chan struct{}
	value  V
	err    error
}

// Do gives what work returns, or ctx's error if that comes first. The work sees the first asker's values, not its end.
func (s *Shared[K, V]) Do(ctx context.Context, key K, do func(context.Context) (V, error)) (V, error) {
	w := s.join(ctx, key, do)
	select {
	case <-w.done:
		s.leave(key, w)
		return w.value, w.err
	case <-ctx.Done():
		s.leave(key, w)
		var none V
		return none, ctx.Err()
	}
}

func (s *Shared[K, V]) join(ctx context.Context, key K, do func(context.Context) (V, error)) *work[V] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w, ok := s.working[key]; ok {
		w.askers++
		return w
	}
	apart, cancel := context.WithCancel(context.WithoutCancel(ctx))
	w := &work[V]{askers: 1, cancel: cancel, done: make(chan struct{})}
	if s.working == nil {
		s.working = map[K]*work[V]{}
	}
	s.working[key] = w
	go func() {
		w.value, w.err = do(apart)
		s.forget(key, w)
		close(w.done)
	}()
	return w
}

// leave ends the work that nobody waits for; who comes next begins anew.
func (s *Shared[K, V]) leave(key K, w *work[V]) {
	s.mu.Lock()
	w.askers--
	last := w.askers == 0
	if last && s.working[key] == w {
		delete(s.working, key)
	}
	s.mu.Unlock()
	if last {
		w.cancel()
	}
}

func (s *Shared[K, V]) forget(key K, w *work[V]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.working[key] == w {
		delete(s.working, key)
	}
}
