package atlas

import (
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/tiles"
)

// Filter says which reports are meant. The zero Filter means all.
type Filter struct {
	Groups     []Group // none: all
	Theme      civic.ThemeSlug
	Department civic.DepartmentSlug
	Settlement string
	From, To   Month      // both included; 0: without an end
	Box        *tiles.Box // on the map; nil: everywhere, and without a position too
	Found      db.Found   // only these; nil: all
}

// Counts are how many reports there are of each group.
type Counts [groups]int

// Total is all of them.
func (c Counts) Total() (n int) {
	for _, k := range c {
		n += k
	}
	return n
}

// sieve is a filter in the atlas' own numbers.
type sieve struct {
	*Filter
	now                           uint32
	groups                        uint8 // a bit for each
	theme, department, settlement int   // -1: any
	none                          bool  // a name that no report has
}

func (a *Atlas) sieve(f *Filter, now time.Time) sieve {
	s := sieve{Filter: f, now: minutes(now), groups: 1<<groups - 1, theme: -1, department: -1, settlement: -1}
	if len(f.Groups) > 0 {
		s.groups = 0
		for _, g := range f.Groups {
			s.groups |= 1 << g
		}
	}
	name := func(n *names, value string, to *int) {
		if value == "" {
			return
		}
		at, known := n.places[value]
		if *to = int(at); !known {
			s.none = true
		}
	}
	name(&a.themes, string(f.Theme), &s.theme)
	name(&a.departments, string(f.Department), &s.department)
	name(&a.settlements, f.Settlement, &s.settlement)
	return s
}

// takes says whether a row is meant, whatever its group and month.
func (s *sieve) takes(r *row) bool {
	if r.state == gone || s.theme >= 0 && int(r.theme) != s.theme || s.department >= 0 && int(r.department) != s.department ||
		s.settlement >= 0 && int(r.settlement) != s.settlement {
		return false
	}
	if s.Box != nil && (!r.located || tiles.World(r.x) < s.Box.MinX || tiles.World(r.x) >= s.Box.MaxX ||
		tiles.World(r.y) < s.Box.MinY || tiles.World(r.y) >= s.Box.MaxY) {
		return false
	}
	return s.Found == nil || s.Found.Has(r.arrival)
}

func (s *sieve) month(r *row) bool {
	return (s.From == 0 || r.month >= s.From) && (s.To == 0 || r.month <= s.To)
}

func (s *sieve) group(r *row) (Group, bool) {
	g := r.group(s.now)
	return g, s.groups&(1<<g) != 0
}

// Count counts the reports that a filter means, by groups, whichever of these it asks for.
func (a *Atlas) Count(f Filter, now time.Time) (c Counts) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	s := a.sieve(&f, now)
	if s.none {
		return c
	}
	for i := range a.rows {
		if r := &a.rows[i]; s.takes(r) && s.month(r) {
			c[r.group(s.now)]++
		}
	}
	return c
}

// Months counts the reports that a filter means by months, whichever of these it asks for: from the first month that has one to the
// last. It is what a slider of months shows.
func (a *Atlas) Months(f Filter, now time.Time) (first Month, counts []int) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	s := a.sieve(&f, now)
	if s.none {
		return 0, nil
	}
	by := map[Month]int{}
	var last Month
	var at Month
	n := 0
	for i := range a.rows {
		r := &a.rows[i]
		if !s.takes(r) {
			continue
		}
		if _, ok := s.group(r); !ok {
			continue
		}
		if r.month != at { // neighbours mostly are of one month
			by[at] += n
			at, n = r.month, 0
		}
		n++
	}
	by[at] += n
	delete(by, 0)
	for m := range by {
		if first == 0 || m < first {
			first = m
		}
		last = max(last, m)
	}
	if first == 0 {
		return 0, nil
	}
	counts = make([]int, int(last-first)+1)
	for m, n := range by {
		counts[m-first] = n
	}
	return first, counts
}

// Page lists the arrivals of reports that a filter means, the last arrived first, at most limit of them, that arrived before one; 0
// begins at the end.
func (a *Atlas) Page(f Filter, before int64, limit int, now time.Time) (arrivals []int64) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	s := a.sieve(&f, now)
	if s.none {
		return nil
	}
	for i := len(a.rows) - 1; i >= 0 && len(arrivals) < limit; i-- {
		r := &a.rows[i]
		if before != 0 && r.arrival >= before || !s.takes(r) || !s.month(r) {
			continue
		}
		if _, ok := s.group(r); ok {
			arrivals = append(arrivals, r.arrival)
		}
	}
	return arrivals
}
