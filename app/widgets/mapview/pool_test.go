package mapview

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"priyom/tiles"
)

func at(x uint32) tiles.Request {
	return tiles.Request{Coord: tiles.Coord{Z: 10, X: x, Y: 1}, Size: tiles.Size256}
}

// slow is a source that draws only when it is told to, or cancelled.
type slow struct {
	began chan tiles.Request
	draw  chan struct{}
	ended chan error
	now   atomic.Int32
	most  atomic.Int32
}

func (s *slow) Attribution() string { return "" }

func (s *slow) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	if n := s.now.Add(1); n > s.most.Load() {
		s.most.Store(n)
	}
	defer s.now.Add(-1)
	s.began <- r
	select {
	case <-ctx.Done():
		s.ended <- ctx.Err()
		return tiles.Tile{}, ctx.Err()
	case <-s.draw:
		return tiles.Tile{Image: paint(r), Of: r.Coord, From: r.Coord}, nil
	}
}

// await is what comes next, within some seconds.
func await[T any](t *testing.T, c <-chan T) (next T) {
	t.Helper()
	select {
	case next = <-c:
	case <-time.After(5 * time.Second):
		t.Fatal("nothing comes")
	}
	return next
}

func newSlow() *slow {
	return &slow{began: make(chan tiles.Request, 100), draw: make(chan struct{}, 10), ended: make(chan error, 100)}
}

// What isn't wanted any more is cancelled in the source itself, what was only queued is never asked for, and no more than
// the workers are at it at once.
func TestObsoleteIsCancelled(t *testing.T) {
	src := newSlow()
	done := make(chan tiles.Request, 10)
	p := &pool{source: kept(src, 1<<20), workers: 2, run: func(f func()) { go f() }, flying: map[tiles.Request]*flight{}}
	p.done = func(r tiles.Request, _ tiles.Tile, err error) {
		if err != nil {
			t.Errorf("told of %v: %v", r, err)
		}
		done <- r
	}
	p.want([]tiles.Request{at(1), at(2), at(3), at(4)})
	first := []tiles.Request{await(t, src.began), await(t, src.began)}
	if !slices.Contains(first, at(1)) || !slices.Contains(first, at(2)) {
		t.Fatalf("began with %v", first)
	}
	p.want([]tiles.Request{at(2), at(9)})
	if err := await(t, src.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if r := await(t, src.began); r != at(9) {
		t.Errorf("then %v was asked for", r)
	}
	src.draw <- struct{}{}
	src.draw <- struct{}{}
	got := []tiles.Request{await(t, done), await(t, done)}
	if !slices.Contains(got, at(2)) || !slices.Contains(got, at(9)) {
		t.Errorf("got %v", got)
	}
	if src.most.Load() > 2 {
		t.Errorf("%d at once", src.most.Load())
	}
}

// A tile that is cancelled and wanted again at once is drawn.
func TestCancelledAndWantedAgain(t *testing.T) {
	src := newSlow()
	done := make(chan tiles.Request, 10)
	p := &pool{source: src, workers: 1, run: func(f func()) { go f() }, flying: map[tiles.Request]*flight{}}
	p.done = func(r tiles.Request, _ tiles.Tile, _ error) { done <- r }
	p.want([]tiles.Request{at(1)})
	await(t, src.began)
	p.want(nil)
	p.want([]tiles.Request{at(1)})
	await(t, src.ended)
	await(t, src.began)
	src.draw <- struct{}{}
	if r := await(t, done); r != at(1) {
		t.Errorf("got %v", r)
	}
}

// However wildly one pans, a request is neither lost nor drawn by more goroutines than allowed.
func TestPoolUnderHaste(t *testing.T) {
	var mu sync.Mutex
	got := map[tiles.Request]bool{}
	src := &board{}
	var workers, most atomic.Int32
	p := &pool{source: kept(src, 1<<22), workers: 2, flying: map[tiles.Request]*flight{}}
	p.run = func(f func()) {
		if n := workers.Add(1); n > most.Load() {
			most.Store(n)
		}
		go func() { defer workers.Add(-1); f() }()
	}
	p.done = func(r tiles.Request, _ tiles.Tile, _ error) { mu.Lock(); got[r] = true; mu.Unlock() }
	for i := range uint32(200) {
		p.want([]tiles.Request{at(i), at(i + 1), at(i + 2)})
	}
	last := []tiles.Request{at(199), at(200), at(201)}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		mu.Lock()
		all := got[last[0]] && got[last[1]] && got[last[2]]
		mu.Unlock()
		if all {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a tile that is wanted was never drawn")
		}
	}
	if most.Load() > 3 { // a worker that has just ended may not have left yet
		t.Errorf("%d workers", most.Load())
	}
}

// What was drawn is kept within the budget.
func TestShelfKeepsWithinBudget(t *testing.T) {
	k := kept(&board{}, 10*256*256*4)
	for i := range uint32(30) {
		if _, err := k.Tile(t.Context(), at(i)); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for i := range uint32(30) {
		if _, ok := k.Kept(at(i)); ok {
			n++
		}
	}
	if _, ok := k.Kept(at(29)); n != 10 || !ok {
		t.Errorf("%d tiles are kept, want the last 10", n)
	}
	shared := tiles.NewCache(&board{}, 1<<20)
	if kept(shared, 1) != keeper(shared) {
		t.Error("a cache that maps share is cached again")
	}
}
