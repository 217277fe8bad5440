package portal

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/sync/wire"
)

// maxRouting is the largest table that is taken, in bytes: it goes to every device.
const maxRouting = 256 << 10

// PutRouting says who deals with what where, and tells all devices. The error wraps civic.ErrRouting for a table that makes
// no sense, or that names what this portal's classifier doesn't know.
func (p *Portal) PutRouting(ctx context.Context, table []byte) (civic.Routing, error) {
	if len(table) > maxRouting {
		return civic.Routing{}, fmt.Errorf("%w: more than %d bytes", civic.ErrRouting, maxRouting)
	}
	r, err := civic.ParseRouting(table)
	if err != nil {
		return r, err
	}
	known, err := assets.Classifier()
	if err != nil {
		return r, err
	}
	if err := r.Check(known); err != nil {
		return r, err
	}
	return r, p.db.Write(ctx, func(tx *db.Tx) error {
		switch before, err := tx.Setting(db.SettingRouting); {
		case err != nil && !errors.Is(err, db.ErrNotFound):
			return err
		case err == nil && bytes.Equal(before, table):
			return nil // it is told already
		}
		if err := tx.PutSetting(db.SettingRouting, table); err != nil {
			return err
		}
		return tx.AddChange(db.Scope{}, wire.Change{Kind: wire.ChangeRouting, Body: table})
	})
}

// Routing is the table in use, as it was put; empty if there is none.
func (p *Portal) Routing(ctx context.Context) (table []byte, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		if table, err = tx.Setting(db.SettingRouting); errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return table, err
}
