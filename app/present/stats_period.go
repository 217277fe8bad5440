package present

import "time"

// step is what one bar stands for.
type step string

const (
	stepDay   step = "day"
	stepWeek  step = "week"
	stepMonth step = "month"
	stepYear  step = "year"
)

// manyMonths is how many bars of months can still be told apart.
const manyMonths = 36

// bounds are the first moment of a period and the first after it, by this computer's clock. Of all time there are none.
func (p Period) bounds(at time.Time) (from, until time.Time) {
	at = at.Local()
	switch p {
	case PeriodWeek:
		from = stepWeek.floor(at)
		return from, from.AddDate(0, 0, 7)
	case PeriodMonth:
		from = stepMonth.floor(at)
		return from, from.AddDate(0, 1, 0)
	case PeriodQuarter:
		from = stepMonth.floor(at)
		from = from.AddDate(0, -(int(from.Month())-1)%3, 0)
		return from, from.AddDate(0, 3, 0)
	case PeriodYear:
		from = stepYear.floor(at)
		return from, from.AddDate(1, 0, 0)
	case PeriodAll:
	}
	return time.Time{}, time.Time{}
}

// shift is a moment in the period that is some further on.
func (p Period) shift(at time.Time, by int) time.Time {
	from, _ := p.bounds(at)
	switch p {
	case PeriodWeek:
		return from.AddDate(0, 0, 7*by)
	case PeriodMonth:
		return from.AddDate(0, by, 0)
	case PeriodQuarter:
		return from.AddDate(0, 3*by, 0)
	case PeriodYear:
		return from.AddDate(by, 0, 0)
	case PeriodAll:
	}
	return at
}

func (p Period) step(from, until time.Time) step {
	switch p {
	case PeriodWeek, PeriodMonth:
		return stepDay
	case PeriodQuarter:
		return stepWeek
	case PeriodYear:
		return stepMonth
	case PeriodAll:
		if months := (until.Year()-from.Year())*12 + int(until.Month()) - int(from.Month()); months > manyMonths {
			return stepYear
		}
	}
	return stepMonth
}

// floor is the beginning of the step that a moment is in; a quarter's weeks begin with its first day.
func (s step) floor(t time.Time) time.Time {
	y, m, d := t.Date()
	switch s {
	case stepWeek:
		return time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, t.Location())
	case stepMonth:
		return time.Date(y, m, 1, 0, 0, 0, 0, t.Location())
	case stepYear:
		return time.Date(y, 1, 1, 0, 0, 0, 0, t.Location())
	case stepDay:
	}
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func (s step) next(t time.Time) time.Time {
	switch s {
	case stepWeek:
		return t.AddDate(0, 0, 7)
	case stepMonth:
		return t.AddDate(0, 1, 0)
	case stepYear:
		return t.AddDate(1, 0, 0)
	case stepDay:
	}
	return t.AddDate(0, 0, 1)
}
