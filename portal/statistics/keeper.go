package statistics

import (
	"context"
	"errors"
	"time"

	"priyom/portal/db"
)

// rules name by what cases are counted; another name, and all are counted anew.
const rules = "1"

const pageLength = 1000

// Keeper keeps the figures.
type Keeper struct {
	db    *db.DB
	clock *time.Location
}

// NewKeeper makes a keeper that counts by a clock's days, and lets it follow the database.
func NewKeeper(d *db.DB, clock *time.Location) *Keeper {
	k := &Keeper{d, clock}
	d.Count(k.follow)
	return k
}

// follow implements db.Counter.
func (k *Keeper) follow(tx *db.Tx, changed []db.Changed) error {
	t := newTally(k.clock)
	for _, c := range changed {
		t.add(c.Before, -1)
		t.add(c.After, 1)
	}
	return tx.AddFigures(t.changes())
}

// Start counts everything anew if it was never counted, or by other rules or another clock. A district of a million reports takes
// about a minute.
func (k *Keeper) Start(ctx context.Context) error {
	want := rules + " " + k.clock.String()
	err := k.db.Read(ctx, func(tx *db.Tx) error {
		by, err := tx.Setting(db.SettingFigures)
		if err == nil && string(by) != want {
			return db.ErrNotFound
		}
		return err
	})
	if !errors.Is(err, db.ErrNotFound) {
		return err
	}
	return k.Rebuild(ctx)
}

// Rebuild counts everything anew. Writers wait meanwhile.
func (k *Keeper) Rebuild(ctx context.Context) error {
	return k.db.Write(ctx, func(tx *db.Tx) error {
		t := newTally(k.clock)
		for arrival := int64(0); ; {
			page, err := tx.CasesAfter(arrival, pageLength)
			if err != nil {
				return err
			}
			for i := range page {
				t.add(&page[i], 1)
				arrival = page[i].Arrival
			}
			if len(page) < pageLength {
				break
			}
		}
		if err := tx.DropFigures(); err != nil {
			return err
		}
		if err := tx.AddFigures(t.changes()); err != nil {
			return err
		}
		return tx.PutSetting(db.SettingFigures, []byte(rules+" "+k.clock.String()))
	})
}
