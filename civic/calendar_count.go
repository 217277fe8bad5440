package civic

import (
	"errors"
	"fmt"
	"time"
)

// ErrNoWorkingDays is returned for a calendar on which nobody ever works.
var ErrNoWorkingDays = errors.New("civic: calendar without working days")

// Add is when a span that begins at start is over. The errors are ErrSpan and ErrNoWorkingDays.
//
//   - Hours run by the wall clock, day and night; when clocks are changed an hour is still 60 minutes.
//   - Working hours run only while the calendar has somebody at work. A start at night, at lunch or on a holiday waits for the
//     next opening. A span used up at the very minute of closing ends there, not at the next opening: three hours
//     from 9:00 with lunch at 12:00 end at 12:00. One that begins at the minute of closing begins at the next opening.
//   - Working days: the day of the start isn't counted, whether it is a working day and whatever the hour; the span
//     ends at the close of business of the Nth working day after it.
//   - Days of the calendar: the day of the start isn't counted; the span ends with the last second of the Nth day after it
//     (23:59:59 of the calendar's zone). If nobody works on that day, DayOff decides. DayOffBefore goes back to the last
//     working day, as bodies do that answer under 59-FZ; were that the day of the start or one before it, so that no
//     time would be left, it goes on to the next working day instead.
//
// The result never decreases when start or N grows.
func (c *Calendar) Add(start time.Time, s Span) (time.Time, error) {
	if err := s.Check(); err != nil {
		return time.Time{}, err
	}
	if s.Unit == UnitHour {
		return start.Add(time.Duration(s.N) * time.Hour).In(c.Zone()), nil
	}
	if c.empty() {
		return time.Time{}, fmt.Errorf("%w: %s", ErrNoWorkingDays, c.slug)
	}
	switch s.Unit {
	case UnitWorkingHour:
		return c.addWork(start, time.Duration(s.N)*time.Hour), nil
	case UnitWorkingDay:
		return c.addWorkingDays(start, s.N), nil
	}
	return c.addDays(start, s), nil
}

func (c *Calendar) addWork(start time.Time, left time.Duration) time.Time {
	for d := c.day(start); ; d++ {
		for _, s := range c.work(d) {
			if s.from.Before(start) {
				s.from = start.In(c.Zone())
			}
			length := s.to.Sub(s.from)
			if length >= left {
				return s.from.Add(left)
			}
			left -= max(length, 0)
		}
	}
}

func (c *Calendar) addWorkingDays(start time.Time, n int) time.Time {
	for d := c.day(start) + 1; ; d++ {
		if work := c.work(d); len(work) > 0 {
			if n--; n == 0 {
				return work[len(work)-1].to
			}
		}
	}
}

func (c *Calendar) addDays(start time.Time, s Span) time.Time {
	first := c.day(start)
	due := first + day(s.N)
	if s.DayOff == DayOffKeep || c.works(due) {
		return c.end(due)
	}
	if s.DayOff == DayOffBefore {
		for d := due - 1; d > first; d-- {
			if c.works(d) {
				return c.end(d)
			}
		}
	}
	for !c.works(due) {
		due++
	}
	return c.end(due)
}

// Between is how much working time lies from a to b; 0 if b isn't after a. Between(t, Add(t, N working hours)) is N hours.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	var sum time.Duration
	if !a.Before(b) {
		return 0
	}
	for d, last := c.day(a), c.day(b); d <= last; d++ {
		for _, s := range c.work(d) {
			if s.from.Before(a) {
				s.from = a
			}
			if s.to.After(b) {
				s.to = b
			}
			sum += max(s.to.Sub(s.from), 0)
		}
	}
	return sum
}

// WorkingDays is how many working days come after a's date up to and with the date of b; 0 if there are none. A b at midnight
// belongs to the day that ends there. WorkingDays(t, Add(t, N working days)) is N.
func (c *Calendar) WorkingDays(a, b time.Time) int {
	n := 0
	for d, last := c.day(a)+1, c.day(b.Add(-1)); d <= last; d++ {
		if c.works(d) {
			n++
		}
	}
	return n
}

// Days is the difference of two dates in days of the calendar, negative if b's date is before a's.
func (c *Calendar) Days(a, b time.Time) int { return int(c.day(b) - c.day(a)) }
