package fetch

import (
	"io"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v4"

	"priyom/retry"
)

// Bounds of how long a server is left alone.
const (
	firstPause   = 2 * time.Second
	longestPause = 10 * time.Minute
	longestDark  = 30 * time.Second // without a line: somebody waits for it to come back
	maxPatience  = 24 * time.Hour   // a lying server must not silence itself for good
	maxRefusals  = 8                // in a row; fewer may be tiles that this server just doesn't show
)

// pace remembers that a server is in trouble, or wants to be left alone.
type pace struct {
	rand io.Reader

	mu      sync.Mutex
	growth  *backoff.ExponentialBackOff
	until   time.Time
	refused int
}

func newPace(rand io.Reader) *pace {
	return &pace{rand: rand, growth: backoff.NewExponentialBackOff(backoff.WithInitialInterval(firstPause), backoff.WithMultiplier(2),
		backoff.WithMaxInterval(longestPause), backoff.WithMaxElapsedTime(0), backoff.WithRandomizationFactor(0))}
}

// paused says until when nothing is asked.
func (p *pace) paused(now time.Time) (time.Time, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.until.Sub(now) > maxPatience+longestPause { // the clock was set back
		p.until = now
	}
	return p.until, now.Before(p.until)
}

// failed begins a pause: at least as long as the server wants, longer after each failure, and not the same for all devices.
// The failure of a request that was on its way when a pause began doesn't lengthen the next one.
func (p *pace) failed(now time.Time, after, longest time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := min(after, maxPatience)
	if !now.Before(p.until) {
		step := min(p.growth.NextBackOff(), longest)
		wait = max(wait, step/2) + retry.Part(p.rand, step) // without chance the shortest one, no more
	}
	if until := now.Add(wait); until.After(p.until) {
		p.until = until
	}
}

// refusedOne counts a refusal; many in a row mean us and not the tile.
func (p *pace) refusedOne(now time.Time) {
	p.mu.Lock()
	p.refused++
	us := p.refused >= maxRefusals
	p.mu.Unlock()
	if us {
		p.failed(now, time.Minute, longestPause)
	}
}

// well forgets all trouble.
func (p *pace) well() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refused = 0
	p.growth.Reset()
}
