package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Connections of one process. A server allows 100 unless told otherwise, and several portals may share it.
const (
	pgWriters = 2 // one works, the next one waits at the lock
	pgReaders = 12
)

// pgLock is the first half of the key of the lock that writers hold; the second is the schema's number.
const pgLock = 0x5052594d

// postgres is a schema of a PostgreSQL database, which several portals may share.
//
// Writers follow one another, as in SQLite: each holds one advisory lock from its first statement to after its commit. So
// what a transaction read stays true until it ends, none fails because of another, and the numbers that it takes from
// the table counter are in the order of commits. Under READ COMMITTED each statement sees all that was committed before
// the lock was taken; a snapshot taken with the lock's own statement would be older. Readers see one state (REPEATABLE
// READ) and wait for nobody.
type postgres struct {
	dsn    string
	schema uint32
}

func (e *postgres) open(ctx context.Context) (write, read *sql.DB, err error) {
	write, err = e.pool(pgWriters, map[string]string{
		"synchronous_commit": "on", "lock_timeout": "15s", "idle_in_transaction_session_timeout": "60s",
		// What is written is found by its key. A plan made while a table was small reads all of it, and would be kept while it grows.
		"enable_seqscan": "off",
	})
	if err != nil {
		return nil, nil, err
	}
	if err := e.look(ctx, write); err != nil {
		return nil, nil, errors.Join(err, write.Close())
	}
	if read, err = e.pool(pgReaders, nil); err != nil {
		return nil, nil, errors.Join(err, write.Close())
	}
	return write, read, nil
}

// pool is what connections have in common: text is compared byte by byte, whatever the server's language.
func (e *postgres) pool(size int, settings map[string]string) (*sql.DB, error) {
	c, err := pgx.ParseConfig(e.dsn)
	if err != nil {
		return nil, errors.New("the DSN can't be read; it looks like postgres://user:password@host:5432/name") // err may hold the password
	}
	c.RuntimeParams["application_name"] = "priyom portal"
	for k, v := range settings {
		c.RuntimeParams[k] = v
	}
	db := sql.OpenDB(stdlib.GetConnector(*c))
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db, nil
}

// look refuses a database that would lose letters, and finds the schema's number.
func (e *postgres) look(ctx context.Context, db *sql.DB) error {
	var encoding string
	var schema sql.NullInt64
	err := db.QueryRowContext(ctx, `SELECT current_setting('server_encoding'), (SELECT oid FROM pg_namespace WHERE nspname = current_schema())::bigint`).
		Scan(&encoding, &schema)
	switch {
	case err != nil:
		return err
	case encoding != "UTF8":
		return fmt.Errorf("%w: its encoding is %s; make the database with ENCODING 'UTF8' TEMPLATE template0", ErrServer, encoding)
	case !schema.Valid:
		return fmt.Errorf("%w: the schema that search_path names isn't there", ErrServer)
	}
	e.schema = uint32(schema.Int64)
	return nil
}

func (e *postgres) hold(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1::int4, $2::int4)", int32(pgLock), int32(e.schema))
	return err
}

func (*postgres) reading() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

func (*postgres) statement(query string) string { return query }

func (*postgres) script(step string) string { return ForPostgres(step) }

// version is called under the lock, and so may make its table.
func (*postgres) version(ctx context.Context, tx *sql.Tx) (version int, err error) {
	if _, err := tx.ExecContext(ctx, "SET LOCAL client_min_messages = warning; CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)"); err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(version), 0) FROM schema_version").Scan(&version)
	return version, err
}

func (*postgres) setVersion(ctx context.Context, tx *sql.Tx, version int) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM schema_version"); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO schema_version (version) VALUES ($1)", version)
	return err
}

func (*postgres) tables(ctx context.Context, tx *sql.Tx) ([]table, error) {
	return gather(ctx, tx, `SELECT t.table_name, c.column_name FROM information_schema.tables t
		JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
		WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND t.table_name <> 'schema_version' ORDER BY t.table_name, c.ordinal_position`,
		`SELECT f.relname, t.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
		WHERE k.contype = 'f' AND k.connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) ORDER BY f.relname`)
}

// movedCode is an error code of this program's own.
const movedCode = "PRMVD"

func (*postgres) seal(ctx context.Context, tx *sql.Tx, name string) error {
	_, err := tx.ExecContext(ctx, `CREATE OR REPLACE FUNCTION moved() RETURNS trigger LANGUAGE plpgsql AS
		$$BEGIN RAISE EXCEPTION 'this portal was moved' USING ERRCODE = '`+movedCode+`'; END$$;
		CREATE TRIGGER moved BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON `+name+` FOR EACH STATEMENT EXECUTE FUNCTION moved()`)
	return err
}

func (*postgres) learn(ctx context.Context, d *sql.DB) error {
	_, err := d.ExecContext(ctx, "VACUUM (ANALYZE)") // also so that an index answers alone, which it may only for rows that it knows everybody sees
	return err
}

func (*postgres) patient(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SET LOCAL idle_in_transaction_session_timeout = 0")
	return err
}
