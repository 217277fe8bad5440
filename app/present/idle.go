package present

import (
	"context"
	"slices"
	"strconv"
	"time"

	"priyom/store"
)

// preferenceIdle keeps after how many minutes the screen locks itself.
const preferenceIdle = "lock-after-minutes"

// idleChoices are what one may choose, in minutes; 0 is never.
var idleChoices = []int{2, 5, 10, 30, 0}

const (
	idleUsual = 5                // minutes
	idleWarns = 30 * time.Second // before the screen locks
	idleSays  = 3 * time.Second  // between two warnings: a notice goes away by itself
	idleLooks = 20 * time.Second // at most between two looks at the clock: a computer that slept must lock soon after
)

// idle is the time without a key or a move of the pointer.
type idle struct {
	minutes int
	touched time.Time
	warned  bool
	timer   func()
}

func (i *idle) load(ctx context.Context, s *store.Store) error {
	kept, err := s.Preference(ctx, preferenceIdle)
	if err != nil {
		return err
	}
	if i.minutes, err = strconv.Atoi(kept); err != nil || !slices.Contains(idleChoices, i.minutes) {
		i.minutes = idleUsual
	}
	return nil
}

func (i *idle) stop() {
	if i.timer != nil {
		i.timer()
		i.timer = nil
	}
}

// left is how long until the screen locks, by the wall's clock: that of the processor stands still while a computer sleeps.
// One that was set back doesn't keep the screen open.
func (i *idle) left(now time.Time) time.Duration {
	now = now.Round(0)
	if now.Before(i.touched) {
		i.touched = now
	}
	return time.Duration(i.minutes)*time.Minute - now.Sub(i.touched)
}

// Touch says that somebody pressed a key or moved the pointer.
func (k *Lock) Touch() {
	if k.Locked() {
		return
	}
	now := k.p.env.Clock()
	if k.idle.timer != nil && k.idle.left(now) <= 0 {
		k.p.env.Post(func() { // the computer slept; but let the key be heard out
			if !k.Locked() && k.idle.left(k.p.env.Clock()) <= 0 {
				k.Now()
			}
		})
		return
	}
	k.idle.touched, k.idle.warned = now.Round(0), false
	if k.idle.timer == nil {
		k.arm()
	}
}

// arm looks at the clock again when the screen may have to be locked.
func (k *Lock) arm() {
	k.idle.stop()
	if k.Locked() || k.idle.minutes == 0 || k.shift.N == 0 || k.p.closed {
		return
	}
	left := k.idle.left(k.p.env.Clock())
	wait := min(left-idleWarns, idleLooks)
	if k.idle.warned {
		wait = min(left, idleSays)
	}
	k.idle.timer = k.p.env.After(max(0, wait), func() {
		left := k.idle.left(k.p.env.Clock())
		switch {
		case k.p.closed:
			return
		case left <= 0:
			k.Now()
			return
		case left <= idleWarns:
			k.idle.warned = true
			k.p.notice(ToneWarn, k.p.Voice().Say("lock.soon"))
		}
		k.arm()
	})
}

// setIdle changes after how many minutes the screen locks itself.
func (k *Lock) setIdle(minutes int) {
	if minutes == k.idle.minutes {
		return
	}
	k.idle.minutes = minutes
	k.idle.touched = k.p.env.Clock().Round(0)
	k.arm()
	k.p.write.do(func(ctx context.Context) func() {
		if err := k.p.store.SetPreference(ctx, preferenceIdle, strconv.Itoa(minutes)); err != nil {
			return func() { k.p.failed("preference not kept", err) }
		}
		return nil
	})
}
