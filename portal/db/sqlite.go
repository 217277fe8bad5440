package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"os"

	"github.com/mattn/go-sqlite3"
)

const readers = 4

// sqlite is a file, with one writer and several readers in each process.
type sqlite struct{ path string }

func (e sqlite) open(context.Context) (write, read *sql.DB, err error) {
	if err := ownerOnly(e.path); err != nil {
		return nil, nil, err
	}
	return e.pool(1, nil), e.pool(readers, url.Values{"_query_only": {"on"}, "_txlock": {"deferred"}}), nil
}

// ownerOnly makes the file before SQLite does, which would let everybody read it; what SQLite puts beside it follows suit.
func ownerOnly(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// connector opens connections without a driver registered for the whole process.
type connector struct {
	dsn string
	drv *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.drv.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.drv }

// pool asks for synchronous=FULL: go-sqlite3's own default under WAL is NORMAL, which a power cut can roll back. Writers
// begin IMMEDIATE, so that two processes never both read and then fail to write. LIKE tells capitals apart, as in PostgreSQL.
func (e sqlite) pool(size int, extra url.Values) *sql.DB {
	q := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"15000"}, "_foreign_keys": {"on"},
		"_txlock": {"immediate"}, "_secure_delete": {"on"}, "_case_sensitive_like": {"on"},
		"_stmt_cache_size": {"250"}, // preparing a statement takes as long as doing what it says
	}
	for k, v := range extra {
		q[k] = v
	}
	db := sql.OpenDB(connector{"file:" + (&url.URL{Path: e.path}).EscapedPath() + "?" + q.Encode(), &sqlite3.SQLiteDriver{}})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db
}

// hold has nothing to do: the transaction began IMMEDIATE.
func (sqlite) hold(context.Context, *sql.Tx) error { return nil }

// reading has nothing to ask for: readers' connections begin DEFERRED, and WAL shows them one state.
func (sqlite) reading() *sql.TxOptions { return nil }

func (sqlite) statement(query string) string { return numbered(query) }

func (sqlite) script(step string) string { return step }

func (sqlite) version(ctx context.Context, tx *sql.Tx) (version int, err error) {
	err = tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

func (sqlite) setVersion(ctx context.Context, tx *sql.Tx, version int) error {
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}

func (sqlite) tables(ctx context.Context, tx *sql.Tx) ([]table, error) {
	const named = " FROM sqlite_schema AS s, "
	return gather(ctx, tx, "SELECT s.name, c.name"+named+"pragma_table_info(s.name) AS c WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%' ORDER BY s.name, c.cid",
		"SELECT s.name, f.\"table\""+named+"pragma_foreign_key_list(s.name) AS f WHERE s.type = 'table' ORDER BY s.name")
}

func (sqlite) seal(ctx context.Context, tx *sql.Tx, name string) error {
	for _, what := range []string{"INSERT", "UPDATE", "DELETE"} {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("CREATE TRIGGER moved_%[1]s_%[2]s BEFORE %[1]s ON %[2]s BEGIN SELECT RAISE(ABORT, 'moved'); END", what, name)); err != nil {
			return err
		}
	}
	return nil
}

// learn has nothing to do: plans follow from the indexes alone.
func (sqlite) learn(context.Context, *sql.DB) error { return nil }

// patient has nothing to do: SQLite ends no transaction by itself.
func (sqlite) patient(context.Context, *sql.Tx) error { return nil }
