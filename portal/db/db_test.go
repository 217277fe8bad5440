package db_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/store/journal"
)

var errUndo = errors.New("undo")

func open(t *testing.T, path string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // a test may have closed it before
	return d
}

func write(t *testing.T, d *db.DB, f func(*db.Tx) error) {
	t.Helper()
	if err := d.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, d *db.DB, f func(*db.Tx) error) {
	t.Helper()
	if err := d.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func device(n byte) db.Device {
	return db.Device{
		ID: civic.DeviceID{n}, Key: bytes.Repeat([]byte{n}, 32), Role: civic.RolePoint, Place: "Ставчены",
		Code: fmt.Sprintf("СТ-%02d", n), Enrolled: time.UnixMilli(1), Seen: time.UnixMilli(1),
	}
}

func entry(d civic.DeviceID, seq uint64, prev journal.Hash) db.Entry {
	e := journal.New(journal.Header{Device: d, Epoch: 1 << 63, Seq: seq, Prev: prev, Time: time.UnixMilli(5).UTC(), Kind: journal.KindReport},
		[]byte("public"), []byte("sealed"), []journal.Blob{{SHA256: journal.Hash{7}, Size: 70, Role: journal.RolePhoto}})
	return db.Entry{Entry: e, Sum: e.Hash(), Signature: []byte("signature"), Role: civic.RolePoint, Place: "Ставчены", Used: true}
}

func TestSQLite(t *testing.T) {
	dbtest.Suite(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "portal.db") })
}

func TestPostgres(t *testing.T) { dbtest.Suite(t, dbtest.Schema) }

// What a receipt is signed for must survive a power cut; readers must not be able to write.
func TestPragmas(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "портал #1?.db"))
	for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "15000", "secure_delete": "1", "query_only": "0"} {
		if got, err := db.Pragma(d, true, name); err != nil || got != want {
			t.Errorf("%s is %s, want %s; %v", name, got, want, err)
		}
	}
	if got, err := db.Pragma(d, false, "query_only"); err != nil || got != "1" {
		t.Errorf("readers' query_only is %s, %v", got, err)
	}
	if err := d.Read(t.Context(), func(tx *db.Tx) error { return tx.PutSetting("x", nil) }); err == nil {
		t.Error("a reader wrote")
	}
}

func TestWhatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "portal.db")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(t.Context(), path, time.Now); !errors.Is(err, db.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
}
