package atlas

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"priyom/portal/db"
)

// Atlas holds the published reports of one database.
type Atlas struct {
	db       *db.DB
	location *time.Location // whose months people choose

	mu          sync.RWMutex
	loaded      bool
	end         int64 // of the changes that are in
	rows        []row // by arrival
	themes      names
	departments names
	settlements names

	whole whole
}

// New makes an atlas that reads everything when it is first asked, or by Load.
func New(d *db.DB, location *time.Location) *Atlas { return &Atlas{db: d, location: location} }

const batch = 10_000 // rows read at once

// Load reads all published reports, so that the first visitor needn't wait for it.
func (a *Atlas) Load(ctx context.Context) error {
	return a.db.Read(ctx, a.Follow)
}

// Follow takes in what changed before the transaction began. It is called before anything is asked.
func (a *Atlas) Follow(tx *db.Tx) error {
	end, err := tx.PublicEnd()
	if err != nil {
		return err
	}
	a.mu.RLock()
	current := a.loaded && a.end >= end
	a.mu.RUnlock()
	if current {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.loaded {
		return a.load(tx, end)
	}
	for a.end < end {
		changed, err := tx.ChangedMarkers(a.end, batch)
		if err != nil {
			return err
		}
		for _, m := range changed {
			a.put(m)
			a.end = m.Seq
		}
		if len(changed) < batch {
			a.end = max(a.end, end)
		}
	}
	return nil
}

func (a *Atlas) load(tx *db.Tx, end int64) error {
	a.rows = a.rows[:0]
	for after := int64(0); ; {
		markers, err := tx.MarkersAfter(after, batch)
		if err != nil {
			return err
		}
		for _, m := range markers {
			a.rows = append(a.rows, a.rowOf(m))
			after = m.Arrival
		}
		if len(markers) < batch {
			break
		}
	}
	a.loaded, a.end = true, end
	return nil
}

// put takes one report in as it is now, or out.
func (a *Atlas) put(m db.Marker) {
	i, known := slices.BinarySearchFunc(a.rows, m.Arrival, func(r row, arrival int64) int { return cmp.Compare(r.arrival, arrival) })
	switch {
	case known && m.Published:
		a.rows[i] = a.rowOf(m)
	case known:
		a.rows = slices.Delete(a.rows, i, i+1)
	case m.Published:
		a.rows = slices.Insert(a.rows, i, a.rowOf(m))
	}
}

// End is the number of the last change that is in: the same in every process, and another one after whatever changes what the atlas
// answers, but for what the clock makes late.
func (a *Atlas) End() int64 {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.end
}

// Nth is the arrival of a report by its place among all; 0 beyond the last.
func (a *Atlas) Nth(n int) int64 {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if n < 0 || n >= len(a.rows) {
		return 0
	}
	return a.rows[n].arrival
}

// Len is how many reports there are.
func (a *Atlas) Len() int {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return len(a.rows)
}
