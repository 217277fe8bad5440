package civic

import (
	"slices"
	"time"
)

// Calendar is when a municipality works: a week, and the days that differ from it. It is immutable; one value may be used
// from many goroutines. ParseCalendar makes one that has working time in every week; the zero Calendar has none at all.
type Calendar struct {
	slug     string
	zone     *time.Location
	week     [7][]shift      // by time.Weekday
	days     map[day][]shift // instead of the week's; no shifts on a day off
	from, to int             // the years whose holidays it knows
}

// shift is one stretch of work, in minutes from the midnight that the day begins with.
type shift struct{ open, close int }

// day is a date, in days from 1 January 1970.
type day int

// stretch is a stretch of time, the end not included.
type stretch struct{ from, to time.Time }

// Slug is the calendar's name, such as "ru".
func (c *Calendar) Slug() string { return c.slug }

// Zone is where its clocks are; UTC for the zero Calendar.
func (c *Calendar) Zone() *time.Location {
	if c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// In is the same calendar by the clocks of another zone, for a country with many.
func (c *Calendar) In(zone *time.Location) *Calendar {
	moved := *c
	moved.zone = zone
	return &moved
}

// Covers says that the holidays of t's year are known. Outside those years the bare week is counted, and a deadline may come
// out too early.
func (c *Calendar) Covers(t time.Time) bool {
	year := t.In(c.Zone()).Year()
	return c.from <= year && year <= c.to
}

// WorkingDay says that somebody works at some time of t's date.
func (c *Calendar) WorkingDay(t time.Time) bool { return c.works(c.day(t)) }

// Open says that somebody is at work at t: from the first minute of a shift to before its last instant.
func (c *Calendar) Open(t time.Time) bool {
	return slices.ContainsFunc(c.work(c.day(t)), func(s stretch) bool { return !t.Before(s.from) && t.Before(s.to) })
}

// empty says that no week has any work, so that nothing can be counted.
func (c *Calendar) empty() bool {
	return !slices.ContainsFunc(c.week[:], func(shifts []shift) bool { return len(shifts) > 0 })
}

func (c *Calendar) works(d day) bool { return len(c.work(d)) > 0 }

// work is the working time of a day in its order.
func (c *Calendar) work(d day) []stretch {
	shifts, special := c.days[d]
	if !special {
		shifts = c.week[d.weekday()]
	}
	return c.stretches(d, shifts)
}

// end is the last whole second of a day. A date that a zone skipped has none; the one before counts then.
func (c *Calendar) end(d day) time.Time {
	for {
		if whole := c.stretches(d, []shift{{0, 24 * 60}}); len(whole) > 0 {
			return whole[len(whole)-1].to.Add(-time.Second)
		}
		d--
	}
}

// stretches is when the zone's clocks show the shifts on that date. An hour that the clocks skip is no working time, one
// that they show twice is twice, so the zone's stretches of constant offset are gone through one by one.
func (c *Calendar) stretches(d day, shifts []shift) []stretch {
	if len(shifts) == 0 {
		return nil
	}
	const farthest = 16 * time.Hour // no zone is or was farther from UTC
	midnight := d.utc()
	all := make([]stretch, 0, len(shifts))
	for t := midnight.Add(-farthest); t.Before(midnight.Add(24*time.Hour + farthest)); {
		local := t.In(c.Zone())
		_, seconds := local.Zone()
		start, end := local.ZoneBounds()
		offset := time.Duration(seconds) * time.Second
		for _, s := range shifts {
			from := midnight.Add(time.Duration(s.open)*time.Minute - offset)
			to := midnight.Add(time.Duration(s.close)*time.Minute - offset)
			if from.Before(start) {
				from = start
			}
			if !end.IsZero() && to.After(end) {
				to = end
			}
			if from.Before(to) {
				all = append(all, stretch{from.In(c.Zone()), to.In(c.Zone())})
			}
		}
		if end.IsZero() {
			break
		}
		t = end
	}
	return all
}

func (c *Calendar) day(t time.Time) day {
	y, m, d := t.In(c.Zone()).Date()
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// utc is the day's midnight in UTC.
func (d day) utc() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

func (d day) weekday() time.Weekday { return d.utc().Weekday() }
