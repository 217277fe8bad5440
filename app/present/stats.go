package present

import (
	"context"
	"time"

	"priyom/lang"
	"priyom/store"
)

// Period is a stretch of time that statistics are of.
type Period string

// The periods, in the order of their choice.
const (
	PeriodWeek    Period = "week"
	PeriodMonth   Period = "month"
	PeriodQuarter Period = "quarter"
	PeriodYear    Period = "year"
	PeriodAll     Period = "all"
)

// Periods are all of them.
func Periods() []Period {
	return []Period{PeriodWeek, PeriodMonth, PeriodQuarter, PeriodYear, PeriodAll}
}

// StatsState is the statistics of the point.
type StatsState struct {
	Title       string
	Under       string // how many
	Chosen      int    // a period
	Next        bool   // there is a later one
	Shifts      bool   // there are others of its kind
	Bars        []Bar
	BarsSaid    string
	Themes      []Share
	ThemesSaid  string
	Settlements []Share
	PlacesSaid  string
	Statuses    []Share
	StatesSaid  string
	Median      string
	MedianUnder string
	Empty       bool
	Loading     bool
}

// Bar is one step of the period.
type Bar struct {
	Label string // whole, such as "24 November"
	Short string // below the bar
	N     int
}

// Share is a part of the reports.
type Share struct {
	Label string
	N     int
	Part  float32 // of all, 0 to 1
	Most  float32 // of the largest part, 0 to 1
	Words string  // such as "12 · 34 %"
}

// Stats are the statistics of the point.
type Stats struct {
	OnChange func()

	p      *Point
	period Period
	at     time.Time // within the period
	read   store.Statistics
	edges  []time.Time
	step   step
	loaded bool
	busy   bool
	again  bool
}

func newStats(p *Point) *Stats { return &Stats{p: p, period: PeriodMonth, at: p.env.Clock()} }

// Choose shows another period, the one that it is.
func (s *Stats) Choose(i int) {
	if i < 0 || i >= len(Periods()) {
		return
	}
	s.period, s.at = Periods()[i], s.p.env.Clock()
	s.renew()
}

// Shift shows the period before, or after; never one that hasn't begun.
func (s *Stats) Shift(by int) {
	at := s.period.shift(s.at, by)
	if begin, _ := s.period.bounds(at); s.period == PeriodAll || begin.After(s.p.env.Clock()) {
		return
	}
	s.at = at
	s.renew()
}

func (s *Stats) renew() {
	s.loaded, s.read, s.edges = false, store.Statistics{}, nil
	s.Reload()
	s.changed()
}

// Reload counts again. Asked for while it counts, it counts once more afterwards.
func (s *Stats) Reload() {
	if s.busy {
		s.again = true
		return
	}
	s.busy, s.again = true, false
	period, at, now := s.period, s.at, s.p.env.Clock()
	s.p.read.do(func(ctx context.Context) func() {
		edges, step, err := s.frame(ctx, period, at, now)
		var read store.Statistics
		if err == nil {
			read, err = s.p.store.Statistics(ctx, edges)
		}
		return func() {
			s.busy = false
			switch {
			case err != nil:
				s.p.failed("count statistics", err)
			case period == s.period && at.Equal(s.at):
				s.read, s.edges, s.step, s.loaded = read, edges, step, true
				s.changed()
			}
			if s.again {
				s.Reload()
			}
		}
	})
}

// frame finds the steps of a period; of all time it asks when that began.
func (s *Stats) frame(ctx context.Context, period Period, at, now time.Time) ([]time.Time, step, error) {
	from, until := period.bounds(at)
	if period == PeriodAll {
		since, err := s.p.store.Since(ctx)
		if err != nil {
			return nil, "", err
		}
		if since.IsZero() {
			since = now
		}
		from, until = stepMonth.floor(since.Local()), stepMonth.next(stepMonth.floor(now.Local()))
	}
	step := period.step(from, until)
	var edges []time.Time
	for e := step.floor(from); e.Before(until); e = step.next(e) {
		edges = append(edges, e)
	}
	edges[0] = from // a quarter's first week may have begun before it
	return append(edges, until), step, nil
}

// State is what to show.
func (s *Stats) State() StatsState {
	v := s.p.Voice()
	st := StatsState{Loading: !s.loaded, Empty: s.loaded && s.read.Total == 0, Title: s.title(), Shifts: s.period != PeriodAll}
	for i, p := range Periods() {
		if p == s.period {
			st.Chosen = i
		}
	}
	if st.Shifts {
		begin, _ := s.period.bounds(s.period.shift(s.at, 1))
		st.Next = !begin.After(s.p.env.Clock())
	}
	st.Under = v.Count("count.reports", s.read.Total, nil)
	if !s.loaded {
		return st
	}
	st.Bars, st.BarsSaid = s.bars()
	st.Themes, st.ThemesSaid = s.themes()
	st.Settlements, st.PlacesSaid = s.settlements()
	st.Statuses, st.StatesSaid = s.statuses()
	st.Median, st.MedianUnder = s.median()
	return st
}

func (s *Stats) title() string {
	v := s.p.Voice()
	begin, until := s.period.bounds(s.at)
	switch s.period {
	case PeriodMonth:
		return v.With("stats.title.month", lang.Args{"Month": v.Say("month.alone." + begin.Format("1")), "Year": begin.Year()})
	case PeriodYear:
		return v.With("stats.title.year", lang.Args{"Year": begin.Year()})
	case PeriodAll:
		return v.Say("stats.title.all")
	case PeriodQuarter, PeriodWeek:
	}
	now := s.p.env.Clock()
	return v.With("stats.title.span", lang.Args{"From": v.Day(begin, now), "Until": v.Day(until.AddDate(0, 0, -1).Add(12*time.Hour), now)})
}

func (s *Stats) changed() {
	if s.OnChange != nil {
		s.OnChange()
	}
}
