package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"

	"priyom/durable"
)

// Errors of this package.
var (
	ErrNotFound = errors.New("db: not found")
	ErrFull     = errors.New("db: disk full")
	ErrNewer    = errors.New("db: file was written by a newer version of the program")
	ErrDamaged  = errors.New("db: file is damaged")
)

const readers = 4

// DB is the portal's database file.
type DB struct {
	write, read *sql.DB
	clock       func() time.Time
	jobs        chan struct{}
}

// Jobs brings something after a job was put into the queue by this process.
func (d *DB) Jobs() <-chan struct{} { return d.jobs }

// Open opens or makes the file and brings its schema up to date; the error may wrap ErrNewer.
func Open(ctx context.Context, path string, clock func() time.Time) (*DB, error) {
	if err := ownerOnly(path); err != nil {
		return nil, wrap("open", err)
	}
	d := &DB{
		write: pool(path, 1, nil), read: pool(path, readers, url.Values{"_query_only": {"on"}, "_txlock": {"deferred"}}),
		clock: clock, jobs: make(chan struct{}, 1),
	}
	if err := migrate(ctx, d.write); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// ownerOnly makes the file before SQLite does, which would let everybody read it; what SQLite puts beside it follows suit.
func ownerOnly(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Close closes all connections.
func (d *DB) Close() error { return errors.Join(d.read.Close(), d.write.Close()) }

// connector opens connections without a driver registered for the whole process.
type connector struct {
	dsn string
	drv *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.drv.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.drv }

// pool asks for synchronous=FULL: go-sqlite3's own default under WAL is NORMAL, which a power cut can roll back. Writers
// begin IMMEDIATE, so that two processes never both read and then fail to write.
func pool(path string, size int, extra url.Values) *sql.DB {
	q := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"15000"}, "_foreign_keys": {"on"},
		"_txlock": {"immediate"}, "_secure_delete": {"on"},
	}
	for k, v := range extra {
		q[k] = v
	}
	db := sql.OpenDB(connector{"file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode(), &sqlite3.SQLiteDriver{}})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db
}

// Now is the time by the portal's clock.
func (d *DB) Now() time.Time { return d.clock().UTC().Truncate(time.Millisecond) }

// Tx is one transaction. It lives as long as the function it was handed to.
type Tx struct {
	Now  time.Time // one time for all of the transaction, to the millisecond
	ctx  context.Context
	tx   *sql.Tx
	jobs bool // some were put into the queue
}

// Write runs f in one durable transaction; an error from f undoes all of it. The error may wrap ErrFull.
func (d *DB) Write(ctx context.Context, f func(*Tx) error) error { return d.run(ctx, d.write, f) }

// Read runs f on one unchanging state of the database.
func (d *DB) Read(ctx context.Context, f func(*Tx) error) error { return d.run(ctx, d.read, f) }

func (d *DB) run(ctx context.Context, pool *sql.DB, f func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return wrap("begin", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it has nothing to do and says so
	t := &Tx{Now: d.Now(), ctx: ctx, tx: tx}
	if err := f(t); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return wrap("commit", err)
	}
	if t.jobs {
		select {
		case d.jobs <- struct{}{}:
		default: // somebody is told already
		}
	}
	return nil
}

// wrap adds what was being done, and tells apart what callers can do something about.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", op, ErrNotFound)
	}
	if durable.IsFull(err) {
		return fmt.Errorf("db: %s: %w: %w", op, ErrFull, err)
	}
	var e sqlite3.Error
	if errors.As(err, &e) {
		switch {
		case e.Code == sqlite3.ErrFull, e.SystemErrno != 0 && durable.IsFull(e.SystemErrno):
			return fmt.Errorf("db: %s: %w: %w", op, ErrFull, err)
		case e.Code == sqlite3.ErrCorrupt, e.Code == sqlite3.ErrNotADB:
			return fmt.Errorf("db: %s: %w: %w", op, ErrDamaged, err)
		}
	}
	return fmt.Errorf("db: %s: %w", op, err)
}
