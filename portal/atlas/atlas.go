package atlas

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"priyom/portal/db"
)

// Atlas holds the published reports of one database.
type Atlas struct {
	db       *db.DB
	location *time.Location // whose months people choose
	busy     chan struct{}  // whoever does what takes long has it

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
func New(d *db.DB, location *time.Location) *Atlas {
	return &Atlas{db: d, location: location, busy: make(chan struct{}, 1)}
}

const batch = 10_000 // rows read at once

// Load reads all published reports, so that the first visitor needn't wait for it.
func (a *Atlas) Load(ctx context.Context) error {
	return a.Read(ctx, func(*db.Tx) error { return nil })
}

// Read runs f on one state of the database, with all in the atlas that is in that. What takes long, the first reading and a great many
// changes, one request does for all: the others wait, and keep no connection to the database meanwhile.
func (a *Atlas) Read(ctx context.Context, f func(*db.Tx) error) error {
	for {
		err := a.db.Read(ctx, func(tx *db.Tx) error {
			if err := a.follow(tx); err != nil {
				return err
			}
			return f(tx)
		})
		if !errors.Is(err, errBehind) {
			return err
		}
		if err := a.catchUp(ctx); err != nil {
			return err
		}
	}
}

// errBehind says that more has changed than a request takes in beside its own work.
var errBehind = errors.New("atlas: far behind")

// follow takes in what changed before the transaction began, if that is little.
func (a *Atlas) follow(tx *db.Tx) error {
	end, err := tx.PublicEnd()
	if err != nil {
		return err
	}
	a.mu.RLock()
	loaded, behind := a.loaded, end-a.end
	a.mu.RUnlock()
	switch {
	case loaded && behind <= 0:
		return nil
	case !loaded || behind > batch:
		return errBehind
	}
	return a.take(tx, end)
}

// take takes in changes up to one, batch by batch. Whoever asks meanwhile waits for the putting in alone, and not for the database.
func (a *Atlas) take(tx *db.Tx, end int64) error {
	for {
		a.mu.RLock()
		from := a.end
		a.mu.RUnlock()
		if from >= end {
			return nil
		}
		changed, err := tx.ChangedMarkers(from, batch)
		if err != nil {
			return err
		}
		a.mu.Lock()
		for _, m := range changed {
			if m.Seq > a.end { // else somebody was faster, and may know better
				a.put(m)
				a.end = m.Seq
			}
		}
		if len(changed) < batch {
			a.end = max(a.end, end)
		}
		a.mu.Unlock()
	}
}

// catchUp does what takes long.
func (a *Atlas) catchUp(ctx context.Context) error {
	select {
	case a.busy <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-a.busy }()
	return a.db.Read(ctx, func(tx *db.Tx) error {
		end, err := tx.PublicEnd()
		if err != nil {
			return err
		}
		a.mu.RLock()
		loaded := a.loaded
		a.mu.RUnlock()
		if !loaded {
			return a.load(tx, end)
		}
		return a.take(tx, end)
	})
}

// load reads everything aside and puts it in place at the end. Nobody else loads meanwhile.
func (a *Atlas) load(tx *db.Tx, end int64) error {
	fresh := &Atlas{location: a.location}
	for after := int64(0); ; {
		markers, err := tx.MarkersAfter(after, batch)
		if err != nil {
			return err
		}
		for _, m := range markers {
			fresh.rows = append(fresh.rows, fresh.rowOf(m))
			after = m.Arrival
		}
		if len(markers) < batch {
			break
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rows, a.themes, a.departments, a.settlements = fresh.rows, fresh.themes, fresh.departments, fresh.settlements
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
