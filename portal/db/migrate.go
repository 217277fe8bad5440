package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
)

// migrations are the steps of the schema. A step that was released never changes: a later one mends it.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate takes the steps that are missing, each in a transaction of its own that also says so in user_version. Another
// process may be doing the same: the version is read inside the transaction.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql") // sorted by name
	if err != nil {
		return wrap("migrations", err)
	}
	for done := false; !done; {
		if done, err = step(ctx, db, steps); err != nil {
			return err
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, steps []string) (done bool, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, wrap("migrate", err)
	}
	defer func() { _ = tx.Rollback() }()
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
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
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return false, wrap("migrate "+path.Base(steps[version]), err)
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1)); err != nil {
		return false, wrap("migrate", err)
	}
	return false, wrap("migrate", tx.Commit())
}
