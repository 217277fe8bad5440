package fetch

import (
	"context"
	"database/sql"
	"database/sql/driver"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

//go:embed schema.sql
var schema string

// version is the schema's. A file of another one is begun anew: it is only a cache.
const version = 1

type connector struct{ dsn string }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	return (&sqlite3.SQLiteDriver{}).Open(c.dsn)
}
func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

// openFile opens the cache's file, and begins it if it isn't there, is damaged, or another version's.
func openFile(ctx context.Context, path string) (*sql.DB, error) {
	db, err := tryFile(ctx, path)
	if !broken(err) {
		return db, err
	}
	if err := removeFile(path); err != nil {
		return nil, err
	}
	return tryFile(ctx, path)
}

func tryFile(ctx context.Context, path string) (*sql.DB, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // before SQLite makes it for everybody: it shows where one was
	if err != nil {
		return nil, fmt.Errorf("fetch: open cache: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("fetch: open cache: %w", err)
	}
	q := url.Values{"_busy_timeout": {"10000"}, "_journal_mode": {"WAL"}, "_synchronous": {"NORMAL"}, "_txlock": {"immediate"}}
	db := sql.OpenDB(connector{"file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + q.Encode()})
	db.SetMaxOpenConns(3)
	db.SetMaxIdleConns(3)
	if err := begin(ctx, db); err != nil {
		return nil, errors.Join(fmt.Errorf("fetch: open cache: %w", err), db.Close())
	}
	return db, nil
}

func begin(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer rollback(tx)
	var found int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&found); err != nil || found == version {
		return err
	}
	for _, table := range []string{"tile", "total"} { // with their triggers
		if _, err := tx.ExecContext(ctx, "DROP TABLE IF EXISTS "+table); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}

func rollback(tx *sql.Tx) { _ = tx.Rollback() } // after a commit it has nothing to do and says so

func broken(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB || e.Code == sqlite3.ErrError)
}

// removeFile takes the log first: without its database it is nothing, the other way round it isn't.
func removeFile(path string) error {
	for _, name := range []string{path + "-wal", path + "-shm", path} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("fetch: begin cache anew: %w", err)
		}
	}
	return nil
}
