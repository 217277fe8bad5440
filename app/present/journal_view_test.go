package present_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// register3 is a point with three reports, its index there.
func register3(t *testing.T) (*presenttest.Loop, *present.Env, *present.Point) {
	t.Helper()
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	p := presenttest.Open(t, l, env)
	presenttest.Take(t, l, p, "roads-pothole", "Яма", "ул. Лесная, 12")
	presenttest.Take(t, l, p, "lighting-lamp-out", "Темно", "ул. Лесная, 9")
	presenttest.Take(t, l, p, "roads-pothole", "Ещё яма", "Береговая, 1")
	p.Go(present.PageJournal)
	l.Until("the register is counted", func() bool {
		s := p.Journal.State()
		return s.Rows == 3 && len(pick(s, present.PickTheme).Options) == 3
	})
	return l, env, p
}

func pick(s present.JournalState, kind present.PickKind) present.Pick {
	return s.Picks[slices.IndexFunc(s.Picks, func(p present.Pick) bool { return p.Kind == kind })]
}

func TestRegisterIsNarrowed(t *testing.T) {
	l, _, p := register3(t)
	j := p.Journal
	rows := func(n int) func() bool { return func() bool { return j.State().Rows == n } }
	j.Pick(present.PickTheme, 1)
	l.Until("one theme is listed", func() bool { n := j.State().Rows; return n == 1 || n == 2 })
	if s := j.State(); !s.Narrowed || pick(s, present.PickTheme).Chosen != 1 {
		t.Errorf("%+v", s)
	}
	j.Search("Темно")
	j.Pick(present.PickTheme, 0)
	l.Until("the dark one is found", rows(1))
	j.ClearPicks()
	l.Until("all are back", rows(3))

	if j.SetPeriod("завтра", "") {
		t.Error("tomorrow is a day")
	}
	day := l.Now().AddDate(0, 0, -1).Format("02.01.2006")
	if !j.SetPeriod("01.01.2026", day) {
		t.Fatalf("%s is no day", day)
	}
	l.Until("nothing was taken before today", rows(0))
	if s := j.State(); s.Empty != present.EmptyKind || s.Until != day {
		t.Errorf("%+v", s)
	}
	j.SetPeriod(day, "")
	l.Until("all were taken since", rows(3))
	j.Pick(present.PickPeriod, 1)
	l.Until("all were taken today", rows(3))
	j.Pick(present.PickDue, 4)
	l.Until("all must be registered within a week", rows(3))
	l.Advance(5 * 24 * time.Hour)
	j.Pick(present.PickPeriod, 0)
	j.Pick(present.PickDue, 1)
	l.Until("all are overdue", rows(3))
	if due := j.Row(0).Due; due.Clock != present.ClockLate || !strings.HasPrefix(due.Words, "просрочено на ") {
		t.Errorf("%+v", due)
	}
	j.ClearPicks()
	l.Until("there is a filter for them", func() bool {
		return slices.ContainsFunc(j.State().Filters, func(f present.Filter) bool { return f.Label == "Просрочены" && f.Count == 3 })
	})
}

func TestRegisterIsRemembered(t *testing.T) {
	l, env, p := register3(t)
	j := p.Journal
	j.SetTable(true)
	j.ShowColumn(present.ColumnName, false)
	j.ShowColumn(present.ColumnChannel, true)
	j.MoveColumn(present.ColumnChannel, -6)
	j.MoveColumn(present.ColumnChannel, -1) // it is at the end already
	j.SortBy(present.ColumnText)            // by which nothing is sorted
	j.SortBy(present.ColumnAddress)
	l.Until("it is sorted by address", func() bool {
		row := j.Row(0)
		return row.Loaded && len(row.Cells) == 7 && slices.Contains(row.Cells, "Береговая, 1") && row.Cells[0] == "Лично"
	})
	j.SortBy(present.ColumnAddress)
	l.Until("the other way round", func() bool { return j.Row(0).Loaded && slices.Contains(j.Row(0).Cells, "ул. Лесная, 12") })
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	s := p.Journal.State()
	var shown []present.Column
	for _, h := range s.Heads {
		if h.Shown {
			shown = append(shown, h.Column)
		}
	}
	if !s.Table || s.Sorted != present.ColumnAddress || !s.Down || shown[0] != present.ColumnChannel || len(shown) != 7 || slices.Contains(shown, present.ColumnName) {
		t.Errorf("table %v, sorted by %s, %v, columns %q", s.Table, s.Sorted, s.Down, shown)
	}
	for _, h := range s.Heads {
		p.Journal.ShowColumn(h.Column, false)
	}
	if s := p.Journal.State(); !s.Heads[0].Shown || s.Heads[1].Shown {
		t.Error("the last column may go, too")
	}
	p.Journal.UsualColumns()
}

// What is due is said by its clock.
func TestDueWords(t *testing.T) {
	l, _, p := register3(t)
	l.Until("its row is there", func() bool { return p.Journal.Row(0).Loaded })
	if due := p.Journal.Row(0).Due; due.Clock != present.ClockWaits || due.Words != "регистрация до 27 ноября" {
		t.Errorf("%+v", due) // three days from Tuesday the 24th
	}
	p.Journal.Select(0)
	l.Until("the details say so, too", func() bool {
		d := p.Journal.State().Details
		return d != nil && d.Due.Words == "регистрация до 27 ноября"
	})
	p.Settings.SetLook(present.Look{Lang: civic.LangEN, Scale: 1})
	if due := p.Journal.Row(0).Due; due.Words != "register by 27 November" {
		t.Errorf("%+v", due)
	}
}
