package doctor

import (
	"context"
	"errors"
	"time"

	"priyom/store"
	"priyom/sync/engine"
)

// The time this computer may be off before somebody should mend it.
const (
	offALittle = 3 * time.Minute
	offByFar   = 12 * time.Hour
)

// meeting is one question to the portal, and the answer.
type meeting struct {
	asked    bool
	greeting engine.Greeting
	off      time.Duration // how far this computer's clock is ahead of the portal's
	took     time.Duration
	err      error
}

// ask greets the portal that this computer is enrolled at, once.
func (m *meeting) ask(ctx context.Context, p Patient) {
	if m.asked {
		return
	}
	m.asked = true
	e, err := p.Store.Enrolment(ctx)
	if err != nil {
		m.err = err
		return
	}
	begun, before := time.Now(), p.Clock()
	m.greeting, m.err = engine.Greet(ctx, p.Line, e.URL)
	if m.took = time.Since(begun); m.err == nil {
		m.off = before.Add(m.took / 2).Sub(m.greeting.Time)
	}
	if m.err == nil && m.greeting.Portal != e.Portal {
		m.err = errOther
	}
}

var errOther = errors.New("doctor: another portal answers at the address")

// portal looks whether it answers.
func (p Patient) portal(ctx context.Context, met *meeting) Finding {
	met.ask(ctx, p)
	var failure *engine.Failure
	switch {
	case met.err == nil:
		return Finding{Level: Good, Key: "good", For: met.took}
	case errors.Is(met.err, store.ErrNotEnrolled):
		return Finding{Level: Warn, Key: "none"}
	case errors.Is(met.err, errOther):
		return Finding{Level: Bad, Key: "other", Err: met.err}
	case errors.As(met.err, &failure):
		return Finding{Level: Warn, Key: "silent", Cause: string(failure.Cause), Err: met.err}
	}
	return failed(met.err)
}

// clock compares this computer's time with the portal's, or at least with what the portal signed last.
func (p Patient) clock(ctx context.Context, met *meeting) Finding {
	met.ask(ctx, p)
	if met.err == nil {
		off := met.off.Abs()
		f := Finding{Level: Good, Key: "good", For: off}
		switch {
		case off > offALittle && met.off > 0:
			f.Level, f.Key = Warn, "ahead"
		case off > offALittle:
			f.Level, f.Key = Warn, "behind"
		}
		if off > offByFar {
			f.Level = Bad
		}
		return f
	}
	t, err := p.Store.Totals(ctx)
	if err != nil {
		return failed(err)
	}
	if behind := t.LastReceipt.Sub(p.Clock()); !t.LastReceipt.IsZero() && behind > offALittle {
		return Finding{Level: Bad, Key: "behind", For: behind}
	}
	return Finding{Level: Aside, Key: "unknown"}
}
