package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3" // for Raw

	"priyom/portal/db"
)

// The environment of tests: the address of a PostgreSQL server where they may make schemas (scripts/postgres.sh gives one),
// and PRIYOM_ENGINE=postgres to run all of the portal's tests there instead of on SQLite.
const (
	serverVariable = "PRIYOM_POSTGRES"
	engineVariable = "PRIYOM_ENGINE"
)

// OnPostgres says that tests which don't care run on PostgreSQL.
func OnPostgres() bool { return os.Getenv(engineVariable) == "postgres" }

// Served says that there is a PostgreSQL server.
func Served() bool { return os.Getenv(serverVariable) != "" }

// Address is where a fresh database is to be: a file, or a schema of a PostgreSQL server if OnPostgres.
func Address(t testing.TB) string {
	t.Helper()
	if OnPostgres() {
		return Schema(t)
	}
	return filepath.Join(t.TempDir(), "portal.db")
}

// Schema makes a schema that ends with the test, and skips the test where there is no server.
func Schema(t testing.TB) (dsn string) {
	t.Helper()
	server := os.Getenv(serverVariable)
	if server == "" {
		if OnPostgres() {
			t.Fatalf("%s is set, and %s isn't: run scripts/postgres.sh go test …", engineVariable, serverVariable)
		}
		t.Skipf("needs a PostgreSQL server in %s: run scripts/postgres.sh go test …", serverVariable)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	run(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { run(t, server, "DROP SCHEMA "+name+" CASCADE") })
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func run(t testing.TB, dsn, statement string) {
	t.Helper()
	d := Raw(t, dsn)
	if _, err := d.Exec("SET client_min_messages = warning; " + statement); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

// Raw opens a database behind the portal's back.
func Raw(t testing.TB, address string) *sql.DB {
	t.Helper()
	if !db.IsDSN(address) {
		d, err := sql.Open("sqlite3", address)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Tamper changes a database behind the portal's back, with statements in SQLite's words and without regard to foreign keys.
func Tamper(d *sql.DB, statements string) error {
	ctx := context.Background()
	c, err := d.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if _, ok := d.Driver().(*stdlib.Driver); ok {
		statements = `SET session_replication_role = replica; CREATE OR REPLACE FUNCTION randomblob(n bigint) RETURNS bytea VOLATILE LANGUAGE sql AS
			$$SELECT decode(string_agg(lpad(to_hex(floor(random()*256)::int), 2, '0'), ''), 'hex') FROM generate_series(1, n)$$;` + db.ForPostgres(statements)
	}
	_, err = c.ExecContext(ctx, statements)
	return err
}
