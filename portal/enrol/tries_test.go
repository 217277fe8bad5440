package enrol

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

func newRemotes() *remotes { return &remotes{wrong: map[netip.Prefix]tally{}} }

func TestAnAddressHasItsTries(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	r := newRemotes()
	addr := netip.MustParseAddr("203.0.113.9")
	for i := range remoteTries {
		if r.spent(addr, now) {
			t.Fatalf("after %d", i)
		}
		r.count(addr, now)
	}
	for name, row := range map[string]struct {
		addr string
		at   time.Duration
		want bool
	}{
		"spent":              {"203.0.113.9", time.Minute, true},
		"the same in IPv6":   {"::ffff:203.0.113.9", time.Minute, true},
		"its neighbour":      {"203.0.113.10", time.Minute, false},
		"a moment too early": {"203.0.113.9", remoteWindow - 1, true},
		"later":              {"203.0.113.9", remoteWindow, false},
		"a clock set back":   {"203.0.113.9", -365 * 24 * time.Hour, false},
	} {
		if got := r.spent(netip.MustParseAddr(row.addr), now.Add(row.at)); got != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Who has a network of IPv6 addresses is one.
func TestANetworkIsOne(t *testing.T) {
	now := time.Unix(1e9, 0)
	r := newRemotes()
	for i := range remoteTries {
		r.count(netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", i+1)), now)
	}
	if !r.spent(netip.MustParseAddr("2001:db8::ffff"), now) || r.spent(netip.MustParseAddr("2001:db8:0:1::1"), now) {
		t.Error("not by /64")
	}
}

// However many addresses try, memory is bounded and the limit holds for those that have no room.
func TestTooManyAddressesAreOne(t *testing.T) {
	now := time.Unix(1e9, 0)
	r := newRemotes()
	at := func(i int) netip.Addr { return netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}) }
	for i := range maxRemotes + remoteTries {
		r.count(at(i), now)
	}
	if len(r.wrong) > maxRemotes+1 {
		t.Errorf("%d addresses are remembered", len(r.wrong))
	}
	if !r.spent(at(maxRemotes*2), now) || r.spent(at(5), now) {
		t.Error("the rest of the world isn't one")
	}
	r.count(at(1), now.Add(remoteWindow))
	if len(r.wrong) > 2 || r.spent(at(maxRemotes*2), now.Add(remoteWindow)) {
		t.Errorf("%d addresses are remembered later", len(r.wrong))
	}
}
