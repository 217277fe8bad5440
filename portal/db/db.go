package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"priyom/civic"
)

// Errors of this package.
var (
	ErrNotFound = errors.New("db: not found")
	ErrFull     = errors.New("db: disk full")
	ErrNewer    = errors.New("db: file was written by a newer version of the program")
	ErrDamaged  = errors.New("db: file is damaged")
	ErrServer   = errors.New("db: the database server isn't set up for this")
)

// DB is the portal's database.
type DB struct {
	engine      engine
	write, read *sql.DB
	clock       func() time.Time
	jobs        chan struct{}
	public      func(*Tx, Case) error // see WhenPublic
	count       Counter
	statements  atomic.Int64
}

// Statements is how many were sent to the database since it was opened. Each takes a way to the server and back.
func (d *DB) Statements() int64 { return d.statements.Load() }

// Jobs brings something after a job was put into the queue by this process.
func (d *DB) Jobs() <-chan struct{} { return d.jobs }

// engine is what differs between SQLite and PostgreSQL, besides their errors.
type engine interface {
	// open makes the connections that write and those that read.
	open(ctx context.Context) (write, read *sql.DB, err error)
	// hold is called first in a transaction that writes: until it ends nobody else writes, in whichever process.
	hold(ctx context.Context, tx *sql.Tx) error
	// reading is how transactions begin that only read: they see one state.
	reading() *sql.TxOptions
	// statement rewrites a statement with the arguments $1, $2…
	statement(query string) string
	// script rewrites a step of the schema, as it is written for SQLite.
	script(step string) string
	// version tells how many steps of the schema were taken; setVersion says so.
	version(ctx context.Context, tx *sql.Tx) (int, error)
	setVersion(ctx context.Context, tx *sql.Tx, version int) error
	// tables lists the schema's tables in the order of their names.
	tables(ctx context.Context, tx *sql.Tx) ([]table, error)
	// patient lets a transaction wait for as long as it likes.
	patient(ctx context.Context, tx *sql.Tx) error
	// learn has the engine look at what the tables hold, where it plans by that.
	learn(ctx context.Context, d *sql.DB) error
	// seal refuses all that would change a table from now on, with an error that is ErrMoved.
	seal(ctx context.Context, tx *sql.Tx, table string) error
}

// IsDSN says that an address is a PostgreSQL server's, postgres://…, and not a file's.
func IsDSN(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Open opens or makes a SQLite file, or opens the PostgreSQL database that a DSN leads to, and brings its schema up to date.
// The error may wrap ErrNewer.
func Open(ctx context.Context, address string, clock func() time.Time) (*DB, error) {
	d := &DB{engine: sqlite{address}, clock: clock, jobs: make(chan struct{}, 1)}
	if IsDSN(address) {
		d.engine = &postgres{dsn: address}
	}
	var err error
	if d.write, d.read, err = d.engine.open(ctx); err != nil {
		return nil, wrap("open", err)
	}
	if err := d.migrate(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Close closes all connections.
func (d *DB) Close() error { return errors.Join(d.read.Close(), d.write.Close()) }

// Learn has the engine look at what the tables hold now. After many rows came at once it would plan badly until it does so by itself.
func (d *DB) Learn(ctx context.Context) error { return wrap("learn", d.engine.learn(ctx, d.write)) }

// Now is the time by the portal's clock.
func (d *DB) Now() time.Time { return d.clock().UTC().Truncate(time.Millisecond) }

// Tx is one transaction. It lives as long as the function it was handed to.
type Tx struct {
	Now    time.Time // one time for all of the transaction, to the millisecond
	ctx    context.Context
	tx     *sql.Tx
	engine engine
	jobs   bool // some were put into the queue

	public  func(*Tx, Case) error // see WhenPublic
	count   Counter               // of the database
	touched map[civic.ReportID]*Case
	order   []civic.ReportID // of touched

	late       *late // what waits to be written
	known      known
	counters   map[counter]int64 // as they will be; nil: not read yet
	counted    []counter         // of those, what was changed
	statements *atomic.Int64
}

// Write runs f in one durable transaction; an error from f undoes all of it. Nobody else writes meanwhile, in whichever
// process: what f read holds until it ends. After a statement that failed f should return: PostgreSQL takes no more of
// them. The error may wrap ErrFull.
func (d *DB) Write(ctx context.Context, f func(*Tx) error) error {
	return d.run(ctx, d.write, nil, func(t *Tx) error {
		if err := d.engine.hold(ctx, t.tx); err != nil {
			return wrap("begin", err)
		}
		t.Now, t.count, t.late = d.Now(), d.count, &late{}
		if err := f(t); err != nil {
			return err
		}
		return t.end()
	})
}

// end writes what still waits.
func (t *Tx) end() error {
	if err := t.settleCounts(); err != nil {
		return err
	}
	if err := t.flush(); err != nil {
		return err
	}
	return t.settleCounters()
}

// Read runs f on one unchanging state of the database.
func (d *DB) Read(ctx context.Context, f func(*Tx) error) error {
	return d.run(ctx, d.read, d.engine.reading(), f)
}

func (d *DB) run(ctx context.Context, pool *sql.DB, how *sql.TxOptions, f func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, how)
	if err != nil {
		return wrap("begin", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it has nothing to do and says so
	t := &Tx{Now: d.Now(), ctx: ctx, tx: tx, engine: d.engine, public: d.public, late: &late{reads: true}, statements: &d.statements}
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
