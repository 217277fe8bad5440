package mbtiles

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"priyom/tiles/picture"
)

// Errors of opening and reading a file.
var (
	ErrNotMBTiles = errors.New("mbtiles: not an MBTiles file")
	ErrVector     = errors.New("mbtiles: vector tiles, which need a style to be drawn")
	ErrFormat     = errors.New("mbtiles: tiles of an unknown format")
	ErrDamaged    = errors.New("mbtiles: damaged")
	ErrUnfinished = errors.New("mbtiles: not closed by the program that writes it")
)

// applicationID is MBTiles' number in SQLite's magic.txt.
const applicationID = 0x4d504258

// maxValue bounds a value that SQLite hands over, and so what a hostile row or view can make us hold.
const maxValue = picture.MaxBytes + 4096

type connector struct {
	dsn   string
	setup string
}

func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c connector) Connect(context.Context) (driver.Conn, error) {
	return (&sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		conn.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, maxValue)
		_, err := conn.Exec(c.setup, nil)
		return err
	}}).Open(c.dsn)
}

// openReader never writes, takes no lock, and doesn't let the file's schema call functions with effects.
func openReader(path string) *sql.DB {
	return open(path, url.Values{"mode": {"ro"}, "immutable": {"1"}}, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON", 4)
}

func open(path string, q url.Values, setup string, connections int) *sql.DB {
	db := sql.OpenDB(connector{"file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + q.Encode(), setup})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// dbError adds what was being done, and makes the driver's words for a broken file into ours.
func dbError(op string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		switch e.Code {
		case sqlite3.ErrCorrupt, sqlite3.ErrFormat, sqlite3.ErrError, sqlite3.ErrMismatch, sqlite3.ErrTooBig, sqlite3.ErrIoErr:
			return fmt.Errorf("%w: %s: %w", ErrDamaged, op, err)
		case sqlite3.ErrNotADB:
			return fmt.Errorf("%w: %s: %w", ErrNotMBTiles, op, err)
		}
	}
	return fmt.Errorf("mbtiles: %s: %w", op, err)
}
