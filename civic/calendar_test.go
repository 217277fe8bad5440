package civic

import (
	"errors"
	"fmt"
	"testing"
	"time"
	_ "time/tzdata" // the tests hold on a machine without zones too
)

// village is open Mon–Thu 8–17, Fri 8–16, with lunch at 12; 9 January 2026 is off, Saturday 17 January works like a Friday,
// Wednesday 21 January ends an hour earlier.
const village = `{"slug":"village","zone":"Europe/Moscow","years":[2026,2026],"short_minutes":60,
 "week":{"mon":["08:00-12:00","13:00-17:00"],"tue":["08:00-12:00","13:00-17:00"],"wed":["08:00-12:00","13:00-17:00"],
  "thu":["08:00-12:00","13:00-17:00"],"fri":["08:00-12:00","13:00-16:00"]},
 "days":[{"date":"2026-01-01","kind":"holiday"},{"date":"2026-01-02","kind":"holiday"},{"date":"2026-01-05","kind":"holiday"},
  {"date":"2026-01-06","kind":"holiday"},{"date":"2026-01-07","kind":"holiday"},{"date":"2026-01-08","kind":"holiday"},
  {"date":"2026-01-09","kind":"off"},{"date":"2026-01-17","kind":"work","like":"fri"},
  {"date":"2026-01-21","kind":"work","short":true},{"date":"2026-01-28","kind":"holiday","suspended":true}]}`

