package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"priyom/durable"
)

//go:embed migrations/*.sql
var migrations embed.FS

// connector opens connections with the pragmas that durability hangs on. go-sqlite3's own default under WAL is
// synchronous=NORMAL, which a power cut can roll back.
type connector struct {
	dsn string
	drv *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.drv.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.drv }

// leanCache is what a phone's connections keep of the database, as SQLite's cache_size has it: 500 kB; SQLite's own measure is 2,000.
const leanCache = "-500"

// openDB opens a pool of connections to one file; a lean one keeps one of them while nobody asks. The writer begins every transaction IMMEDIATE, so that two processes
// never both read and then fail to write.
func openDB(path string, readers int, lean bool) *sql.DB {
	q := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"15000"}, "_foreign_keys": {"on"},
		"_txlock": {"immediate"}, "_secure_delete": {"on"},
	}
	idle := readers
	if lean {
		q.Set("_cache_size", leanCache)
		idle = 1
	}
	if readers > 1 {
		q.Set("_query_only", "on")
		q.Set("_txlock", "deferred")
	}
	db := sql.OpenDB(connector{"file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode(), &sqlite3.SQLiteDriver{
		ConnectHook: func(c *sqlite3.SQLiteConn) error {
			_, err := c.Exec("PRAGMA temp_store = MEMORY", nil) // nothing readable in temporary files
			return err
		},
	}})
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(idle)
	return db
}

// migrate brings the schema up to date, one transaction for each step. The error is ErrNewer for a file that a later
// version of the program wrote.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("store: migrations: %w", err)
	}
	for {
		done, err := migrateStep(ctx, db, steps)
		if err != nil || done {
			return err
		}
	}
}

func migrateStep(ctx context.Context, db *sql.DB, steps []string) (done bool, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, dbError("migrate", err)
	}
	defer rollback(tx)
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return false, dbError("migrate", err)
	}
	switch {
	case version > len(steps):
		return false, fmt.Errorf("%w: schema %d, this program knows %d", ErrNewer, version, len(steps))
	case version == len(steps):
		return true, nil
	}
	script, err := migrations.ReadFile(steps[version])
	if err != nil {
		return false, fmt.Errorf("store: migrations: %w", err)
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return false, dbError("migrate "+filepath.Base(steps[version]), err)
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1)); err != nil {
		return false, dbError("migrate", err)
	}
	return false, dbError("migrate", tx.Commit())
}

// write runs f in one durable transaction: when it returns nil, all of it survives a power cut. On a full disk it runs f once more, with the
// room of the reserve: f must not add to what a run before has left outside the transaction.
func (s *Store) write(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	err := s.writeOnce(ctx, op, f)
	if errors.Is(err, ErrDiskFull) && s.giveBack() {
		err = s.writeOnce(ctx, op, f)
	}
	return err
}

func (s *Store) writeOnce(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return dbError(op, err)
	}
	defer rollback(tx)
	if err := f(tx); err != nil {
		return dbError(op, err)
	}
	return dbError(op, tx.Commit())
}

func rollback(tx *sql.Tx) { _ = tx.Rollback() } // after a commit it has nothing to do and says so

// dbError adds what was being done, and makes the driver's words for a full or failing disk into ours.
func dbError(op string, err error) error {
	if err == nil {
		return nil
	}
	var e sqlite3.Error
	if errors.As(err, &e) {
		switch {
		case e.Code == sqlite3.ErrFull, e.SystemErrno != 0 && durable.IsFull(e.SystemErrno):
			return fmt.Errorf("store: %s: %w: %w", op, ErrDiskFull, err)
		case e.Code == sqlite3.ErrCorrupt, e.Code == sqlite3.ErrNotADB:
			return fmt.Errorf("store: %s: %w: %w", op, ErrDamaged, err)
		}
	}
	if durable.IsFull(err) && !errors.Is(err, ErrDiskFull) {
		return fmt.Errorf("store: %s: %w: %w", op, ErrDiskFull, err)
	}
	if strings.HasPrefix(err.Error(), "store: ") {
		return err
	}
	return fmt.Errorf("store: %s: %w", op, err)
}
