package statistics

import (
	"cmp"
	"context"
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

// sieve is a filter for one cube, whose names are numbers.
type sieve struct {
	settlement, theme, department name
	all, none                     bool // none: it asks for something that isn't there
}

// sieve makes a filter one for these names, which are read.
func (n *names) sieve(f Filter) sieve {
	s := sieve{all: f.All}
	for _, is := range []struct {
		text string
		to   *name
	}{{f.Settlement, &s.settlement}, {f.Theme, &s.theme}, {f.Department, &s.department}} {
		if is.text != "" {
			id, ok := n.at[is.text]
			*is.to, s.none = id, s.none || !ok
		}
	}
	return s
}

// takes says that a cell is asked for, whatever its period.
func (s sieve) takes(settlement, theme, department name, public bool) bool {
	return (public || s.all) && (s.settlement == 0 || s.settlement == settlement) && (s.theme == 0 || s.theme == theme) &&
		(s.department == 0 || s.department == department) && !s.none
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

func (l *Line) add(f *cell) {
	for m, n := range f {
		l.Figures[m] += int64(n)
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
	Counted     int       // per cent of all reports that are in it: fewer than 100 while everything is counted anew
	Total       Line
	Settlements []Line // the one with most reports first, as all lists here; these and themes without medians
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
	err = c.read(ctx, c.figures, c.readFigures, func(now time.Time) error {
		r = c.report(f, now)
		r.Counted = c.figures.counted
		return nil
	})
	return r, err
}

func (c *Cube) report(f Filter, now time.Time) Report {
	r := Report{Filter: f, At: now, Table: map[[2]string]int64{}, Seasons: map[string][12]int64{}, First: MonthOf(now, c.clock)}
	s, n := c.figures.names.sieve(f), len(c.figures.names.texts)
	settlements, themes, departments, executors := make(lines, n), make(lines, n), make(lines, n), make(lines, n)
	table, seasons, places := make([][]int64, n), make([]*[12]int64, n), make([]bool, n)
	months := make([]Step, max(0, int(f.To-f.From)+1))
	for i := range months {
		months[i].Month = f.From + Month(i)
	}
	g := c.cells[db.GrainMonth]
	for i := range g.keys {
		k, cell := &g.keys[i], &g.cells[i]
		if !k.public && !f.All {
			continue
		}
		came := int64(cell[db.MeasureReceived])
		if came > 0 {
			r.First, places[k.settlement] = min(r.First, Month(k.period)), true
		}
		if Month(k.period) < f.From || Month(k.period) > f.To || !s.takes(k.settlement, k.theme, k.department, k.public) {
			continue
		}
		settlements.count(k.settlement, cell)
		themes.count(k.theme, cell)
		departments.add(k.department, cell)
		step := &months[int(k.period)-int(f.From)]
		step.Solved += int64(cell[db.MeasureSolvedIn])
		if came == 0 {
			continue
		}
		step.Received += came
		if table[k.settlement] == nil {
			table[k.settlement] = make([]int64, n)
		}
		table[k.settlement][k.theme] += came
		if seasons[k.theme] == nil {
			seasons[k.theme] = &[12]int64{}
		}
		seasons[k.theme][Month(k.period).Month()-1] += came
	}
	if f.All && !s.none {
		g := c.cells[db.GrainExecutor]
		for i := range g.keys {
			if k := &g.keys[i]; Month(k.period) >= f.From && Month(k.period) <= f.To && (s.department == 0 || s.department == k.department) {
				executors.add(k.executor, &g.cells[i])
			}
		}
	}
	for settlement, line := range table {
		for theme, came := range line {
			if came > 0 {
				r.Table[[2]string{c.figures.names.texts[settlement], c.figures.names.texts[theme]}] = came
			}
		}
	}
	for theme, year := range seasons {
		if year != nil {
			r.Seasons[c.figures.names.texts[theme]] = *year
		}
	}
	for _, l := range departments {
		if l != nil {
			for m, v := range l.Figures {
				r.Total.Figures[m] += v
			}
		}
	}
	for id, here := range places {
		if here && id != 0 {
			r.Places = append(r.Places, c.figures.names.texts[id])
		}
	}
	slices.Sort(r.Places)
	r.Months, r.Weeks = months, c.weeks(s, now)
	r.Settlements, r.Themes = settlements.sorted(c.figures.names.texts), themes.sorted(c.figures.names.texts)
	r.Departments, r.Executors = departments.sorted(c.figures.names.texts), executors.sorted(c.figures.names.texts)
	return r
}

// weeks is the trend of the last half year.
func (c *Cube) weeks(s sieve, now time.Time) []Step {
	last := WeekOf(now, c.clock)
	steps := make([]Step, weeksKept-1)
	for i := range steps {
		steps[i].Week = last - Week(len(steps)-1-i)
	}
	g := c.cells[db.GrainWeek]
	for i := range g.keys {
		k := &g.keys[i]
		if at := int(k.period) - int(steps[0].Week); at >= 0 && at < len(steps) && s.takes(k.settlement, k.theme, k.department, k.public) {
			steps[at].Received += int64(g.cells[i][db.MeasureReceived])
			steps[at].Solved += int64(g.cells[i][db.MeasureSolvedIn])
		}
	}
	return steps
}

// lines are found by name while they are counted.
type lines []*Line

func (l lines) add(n name, f *cell) {
	if l[n] == nil {
		l[n] = &Line{}
	}
	l[n].add(f)
}

// count is add without how long anything took, which costs most and nobody asks for by settlement or theme.
func (l lines) count(n name, f *cell) {
	if l[n] == nil {
		l[n] = &Line{}
	}
	for m, v := range f[:db.MeasureReply] {
		l[n].Figures[m] += int64(v)
	}
}

func (l lines) sorted(texts []string) (all []Line) {
	for n, line := range l {
		if line != nil && line.Received() > 0 {
			line.Name = texts[n]
			all = append(all, *line)
		}
	}
	slices.SortFunc(all, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Received(), a.Received()), cmp.Compare(a.Name, b.Name))
	})
	return all
}
