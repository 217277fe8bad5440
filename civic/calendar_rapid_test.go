package civic

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The reference goes minute by minute and looks at the clock on the wall, which is slow and hard to get wrong.

// isWork says that the minute that begins at t is working time.
func isWork(c *Calendar, t time.Time) bool {
	local := t.In(c.Zone())
	date := local.Format(time.DateOnly)
	shifts := c.week[local.Weekday()]
	for d, special := range c.days {
		if d.utc().Format(time.DateOnly) == date {
			shifts = special
		}
	}
	minute := local.Hour()*60 + local.Minute()
	for _, s := range shifts {
		if minute >= s.open && minute < s.close {
			return true
		}
	}
	return false
}

// slow is the reference's calendar: every minute of a stretch of time, with its local date.
type slow struct {
	minutes []time.Time
	work    []bool
	dates   []string
}

func slowly(c *Calendar, from, to time.Time) slow {
	var s slow
	for t := from; t.Before(to); t = t.Add(time.Minute) {
		s.minutes = append(s.minutes, t)
		s.work = append(s.work, isWork(c, t))
		s.dates = append(s.dates, t.In(c.Zone()).Format(time.DateOnly))
	}
	return s
}

// add is Calendar.Add from the first minute; false if the stretch is too short to tell.
func (s slow) add(span Span) (time.Time, bool) {
	switch span.Unit {
	case UnitHour:
		return s.minutes[0].Add(time.Duration(span.N) * time.Hour), true
	case UnitWorkingHour:
		left := span.N * 60
		for i, at := range s.minutes {
			if s.work[i] {
				if left--; left == 0 {
					return at.Add(time.Minute), true
				}
			}
		}
	case UnitWorkingDay:
		days, last := 0, -1 // last: the newest working minute of the Nth day
		for i, date := range s.dates {
			if date == s.dates[0] || !s.work[i] {
				continue
			}
			if last < 0 || s.dates[last] != date {
				days++
			}
			if days > span.N {
				return s.minutes[last].Add(time.Minute), true
			}
			last = i
		}
	case UnitDay:
		return s.addDays(span)
	}
	return time.Time{}, false
}

func (s slow) addDays(span Span) (time.Time, bool) {
	var ends []int // the last minute of every date
	works := map[string]bool{}
	for i, date := range s.dates {
		if i+1 < len(s.dates) && s.dates[i+1] != date {
			ends = append(ends, i)
		}
		works[date] = works[date] || s.work[i]
	}
	at := span.N
	if at >= len(ends) {
		return time.Time{}, false
	}
	off := func() bool { return !works[s.dates[ends[at]]] }
	if span.DayOff == DayOffBefore {
		for at > 0 && off() {
			at--
		}
		if at == 0 {
			at = span.N
		}
	}
	for span.DayOff != DayOffKeep && off() {
		if at++; at >= len(ends) {
			return time.Time{}, false
		}
	}
	return s.minutes[ends[at]].Add(59 * time.Second), true
}

func TestCalendarAgainstTheReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start, span := drawCalendar(t), drawStart(t), drawSpan(t)
		got, err := c.Add(start, span)
		if err != nil {
			t.Fatal(err)
		}
		s := slowly(c, start, start.Add(21*24*time.Hour))
		want, ok := s.add(span)
		if !ok {
			t.Skip("too far for the reference")
		}
		if !got.Equal(want) {
			t.Fatalf("%s and %+v is %s, want %s", start.In(c.Zone()), span, got, want.In(c.Zone()))
		}
		end, worked := got, 0
		if span.Unit == UnitDay {
			end = got.Add(time.Second)
		}
		for i, at := range s.minutes {
			if s.work[i] && at.Before(end) {
				worked++
			}
		}
		if b := c.Between(start, end); b != time.Duration(worked)*time.Minute {
			t.Fatalf("%s of work to %s, want %d minutes", b, end, worked)
		}
	})
}

func TestAddThenBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start, span := drawCalendar(t), drawStart(t), drawSpan(t)
		due, err := c.Add(start, span)
		if err != nil || !due.After(start) {
			t.Fatalf("%s, %v isn't after %s", due, err, start)
		}
		switch span.Unit {
		case UnitHour:
			if got := due.Sub(start); got != time.Duration(span.N)*time.Hour {
				t.Fatalf("got %s", got)
			}
		case UnitWorkingHour:
			if got := c.Between(start, due); got != time.Duration(span.N)*time.Hour {
				t.Fatalf("%s of work to %s", got, due)
			}
		case UnitWorkingDay:
			if got := c.WorkingDays(start, due); got != span.N {
				t.Fatalf("%d working days to %s", got, due)
			}
		}
		// The last instant before it is never on a day off, unless asked for.
		byDate := span.Unit == UnitHour || span.Unit == UnitDay && span.DayOff == DayOffKeep
		if before := due.Add(-time.Nanosecond); !byDate && !c.WorkingDay(before) {
			t.Fatalf("%+v ends on a day off, %s", span, due)
		}
	})
}

func TestAddIsMonotonic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, start, span := drawCalendar(t), drawStart(t), drawSpan(t)
		later := start.Add(time.Duration(rapid.Int64Range(0, int64(9*24*time.Hour)).Draw(t, "later")))
		longer := span
		longer.N += rapid.IntRange(0, 9).Draw(t, "longer")
		due, _ := c.Add(start, span)
		if got, err := c.Add(later, span); err != nil || got.Before(due) {
			t.Fatalf("from %s it ends %s, from %s already %s", start, due, later, got)
		}
		if got, err := c.Add(start, longer); err != nil || got.Before(due) {
			t.Fatalf("%+v ends %s, %+v already %s", span, due, longer, got)
		}
	})
}

func TestBetweenAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, a := drawCalendar(t), drawStart(t)
		b := a.Add(time.Duration(rapid.Int64Range(0, int64(9*24*time.Hour)).Draw(t, "b")))
		z := b.Add(time.Duration(rapid.Int64Range(0, int64(9*24*time.Hour)).Draw(t, "z")))
		if c.Between(a, b)+c.Between(b, z) != c.Between(a, z) || c.Between(a, z) > z.Sub(a) {
			t.Fatalf("%s, %s, %s: %s + %s, together %s", a, b, z, c.Between(a, b), c.Between(b, z), c.Between(a, z))
		}
	})
}

// drawCalendar takes zones that change their clocks at night, at midnight, by half an hour and never, and around the start
// holidays and days that work.
func drawCalendar(t *rapid.T) *Calendar {
	name := rapid.SampledFrom([]string{
		"UTC", "Europe/Moscow", "Europe/Kyiv", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati",
	}).Draw(t, "zone")
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	c := &Calendar{slug: "drawn", zone: zone, days: map[day][]shift{}}
	for i := range c.week {
		c.week[i] = drawShifts(t)
	}
	for range rapid.IntRange(0, 6).Draw(t, "special days") {
		d := rapid.IntRange(0, 20).Draw(t, "special day")
		for _, epoch := range starts() {
			c.days[c.day(epoch)+day(d)] = drawShifts(t)
		}
	}
	if c.empty() {
		c.week[time.Tuesday] = []shift{{9 * 60, 18 * 60}}
	}
	return c
}

func drawShifts(t *rapid.T) []shift {
	var shifts []shift
	at := 0
	for range rapid.IntRange(0, 3).Draw(t, "shifts") {
		open := at + rapid.IntRange(0, 600).Draw(t, "rest")
		at = open + rapid.IntRange(1, 400).Draw(t, "work")
		if at > 24*60 {
			break
		}
		shifts = append(shifts, shift{open, at})
		at++
	}
	return shifts
}

// starts are before the changes of clocks in Kyiv, Havana and Lord Howe, forward and back, and at New Year.
func starts() []time.Time {
	var all []time.Time
	for _, s := range []string{"2026-03-06", "2026-03-27", "2026-04-03", "2026-10-02", "2026-10-23", "2026-10-30", "2026-12-28"} {
		at, _ := time.Parse(time.DateOnly, s)
		all = append(all, at)
	}
	return all
}

func drawStart(t *rapid.T) time.Time {
	return rapid.SampledFrom(starts()).Draw(t, "about").Add(time.Duration(rapid.IntRange(0, 4*24*60).Draw(t, "minutes")) * time.Minute)
}

func drawSpan(t *rapid.T) Span {
	s := Span{N: rapid.IntRange(1, 12).Draw(t, "n"), Unit: rapid.SampledFrom([]Unit{UnitHour, UnitWorkingHour, UnitWorkingDay, UnitDay}).Draw(t, "unit")}
	if s.Unit == UnitDay {
		s.DayOff = rapid.SampledFrom([]DayOff{DayOffKeep, DayOffBefore, DayOffAfter}).Draw(t, "day off")
	}
	return s
}
