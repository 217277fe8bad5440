package present

import "context"

// learn reads who deals with what where, and says so in the form if it is something else than before.
func (p *Point) learn() {
	p.read.do(func(ctx context.Context) func() {
		r, err := p.store.Routing(ctx)
		return func() {
			switch {
			case err != nil:
				p.env.Log.Error("routing not read", "error", err)
			case !r.Equal(p.routing):
				p.routing = r
				p.Intake.changed()
			}
		}
	})
}
