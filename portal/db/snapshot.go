package db

import (
	"context"
	"errors"
	"fmt"
)

// ErrSnapshot is returned by Snapshot for a database that isn't a file.
var ErrSnapshot = errors.New("db: a PostgreSQL server is backed up with pg_dump")

// Snapshot writes one state of the database into a file, which must be empty, while others go on writing. The error may wrap
// ErrSnapshot or ErrFull.
func (d *DB) Snapshot(ctx context.Context, path string) error {
	e, ok := d.engine.(sqlite)
	if !ok {
		return ErrSnapshot
	}
	pool := e.pool(1, nil)
	_, err := pool.ExecContext(ctx, "VACUUM INTO ?", path)
	if err := errors.Join(wrap("snapshot", err), pool.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
