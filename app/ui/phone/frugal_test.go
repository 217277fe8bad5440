package phone_test

import (
	"runtime"
	"testing"
	"time"

	"priyom/app/ui/uitest"
)

// A phone that nobody touches gives back what it doesn't need: the collector has run by order, and the memory is the system's again.
func TestAQuietPhoneGivesMemoryBack(t *testing.T) {
	for _, narrow := range []bool{true, false} {
		h := uitest.NewHome(t)
		h.Env.Narrow = narrow
		x := newPocket(t, h, uitest.Long)
		x.open()
		forced := func() uint32 {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			return s.NumForcedGC
		}
		before := forced()
		x.Tap("Ещё") // somebody is at it
		x.loop.Advance(2 * time.Second)
		x.Tap("Мои")
		x.loop.Advance(2 * time.Second)
		if forced() != before {
			t.Errorf("narrow %v: collected while somebody was at it", narrow)
		}
		x.loop.Advance(10 * time.Second)
		if narrow {
			x.loop.Until("the collector has run", func() bool { return forced() > before })
		}
		if !narrow && forced() != before {
			t.Error("a desk does it too")
		}
	}
}
