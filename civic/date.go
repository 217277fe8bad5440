package civic

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrBadDate is returned for a text that names no day of the calendar.
var ErrBadDate = errors.New("civic: not a date")

// Date is a day, wherever that is. A year of birth alone is a Date without month and day. The zero Date is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day of a moment by the clock it carries.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// YearOnly says that only the year is known.
func (d Date) YearOnly() bool { return d.Year != 0 && d.Month == 0 && d.Day == 0 }

// Valid says that d is a whole day of the calendar, or none.
func (d Date) Valid() bool {
	return d.IsZero() || d.Year >= 1 && d.Year <= 9999 && DateOf(d.utc()) == d
}

// Before says that d is earlier than other, both whole days.
func (d Date) Before(other Date) bool { return d.utc().Before(other.utc()) }

// AddDays is n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// AddMonths is the same day n months later, and the last one of a month that is too short for it.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysUntil is how many days later other is; negative if it is earlier.
func (d Date) DaysUntil(other Date) int { return int(other.utc().Sub(d.utc()) / (24 * time.Hour)) }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String is 2026-11-24, 1950 for a year alone, and "" for none.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.YearOnly():
		return fmt.Sprintf("%04d", d.Year)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// ParseDate reads what String wrote, and days as people here write them, 24.11.2026 or 24/11/2026; the error is ErrBadDate.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	var d Date
	if s == "" {
		return d, nil
	}
	if len(s) == 4 {
		if _, err := fmt.Sscanf(s, "%4d", &d.Year); err != nil || d.Year < 1 || d.String() != s {
			return Date{}, ErrBadDate
		}
		return d, nil
	}
	for _, form := range []string{"2006-01-02", "2.1.2006", "2/1/2006"} {
		if t, err := time.Parse(form, s); err == nil {
			return DateOf(t), nil
		}
	}
	return Date{}, ErrBadDate
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}
