package mapview

import (
	"context"
	"slices"
	"sync"

	"priyom/tiles"
)

// pool asks a source for tiles, a few at a time. It is the only part of a map that other goroutines are in.
type pool struct {
	source  tiles.Source
	workers int
	run     func(work func())                            // starts a worker
	done    func(r tiles.Request, t tiles.Tile, e error) // called by a worker

	mu     sync.Mutex
	active int
	queue  []tiles.Request
	flying map[tiles.Request]*flight
}

type flight struct{ cancel context.CancelFunc }

// want replaces the list of what is wanted, the most urgent first. What is being drawn and isn't wanted any more is
// cancelled.
func (p *pool) want(list []tiles.Request) {
	p.mu.Lock()
	for r, f := range p.flying {
		if !slices.Contains(list, r) {
			f.cancel()
			delete(p.flying, r)
		}
	}
	p.queue = slices.DeleteFunc(slices.Clone(list), func(r tiles.Request) bool { return p.flying[r] != nil })
	more := min(p.workers-p.active, len(p.queue))
	p.active += max(0, more)
	p.mu.Unlock()
	for range more {
		p.run(p.work)
	}
}

// work draws until nothing is left.
func (p *pool) work() {
	for {
		r, f, ctx := p.next()
		if f == nil {
			return
		}
		t, err := p.source.Tile(ctx, r)
		obsolete := ctx.Err() != nil
		p.landed(r, f)
		if err == nil || !obsolete {
			p.done(r, t, err)
		}
	}
}

func (p *pool) next() (r tiles.Request, f *flight, ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.queue) == 0 {
		p.active--
		return r, nil, nil
	}
	r = p.queue[0]
	p.queue = p.queue[1:]
	ctx, cancel := context.WithCancel(context.Background())
	f = &flight{cancel}
	p.flying[r] = f
	return r, f, ctx
}

func (p *pool) landed(r tiles.Request, f *flight) {
	f.cancel()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.flying[r] == f {
		delete(p.flying, r)
	}
}
