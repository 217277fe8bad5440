package cabinet

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"priyom/portal/guard"
)

// limit is how often something may be done from one address within a time.
type limit struct {
	name string
	n    int
	in   time.Duration
}

// The limits are a school's or a provider's whose people share an address.
var (
	limitSend    = limit{"send", 30, time.Hour}
	limitPhotos  = limit{"photos", 200, time.Hour}
	limitForm    = limit{"form", 1200, time.Hour}
	limitSearch  = limit{"search", 1200, 10 * time.Minute}
	limitSupport = limit{"support", 60, time.Hour}
	limitLetters = limit{"letters", 20, time.Hour}
)

// maxAddresses are remembered; beyond that the whole world counts as one.
const maxAddresses = 20_000

// limits counts by address, in memory: an address is a person's, and an hour is soon over.
type limits struct {
	now  func() time.Time
	mu   *sync.Mutex
	done map[counted]count
}

type counted struct {
	what string
	from netip.Prefix
}

type count struct {
	n     int
	since time.Time
}

func newLimits(now func() time.Time) limits {
	return limits{now, &sync.Mutex{}, map[counted]count{}}
}

// spend counts once more, and says whether it was too often.
func (l limits) spend(r *http.Request, of limit) (over bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	k := counted{of.name, guard.Network(r)}
	if _, known := l.done[k]; !known && len(l.done) >= maxAddresses {
		for old, c := range l.done {
			if now.Sub(c.since) >= time.Hour {
				delete(l.done, old)
			}
		}
		if len(l.done) >= maxAddresses {
			k.from = netip.Prefix{}
		}
	}
	c := l.done[k]
	if age := now.Sub(c.since); age < 0 || age >= of.in {
		c = count{since: now}
	}
	c.n++
	l.done[k] = c
	return c.n > of.n
}
