package atlas

import (
	"slices"
	"sync"
	"time"

	"priyom/tiles"
)

// whole is what follows from all reports together: every page asks for it, and it is looked for once after each change.
type whole struct {
	mu sync.Mutex
	facts
}

type facts struct {
	known       bool
	end         int64 // of the changes that are in
	settlements []string
	bounds      tiles.Box
	located     bool
	first       Month
	months      []int
}

// ofAll is the whole as it is now. The caller changes nothing of its lists.
func (a *Atlas) ofAll() facts {
	w := &a.whole
	w.mu.Lock()
	defer w.mu.Unlock()
	if end := a.End(); !w.known || w.end != end {
		w.facts = facts{known: true, end: end, settlements: a.findSettlements()}
		w.bounds, w.located = a.findBounds()
		w.first, w.months = a.Months(Filter{}, time.Time{})
	}
	return w.facts
}

// Settlements lists the names of places that have a report which is shown, sorted by their letters' codes.
func (a *Atlas) Settlements() []string { return a.ofAll().settlements }

// AllMonths is Months of everything.
func (a *Atlas) AllMonths() (first Month, counts []int) {
	w := a.ofAll()
	return w.first, w.months
}

// Bounds is the box that holds nearly all located reports: one in a hundred may lie beyond it on each side, for among many some are
// always misplaced. ok is false without any.
func (a *Atlas) Bounds() (b tiles.Box, ok bool) {
	w := a.ofAll()
	return w.bounds, w.located
}

func (a *Atlas) findSettlements() (list []string) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	used := make([]bool, other+1)
	for i := range a.rows {
		if a.rows[i].state != gone {
			used[a.rows[i].settlement] = true
		}
	}
	for i, name := range a.settlements.list {
		if used[i] && name != "" {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

func (a *Atlas) findBounds() (b tiles.Box, ok bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	const sample = 5000
	var xs, ys []uint32
	step := len(a.rows)/sample + 1
	for i := 0; i < len(a.rows); i += step {
		if r := &a.rows[i]; r.located && r.state != gone {
			xs, ys = append(xs, r.x), append(ys, r.y)
		}
	}
	if len(xs) == 0 {
		return b, false
	}
	slices.Sort(xs)
	slices.Sort(ys)
	low, high := len(xs)/100, len(xs)-1-len(xs)/100
	return tiles.Box{
		MinX: tiles.World(xs[low]), MinY: tiles.World(ys[low]), MaxX: tiles.World(xs[high]) + 1, MaxY: tiles.World(ys[high]) + 1,
	}, true
}
