package civic

import (
	"errors"
	"fmt"
)

// ErrSpan is returned for a span that isn't 1 to MaxSpan of a known unit.
var ErrSpan = errors.New("civic: bad span")

// MaxSpan is the largest number of units in a span; whatever is longer is a slip of the pen.
const MaxSpan = 10_000

// Unit is what a span is counted in.
type Unit string

// The units of a span. What one of them means exactly stands at Calendar.Add.
const (
	UnitHour        Unit = "hour"         // by the wall clock, day and night
	UnitWorkingHour Unit = "working-hour" // only while the calendar has somebody at work
	UnitWorkingDay  Unit = "working-day"
	UnitDay         Unit = "day" // of the calendar, holidays included

	UnitMinute Unit = "minute" // only of a Remaining
)

// DayOff says where a count of calendar days ends that falls on a day nobody works.
type DayOff string

// The ways with a day off.
const (
	DayOffKeep   DayOff = ""       // it ends there all the same
	DayOffBefore DayOff = "before" // the last working day before: the practice of appeals under 59-FZ
	DayOffAfter  DayOff = "after"  // the next working day: the rule of civil law
)

// Span is a length of time in a unit. The zero Span is none.
type Span struct {
	N      int    `json:"n"`
	Unit   Unit   `json:"unit"`
	DayOff DayOff `json:"day_off,omitempty"` // with UnitDay only
}

// IsZero says that there is no span.
func (s Span) IsZero() bool { return s == Span{} }

// Check returns ErrSpan unless the span can be counted.
func (s Span) Check() error {
	known, off := false, s.DayOff == DayOffKeep
	switch s.Unit {
	case UnitHour, UnitWorkingHour, UnitWorkingDay:
		known = true
	case UnitDay:
		known, off = true, off || s.DayOff == DayOffBefore || s.DayOff == DayOffAfter
	}
	if !known || !off || s.N < 1 || s.N > MaxSpan {
		return fmt.Errorf("%w: %d %s %s", ErrSpan, s.N, s.Unit, s.DayOff)
	}
	return nil
}
