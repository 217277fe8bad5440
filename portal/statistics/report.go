package statistics

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"priyom/portal/db"
)

// Filter says what is counted; what is "" isn't asked for.
type Filter struct {
	From, To   Month // both included
	Settlement string
	Theme      string
	Department string
	All        bool // not only what the public sees
}

// takes says that a cell is asked for, whatever its period.
func (f Filter) takes(settlement, theme, department string, public bool) bool {
	return (public || f.All) && (f.Settlement == "" || f.Settlement == settlement) && (f.Theme == "" || f.Theme == theme) &&
		(f.Department == "" || f.Department == department)
}

// Line is the figures of something.
type Line struct {
	Name string // of a settlement, a theme, a department or an executor
	db.Figures
}

// Received and Solved are how many came, and how many of these were solved.
func (l Line) Received() int64 { return l.Figures[db.MeasureReceived] }

// Supporters is how many people joined in.
func (l Line) Supporters() int64 { return l.Figures[db.MeasureSupporters] }

// Solved is how many of them were solved.
func (l Line) Solved() int64 { return l.Figures[db.MeasureSolved] }

// Done is how many of them stand as solved now.
func (l Line) Done() int64 { return l.Figures[db.MeasureDone] }

// Open is how many of them somebody still has to deal with.
func (l Line) Open() int64 { return l.Figures[db.MeasureNew] + l.Figures[db.MeasureWork] }

// Fresh is how many wait until somebody works on them.
func (l Line) Fresh() int64 { return l.Figures[db.MeasureNew] }

// Work is how many are in work.
func (l Line) Work() int64 { return l.Figures[db.MeasureWork] }

// Refused is how many were refused.
func (l Line) Refused() int64 { return l.Figures[db.MeasureRefused] }

// Overdue is how many are overdue now.
func (l Line) Overdue() int64 { return l.Figures[db.MeasureOverdue] }

// Returned is how many a department sent back.
func (l Line) Returned() int64 { return l.Figures[db.MeasureReturned] }

// Reworked is how many a citizen sent back.
func (l Line) Reworked() int64 { return l.Figures[db.MeasureReworked] }

// Rated is how many were rated.
func (l Line) Rated() int64 { return l.Figures[db.MeasureRated] }

// Rating is the mean of the ratings; 0 without any.
func (l Line) Rating() float64 {
	if l.Rated() == 0 {
		return 0
	}
	return float64(l.Figures[db.MeasureRating]) / float64(l.Rated())
}

// Median is a time that half of them took at most.
type Median struct {
	Time time.Duration
	N    int64 // of how many it is; 0: there is none
	Over bool  // it is longer than is told apart: Time is the end of what is
}

// Reply is how long first replies took.
func (l Line) Reply() Median { return l.median(db.MeasureReply) }

// Solution is how long solutions took.
func (l Line) Solution() Median { return l.median(db.MeasureSolve) }

func (l Line) median(first db.Measure) Median {
	d, n, _ := median(l.Figures[first : first+db.Buckets])
	return Median{d, n, n > 0 && d.Hours() >= hours[len(hours)-1]}
}

// Share is so many of a hundred; 0 of none.
func Share(part, of int64) float64 {
	if of == 0 {
		return 0
	}
	return 100 * float64(part) / float64(of)
}

func (l *Line) add(f *db.Figures) {
	for m, n := range f {
		l.Figures[m] += n
	}
}

// Step is a month or a week of a trend.
type Step struct {
	Month            Month // of a trend by months
	Week             Week  // of a trend by weeks
	Received, Solved int64 // Solved: in this period, whenever it came
}

// Report is the answer to a filter.
type Report struct {
	Filter
	At          time.Time // when it was counted
	Total       Line
	Settlements []Line // the one with most reports first, as all lists here
	Themes      []Line
	Departments []Line
	Executors   []Line               // only with All
	Table       map[[2]string]int64  // how many came, by settlement and theme
	Seasons     map[string][12]int64 // how many came, by theme and month of the year
	Months      []Step
	Weeks       []Step   // of the last half year, whatever the period
	First       Month    // the first that anything is known of
	Places      []string // all settlements that anything is known of, by name
}

