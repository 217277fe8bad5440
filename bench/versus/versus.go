// Package versus measures things side by side: all of them in the same moments of the same run, in turns, so that what
// else this machine does falls on each of them alike. What counts is the ratio; the times themselves are one machine's.
package versus

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// RowsVariable names the environment variable with the file that rows are added to, one in a line of JSON.
const RowsVariable = "PRIYOM_BENCH_ROWS"

// ProgramVariable names the environment variable with what was measured, and when; rows keep it.
const ProgramVariable = "PRIYOM_BENCH_PROGRAM"

// Row is one figure of this program, and the same of its peers. Less is better, unless More says otherwise.
type Row struct {
	Group   string `json:"group"`
	Figure  string `json:"figure"`
	Unit    string `json:"unit"`
	Goal    string `json:"goal,omitempty"`
	More    bool   `json:"more,omitempty"`
	Program string `json:"program,omitempty"`
	// Processor measures the process's time on the processor instead of the time that passes: for what runs in this process.
	Processor bool      `json:"-"`
	Sides     []Reading `json:"sides"` // this program's first
}

// Reading is how one of them did.
type Reading struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	P50   float64 `json:"p50"`
	P95   float64 `json:"p95,omitempty"` // 0 if it was measured too few times to say
	P99   float64 `json:"p99,omitempty"`
	Low   float64 `json:"low,omitempty"` // the extremes, where there are too few for quantiles and each is told
	High  float64 `json:"high,omitempty"`
	Note  string  `json:"note,omitempty"` // in place of the figure, where there is none
}

// Side is one of those that are compared.
type Side struct {
	Name string
	Prep func() error // before each Do, unmeasured; may be nil
	Do   func() error
}

// Run measures the sides in so many turns and adds the row, in milliseconds; with the row's unit "µs" or "s" in these. It
// takes its own number of turns, whatever the benchmark's is: run it with -benchtime 1x.
func Run(b *testing.B, turns int, row Row, sides ...Side) {
	b.Helper()
	watch := stopwatch(wall)
	if row.Processor {
		watch = processor
	}
	took := make([][]time.Duration, len(sides))
	for turn := range turns {
		for i := range sides {
			at := (turn + i) % len(sides)
			if err := measure(&sides[at], watch, &took[at]); err != nil {
				b.Fatalf("%s: %v", sides[at].Name, err)
			}
		}
	}
	if row.Unit == "" {
		row.Unit = "ms"
	}
	for i, s := range sides {
		row.Sides = append(row.Sides, read(s.Name, took[i], row.Unit))
	}
	b.ReportMetric(0, "ns/op") // the sum of all sides: says nothing
	for i, r := range row.Sides {
		b.ReportMetric(r.P50, fmt.Sprintf("%d-p50-%s", i, row.Unit))
	}
	if err := Add(row); err != nil {
		b.Fatal(err)
	}
}

// stopwatch starts and gives what tells how long it has been.
type stopwatch func() (elapsed func() time.Duration)

// wall is the time that passes.
func wall() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// processor is how long this process has had the processors: what others do at the same time adds nothing to it, where the
// slowest of a hundred would say more about them.
func processor() func() time.Duration {
	start := processorTime()
	return func() time.Duration { return processorTime() - start }
}

func processorTime() time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &at); err != nil {
		panic(err) // Linux has that clock
	}
	return time.Duration(at.Nano())
}

func measure(s *Side, watch stopwatch, took *[]time.Duration) error {
	if s.Prep != nil {
		if err := s.Prep(); err != nil {
			return err
		}
	}
	elapsed := watch()
	err := s.Do()
	*took = append(*took, elapsed())
	return err
}

func read(name string, took []time.Duration, unit string) Reading {
	scale := float64(time.Millisecond)
	switch unit {
	case "µs":
		scale = float64(time.Microsecond)
	case "s":
		scale = float64(time.Second)
	}
	values := make([]float64, len(took))
	for i, d := range took {
		values[i] = float64(d) / scale
	}
	return Of(name, values)
}

// Of reads off the quantiles, those that so many values can tell.
func Of(name string, values []float64) Reading {
	slices.Sort(values)
	r := Reading{Name: name, Count: len(values)}
	if len(values) == 0 {
		return r
	}
	at := func(q int) float64 { return values[min(len(values)-1, len(values)*q/100)] }
	r.P50 = at(50)
	if len(values) >= 20 {
		r.P95 = at(95)
	}
	if len(values) >= 100 {
		r.P99 = at(99)
	}
	return r
}

// Add writes a row to the file that RowsVariable names, if it names one, and to the standard error.
func Add(row Row) error {
	var line strings.Builder
	fmt.Fprintf(&line, "# %s, %s:", row.Figure, row.Unit)
	for _, s := range row.Sides {
		if s.Note != "" {
			fmt.Fprintf(&line, " | %s %s", s.Name, s.Note)
			continue
		}
		fmt.Fprintf(&line, " | %s %.4g", s.Name, s.P50)
		if s.P95 != 0 {
			fmt.Fprintf(&line, " p95 %.4g", s.P95)
		}
		if s.P99 != 0 {
			fmt.Fprintf(&line, " p99 %.4g", s.P99)
		}
	}
	fmt.Fprintln(os.Stderr, line.String())
	name := os.Getenv(RowsVariable)
	if name == "" {
		return nil
	}
	row.Program = os.Getenv(ProgramVariable)
	raw, err := json.Marshal(row)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(append(raw, '\n'))
	return err
}
