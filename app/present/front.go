package present

import (
	"context"
	"sync"
	"time"
)

// behindGrace is how long what is under way may go on when the program is put away: a report that was just saved is still sent.
const behindGrace = 20 * time.Second

// presence is whether the program is in front, for those who work in the background.
type presence struct {
	mu    sync.Mutex
	front chan struct{}      // closed while it is in front
	ctx   context.Context    // ends when it isn't any more
	end   context.CancelFunc // of ctx
}

func newPresence(ctx context.Context) *presence {
	p := &presence{front: make(chan struct{})}
	close(p.front)
	p.ctx, p.end = context.WithCancel(ctx)
	return p
}

// behind ends what works for people who look.
func (p *presence) behind() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ctx.Err() == nil {
		p.front = make(chan struct{})
		p.end()
	}
}

// back lets it go on.
func (p *presence) back(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ctx.Err() != nil && ctx.Err() == nil {
		p.ctx, p.end = context.WithCancel(ctx)
		close(p.front)
	}
}

// inFront says whether it is.
func (p *presence) inFront() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ctx.Err() == nil
}

// wait waits until the program is in front, and returns what ends when it isn't any more; nil if ctx ended.
func (p *presence) wait(ctx context.Context) context.Context {
	for ctx.Err() == nil {
		p.mu.Lock()
		front, here := p.front, p.ctx
		p.mu.Unlock()
		if here.Err() == nil {
			return here
		}
		select {
		case <-front: // and look again: it is another time in front
		case <-ctx.Done():
		}
	}
	return nil
}

// Behind says that the program isn't in front any more: positions end at once, the exchange soon, and nothing looks at anything until
// Front. A program that polls where nobody sees it empties a battery.
func (p *Point) Behind() {
	p.Where.sleep()
	if p.resting == nil && !p.closed {
		p.resting = p.env.After(behindGrace, p.presence.behind)
	}
}

// Front says that the program is in front again: what waits is tried at once, and pictures that came meanwhile are taken in.
func (p *Point) Front() {
	if p.closed {
		return
	}
	if p.resting != nil {
		p.resting()
		p.resting = nil
	}
	p.presence.back(p.ctx)
	p.engine.Kick()
	p.Where.wake()
	p.takeLate()
	p.Space.Look()
}

// networking tries to exchange as soon as the machine gets another network, and at rest asks nobody.
func (p *Point) networking() {
	for {
		ctx := p.presence.wait(p.ctx)
		if ctx == nil {
			return
		}
		err := p.env.Network(ctx, p.engine.Kick)
		if p.ctx.Err() != nil {
			return
		}
		if ctx.Err() == nil { // the engine looks at the addresses by itself now and then
			p.env.Log.Info("changes of the network aren't heard of", "error", err)
			return
		}
	}
}
