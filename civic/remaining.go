package civic

import "time"

// Pace is how a deadline stands.
type Pace string

// The paces.
const (
	PaceOnTime  Pace = "on-time"
	PaceSoon    Pace = "soon" // a quarter of the span or less is left
	PaceOverdue Pace = "overdue"
)

// Remaining is how much time is left, or by how much it is overdue: "3 working days".
type Remaining struct {
	Pace Pace
	N    int  // at least 1
	Unit Unit // the largest one that fits: the span's own, or working hours or hours on the last day, or minutes
}

// Remaining counts what is left of a deadline at now, or by how much it is overdue. Minutes are minutes of the same clock as
// the span's: at lunch a deadline of working hours doesn't come nearer. Whole units are counted down to the lower
// one: with 2 h 50 min left it says 2 hours. Days are counted between dates: due the day after tomorrow is 2 days at
// whatever hour, and on the last day it goes on in hours.
func (c *Calendar) Remaining(d Deadline, now time.Time) Remaining {
	from, to, pace := now, d.Due, PaceOnTime
	if now.After(d.Due) {
		from, to, pace = d.Due, now, PaceOverdue
	}
	r := Remaining{Pace: pace, Unit: d.Span.Unit}
	var clock time.Duration // of the last day
	switch d.Span.Unit {
	case UnitWorkingDay:
		r.N, clock = c.WorkingDays(from, to), c.Between(from, to)
	case UnitDay:
		r.N, clock = c.Days(from, to), to.Sub(from)
	case UnitWorkingHour:
		clock = c.Between(from, to)
	default:
		clock = to.Sub(from)
	}
	if pace == PaceOnTime && d.Span.soon(r.N, clock) {
		r.Pace = PaceSoon
	}
	if r.N > 0 {
		return r
	}
	if r.N, r.Unit = int(clock/time.Hour), d.Span.Unit.hours(); r.N > 0 {
		return r
	}
	r.N, r.Unit = max(1, int(clock/time.Minute)), UnitMinute
	return r
}

// soon says that a quarter or less is left: of days in days, of hours by the clock.
func (s Span) soon(days int, clock time.Duration) bool {
	switch s.Unit {
	case UnitWorkingDay, UnitDay:
		return days*4 <= s.N
	}
	return clock*4 <= time.Duration(s.N)*time.Hour
}

// hours is the unit of hours that goes with u.
func (u Unit) hours() Unit {
	if u == UnitWorkingDay || u == UnitWorkingHour {
		return UnitWorkingHour
	}
	return UnitHour
}
