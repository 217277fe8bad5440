package present

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/lang"
)

// mostShares is how many parts are shown one by one; the rest goes together.
const mostShares = 10

// bars are the steps, and what stands out among them.
func (s *Stats) bars() (bars []Bar, said string) {
	v, now := s.p.Voice(), s.p.env.Clock()
	best, begun := 0, 0
	for i, n := range s.read.Bars {
		from := s.edges[i]
		b := Bar{N: n, Label: v.Day(from, now), Short: strconv.Itoa(from.Day())}
		switch s.step {
		case stepWeek:
			b.Label = v.With("stats.title.span", lang.Args{"From": v.Day(from, now), "Until": v.Day(s.edges[i+1].AddDate(0, 0, -1).Add(12*time.Hour), now)})
			b.Short = from.Format("02.01")
		case stepMonth:
			b.Label = v.With("stats.title.month", lang.Args{"Month": v.Say("month.alone." + from.Format("1")), "Year": from.Year()})
			b.Short = v.Say("month.short." + from.Format("1"))
		case stepYear:
			b.Label, b.Short = strconv.Itoa(from.Year()), strconv.Itoa(from.Year())
		case stepDay:
		}
		if n > s.read.Bars[best] {
			best = i
		}
		if !from.After(now) {
			begun++
		}
		bars = append(bars, b)
	}
	if s.read.Total == 0 || begun == 0 {
		return bars, ""
	}
	mean := float64(s.read.Total) / float64(begun)
	return bars, v.With("stats.bars.said", lang.Args{
		"Most": v.Count("count.reports", bars[best].N, nil), "When": bars[best].Label, "Mean": v.Decimal(mean), "Step": v.Say("stats.step." + string(s.step)),
	})
}

// shares puts counts in order, the largest first, and what is beyond the tenth together.
func (s *Stats) shares(counts map[string]int) (list []Share) {
	v := s.p.Voice()
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	rest := 0
	for i, name := range names {
		if i >= mostShares && len(names) > mostShares+1 {
			rest += counts[name]
			continue
		}
		list = append(list, Share{Label: name, N: counts[name]})
	}
	if rest > 0 {
		list = append(list, Share{Label: v.Say("stats.rest"), N: rest})
	}
	for i := range list {
		x := &list[i]
		x.Part = float32(x.N) / float32(max(1, s.read.Total))
		x.Most = float32(x.N) / float32(max(1, list[0].N))
		x.Words = v.With("stats.share", lang.Args{"N": v.Number(int64(x.N)), "Percent": strconv.Itoa(int(math.Round(float64(x.Part) * 100)))})
	}
	return list
}

// leading says which part is the largest.
func (s *Stats) leading(key string, list []Share) string {
	if len(list) == 0 {
		return ""
	}
	return s.p.Voice().With(key, lang.Args{"Name": list[0].Label, "Share": list[0].Words})
}

func (s *Stats) themes() ([]Share, string) {
	counts := map[string]int{}
	for slug, n := range s.read.Categories {
		name := s.p.categoryOf(slug).Theme
		if name == "" {
			name = s.p.Voice().Say("stats.theme.none")
		}
		counts[name] += n
	}
	list := s.shares(counts)
	return list, s.leading("stats.themes.said", list)
}

func (s *Stats) settlements() ([]Share, string) {
	counts := map[string]int{}
	for name, n := range s.read.Settlements {
		if name == "" {
			name = s.p.Voice().Say("stats.place.none")
		}
		counts[name] += n
	}
	list := s.shares(counts)
	return list, s.leading("stats.places.said", list)
}

func (s *Stats) statuses() ([]Share, string) {
	counts := map[string]int{}
	waiting := 0
	for status, n := range s.read.Statuses {
		counts[s.p.statusWord(status)] += n
		if status.OnDevice() {
			waiting += n
		}
	}
	v := s.p.Voice()
	if waiting == 0 {
		return s.shares(counts), v.Say("stats.states.clear")
	}
	return s.shares(counts), v.Count("stats.states.waiting", waiting, nil)
}

// median is how long half of the reports took at most to get to the portal.
func (s *Stats) median() (said, under string) {
	v := s.p.Voice()
	if s.read.Delivered == 0 {
		return "\u2014", v.Say("stats.median.none")
	}
	return s.length(s.read.Median), v.With("stats.median.under", lang.Args{"Reports": v.Count("count.reports", s.read.Delivered, nil)})
}

// length is a length of time in its largest unit that says something.
func (s *Stats) length(d time.Duration) string {
	v := s.p.Voice()
	switch {
	case d < time.Minute:
		return v.Say("stats.under-minute")
	case d < time.Hour:
		return v.Span(civic.Span{N: int(d.Round(time.Minute) / time.Minute), Unit: civic.UnitMinute})
	case d < 48*time.Hour:
		return v.Span(civic.Span{N: int(math.Round(d.Hours())), Unit: civic.UnitHour})
	}
	return v.Span(civic.Span{N: int(math.Round(d.Hours() / 24)), Unit: civic.UnitDay})
}
