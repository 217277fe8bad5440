package phone_test

import (
	"sync/atomic"
	"testing"
	"time"

	"priyom/app/ui/uitest"
)

// A phone gives back what it doesn't need after its start, and again when nobody has touched it for a while; not while somebody is at it, and
// never at a desk.
func TestAQuietPhoneGivesMemoryBack(t *testing.T) {
	for _, narrow := range []bool{true, false} {
		h := uitest.NewHome(t)
		var given atomic.Int32
		h.Env.Narrow, h.Env.Shed = narrow, func() int { return int(given.Add(1)) }
		x := newPocket(t, h, uitest.Long)
		x.open()
		if narrow {
			x.loop.Until("the start's pages are given back", func() bool { return given.Load() == 1 })
		}
		before := given.Load()
		x.Tap("Ещё") // somebody is at it
		x.loop.Advance(2 * time.Second)
		x.Tap("Мои")
		x.loop.Advance(2 * time.Second)
		if given.Load() != before {
			t.Errorf("narrow %v: given back while somebody was at it", narrow)
		}
		x.loop.Advance(10 * time.Second)
		if narrow {
			x.loop.Until("everything is given back", func() bool { return given.Load() == 2 })
		} else if given.Load() != 0 {
			t.Error("a desk does it too")
		}
	}
}
