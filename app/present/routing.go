package present

import (
	"context"
	"errors"
)

// learn reads who deals with what where, and how the offices are reached, and says so on the screens if it is something else than before.
func (p *Point) learn() {
	p.read.do(func(ctx context.Context) func() {
		r, err := p.store.Routing(ctx)
		o, officesErr := p.store.Offices(ctx)
		return func() {
			if err := errors.Join(err, officesErr); err != nil {
				p.env.Log.Error("what the portal says of itself not read", "error", err)
				return
			}
			if !r.Equal(p.routing) {
				p.routing = r
				p.Intake.changed()
			}
			if !o.Equal(p.offices) {
				p.offices = o
				p.Settings.changed()
			}
		}
	})
}
