package portaltest

import (
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"testing"

	"priyom/portal"
	"priyom/portal/blobs/shelf"
	"priyom/portal/blobs/shelf/shelftest"
	"priyom/portal/db/dbtest"
	"priyom/store/journal"
)

// Settle makes an empty home folder one on PostgreSQL, and with a bucket if there is one, if tests are to run there: see
// dbtest.OnPostgres.
func Settle(t testing.TB, home string) {
	t.Helper()
	if !dbtest.OnPostgres() {
		return
	}
	if known, err := portal.ReadStorage(home); err != nil || known.Database != "" {
		return // settled, or to be told by whoever opens it
	}
	if _, err := os.Stat(filepath.Join(home, portal.FileName)); err == nil {
		return // a file that a test brings
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	storage := portal.Storage{Database: dbtest.Schema(t)}
	if shelftest.Served() {
		storage.Blobs = shelftest.Bucket(t)
	}
	if err := storage.Write(home); err != nil {
		t.Fatal(err)
	}
}

// Raw opens the database of a home folder behind the portal's back, until the test ends.
func Raw(t testing.TB, home string) *sql.DB {
	t.Helper()
	storage, err := portal.ReadStorage(home)
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.Raw(t, storage.Address(home))
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// File is the content of a whole file, wherever the portal keeps those.
func (p *Portal) File(t testing.TB, sum journal.Hash) []byte {
	t.Helper()
	storage, err := portal.ReadStorage(p.Home)
	if err != nil {
		t.Fatal(err)
	}
	files, err := shelf.Open(t.Context(), storage.Shelf(p.Home))
	if err != nil {
		t.Fatal(err)
	}
	f, err := files.Open(t.Context(), sum)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
