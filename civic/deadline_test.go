package civic

import (
	"errors"
	"testing"
	"time"
)

func TestParseDeadlines(t *testing.T) {
	classes, err := ParseDeadlines([]byte(`[
		{"slug":"potholes","first_reply":{"n":8,"unit":"working-hour"},"resolve":{"n":8,"unit":"working-day"}},
		{"slug":"appeal","register":{"n":3,"unit":"day","day_off":"before"},"later":"ignored"}]`))
	if err != nil || len(classes) != 2 {
		t.Fatalf("%+v, %v", classes, err)
	}
	want := DeadlineClass{Slug: "potholes", FirstReply: Span{N: 8, Unit: UnitWorkingHour}, Resolve: Span{N: 8, Unit: UnitWorkingDay}}
	if classes[0] != want || classes[1].Register.DayOff != DayOffBefore {
		t.Errorf("got %+v", classes)
	}
	for name, data := range map[string]string{
		"not JSON":      `[{]`,
		"not a list":    `{}`,
		"bad slug":      `[{"slug":"A","resolve":{"n":1,"unit":"day"}}]`,
		"twice":         `[{"slug":"a","resolve":{"n":1,"unit":"day"}},{"slug":"a","resolve":{"n":1,"unit":"day"}}]`,
		"nothing due":   `[{"slug":"a"}]`,
		"no unit":       `[{"slug":"a","resolve":{"n":1}}]`,
		"unknown unit":  `[{"slug":"a","resolve":{"n":1,"unit":"moon"}}]`,
		"minutes":       `[{"slug":"a","resolve":{"n":1,"unit":"minute"}}]`,
		"none of them":  `[{"slug":"a","resolve":{"n":0,"unit":"day"}}]`,
		"off of hours":  `[{"slug":"a","resolve":{"n":1,"unit":"hour","day_off":"before"}}]`,
		"half a day":    `[{"slug":"a","resolve":{"n":0.5,"unit":"day"}}]`,
		"a bad forward": `[{"slug":"a","resolve":{"n":1,"unit":"day"},"forward":{"n":-1,"unit":"day"}}]`,
	} {
		if got, err := ParseDeadlines([]byte(data)); !errors.Is(err, ErrDeadlines) || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestDeadline(t *testing.T) {
	c := parseCalendar(t, village)
	class := DeadlineClass{Slug: "potholes", FirstReply: Span{N: 8, Unit: UnitWorkingHour}, Resolve: Span{N: 8, Unit: UnitWorkingDay}}
	start := clock(t, c, "01-12 10:00")
	got, ok, err := class.Deadline(c, DeadlineFirstReply, start)
	if want := (Deadline{DeadlineFirstReply, "potholes", clock(t, c, "01-13 10:00"), class.FirstReply}); err != nil || !ok || got != want {
		t.Errorf("got %+v, %v, %v", got, ok, err)
	}
	for _, kind := range []DeadlineKind{DeadlineRegister, DeadlineForward, "tea"} {
		if got, ok, err := class.Deadline(c, kind, start); ok || err != nil || got != (Deadline{}) {
			t.Errorf("%s: %+v, %v, %v", kind, got, ok, err)
		}
	}
	if _, ok, err := class.Deadline(new(Calendar), DeadlineResolve, start); ok || !errors.Is(err, ErrNoWorkingDays) {
		t.Errorf("without working days: %v, %v", ok, err)
	}
}

func TestRemaining(t *testing.T) {
	c := parseCalendar(t, village)
	hour := func(n int) Span { return Span{N: n, Unit: UnitHour} }
	workingHours, workingDays, days := Span{N: 8, Unit: UnitWorkingHour}, Span{N: 8, Unit: UnitWorkingDay}, Span{N: 30, Unit: UnitDay}
	tests := map[string]struct {
		span     Span
		due, now string
		want     Remaining
	}{
		"an emergency":             {hour(1), "01-10 03:00", "01-10 02:10", Remaining{PaceOnTime, 50, UnitMinute}},
		"its last quarter":         {hour(1), "01-10 03:00", "01-10 02:45", Remaining{PaceSoon, 15, UnitMinute}},
		"its last second":          {hour(1), "01-10 03:00", "01-10 02:59:59", Remaining{PaceSoon, 1, UnitMinute}},
		"at the moment itself":     {hour(1), "01-10 03:00", "01-10 03:00", Remaining{PaceSoon, 1, UnitMinute}},
		"a second over":            {hour(1), "01-10 03:00", "01-10 03:00:01", Remaining{PaceOverdue, 1, UnitMinute}},
		"three hours over":         {hour(1), "01-10 03:00", "01-10 06:59", Remaining{PaceOverdue, 3, UnitHour}},
		"a day by the clock":       {hour(24), "01-10 03:00", "01-09 04:30", Remaining{PaceOnTime, 22, UnitHour}},
		"working hours":            {workingHours, "01-13 10:00", "01-12 15:00", Remaining{PaceOnTime, 4, UnitWorkingHour}},
		"the night takes nothing":  {workingHours, "01-13 10:00", "01-12 22:00", Remaining{PaceSoon, 2, UnitWorkingHour}},
		"nor lunch":                {workingHours, "01-13 13:20", "01-13 12:05", Remaining{PaceSoon, 20, UnitMinute}},
		"overdue over the weekend": {workingHours, "01-16 15:00", "01-18 12:00", Remaining{PaceOverdue, 8, UnitWorkingHour}},
		"overdue in the evening":   {workingHours, "01-12 17:00", "01-12 20:00", Remaining{PaceOverdue, 1, UnitMinute}},
		"working days":             {workingDays, "01-21 16:00", "01-16 10:00", Remaining{PaceOnTime, 4, UnitWorkingDay}},
		"two of eight":             {workingDays, "01-21 16:00", "01-19 10:00", Remaining{PaceSoon, 2, UnitWorkingDay}},
		"the last working day":     {workingDays, "01-21 16:00", "01-21 10:30", Remaining{PaceSoon, 4, UnitWorkingHour}},
		"its last minutes":         {workingDays, "01-21 16:00", "01-21 15:45", Remaining{PaceSoon, 15, UnitMinute}},
		"from Sunday to Monday":    {workingDays, "01-19 17:00", "01-18 12:00", Remaining{PaceSoon, 1, UnitWorkingDay}},
		"over by four days":        {workingDays, "01-14 17:00", "01-19 08:00", Remaining{PaceOverdue, 4, UnitWorkingDay}},
		"thirty days":              {days, "02-11 23:59:59", "01-12 10:00", Remaining{PaceOnTime, 30, UnitDay}},
		"eight of thirty":          {days, "02-11 23:59:59", "02-03 23:00", Remaining{PaceOnTime, 8, UnitDay}},
		"a week of thirty":         {days, "02-11 23:59:59", "02-04 00:01", Remaining{PaceSoon, 7, UnitDay}},
		"the last day":             {days, "02-11 23:59:59", "02-11 20:00", Remaining{PaceSoon, 3, UnitHour}},
		"the next day":             {days, "02-11 23:59:59", "02-12 00:01", Remaining{PaceOverdue, 1, UnitDay}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := c.Remaining(Deadline{Due: clock(t, c, tt.due), Span: tt.span}, clock(t, c, tt.now))
			if got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// A one-day span has no quarter in days: only its last day is soon.
func TestShortSpansAreSoonOnTheLastDayOnly(t *testing.T) {
	c := parseCalendar(t, village)
	start := clock(t, c, "01-12 08:00")
	due, err := c.Add(start, Span{N: 1, Unit: UnitWorkingDay})
	if err != nil {
		t.Fatal(err)
	}
	d := Deadline{Due: due, Span: Span{N: 1, Unit: UnitWorkingDay}}
	if got := c.Remaining(d, start); got != (Remaining{PaceOnTime, 1, UnitWorkingDay}) {
		t.Errorf("at the start %+v", got)
	}
	if got := c.Remaining(d, start.Add(24*time.Hour)); got != (Remaining{PaceSoon, 8, UnitWorkingHour}) {
		t.Errorf("on the last day %+v", got)
	}
}
