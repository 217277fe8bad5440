package db

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// SettingFigures is by which rules cases are counted.
const SettingFigures Setting = "figures"

// Grain is the period that a cell of figures stands for.
type Grain string

// The grains.
const (
	GrainMonth    Grain = "month"    // Period is the year times twelve and the month, from 0
	GrainWeek     Grain = "week"     // Period is the number of weeks since Monday, 5 January 1970
	GrainExecutor Grain = "executor" // a month of one member of staff
)

// Cell is what figures are about.
type Cell struct {
	Grain      Grain
	Period     int
	Settlement string
	Theme      string
	Department string
	Executor   string // of GrainExecutor: the account in hex
	Public     bool   // what the public sees
}

// Buckets is into how many lengths times are sorted.
const Buckets = 24

// Measure is one of the figures of a cell.
type Measure int

// The measures, all of them sums over cases, so that they can be added in any order. Those up to MeasureSolvedIn are of what came
// in the period; MeasureSolvedIn is of what was solved in it.
const (
	MeasureReceived  Measure = iota
	MeasureNew               // where they stand now: before somebody works on it
	MeasureWork              // somebody works on it
	MeasureDone              // solved, whatever followed
	MeasureRefused           // refused
	MeasureMerged            // goes on as a part of another
	MeasureWithdrawn         // by the citizen
	MeasureOverdue           // a deadline is over and what was owed isn't done
	MeasureReturned          // a department sent it back at least once
	MeasureReworked          // a citizen sent it back at least once
	MeasureReplied           // with a first reply
	MeasureSolved            // with a solution
	MeasureRated
	MeasureRating // the sum of the ratings
	MeasureSupporters
	MeasureSolvedIn
	MeasureReply                                   // and the following Buckets: how long first replies took
	MeasureSolve = MeasureReply + Measure(Buckets) // and the following Buckets: how long solutions took
	Measures     = MeasureSolve + Measure(Buckets) // how many measures there are
)

// Figures are the measures of a cell.
type Figures [Measures]int64

// Sum is a cell and what is to be added to it, or is in it.
type Sum struct {
	Cell
	Figures
}

// column is the measure's name in the table.
func (m Measure) column() string {
	switch {
	case m >= MeasureSolve:
		return fmt.Sprintf("solve_%02d", m-MeasureSolve)
	case m >= MeasureReply:
		return fmt.Sprintf("reply_%02d", m-MeasureReply)
	}
	return [...]string{
		"received", "fresh", "worked", "done", "refused", "merged", "withdrawn", "overdue", "returned", "reworked", "replied", "solved", "rated",
		"rating", "supporters", "solved_in",
	}[m]
}

// AddFigures adds to cells and spots, and gives them a version that none had before.
func (t *Tx) AddFigures(sums []Sum, spots []SpotSum) error {
	if len(sums)+len(spots) == 0 {
		return nil
	}
	version, err := t.next(counterFigures)
	if err != nil {
		return err
	}
	// Those with the same measures go with one statement.
	alike := map[string][]*Sum{}
	for i := range sums {
		which := sums[i].measures()
		alike[which] = append(alike[which], &sums[i])
	}
	for _, which := range slices.Sorted(maps.Keys(alike)) {
		if err := t.addFigures(alike[which], version); err != nil {
			return err
		}
	}
	return t.addSpots(spots, version)
}

// measures are the names of those that aren't 0: most changes are of two or three.
func (s *Sum) measures() string {
	var names []string
	for m, n := range s.Figures {
		if n != 0 {
			names = append(names, Measure(m).column())
		}
	}
	return strings.Join(names, ", ")
}

// addFigures adds to cells the same measures.
func (t *Tx) addFigures(sums []*Sum, version int64) error {
	f := form{
		"figures", "grain, period, settlement, theme, department, executor, public, version", 8,
		" ON CONFLICT (grain, period, settlement, theme, department, executor, public) DO UPDATE SET version = excluded.version",
	}
	for m, n := range sums[0].Figures {
		if n != 0 {
			name := Measure(m).column()
			f.columns, f.width = f.columns+", "+name, f.width+1
			f.tail += fmt.Sprintf(", %[1]s = figures.%[1]s + excluded.%[1]s", name)
		}
	}
	rows := make([]rowSource, len(sums))
	for i, s := range sums {
		rows[i] = sumRow{s, version}
	}
	return t.writeRows(f, rows)
}

// sumRow is a row of figures, with the measures that aren't 0.
type sumRow struct {
	*Sum
	version int64
}

func (s sumRow) values() []any {
	row := []any{string(s.Grain), s.Period, s.Settlement, s.Theme, s.Department, s.Executor, flag(s.Public), s.version}
	for _, n := range s.Figures {
		if n != 0 {
			row = append(row, n)
		}
	}
	return row
}

// FiguresSince calls f for every cell that changed after a version, of a grain and from a period on, in no particular order.
func (t *Tx) FiguresSince(version int64, grain Grain, period int, f func(Sum) error) error {
	names := make([]string, Measures)
	for m := range names {
		names[m] = Measure(m).column()
	}
	return each(t, "read figures", func(row scanner) (s Sum, err error) {
		dest := []any{&s.Grain, &s.Period, &s.Settlement, &s.Theme, &s.Department, &s.Executor, &s.Public}
		for m := range s.Figures {
			dest = append(dest, &s.Figures[m])
		}
		return s, row.Scan(dest...)
	}, f, "SELECT grain, period, settlement, theme, department, executor, public, "+strings.Join(names, ", ")+
		" FROM figures WHERE version > $1 AND grain = $2 AND period >= $3", version, string(grain), period)
}
