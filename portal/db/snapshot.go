package db

import (
	"context"
	"errors"
	"fmt"
)

// Snapshot writes one state of the database into a SQLite file, which must be empty, while others go on writing. The error may wrap ErrFull.
func (d *DB) Snapshot(ctx context.Context, path string) error {
	e, ok := d.engine.(sqlite)
	if !ok {
		return d.copyInto(ctx, path)
	}
	pool := e.pool(1, nil)
	_, err := pool.ExecContext(ctx, "VACUUM INTO ?", path)
	if err := errors.Join(wrap("snapshot", err), pool.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// copyInto copies one state of a server's database into a file.
func (d *DB) copyInto(ctx context.Context, path string) (err error) {
	file, err := Open(ctx, path, d.clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return d.Read(ctx, func(source *Tx) error {
		if err := source.Patient(); err != nil {
			return err
		}
		return file.Write(ctx, func(t *Tx) error {
			if err := t.CopyFrom(source); err != nil {
				return err
			}
			return t.Settle()
		})
	})
}
