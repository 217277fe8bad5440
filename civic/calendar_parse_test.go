package civic

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseCalendarRefuses(t *testing.T) {
	const week = `"week":{"mon":["08:00-12:00","13:00-17:00"]}`
	form := func(parts ...string) string {
		return `{"slug":"x","zone":"Europe/Kyiv","years":[2026,2026],` + strings.Join(parts, ",") + `}`
	}
	day := func(entry string) string { return form(week, `"days":[`+entry+`]`) }
	tests := map[string]struct {
		data string
		want error
	}{
		"fine":                      {form(week), nil},
		"fine, round the clock":     {form(`"week":{"sun":["00:00-24:00"]}`), nil},
		"fine, a Tuesday works":     {day(`{"date":"2026-01-06","kind":"work","like":"mon"}`), nil},
		"not JSON":                  {`{`, ErrCalendar},
		"empty":                     {``, ErrCalendar},
		"no working day":            {form(`"week":{}`), ErrNoWorkingDays},
		"only empty days":           {form(`"week":{"mon":[],"tue":[]}`), ErrNoWorkingDays},
		"only one special day":      {form(`"week":{}`, `"days":[{"date":"2026-01-06","kind":"work"}]`), ErrCalendar},
		"no zone":                   {`{"slug":"x","years":[2026,2026],` + week + `}`, ErrCalendar},
		"unknown zone":              {`{"slug":"x","zone":"Mars/Olympus","years":[2026,2026],` + week + `}`, ErrCalendar},
		"bad slug":                  {`{"slug":"X y","zone":"UTC","years":[2026,2026],` + week + `}`, ErrCalendar},
		"years the wrong way":       {`{"slug":"x","zone":"UTC","years":[2027,2026],` + week + `}`, ErrCalendar},
		"longer short days":         {form(week, `"short_minutes":-60`), ErrCalendar},
		"unknown weekday":           {form(`"week":{"monday":["08:00-17:00"]}`), ErrCalendar},
		"hours the wrong way":       {form(`"week":{"mon":["17:00-08:00"]}`), ErrCalendar},
		"no length":                 {form(`"week":{"mon":["08:00-08:00"]}`), ErrCalendar},
		"overlap":                   {form(`"week":{"mon":["08:00-12:00","11:00-17:00"]}`), ErrCalendar},
		"touching":                  {form(`"week":{"mon":["08:00-12:00","12:00-17:00"]}`), ErrCalendar},
		"after midnight":            {form(`"week":{"mon":["20:00-24:01"]}`), ErrCalendar},
		"75 minutes":                {form(`"week":{"mon":["08:75-12:00"]}`), ErrCalendar},
		"short digits":              {form(`"week":{"mon":["8:00-12:00"]}`), ErrCalendar},
		"more behind":               {form(`"week":{"mon":["08:00-12:00x"]}`), ErrCalendar},
		"negative":                  {form(`"week":{"mon":["-8:00-12:00"]}`), ErrCalendar},
		"30 February":               {day(`{"date":"2026-02-30","kind":"off"}`), ErrCalendar},
		"a day of another year":     {day(`{"date":"2027-01-01","kind":"holiday"}`), ErrCalendar},
		"unknown kind":              {day(`{"date":"2026-01-01","kind":"feast"}`), ErrCalendar},
		"a Tuesday like nothing":    {day(`{"date":"2026-01-06","kind":"work"}`), ErrCalendar},
		"like an unknown day":       {day(`{"date":"2026-01-06","kind":"work","like":"someday"}`), ErrCalendar},
		"a short holiday":           {day(`{"date":"2026-01-05","kind":"holiday","short":true}`), ErrCalendar},
		"a holiday like a Monday":   {day(`{"date":"2026-01-05","kind":"holiday","like":"mon"}`), ErrCalendar},
		"twice the same day":        {day(`{"date":"2026-01-05","kind":"off"},{"date":"2026-01-05","kind":"holiday"}`), ErrCalendar},
		"a suspended day must read": {day(`{"date":"2026-01-99","kind":"holiday","suspended":true}`), ErrCalendar},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := ParseCalendar([]byte(tt.data), time.LoadLocation)
			if !errors.Is(err, tt.want) || (c == nil) != (err != nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestCut(t *testing.T) {
	whole := []shift{{480, 720}, {780, 1020}}
	for minutes, want := range map[int][]shift{
		0: whole, 60: {{480, 720}, {780, 960}}, 240: {{480, 720}}, 300: {{480, 660}}, 480: nil, 999: nil,
	} {
		if got := cut(whole, minutes); !slices.Equal(got, want) {
			t.Errorf("%d minutes off leave %v, want %v", minutes, got, want)
		}
	}
}

func FuzzParseCalendar(f *testing.F) {
	f.Add([]byte(village))
	f.Add([]byte(`{"slug":"x","zone":"UTC","years":[1,9999],"week":{"sun":["00:00-00:01"]},"days":[{"date":"0001-01-01","kind":"off"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		utc := func(string) (*time.Location, error) { return time.UTC, nil }
		c, err := ParseCalendar(data, utc)
		if err != nil {
			if !errors.Is(err, ErrCalendar) && !errors.Is(err, ErrNoWorkingDays) {
				t.Fatal(err)
			}
			return
		}
		start := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
		for _, unit := range []Unit{UnitWorkingHour, UnitWorkingDay, UnitDay} {
			if due, err := c.Add(start, Span{N: 1, Unit: unit}); err != nil || !due.After(start) {
				t.Fatalf("%s: %s, %v", unit, due, err)
			}
		}
	})
}
