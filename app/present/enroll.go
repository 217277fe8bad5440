package present

import (
	"context"
	"errors"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/sync/engine"
)

// EnrollState is what the page shows on which a device gets its portal.
type EnrollState struct {
	URL, Code string
	Busy      bool
	BusyDemo  bool
	Problem   string // in words
	HasDemo   bool
	Waiting   int // reports taken before there was a portal
}

// Enroll makes this device a portal's.
type Enroll struct {
	OnChange func()

	p     *Point
	state EnrollState
}

func newEnroll(p *Point) *Enroll { return &Enroll{p: p} }

// State is what to show.
func (e *Enroll) State() EnrollState {
	s := e.state
	s.HasDemo = e.p.env.Demo != nil && e.p.demo == nil
	s.Waiting = e.p.Outbox.totals.Entries
	return s
}

// SetURL and SetCode are what somebody types.
func (e *Enroll) SetURL(url string) { e.state.URL = url }

// SetCode is the one-time code as it is typed.
func (e *Enroll) SetCode(code string) { e.state.Code = code }

// Submit spends the code.
func (e *Enroll) Submit() {
	if e.state.Busy || e.state.BusyDemo {
		return
	}
	v := e.p.Voice()
	url, code := engine.Invitation(e.state.URL) // a scanner types both at once
	if code == "" {
		code = e.state.Code
	}
	switch {
	case url == "":
		e.show(v.Say("enroll.no-url"))
		return
	case code == "":
		e.show(v.Say("enroll.no-code"))
		return
	}
	e.state.Busy, e.state.Problem = true, ""
	e.changed()
	e.p.write.do(func(ctx context.Context) func() {
		got, err := engine.Enroll(ctx, e.p.store, e.p.line, url, code)
		return func() { e.done(got, err) }
	})
}

func (e *Enroll) done(got store.Enrolment, err error) {
	e.state.Busy = false
	if err != nil {
		e.p.env.Log.Warn("not enrolled", "error", err)
		e.show(trouble(e.p.Voice(), err))
		return
	}
	e.state = EnrollState{}
	e.p.enrolment, e.p.enrolled = got, true
	e.p.run()
	e.p.captured() // what waited is in the journal now
	e.p.notice(ToneGood, e.p.Voice().With("enroll.done", lang.Args{"Place": got.Place, "Code": got.Code}))
	e.p.Go(PageIntake)
	e.changed()
}

// Later begins without a portal.
func (e *Enroll) Later() { e.p.Go(PageIntake) }

// TryDemo goes on in the demo district, in a home folder of its own: what is tried out never mixes with what is meant.
func (e *Enroll) TryDemo() {
	if e.state.Busy || e.state.BusyDemo || e.p.env.Demo == nil {
		return
	}
	e.state.BusyDemo, e.state.Problem = true, ""
	e.changed()
	v := e.p.Voice()
	e.p.write.do(func(ctx context.Context) func() {
		to, err := e.p.openDemo(ctx, v)
		return func() {
			e.state.BusyDemo = false
			if err != nil {
				e.p.env.Log.Error("no demo district", "error", err)
				e.show(trouble(e.p.Voice(), err))
				return
			}
			e.p.moveTo(to)
		}
	})
}

// openDemo starts the demo district and a point in it, enrolled.
func (p *Point) openDemo(ctx context.Context, v *lang.Voice) (*Point, error) {
	demo, err := p.env.Demo(ctx, demoHome(p.env.Home, "portal"), v.Say("demo.district"))
	if err != nil {
		return nil, err
	}
	to, err := openPoint(ctx, p.env, demoHome(p.env.Home, "point"), p.secrets, demo)
	if err != nil {
		return nil, errors.Join(err, demo.Close())
	}
	to.demo = demo
	if to.pack, err = demo.Map(ctx); err != nil {
		p.env.Log.Error("no demo map", "error", err) // it works without one
	}
	if to.enrolled {
		return to, nil
	}
	if err := demo.Publish(ctx, practicePetition(v, p.env.Clock())); err != nil {
		p.env.Log.Error("no demo petition", "error", err) // everything else can be tried
	}
	code, err := demo.Invite(ctx, v.Say("demo.place"))
	if err == nil {
		to.enrolment, err = engine.Enroll(ctx, to.store, to.line, demo.URL(), code)
	}
	if err != nil {
		return nil, errors.Join(err, to.Close())
	}
	to.enrolled, to.page = true, PageIntake
	to.Tour.on = true // it is the first time
	return to, nil
}

// practicePetition is something to try signing with.
func practicePetition(v *lang.Voice, now time.Time) civic.Petition {
	return civic.Petition{
		Title: v.Say("demo.petition.title"), Text: v.Say("demo.petition.text"), From: civic.DateOf(now), To: civic.DateOf(now.AddDate(0, 3, 0)),
		Threshold: civic.Threshold{Count: 100}, Proofs: []civic.Proof{civic.ProofDrawn, civic.ProofWet}, Birth: civic.BirthYear, MinAge: 16,
	}
}

// leaveDemo goes back to the home folder that is meant.
func (p *Point) leaveDemo(ctx context.Context) (*Point, error) {
	return openPoint(ctx, p.env, p.env.Home, p.secrets, nil)
}

// moveTo closes this point and hands the window over to another.
func (p *Point) moveTo(to *Point) {
	if err := p.Close(); err != nil {
		p.env.Log.Error("not closed well", "error", err)
	}
	if p.OnMove != nil {
		p.OnMove(to)
	}
}

func (e *Enroll) show(problem string) {
	e.state.Problem = problem
	e.changed()
}

func (e *Enroll) changed() {
	if e.OnChange != nil {
		e.OnChange()
	}
}
