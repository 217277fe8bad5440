package db

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
)

// migrations are the steps of the schema, for both engines. A step that was released never changes: a later one mends it.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate takes the steps that are missing, each in a transaction of its own that also says so in the schema's version.
// Another process may be doing the same: the version is read inside the transaction.
func (d *DB) migrate(ctx context.Context) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql") // sorted by name
	if err != nil {
		return wrap("migrations", err)
	}
	for done := false; !done; {
		if done, err = d.step(ctx, steps); err != nil {
			return err
		}
	}
	return nil
}

func (d *DB) step(ctx context.Context, steps []string) (done bool, err error) {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return false, wrap("migrate", err)
	}
	defer func() { _ = tx.Rollback() }()
	if err := d.engine.hold(ctx, tx); err != nil {
		return false, wrap("migrate", err)
	}
	version, err := d.engine.version(ctx, tx)
	if err != nil {
		return false, wrap("migrate", err)
	}
	if version > len(steps) {
		return false, fmt.Errorf("%w: schema %d, this one knows %d", ErrNewer, version, len(steps))
	}
	if version == len(steps) {
		return true, nil
	}
	script, err := migrations.ReadFile(steps[version])
	if err != nil {
		return false, wrap("migrate", err)
	}
	if _, err := tx.ExecContext(ctx, d.engine.script(string(script))); err != nil {
		return false, wrap("migrate "+path.Base(steps[version]), err)
	}
	if err := d.engine.setVersion(ctx, tx, version+1); err != nil {
		return false, wrap("migrate", err)
	}
	return false, wrap("migrate", tx.Commit())
}