func parseCalendar(t testing.TB, data string) *Calendar {
	t.Helper()
	c, err := ParseCalendar([]byte(data), time.LoadLocation)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// clock reads "01-16 15:30" of 2026, with seconds or without.
func clock(t testing.TB, c *Calendar, s string) time.Time {
	t.Helper()
	if len(s) == len("01-16 15:30") {
		s += ":00"
	}
	at, err := time.ParseInLocation(time.DateTime, "2026-"+s, c.Zone())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAdd(t *testing.T) {
	c := parseCalendar(t, village)
	tests := map[string]struct {
		start string
		span  Span
		want  string
	}{
		// 12 January 2026 is a Monday.
		"an emergency at night":            {"01-10 23:30", Span{N: 1, Unit: UnitHour}, "01-11 00:30"},
		"hours within a morning":           {"01-12 09:00", Span{N: 2, Unit: UnitWorkingHour}, "01-12 11:00"},
		"over lunch":                       {"01-12 11:00", Span{N: 2, Unit: UnitWorkingHour}, "01-12 14:00"},
		"used up at the minute of lunch":   {"01-12 09:00", Span{N: 3, Unit: UnitWorkingHour}, "01-12 12:00"},
		"used up at the minute of closing": {"01-12 13:00", Span{N: 4, Unit: UnitWorkingHour}, "01-12 17:00"},
		"from the minute of opening":       {"01-12 08:00", Span{N: 1, Unit: UnitWorkingHour}, "01-12 09:00"},
		"from the minute of closing":       {"01-12 17:00", Span{N: 1, Unit: UnitWorkingHour}, "01-13 09:00"},
		"a minute before closing":          {"01-12 16:59", Span{N: 1, Unit: UnitWorkingHour}, "01-13 08:59"},
		"from lunch":                       {"01-12 12:20", Span{N: 1, Unit: UnitWorkingHour}, "01-12 14:00"},
		"before opening":                   {"01-12 05:00", Span{N: 1, Unit: UnitWorkingHour}, "01-12 09:00"},
		"seconds are kept":                 {"01-12 09:00:07", Span{N: 1, Unit: UnitWorkingHour}, "01-12 10:00:07"},
		"eight hours are a day":            {"01-12 08:00", Span{N: 8, Unit: UnitWorkingHour}, "01-12 17:00"},
		"from Friday into the Saturday":    {"01-16 15:30", Span{N: 1, Unit: UnitWorkingHour}, "01-17 08:30"},
		"from Friday over the weekend":     {"01-23 15:30", Span{N: 1, Unit: UnitWorkingHour}, "01-26 08:30"},
		"a short day":                      {"01-21 15:30", Span{N: 1, Unit: UnitWorkingHour}, "01-22 08:30"},
		"a suspended holiday works":        {"01-28 08:00", Span{N: 1, Unit: UnitWorkingHour}, "01-28 09:00"},
		"over New Year":                    {"01-01 12:00", Span{N: 1, Unit: UnitWorkingHour}, "01-12 09:00"},

		"one working day":               {"01-12 10:00", Span{N: 1, Unit: UnitWorkingDay}, "01-13 17:00"},
		"a working day at night":        {"01-12 23:59", Span{N: 1, Unit: UnitWorkingDay}, "01-13 17:00"},
		"to a Friday":                   {"01-22 10:00", Span{N: 1, Unit: UnitWorkingDay}, "01-23 16:00"},
		"to a Saturday that works":      {"01-16 10:00", Span{N: 1, Unit: UnitWorkingDay}, "01-17 16:00"},
		"to a short day":                {"01-20 10:00", Span{N: 1, Unit: UnitWorkingDay}, "01-21 16:00"},
		"from a Sunday":                 {"01-18 10:00", Span{N: 1, Unit: UnitWorkingDay}, "01-19 17:00"},
		"eight working days for a hole": {"01-12 10:00", Span{N: 8, Unit: UnitWorkingDay}, "01-21 16:00"},
		"from the holidays":             {"01-03 10:00", Span{N: 1, Unit: UnitWorkingDay}, "01-12 17:00"},

		"thirty days":                  {"01-12 10:00", Span{N: 30, Unit: UnitDay}, "02-11 23:59:59"},
		"three days, on a Sunday":      {"01-22 10:00", Span{N: 3, Unit: UnitDay}, "01-25 23:59:59"},
		"before the Sunday":            {"01-22 10:00", Span{N: 3, Unit: UnitDay, DayOff: DayOffBefore}, "01-23 23:59:59"},
		"after the Sunday":             {"01-22 10:00", Span{N: 3, Unit: UnitDay, DayOff: DayOffAfter}, "01-26 23:59:59"},
		"before, on a working day":     {"01-19 10:00", Span{N: 3, Unit: UnitDay, DayOff: DayOffBefore}, "01-22 23:59:59"},
		"before would be the start":    {"01-23 10:00", Span{N: 2, Unit: UnitDay, DayOff: DayOffBefore}, "01-26 23:59:59"},
		"before would be long ago":     {"01-04 10:00", Span{N: 3, Unit: UnitDay, DayOff: DayOffBefore}, "01-12 23:59:59"},
		"before, from a day off":       {"01-18 10:00", Span{N: 7, Unit: UnitDay, DayOff: DayOffBefore}, "01-23 23:59:59"},
		"before, at a Saturday's work": {"01-14 10:00", Span{N: 3, Unit: UnitDay, DayOff: DayOffBefore}, "01-17 23:59:59"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := c.Add(clock(t, c, tt.start), tt.span)
			if want := clock(t, c, tt.want); err != nil || !got.Equal(want) || got.Location() != c.Zone() {
				t.Errorf("got %s, %v, want %s", got, err, want)
			}
		})
	}
}

func TestAddErrors(t *testing.T) {
	c := parseCalendar(t, village)
	now := clock(t, c, "01-12 10:00")
	for _, s := range []Span{
		{},
		{N: 1},
		{N: 0, Unit: UnitHour},
		{N: -1, Unit: UnitDay},
		{N: MaxSpan + 1, Unit: UnitWorkingDay},
		{N: 1, Unit: UnitMinute},
		{N: 1, Unit: "week"},
		{N: 1, Unit: UnitHour, DayOff: DayOffBefore},
		{N: 1, Unit: UnitDay, DayOff: "maybe"},
	} {
		if _, err := c.Add(now, s); !errors.Is(err, ErrSpan) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	for _, unit := range []Unit{UnitWorkingHour, UnitWorkingDay, UnitDay} {
		if _, err := new(Calendar).Add(now, Span{N: 1, Unit: unit}); !errors.Is(err, ErrNoWorkingDays) {
			t.Errorf("%s without a working day: %v", unit, err)
		}
	}
	if got, err := new(Calendar).Add(now, Span{N: 1, Unit: UnitHour}); err != nil || !got.Equal(now.Add(time.Hour)) {
		t.Errorf("an emergency needs no calendar: %v, %v", got, err)
	}
	if got, err := c.Add(now, Span{N: MaxSpan, Unit: UnitWorkingDay}); err != nil || got.Year() != 2064 {
		t.Errorf("the longest span ends %s, %v", got, err)
	}
}

func TestBetween(t *testing.T) {
	c := parseCalendar(t, village)
	for _, tt := range []struct {
		a, b string
		want time.Duration
		days int
	}{
		{"01-12 09:00", "01-12 12:30", 3 * time.Hour, 0},
		{"01-12 12:00", "01-12 13:00", 0, 0},
		{"01-12 00:00", "01-13 00:00", 8 * time.Hour, 0}, // that midnight still is Monday's
		{"01-12 16:00", "01-13 09:30", 150 * time.Minute, 1},
		{"01-12 00:00", "01-19 00:00", 46 * time.Hour, 5}, // with the Saturday, without Monday itself
		{"01-01 00:00", "01-12 00:00", 0, 0},
		{"01-13 10:00", "01-12 10:00", 0, 0},
	} {
		a, b := clock(t, c, tt.a), clock(t, c, tt.b)
		if got, days := c.Between(a, b), c.WorkingDays(a, b); got != tt.want || days != tt.days {
			t.Errorf("%s to %s: %s and %d days, want %s and %d", tt.a, tt.b, got, days, tt.want, tt.days)
		}
	}
}

func TestOpen(t *testing.T) {
	c := parseCalendar(t, village)
	for at, want := range map[string]bool{
		"01-12 07:59:59": false, "01-12 08:00": true, "01-12 11:59:59": true, "01-12 12:00": false, "01-12 16:59:59": true,
		"01-12 17:00": false, "01-11 10:00": false, "01-17 10:00": true, "01-21 16:00": false,
	} {
		if got := c.Open(clock(t, c, at)); got != want {
			t.Errorf("%s: %v", at, got)
		}
	}
	if !c.Covers(clock(t, c, "12-31 23:59")) || c.Covers(clock(t, c, "12-31 23:59").Add(time.Minute)) {
		t.Error("2026 alone is covered")
	}
}

// In the zones' own hours: the clocks of Kyiv went forward at 03:00 on 29 March 2026 and back at 04:00 on 25 October; those of
// Havana change at midnight; Apia had no 30 December 2011.
func TestClockChanges(t *testing.T) {
	whole := `{"slug":"w","zone":%q,"years":[2026,2026],"week":{"mon":[%[2]s],"tue":[%[2]s],"wed":[%[2]s],"thu":[%[2]s],"fri":[%[2]s],"sat":[%[2]s],"sun":[%[2]s]}}`
	night := `"00:00-24:00"`
	tests := map[string]struct {
		zone, hours, start string
		span               Span
		want               string
	}{
		"an hour is an hour":            {"Europe/Kyiv", night, "2026-03-29T02:30:00+02:00", Span{N: 1, Unit: UnitHour}, "2026-03-29T04:30:00+03:00"},
		"working hours too":             {"Europe/Kyiv", night, "2026-03-29T02:30:00+02:00", Span{N: 1, Unit: UnitWorkingHour}, "2026-03-29T04:30:00+03:00"},
		"the hour that isn't":           {"Europe/Kyiv", `"03:00-04:00","10:00-12:00"`, "2026-03-29T01:00:00+02:00", Span{N: 1, Unit: UnitWorkingHour}, "2026-03-29T11:00:00+03:00"},
		"the hour that is twice":        {"Europe/Kyiv", `"03:00-04:00","10:00-12:00"`, "2026-10-25T01:00:00+03:00", Span{N: 2, Unit: UnitWorkingHour}, "2026-10-25T04:00:00+02:00"},
		"a day ends late":               {"Europe/Kyiv", night, "2026-10-24T12:00:00+03:00", Span{N: 1, Unit: UnitDay}, "2026-10-25T23:59:59+02:00"},
		"at midnight, forward":          {"America/Havana", night, "2026-03-06T12:00:00-05:00", Span{N: 1, Unit: UnitDay}, "2026-03-07T23:59:59-05:00"},
		"at midnight, back":             {"America/Havana", night, "2026-10-31T12:00:00-04:00", Span{N: 1, Unit: UnitDay}, "2026-11-01T23:59:59-05:00"},
		"a date that never was":         {"Pacific/Apia", night, "2011-12-28T12:00:00-10:00", Span{N: 2, Unit: UnitDay}, "2011-12-29T23:59:59-10:00"},
		"is no working day":             {"Pacific/Apia", night, "2011-12-28T12:00:00-10:00", Span{N: 2, Unit: UnitWorkingDay}, "2012-01-01T00:00:00+14:00"},
		"a working day in the gap":      {"Europe/Kyiv", `"03:00-04:00"`, "2026-03-28T12:00:00+02:00", Span{N: 1, Unit: UnitWorkingDay}, "2026-03-30T04:00:00+03:00"},
		"the start's zone is no matter": {"Europe/Kyiv", `"08:00-17:00"`, "2026-01-11T23:30:00-05:00", Span{N: 1, Unit: UnitWorkingHour}, "2026-01-12T09:00:00+02:00"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := parseCalendar(t, fmt.Sprintf(whole, tt.zone, tt.hours))
			start, err := time.Parse(time.RFC3339, tt.start)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Add(start, tt.span)
			if err != nil || got.Format(time.RFC3339) != tt.want {
				t.Errorf("got %s, %v, want %s", got.Format(time.RFC3339), err, tt.want)
			}
		})
	}
}

func TestInAnotherZone(t *testing.T) {
	c := parseCalendar(t, village)
	omsk, err := time.LoadLocation("Asia/Omsk") // three hours ahead of Moscow
	if err != nil {
		t.Fatal(err)
	}
	at := clock(t, c, "01-12 05:30")
	if c.Open(at) || !c.In(omsk).Open(at) || c.Zone() == omsk {
		t.Error("5:30 in Moscow is 8:30 in Omsk")
	}
}
