package engine

import (
	"io"
	"time"

	"github.com/cenkalti/backoff/v4"

	"priyom/retry"
)

// maxPatience bounds what the other side may ask for: a lying one must not silence a device for good.
const maxPatience = time.Hour

// pace says how long to wait after each failure: longer and longer, never giving up.
type pace struct {
	growth *backoff.ExponentialBackOff
	rand   io.Reader
}

func newPace(first, longest time.Duration, rand io.Reader) *pace {
	growth := backoff.NewExponentialBackOff(backoff.WithInitialInterval(first), backoff.WithMaxInterval(longest*2/3),
		backoff.WithMaxElapsedTime(0), backoff.WithRandomizationFactor(0)) // it would give up after 15 minutes, and its chance isn't ours
	return &pace{growth, rand}
}

// next is the wait after one more failure: half to one and a half times the step, so that the devices of a district
// don't come back in one moment, and not before the other side wants to hear of it.
func (p *pace) next(after time.Duration) time.Duration {
	step := p.growth.NextBackOff()
	spread := retry.Part(p.rand, step) // without chance the wait is the shortest one, no more
	if after > 0 {
		return min(after, maxPatience) + spread
	}
	return step/2 + spread
}

func (p *pace) reset() { p.growth.Reset() }
