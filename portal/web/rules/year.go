package rules

import (
	"time"

	"priyom/civic"
	"priyom/portal/deadlines"
)

// year is one year as the preview draws it.
type year struct {
	N      int
	Days   int // that somebody works on
	Hours  int // of work
	Months []month
}

type month struct {
	N     int
	Days  int
	Weeks [][]square // of seven squares, Monday first
}

// square is one day; the zero square is none.
type square struct {
	Day   int
	Class string // work, short, off, moved: unlike its weekday
	Why   string
}

// yearsOf draws the years that a calendar knows.
func yearsOf(body []byte, days deadlines.Days) (all []year, err error) {
	c, err := civic.ParseCalendar(body, time.LoadLocation)
	if err != nil {
		return nil, err
	}
	why := map[string]deadlines.Day{}
	for _, d := range days.Days {
		if !d.Suspended {
			why[d.Date] = d
		}
	}
	from, to := days.Years[0], days.Years[1]
	if from == 0 { // it lists no year in full
		return nil, nil
	}
	for n := from; n <= to; n++ {
		y := year{N: n}
		for m := time.January; m <= time.December; m++ {
			y.Months = append(y.Months, monthOf(c, n, m, why))
			y.Days += y.Months[m-1].Days
		}
		first := time.Date(n, 1, 1, 0, 0, 0, 0, c.Zone())
		y.Hours = int(c.Between(first, first.AddDate(1, 0, 0)).Hours())
		all = append(all, y)
	}
	return all, nil
}

func monthOf(c *civic.Calendar, n int, m time.Month, why map[string]deadlines.Day) month {
	drawn := month{N: int(m)}
	week := make([]square, 7)
	for day := time.Date(n, m, 1, 12, 0, 0, 0, c.Zone()); day.Month() == m; day = day.AddDate(0, 0, 1) {
		column := (int(day.Weekday()) + 6) % 7
		if column == 0 && day.Day() > 1 {
			drawn.Weeks, week = append(drawn.Weeks, week), make([]square, 7)
		}
		special, ok := why[day.Format(time.DateOnly)]
		s := square{Day: day.Day(), Class: "off", Why: special.Why}
		if c.WorkingDay(day) {
			drawn.Days++
			s.Class = "on"
			switch {
			case special.Short:
				s.Class = "on short"
			case ok && column > 4:
				s.Class = "on moved"
			}
		} else if ok && column < 5 {
			s.Class = "off moved"
		}
		week[column] = s
	}
	drawn.Weeks = append(drawn.Weeks, week)
	return drawn
}
