package store

import (
	"context"
	"slices"
	"time"

	"priyom/civic"
)

// Statistics are the reports of a stretch of time, counted from the index in memory. They belong to the time at which the point
// received them.
type Statistics struct {
	Total       int
	Bars        []int // reports of each step
	Categories  map[civic.CategorySlug]int
	Settlements map[string]int // "" where none was written
	Statuses    map[civic.Status]int
	Channels    map[civic.Channel]int
	Delivered   int
	Median      time.Duration // from the point to the portal, of those delivered; the two clocks may differ
}

// Statistics counts what lies between the first and the last of the edges; the steps between them are the bars. The edges are in
// their order, at least two.
func (s *Store) Statistics(ctx context.Context, edges []time.Time) (Statistics, error) {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return Statistics{}, dbError("statistics", err)
	}
	bounds := make([]int64, len(edges))
	for i, e := range edges {
		bounds[i] = e.UnixMilli()
	}
	t := Statistics{
		Bars: make([]int, max(0, len(edges)-1)), Categories: map[civic.CategorySlug]int{}, Settlements: map[string]int{},
		Statuses: map[civic.Status]int{}, Channels: map[civic.Channel]int{},
	}
	var waits []int64
	for i := range s.index.rows {
		row := &s.index.rows[i]
		at, exact := slices.BinarySearch(bounds, row.received)
		if exact {
			at++
		}
		if at < 1 || at >= len(bounds) {
			continue
		}
		t.Total++
		t.Bars[at-1]++
		t.Categories[row.category]++
		t.Settlements[row.settlement]++
		t.Statuses[row.status]++
		t.Channels[row.channel]++
		if row.delivered != 0 {
			waits = append(waits, max(0, row.delivered-row.received))
		}
	}
	if t.Delivered = len(waits); t.Delivered > 0 {
		slices.Sort(waits)
		middle := waits[t.Delivered/2]
		if t.Delivered%2 == 0 {
			middle = (waits[t.Delivered/2-1] + middle) / 2
		}
		t.Median = time.Duration(middle) * time.Millisecond
	}
	return t, nil
}

// Since is when the first report was received here; zero if there is none.
func (s *Store) Since(ctx context.Context) (time.Time, error) {
	s.index.mu.Lock()
	defer s.index.mu.Unlock()
	if err := s.catchUp(ctx); err != nil {
		return time.Time{}, dbError("since", err)
	}
	var first int64
	for i := range s.index.rows {
		if at := s.index.rows[i].received; first == 0 || at < first {
			first = at
		}
	}
	return fromMillis(first), nil
}
