package civic

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrCalendar is returned for calendar data that make no sense.
var ErrCalendar = errors.New("civic: bad calendar")

// calendarFile is a calendar as data:
//
//	{"slug": "ru", "zone": "Europe/Moscow", "years": [2026, 2027], "short_minutes": 60,
//	 "week": {"mon": ["08:00-12:00", "13:00-17:00"], …},
//	 "days": [{"date": "2026-01-09", "kind": "off", "why": "moved from 3 January"}, …]}
//
// years are the first and the last one whose days are listed in full.
type calendarFile struct {
	Slug  string              `json:"slug"`
	Zone  string              `json:"zone"` // IANA name
	Years [2]int              `json:"years"`
	Short int                 `json:"short_minutes"` // how much earlier a short day ends
	Week  map[string][]string `json:"week"`          // mon to sun; a day left out is off
	Days  []calendarDay       `json:"days"`
}

// calendarDay is a day unlike others of its weekday.
type calendarDay struct {
	Date      string `json:"date"` // 2026-01-09
	Kind      string `json:"kind"` // holiday; off: a day off moved here; work: a day that works
	Like      string `json:"like"` // of a day that works: the weekday whose hours it has; its own if empty
	Short     bool   `json:"short"`
	Suspended bool   `json:"suspended"` // kept for the record, such as a holiday cancelled in wartime; does not count
}

// ParseCalendar reads a calendar from JSON. zone finds a time zone by its IANA name, time.LoadLocation in a programme that
// may read the disk. The errors are ErrCalendar, and ErrNoWorkingDays for a week without work.
func ParseCalendar(data []byte, zone func(string) (*time.Location, error)) (*Calendar, error) {
	var f calendarFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCalendar, err)
	}
	fail := func(what string, a ...any) (*Calendar, error) {
		return nil, fmt.Errorf("%w: %s: %s", ErrCalendar, f.Slug, fmt.Sprintf(what, a...))
	}
	c := &Calendar{slug: f.Slug, days: map[day][]shift{}, from: f.Years[0], to: f.Years[1]}
	var err error
	if c.zone, err = zone(f.Zone); f.Zone == "" || err != nil {
		return fail("zone %q: %v", f.Zone, err)
	}
	if !validSlug(f.Slug) || f.Short < 0 || c.from > c.to {
		return fail("slug, years or short_minutes")
	}
	for name, hours := range f.Week {
		weekday, ok := weekdayOf(name)
		if !ok {
			return fail("weekday %q", name)
		}
		if c.week[weekday], ok = parseShifts(hours); !ok {
			return fail("hours of %s: %q", name, hours)
		}
	}
	for _, entry := range f.Days {
		d, shifts, ok := c.parseDay(entry, f.Short)
		if _, twice := c.days[d]; !ok || twice {
			return fail("day %+v", entry)
		}
		if !entry.Suspended {
			c.days[d] = shifts
		}
	}
	if c.empty() {
		return nil, fmt.Errorf("%w: %s", ErrNoWorkingDays, f.Slug)
	}
	return c, nil
}

// parseDay returns the hours of a special day: none on a holiday, some on a day that works.
func (c *Calendar) parseDay(entry calendarDay, short int) (d day, shifts []shift, ok bool) {
	date, err := time.Parse(time.DateOnly, entry.Date)
	if err != nil || date.Year() < c.from || date.Year() > c.to {
		return 0, nil, false
	}
	d = day(date.Unix() / (24 * 60 * 60))
	switch entry.Kind {
	case "holiday", "off":
		return d, nil, entry.Like == "" && !entry.Short
	case "work":
		like := date.Weekday()
		if entry.Like != "" {
			if like, ok = weekdayOf(entry.Like); !ok {
				return 0, nil, false
			}
		}
		shifts = c.week[like]
		if entry.Short {
			shifts = cut(shifts, short)
		}
		return d, shifts, len(shifts) > 0
	}
	return 0, nil, false
}

// cut takes minutes off the end of a day, through breaks.
func cut(shifts []shift, minutes int) []shift {
	var kept []shift
	for i := len(shifts) - 1; i >= 0; i-- {
		s := shifts[i]
		off := min(minutes, s.close-s.open)
		minutes -= off
		if s.close -= off; s.close > s.open {
			kept = append([]shift{s}, kept...)
		}
	}
	return kept
}

// parseShifts reads stretches such as "08:00-12:00", which must be in order and apart.
func parseShifts(hours []string) ([]shift, bool) {
	var shifts []shift
	before := -1
	for _, text := range hours {
		var h1, m1, h2, m2 int
		if n, err := fmt.Sscanf(text, "%02d:%02d-%02d:%02d", &h1, &m1, &h2, &m2); err != nil || n != 4 ||
			text != fmt.Sprintf("%02d:%02d-%02d:%02d", h1, m1, h2, m2) || m1 > 59 || m2 > 59 {
			return nil, false
		}
		s := shift{h1*60 + m1, h2*60 + m2}
		if s.open <= before || s.close <= s.open || s.close > 24*60 {
			return nil, false
		}
		shifts, before = append(shifts, s), s.close
	}
	return shifts, true
}

func weekdayOf(name string) (time.Weekday, bool) {
	for i, known := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		if name == known {
			return time.Weekday(i), true
		}
	}
	return 0, false
}
