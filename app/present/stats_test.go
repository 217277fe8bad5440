package present_test

import (
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
)

func TestStats(t *testing.T) {
	loop := presenttest.NewLoop(t)
	p := presenttest.Open(t, loop, presenttest.Env(t, loop))
	for range 3 {
		presenttest.Take(t, loop, p, "roads-pothole", "Яма", "ул. Лесная, 12")
	}
	p.Go(present.PageStats)
	counted := func() present.StatsState {
		t.Helper()
		loop.Until("it is counted", func() bool { return !p.Stats.State().Loading })
		return p.Stats.State()
	}
	for i, want := range []struct{ bars, at int }{{7, 1}, {30, 23}, {14, -1}, {12, 10}, {1, 0}} {
		p.Stats.Choose(i)
		s := counted()
		if len(s.Bars) != want.bars || s.Chosen != i || s.Empty || s.Title == "" {
			t.Errorf("period %d: %d bars, %+v", i, len(s.Bars), s)
			continue
		}
		sum := 0
		for at, b := range s.Bars {
			if sum += b.N; b.N > 0 && want.at >= 0 && at != want.at {
				t.Errorf("period %d: %d reports at bar %d (%s)", i, b.N, at, b.Label)
			}
		}
		if sum != 3 || s.BarsSaid == "" || len(s.Themes) != 1 || s.Themes[0].N != 3 || s.Themes[0].Part != 1 || s.Statuses[0].N != 3 || s.MedianUnder == "" {
			t.Errorf("period %d: %d in bars, %+v", i, sum, s)
		}
	}
	p.Stats.Choose(1)
	counted()
	p.Stats.Shift(1)
	if s := counted(); s.Empty || s.Next {
		t.Errorf("a month that hasn't begun: %+v", s)
	}
	p.Stats.Shift(-1)
	if s := counted(); !s.Empty || !s.Next || len(s.Bars) != 31 {
		t.Errorf("October: %+v", s)
	}
	p.Stats.Choose(99)
	if s := counted(); s.Chosen != 1 {
		t.Errorf("no such period: %d", s.Chosen)
	}
}

// Periods begin where people say they begin, whatever day it is.
func TestPeriods(t *testing.T) {
	day := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15", s+" 12", time.Local)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		period          present.Period
		at, from, until string
	}{
		{present.PeriodWeek, "2026-11-24", "2026-11-23", "2026-11-30"},
		{present.PeriodWeek, "2026-11-29", "2026-11-23", "2026-11-30"}, // a Sunday
		{present.PeriodMonth, "2026-02-28", "2026-02-01", "2026-03-01"},
		{present.PeriodQuarter, "2026-12-31", "2026-10-01", "2027-01-01"},
		{present.PeriodQuarter, "2026-01-01", "2026-01-01", "2026-04-01"},
		{present.PeriodYear, "2026-06-15", "2026-01-01", "2027-01-01"},
	} {
		from, until := present.Bounds(c.period, day(c.at))
		if from.Format(time.DateOnly) != c.from || until.Format(time.DateOnly) != c.until {
			t.Errorf("%s of %s: %s to %s", c.period, c.at, from, until)
		}
	}
}
