package engine

import (
	"encoding/binary"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v4"
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
	var b [8]byte
	_, _ = io.ReadFull(p.rand, b[:]) // without chance the wait is the shortest one, no more
	share := float64(binary.BigEndian.Uint64(b[:])>>11) / (1 << 53)
	if after > 0 {
		return min(after, maxPatience) + time.Duration(share*float64(step))
	}
	return step/2 + time.Duration(share*float64(step))
}

func (p *pace) reset() { p.growth.Reset() }

// retryAfter reads how long a reply asks to wait. A date is taken against the reply's own clock, never against ours.
func retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return min(time.Duration(seconds)*time.Second, maxPatience)
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return min(max(0, until.Sub(now)), maxPatience)
}