// Report counts what a filter asks for.
func (c *Cube) Report(ctx context.Context, f Filter) (r Report, err error) {
	err = c.read(ctx, func(now time.Time) error {
		r = c.report(f, now)
		return nil
	})
	return r, err
}

func (c *Cube) report(f Filter, now time.Time) Report {
	r := Report{Filter: f, At: now, Table: map[[2]string]int64{}, Seasons: map[string][12]int64{}, First: MonthOf(now, c.clock)}
	settlements, themes, departments, executors := lines{}, lines{}, lines{}, lines{}
	months := make([]Step, max(0, int(f.To-f.From)+1))
	for i := range months {
		months[i].Month = f.From + Month(i)
	}
	places := map[string]bool{}
	g := c.cells[db.GrainMonth]
	for i := range g.keys {
		k, cell := &g.keys[i], &g.cells[i]
		if !k.Public && !f.All {
			continue
		}
		if cell[db.MeasureReceived] > 0 {
			r.First = min(r.First, Month(k.Period))
			places[k.Settlement] = true
		}
		if Month(k.Period) < f.From || Month(k.Period) > f.To || !f.takes(k.Settlement, k.Theme, k.Department, k.Public) {
			continue
		}
		r.Total.add(cell)
		settlements.add(k.Settlement, cell)
		themes.add(k.Theme, cell)
		departments.add(k.Department, cell)
		months[k.Period-int(f.From)].Solved += cell[db.MeasureSolvedIn]
		if n := cell[db.MeasureReceived]; n > 0 {
			months[k.Period-int(f.From)].Received += n
			r.Table[[2]string{k.Settlement, k.Theme}] += n
			year := r.Seasons[k.Theme]
			year[Month(k.Period).Month()-1] += n
			r.Seasons[k.Theme] = year
		}
	}
	if f.All {
		g := c.cells[db.GrainExecutor]
		for i := range g.keys {
			if k := &g.keys[i]; Month(k.Period) >= f.From && Month(k.Period) <= f.To && (f.Department == "" || f.Department == k.Department) {
				executors.add(k.Executor, &g.cells[i])
			}
		}
	}
	delete(places, "")
	r.Places = slices.Sorted(maps.Keys(places))
	r.Months, r.Weeks = months, c.weeks(f, now)
	r.Settlements, r.Themes, r.Departments, r.Executors = settlements.sorted(), themes.sorted(), departments.sorted(), executors.sorted()
	return r
}

// weeks is the trend of the last half year.
func (c *Cube) weeks(f Filter, now time.Time) []Step {
	last := WeekOf(now, c.clock)
	steps := make([]Step, weeksKept-1)
	for i := range steps {
		steps[i].Week = last - Week(len(steps)-1-i)
	}
	g := c.cells[db.GrainWeek]
	for i := range g.keys {
		k := &g.keys[i]
		if at := k.Period - int(steps[0].Week); at >= 0 && at < len(steps) && f.takes(k.Settlement, k.Theme, k.Department, k.Public) {
			steps[at].Received += g.cells[i][db.MeasureReceived]
			steps[at].Solved += g.cells[i][db.MeasureSolvedIn]
		}
	}
	return steps
}

// lines are found by name while they are counted.
type lines map[string]*Line

func (l lines) add(name string, f *db.Figures) {
	line := l[name]
	if line == nil {
		line = &Line{Name: name}
		l[name] = line
	}
	line.add(f)
}

func (l lines) sorted() (all []Line) {
	for _, line := range l {
		if line.Received() > 0 {
			all = append(all, *line)
		}
	}
	slices.SortFunc(all, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Received(), a.Received()), cmp.Compare(a.Name, b.Name))
	})
	return all
}
