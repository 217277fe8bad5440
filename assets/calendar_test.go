package assets

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"time"

	"priyom/civic"
)

func TestCalendars(t *testing.T) {
	if got := Calendars(); !slices.Equal(got, []string{"five-day", "ru", "uk"}) {
		t.Fatalf("got %q", got)
	}
	for _, slug := range Calendars() {
		if c, err := Calendar(slug); err != nil || c.Slug() != slug {
			t.Errorf("%s: %v", slug, err)
		}
	}
	for _, slug := range []string{"", "fr", "../classifier/deadlines"} {
		if _, err := Calendar(slug); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", slug, err)
		}
	}
}

// The numbers of working days and of working hours at 40 a week are those of the published production calendars. Here the
// week has 39 hours, since a Friday is an hour shorter, so each working Friday takes one hour off.
func TestRussianYears(t *testing.T) {
	c := calendar(t, "ru")
	for year, want := range map[int]struct {
		days  int
		hours float64
	}{2026: {247, 1972}, 2027: {247, 1972}} {
		from := time.Date(year, 1, 1, 0, 0, 0, 0, c.Zone())
		to := from.AddDate(1, 0, 0)
		days, fridays := 0, 0
		for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
			if c.WorkingDay(day) {
				days++
				if day.Weekday() == time.Friday {
					fridays++
				}
			}
		}
		hours := c.Between(from, to).Hours() + float64(fridays)
		if days != want.days || hours != want.hours {
			t.Errorf("%d: %d working days and %v hours, want %v", year, days, hours, want)
		}
		if !c.Covers(from) || !c.Covers(to.Add(-time.Second)) {
			t.Errorf("%d is not covered", year)
		}
	}
	if c.Covers(time.Date(2028, 1, 2, 0, 0, 0, 0, c.Zone())) {
		t.Error("2028 is covered, by what?")
	}
}

func TestRussianDays(t *testing.T) {
	c := calendar(t, "ru")
	for date, want := range map[string]time.Duration{ // of work
		"2026-01-09": 0, "2026-01-12": 8 * time.Hour, "2026-04-30": 7 * time.Hour, "2026-05-08": 6 * time.Hour, "2026-12-31": 0,
		"2027-02-20": 7 * time.Hour, "2027-02-22": 0, "2027-11-03": 7 * time.Hour, "2027-11-05": 0, "2027-12-30": 8 * time.Hour,
	} {
		from, err := time.ParseInLocation(time.DateOnly, date, c.Zone())
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Between(from, from.AddDate(0, 0, 1)); got != want {
			t.Errorf("%s: %s of work, want %s", date, got, want)
		}
	}
}

// An appeal that came on the eve of the holidays: its registration must not wait for their end.
func TestAppealOverNewYear(t *testing.T) {
	calendar, classes := calendar(t, "ru"), classifier(t)
	appeal, ok := classes.Deadline("appeal")
	if !ok {
		t.Fatal("no class for appeals")
	}
	came := time.Date(2026, 12, 29, 10, 0, 0, 0, calendar.Zone())
	for kind, want := range map[civic.DeadlineKind]string{
		civic.DeadlineRegister: "2026-12-30 23:59:59", // 1 January is off, and so is the 31st
		civic.DeadlineForward:  "2026-12-30 23:59:59",
		civic.DeadlineResolve:  "2027-01-28 23:59:59",
	} {
		d, ok, err := appeal.Deadline(calendar, kind, came)
		if err != nil || !ok || d.Due.Format(time.DateTime) != want {
			t.Errorf("%s: %s, %v, want %s", kind, d.Due, err, want)
		}
	}
}

// In wartime Ukraine's holidays are working days (law 2136-IX, article 6); the data keep them, marked as suspended.
func TestUkrainianHolidaysAreSuspended(t *testing.T) {
	c := calendar(t, "uk")
	for _, day := range []time.Time{
		time.Date(2026, 1, 1, 0, 0, 0, 0, c.Zone()), time.Date(2026, 8, 24, 0, 0, 0, 0, c.Zone()),
		time.Date(2027, 12, 27, 0, 0, 0, 0, c.Zone()),
	} {
		if !c.WorkingDay(day) {
			t.Errorf("%s is off", day)
		}
	}
	week := time.Date(2026, 3, 2, 0, 0, 0, 0, c.Zone())
	if got := c.Between(week, week.AddDate(0, 0, 7)); got != 40*time.Hour {
		t.Errorf("a week has %s", got)
	}
}

func TestFiveDays(t *testing.T) {
	c := calendar(t, "five-day")
	week := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := c.Between(week, week.AddDate(0, 0, 7)); got != 40*time.Hour || c.Covers(week) {
		t.Errorf("a week has %s; it knows holidays: %v", got, c.Covers(week))
	}
}

func calendar(t testing.TB, slug string) *civic.Calendar {
	t.Helper()
	c, err := Calendar(slug)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func classifier(t testing.TB) *civic.Classifier {
	t.Helper()
	c, err := Classifier()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
