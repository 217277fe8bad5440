package figures

import (
	"fmt"
	"math"

	"priyom/portal/statistics"
)

// trend is how many came and how many were solved, step by step.
type trend struct {
	Charts        []chart // for desks and for telephones
	Rows          []row
	Says          string // the same in a sentence, for who doesn't see it
	Months, Weeks link
}

type row struct{ Name, Received, Solved string }

// chart is pairs of bars. Lengths are in the units of its own box.
type chart struct {
	Class         string
	Width, Height float64
	Lines         []mark // across, with what they stand for
	Bars          []bar
	Names         []mark // below
}

type bar struct {
	X, Y, Width, Height float64
	Class, Says         string
}

type mark struct {
	X, Y float64
	Word string
}

// trend draws the steps.
func (d *drawer) trend(r statistics.Report) trend {
	steps, name, short := r.Months, func(s statistics.Step) string { return d.month(s.Month) }, func(s statistics.Step) string {
		if s.Month.Month() == 1 {
			return fmt.Sprint(s.Month.Year())
		}
		return d.shortMonth(s.Month.Month())
	}
	if d.asked.Weeks {
		steps = r.Weeks
		name = func(s statistics.Step) string { return d.say("figures.week", "Day", d.day(s.Week.Monday())) }
		short = func(s statistics.Step) string { return d.day(s.Week.Monday()) }
	}
	t := trend{
		Months: link{d.address(d.Path, "by", ""), d.say("figures.by-months"), !d.asked.Weeks},
		Weeks:  link{d.address(d.Path, "by", "weeks"), d.say("figures.by-weeks"), d.asked.Weeks},
	}
	received, solved, most := int64(0), int64(0), int64(0)
	for _, s := range steps {
		received, solved, most = received+s.Received, solved+s.Solved, max(most, s.Received, s.Solved)
		t.Rows = append(t.Rows, row{name(s), d.number(s.Received), d.number(s.Solved)})
	}
	t.Says = d.say("figures.trend.says", "Received", d.number(received), "Solved", d.number(solved), "Most", d.number(most))
	if most > 0 {
		t.Charts = []chart{d.bars("desk", 1000, 260, 16, steps, most, name, short), d.bars("phone", 340, 220, 5, steps, most, name, short)}
	}
	return t
}

// bars draws a chart with so many names at most below it.
func (d *drawer) bars(class string, width, height float64, names int, steps []statistics.Step, most int64, name, short func(statistics.Step) string) chart {
	const left, right, top, below = 44, 12, 8, 28
	c := chart{Class: class, Width: width, Height: height}
	top1 := nice(most)
	ground := height - below
	y := func(n float64) float64 { return ground - (ground-top)*n/top1 }
	for i := range 5 {
		n := top1 * float64(i) / 4
		if n == math.Trunc(n) {
			c.Lines = append(c.Lines, mark{width, round(y(n)), d.number(int64(n))})
		}
	}
	pitch := (width - left - right) / float64(len(steps))
	wide := math.Min(pitch*0.36, 26)
	every := (len(steps) + names - 1) / names
	for i, s := range steps {
		middle := left + pitch*(float64(i)+0.5)
		for k, n := range []int64{s.Received, s.Solved} {
			b := bar{X: round(middle - wide + float64(k)*wide), Y: round(y(float64(n))), Width: round(wide - 1), Class: "in"}
			b.Height, b.Says = round(ground-b.Y), name(s)+": "+d.say("figures.received")+" "+d.number(n)
			if k == 1 {
				b.Class, b.Says = "out", name(s)+": "+d.say("figures.solved")+" "+d.number(n)
			}
			if n > 0 {
				c.Bars = append(c.Bars, b)
			}
		}
		if (len(steps)-1-i)%every == 0 {
			c.Names = append(c.Names, mark{round(middle), height - 8, short(s)})
		}
	}
	return c
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// nice is a number just above another of which a quarter is easily read.
func nice(n int64) float64 {
	for unit := 1.0; ; unit *= 10 {
		for _, quarter := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8} {
			if float64(n) <= 4*quarter*unit {
				return 4 * quarter * unit
			}
		}
	}
}
