package present

import (
	"priyom/civic"
	"priyom/lang"
)

// Clock is how a deadline's clock stands.
type Clock string

// The clocks.
const (
	ClockNone  Clock = ""
	ClockRuns  Clock = "runs"
	ClockSoon  Clock = "soon" // little is left
	ClockLate  Clock = "late" // it is over, or was missed
	ClockWaits Clock = "waits"
	ClockMet   Clock = "met"
)

// Due is a deadline in words.
type Due struct {
	Clock Clock
	Words string
	Short string // the same for a narrow column
}

// due says how much is left of a deadline, or by how much it is over. A report that nobody has registered yet says until
// when that must be done.
func (p *Point) due(d civic.Due) Due {
	v, now, calendar := p.Voice(), p.env.Clock(), p.env.Calendar
	if calendar == nil || d.Due.IsZero() {
		return Due{}
	}
	switch d.State {
	case civic.DueMet:
		return Due{ClockMet, v.Say("due.met"), v.Say("due.met")}
	case civic.DueLate:
		return Due{ClockLate, v.Say("due.late"), v.Say("due.late")}
	case civic.DueNone:
		return Due{}
	case civic.DueRegister, civic.DueResolve:
	}
	left := calendar.Remaining(d.Deadline, now)
	unit := string(left.Unit)
	switch {
	case left.Pace == civic.PaceOverdue:
		return Due{ClockLate, v.Count("due.over."+unit, left.N, nil), v.Count("due.short.over."+unit, left.N, nil)}
	case d.State == civic.DueRegister:
		day := lang.Args{"Day": v.Day(d.Due, now)}
		return Due{soon(left, ClockWaits), v.With("due.register", day), v.With("due.short.register", day)}
	}
	return Due{soon(left, ClockRuns), v.Count("due.left."+unit, left.N, nil), v.Count("due.short.left."+unit, left.N, nil)}
}

func soon(r civic.Remaining, otherwise Clock) Clock {
	if r.Pace == civic.PaceSoon {
		return ClockSoon
	}
	return otherwise
}
