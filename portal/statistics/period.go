package statistics

import (
	"fmt"
	"time"
)

// Month numbers months from the year 0.
type Month int

// MonthOf is the month of a moment by a clock.
func MonthOf(at time.Time, clock *time.Location) Month {
	at = at.In(clock)
	return Month(at.Year()*12 + int(at.Month()) - 1)
}

// Year and Month take it apart.
func (m Month) Year() int { return int(m) / 12 }

// Month is the month of the year.
func (m Month) Month() time.Month { return time.Month(int(m)%12 + 1) }

// String is "2026-11", as forms have it.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m.Year(), m.Month()) }

// ParseMonth reads what String wrote.
func ParseMonth(s string) (Month, bool) {
	at, err := time.Parse("2006-01", s)
	return MonthOf(at, time.UTC), err == nil
}

// Week numbers weeks, which begin on Mondays, from the first whole one of 1970.
type Week int

// WeekOf is the week of a moment by a clock.
func WeekOf(at time.Time, clock *time.Location) Week {
	y, m, d := at.In(clock).Date()
	days := int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 3600))
	return Week((days - 4) / 7) // nobody reports before 1970
}

// Monday is its first day.
func (w Week) Monday() time.Time { return time.Unix((int64(w)*7+4)*24*3600, 0).UTC() }
