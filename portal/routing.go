package portal

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
)

// PutRouting says who deals with what where, and tells all devices. The error wraps civic.ErrRouting for a table that makes
// no sense, or that names what this portal's classifier doesn't know.
func (p *Portal) PutRouting(ctx context.Context, table []byte) (civic.Routing, error) {
	return p.cases.PutRouting(ctx, table, casework.System(), "")
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
