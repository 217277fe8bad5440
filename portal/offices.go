package portal

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/offices"
)

// PutOffices says how people reach the district's offices, and tells all devices. The error wraps civic.ErrOffices.
func (p *Portal) PutOffices(ctx context.Context, list []civic.Office) error {
	return p.db.Write(ctx, func(tx *db.Tx) error {
		_, err := offices.Put(tx, list)
		return err
	})
}
