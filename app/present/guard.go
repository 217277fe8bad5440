package present

import (
	"context"
	"errors"

	"priyom/store"
)

// GuardState is the administrator's lock on the settings.
type GuardState struct {
	On      bool   // an administrator has closed settings of this computer
	Open    bool   // whoever sits here knows the PIN, or there is none
	Setting bool   // a new PIN is being written
	Busy    bool   //
	Problem string // in words
}

// Guard lets an administrator close what a clerk shouldn't change: where backups go, for how long personal data stays, the
// map, who works here. What each person needs for their eyes (language, colours, text size) is never closed.
type Guard struct {
	OnChange func()

	p       *Point
	on      bool
	open    bool
	setting bool
	busy    bool
	problem string
}

func newGuard(p *Point) *Guard { return &Guard{p: p} }

// State is what to show.
func (g *Guard) State() GuardState {
	return GuardState{On: g.on, Open: g.may(), Setting: g.setting, Busy: g.busy, Problem: g.problem}
}

// may is whether what is closed may be changed now.
func (g *Guard) may() bool { return !g.on || g.open }

// allows is may that says so where it is refused.
func (g *Guard) allows() bool {
	if g.may() {
		return true
	}
	g.p.notice(ToneWarn, g.p.Voice().Say("guard.refused"))
	return false
}

// load reads whether there is a lock.
func (g *Guard) load(ctx context.Context) (err error) {
	g.on, err = g.p.store.Guarded(ctx)
	return err
}

// Begin starts writing a new PIN.
func (g *Guard) Begin() {
	if g.may() && !g.busy {
		g.setting, g.problem = true, ""
		g.changed()
	}
}

// Cancel gives it up.
func (g *Guard) Cancel() {
	g.setting, g.problem = false, ""
	g.changed()
}

// Set closes the settings under a PIN that was typed twice.
func (g *Guard) Set(pin, again string) {
	switch {
	case !g.setting || g.busy:
		return
	case pin != again:
		g.say("staff.differ")
		return
	}
	g.work(func(ctx context.Context) error {
		if pin == "" {
			return store.ErrPINForm
		}
		return g.p.store.SetGuard(ctx, pin)
	}, func() { g.on, g.open, g.setting = true, false, false })
}

// Enter opens them with the PIN.
func (g *Guard) Enter(pin string) {
	switch {
	case g.may() || g.busy:
		return
	case pin == "":
		g.say("lock.empty")
		return
	}
	g.work(func(ctx context.Context) error { return g.p.store.CheckGuard(ctx, pin) }, func() { g.open = true })
}

// Remove does away with the lock.
func (g *Guard) Remove() {
	if !g.on || !g.open || g.busy {
		return
	}
	g.work(func(ctx context.Context) error { return g.p.store.SetGuard(ctx, "") }, func() { g.on, g.open = false, false })
}

// close is after the administrator has left: the page, or the computer.
func (g *Guard) close() {
	if g.open || g.setting {
		g.open, g.setting, g.problem = false, false, ""
		g.changed()
	}
}

func (g *Guard) work(job func(ctx context.Context) error, done func()) {
	g.busy, g.problem = true, ""
	g.changed()
	g.p.write.do(func(ctx context.Context) func() {
		err := job(ctx)
		return func() {
			g.busy = false
			if err == nil {
				done()
			} else {
				g.p.env.Log.Warn("guard", "error", err)
				g.problem = g.words(err)
			}
			g.changed()
		}
	})
}

func (g *Guard) words(err error) string {
	v := g.p.Voice()
	var early *store.PINWaitError
	if errors.As(err, &early) {
		return waitWords(v, early.Until.Sub(g.p.env.Clock()))
	}
	return trouble(v, err)
}

func (g *Guard) say(key string) {
	g.problem = g.p.Voice().Say(key)
	g.changed()
}

func (g *Guard) changed() {
	if g.OnChange != nil {
		g.OnChange()
	}
}
