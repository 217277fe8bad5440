package statistics

import (
	"context"
	"errors"
	"time"

	"priyom/portal/db"
)

// rules name by what cases are counted; another name, and all are counted anew.
const rules = "1"

// Counting anew goes in steps, each of them a transaction that others hardly notice: so many cases are counted, or figures forgotten, at once.
const (
	stepLength = 4000
	few        = stepLength // cases that are counted while whoever opens the portal waits
)

// Keeper keeps the figures.
type Keeper struct {
	db    *db.DB
	clock *time.Location
	step  int // cases, or figures, of a step
}

// NewKeeper makes a keeper that counts by a clock's days, and lets it follow the database.
func NewKeeper(d *db.DB, clock *time.Location) *Keeper {
	k := &Keeper{d, clock, stepLength}
	d.Count(k.follow)
	return k
}

// follow implements db.Counter. A case that isn't counted yet will be as it is then.
func (k *Keeper) follow(tx *db.Tx, changed []db.Changed) error {
	standing, err := tx.Counting()
	if err != nil {
		return err
	}
	t := newTally(k.clock)
	for _, c := range changed {
		if c.Before != nil && c.Before.Arrival <= standing.Through {
			t.add(c.Before, -1)
		}
		if c.After != nil && c.After.Arrival <= standing.Through {
			t.add(c.After, 1)
		}
	}
	return tx.AddFigures(t.changes())
}

// Start begins to count everything anew if it was never counted, or by other rules or another clock. Where there is little it is counted
// at once; else Freshen goes on with it, and pages say so meanwhile.
func (k *Keeper) Start(ctx context.Context) error {
	want := rules + " " + k.clock.String()
	stale, much := false, false
	if err := k.db.Read(ctx, func(tx *db.Tx) error {
		by, err := tx.Setting(db.SettingFigures)
		if stale = errors.Is(err, db.ErrNotFound) || err == nil && string(by) != want; err != nil && !stale {
			return err
		}
		standing, err := tx.Counting()
		much = standing.Arrived > few
		return err
	}); err != nil {
		return err
	}
	if stale {
		if err := k.begin(ctx); err != nil {
			return err
		}
	}
	if much {
		return nil
	}
	return k.Freshen(ctx)
}

func (k *Keeper) begin(ctx context.Context) error {
	return k.db.Write(ctx, func(tx *db.Tx) error { return tx.CountAnew(rules + " " + k.clock.String()) })
}

// Rebuild counts everything anew. Others write meanwhile.
func (k *Keeper) Rebuild(ctx context.Context) error {
	if err := k.begin(ctx); err != nil {
		return err
	}
	return k.Freshen(ctx)
}

// Freshen goes on counting where it was left, by whichever process, until everything is counted.
func (k *Keeper) Freshen(ctx context.Context) error {
	for {
		whole, err := k.goOn(ctx)
		if err != nil || whole {
			return err
		}
	}
}

// goOn forgets some old figures, or counts some cases if there are none.
func (k *Keeper) goOn(ctx context.Context) (whole bool, err error) {
	if err := k.db.Read(ctx, func(tx *db.Tx) error {
		standing, err := tx.Counting()
		whole = standing.Through == db.Whole
		return err
	}); err != nil || whole {
		return whole, err
	}
	return whole, k.db.Write(ctx, func(tx *db.Tx) error {
		standing, err := tx.Counting() // another process may have been faster
		if whole = standing.Through == db.Whole; err != nil || whole {
			return err
		}
		if standing.Through == 0 {
			if n, err := tx.ForgetFigures(int64(k.step)); err != nil || n > 0 {
				return err
			}
		}
		page, err := tx.CasesAfter(standing.Through, k.step)
		if err != nil {
			return err
		}
		t := newTally(k.clock)
		for i := range page {
			t.add(&page[i], 1)
			standing.Through = page[i].Arrival
		}
		if err := tx.AddFigures(t.changes()); err != nil {
			return err
		}
		if whole = len(page) < k.step; whole {
			standing.Through = db.Whole
		}
		return tx.Counted(standing.Through)
	})
}
