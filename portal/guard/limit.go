package guard

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Budget is how much somebody may ask for: so many at once, and so many more each second.
type Budget struct {
	Burst  int
	Second float64
}

// Budgets are the budgets of one address for each kind of request. The zero value of one is no limit. They are wide enough for a whole
// office behind one address.
type Budgets struct {
	Read   Budget // pages and pictures
	Write  Budget // forms
	Device Budget // exchanges of devices
	Person Budget // forms of one session, whatever addresses it comes from
}

// Usual are the budgets when nobody says otherwise.
func Usual() Budgets {
	return Budgets{Read: Budget{600, 60}, Write: Budget{60, 2}, Device: Budget{600, 60}, Person: Budget{40, 1}}
}

// remembered is how many who asked are known at once; beyond that those who have their whole budget are forgotten.
const remembered = 50_000

// limiter gives everybody their budget.
type limiter[K comparable] struct {
	budget Budget
	mu     sync.Mutex
	known  map[K]*rate.Limiter
}

// allow takes one from somebody's budget. If there is none left, it says how long to wait.
func (l *limiter[K]) allow(who K, now time.Time) (wait time.Duration, ok bool) {
	if l.budget.Burst == 0 {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		l.known = map[K]*rate.Limiter{}
	}
	one := l.known[who]
	if one == nil {
		if len(l.known) >= remembered {
			l.forget(now)
		}
		one = rate.NewLimiter(rate.Limit(l.budget.Second), l.budget.Burst)
		l.known[who] = one
	}
	if one.AllowN(now, 1) {
		return 0, true
	}
	missing := 1 - one.TokensAt(now)
	return time.Duration(missing / l.budget.Second * float64(time.Second)), false
}

// forget forgets whoever has their whole budget again, and everybody if that isn't enough: an attacker's addresses mustn't fill the memory.
func (l *limiter[K]) forget(now time.Time) {
	for who, one := range l.known {
		if one.TokensAt(now) >= float64(l.budget.Burst) {
			delete(l.known, who)
		}
	}
	if len(l.known) >= remembered {
		clear(l.known)
	}
}

// changes says that a request may change something.
func changes(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }
