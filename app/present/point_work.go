package present

import (
	"context"
	"runtime/debug"
	"time"

	"priyom/store"
)

// run lets the engine exchange, if there is a portal and it doesn't run already.
func (p *Point) run() {
	if !p.enrolled || p.running {
		return
	}
	p.running = true
	p.workers.Go(func() {
		for {
			ctx := p.presence.wait(p.ctx)
			if ctx == nil {
				return
			}
			err := p.engine.Run(ctx)
			if p.ctx.Err() != nil {
				return
			}
			if ctx.Err() != nil { // put away
				continue
			}
			if err == nil {
				return
			}
			p.env.Log.Error("exchange ended", "error", err)
			p.env.Post(func() { p.notice(ToneAlarm, trouble(p.Voice(), err)) })
			select { // the disk may come back
			case <-p.ctx.Done():
			case <-time.After(10 * time.Second):
			}
		}
	})
}

// warming makes the journal's search ready, while the first page is already there.
func (p *Point) warming() {
	if err := p.store.Warm(p.ctx); err != nil {
		if p.ctx.Err() == nil {
			p.env.Log.Error("index not built", "error", err)
			p.env.Post(func() { p.notice(ToneAlarm, trouble(p.Voice(), err)) })
		}
		return
	}
	p.env.Post(func() {
		if p.Lock.Locked() { // it was locked meanwhile
			p.write.do(func(context.Context) func() { p.store.Forget(); return nil })
			return
		}
		p.Journal.Reload()
	})
}

// watching tells the screens that the engine got on, some times a second at most.
func (p *Point) watching() {
	changed, cancel := p.engine.Subscribe()
	defer cancel()
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-changed:
		}
		p.env.Post(func() {
			p.Outbox.Refresh()
			p.Tasks.exchanged()
			p.Inspect.exchanged()
			p.Workday.exchanged()
			p.Album.exchanged()
			p.Journal.exchanged()
		})
		select {
		case <-p.ctx.Done():
			return
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// pulseEvery is how soon the window knows what another process did in this home folder.
const pulseEvery = 3 * time.Second

// listening notices what another process, such as priyomctl, has brought into this home folder: it is shown, and sent, as if it
// had been taken here.
func (p *Point) listening() {
	before, err := p.store.Pulse(p.ctx)
	for {
		if err != nil && p.ctx.Err() == nil {
			p.env.Log.Warn("no pulse", "error", err)
		}
		select {
		case <-p.ctx.Done():
			return
		case <-time.After(pulseEvery):
		}
		if p.presence.wait(p.ctx) == nil {
			return
		}
		var now store.Pulse
		if now, err = p.store.Pulse(p.ctx); err != nil || now == before {
			continue
		}
		if now.Told(before) {
			p.engine.Kick()
		}
		before = now
		p.env.Post(func() {
			if p.Lock.Locked() {
				return
			}
			p.Journal.Reload()
			p.heard()
			p.Outbox.Refresh()
		})
	}
}

// preparing makes the copies of photos, away from everything a person waits for.
func (p *Point) preparing() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.wake:
		}
		n, err := p.store.PreparePhotos(p.ctx)
		switch {
		case p.ctx.Err() != nil:
			return
		case err != nil:
			p.env.Log.Error("photos not prepared", "error", err)
			p.env.Post(func() { p.notice(ToneAlarm, trouble(p.Voice(), err)) })
		case n > 0:
			if p.env.Narrow { // a picture's pixels, and of HEIC the decoder's, are more than everything else
				debug.FreeOSMemory()
			}
			p.engine.Kick()
			p.env.Post(p.Outbox.Refresh)
		}
	}
}

// prepare says that there are photos to be copied.
func (p *Point) prepare() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}
