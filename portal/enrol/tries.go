package enrol

import (
	"net/netip"
	"sync"
	"time"
)

const (
	remoteTries  = 20 // wrong codes from one address in remoteWindow
	remoteWindow = 10 * time.Minute
	maxRemotes   = 10000 // addresses remembered; beyond that the whole world counts as one
)

// remotes counts wrong codes by address, in memory: an address is a person's, and ten minutes are soon over.
type remotes struct {
	mu    sync.Mutex
	wrong map[netip.Prefix]tally
}

type tally struct {
	count int
	since time.Time
}

// over says that a tally counts no more; a clock that was set back doesn't keep it.
func (t tally) over(now time.Time) bool {
	age := now.Sub(t.since)
	return age < 0 || age >= remoteWindow
}

// spent says that an address has had its tries.
func (r *remotes) spent(addr netip.Addr, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.wrong[r.key(addr)]
	return t.count >= remoteTries && !t.over(now)
}

func (r *remotes) count(addr netip.Addr, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.wrong) >= maxRemotes {
		for k, t := range r.wrong {
			if t.over(now) {
				delete(r.wrong, k)
			}
		}
	}
	k := r.key(addr)
	t := r.wrong[k]
	if t.over(now) {
		t = tally{since: now}
	}
	t.count++
	r.wrong[k] = t
}

// key is the address, or the network that one household or one attacker has under IPv6.
func (r *remotes) key(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap()
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	k, err := addr.Prefix(bits)
	if _, known := r.wrong[k]; err != nil || !known && len(r.wrong) >= maxRemotes {
		return netip.Prefix{}
	}
	return k
}
