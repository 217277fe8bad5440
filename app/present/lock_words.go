package present

import (
	"strings"
	"time"
	"unicode"

	"priyom/lang"
	"priyom/store"
)

// ShiftEnd is a shift that was handed over.
type ShiftEnd struct {
	Who     string
	Under   string // from when to when
	Figures []Figure
}

// State is what to show.
func (k *Lock) State() LockState {
	v, now := k.p.Voice(), k.p.env.Clock()
	s := LockState{Step: k.step, Time: v.Clock(now), Date: v.Day(now, now), Place: v.Say("app.name"), Chosen: k.chosen, Busy: k.busy, Problem: k.problem, Shift: k.ended}
	if k.p.enrolled {
		s.Place, s.Name = k.p.enrolment.Place, k.p.enrolment.PortalName
	}
	for _, o := range k.people {
		s.People = append(s.People, k.workerOf(o))
	}
	if k.step == LockPIN && k.waits() {
		s.Wait = true
		s.Problem = waitWords(v, k.until.Sub(now))
	}
	return s
}

// waitWords say how long no PIN is looked at, rounded up.
func waitWords(v *lang.Voice, d time.Duration) string {
	if d > time.Minute {
		return v.Count("lock.wait.minutes", int((d+time.Minute-1)/time.Minute), nil)
	}
	return v.Count("lock.wait.seconds", int((d+time.Second-1)/time.Second), nil)
}

func (k *Lock) waits() bool { return k.p.env.Clock().Before(k.until) }

// worker is who works here now.
func (k *Lock) worker() Worker {
	for _, o := range k.people {
		if o.ID == k.me() {
			return k.workerOf(o)
		}
	}
	return Worker{}
}

func (k *Lock) workerOf(o store.Operator) Worker {
	w := Worker{ID: o.ID, Name: o.Name, Initials: initials(o.Name)}
	if k.shift.N > 0 && k.shift.Operator == o.ID {
		v, now := k.p.Voice(), k.p.env.Clock()
		since := v.Clock(k.shift.Began)
		if day := v.Day(k.shift.Began, now); day != v.Day(now, now) {
			since = day
		}
		w.Since = v.With("lock.since", lang.Args{"Time": since})
	}
	return w
}

// initials are the first letters of the first two words.
func initials(name string) string {
	var b strings.Builder
	for i, word := range strings.Fields(name) {
		if i == 2 {
			break
		}
		for _, r := range word {
			b.WriteRune(unicode.ToUpper(r))
			break
		}
	}
	return b.String()
}

func (k *Lock) endOf(shift store.Shift, f store.ShiftFigures) *ShiftEnd {
	v, now := k.p.Voice(), k.p.env.Clock()
	end := &ShiftEnd{
		Under:   v.With("lock.shift.times", lang.Args{"From": v.Since(shift.Began, now), "To": v.Since(shift.Ended, now)}),
		Figures: []Figure{{v.Say("lock.shift.taken"), f.Taken}, {v.Say("lock.shift.sent"), f.Sent}, {v.Say("lock.shift.waiting"), f.Waiting}},
	}
	for _, o := range k.people {
		if o.ID == shift.Operator {
			end.Who = v.With("lock.shift.title", lang.Args{"Name": o.Name})
		}
	}
	return end
}

// tick keeps the clock of the lock screen going, and the wait after wrong PINs.
func (k *Lock) tick() {
	if k.ticking != nil {
		k.ticking()
		k.ticking = nil
	}
	if !k.Locked() || k.p.closed {
		return
	}
	now := k.p.env.Clock()
	wait := now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	if k.waits() {
		wait = time.Second
	}
	k.ticking = k.p.env.After(wait, func() {
		k.changed()
		k.tick()
	})
}

// abandon ends what is being looked at.
func (k *Picker) abandon() {
	if k.stop != nil {
		k.stop()
	}
}

// sitDown takes over what belongs to the desk and not to a citizen: how reports come in, and the folder that is watched.
func (in *Intake) sitDown(before *Intake) {
	if before.scan.timer != nil {
		before.scan.timer()
	}
	in.report.Channel, in.quick = before.report.Channel, before.quick
	in.scan = scanner{dir: before.scan.dir, since: before.scan.since, known: before.scan.known}
}
