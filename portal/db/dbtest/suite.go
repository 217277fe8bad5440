package dbtest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Suite is what an engine must do. fresh tells where a new database is to be.
func Suite(t *testing.T, fresh func(testing.TB) (address string)) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, string)
	}{
		{"opened by many at once", openedByManyAtOnce},
		{"a newer schema is refused", newerIsRefused},
		{"an error undoes all", anErrorUndoesAll},
		{"entries come back once", entriesComeBackOnce},
		{"values come back", valuesComeBack},
		{"text is compared byte by byte", textIsBytes},
		{"alarms count", alarmsCount},
		{"the feed follows the order of commits", feedFollowsCommits},
		{"the feed has scopes", feedHasScopes},
		{"what a reader sees doesn't change", readersSeeOneState},
		{"writers follow one another", writersFollow},
		{"a writer waits no longer than its caller", writersGiveUp},
		{"readers don't write", readersDontWrite},
		{"what waits to be written is there", whatWaitsIsThere},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, fresh(t)) })
	}
}

var errUndo = errors.New("undo")

// Open opens a database until the test ends.
func Open(t testing.TB, address string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), address, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // a test may have closed it before
	return d
}

func write(t testing.TB, d *db.DB, f func(*db.Tx) error) {
	t.Helper()
	if err := d.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, d *db.DB, f func(*db.Tx) error) {
	t.Helper()
	if err := d.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func device(n byte) db.Device {
	return db.Device{
		ID: civic.DeviceID{n}, Key: bytes.Repeat([]byte{n}, 32), Role: civic.RolePoint, Place: "here",
		Code: fmt.Sprintf("CT-%02d", n), Enrolled: time.UnixMilli(1), Seen: time.UnixMilli(1),
	}
}

// enrolled opens a database and enrols some devices, from 1.
func enrolled(t testing.TB, address string, devices byte) *db.DB {
	t.Helper()
	d := Open(t, address)
	write(t, d, func(tx *db.Tx) error {
		for n := byte(1); n <= devices; n++ {
			if err := tx.AddDevice(device(n), "CT", int64(n)); err != nil {
				return err
			}
		}
		return nil
	})
	return d
}

func entry(d civic.DeviceID, seq uint64, prev journal.Hash) db.Entry {
	e := journal.New(journal.Header{Device: d, Epoch: 1 << 63, Seq: seq, Prev: prev, Time: time.UnixMilli(5).UTC(), Kind: journal.KindReport},
		[]byte("public"), []byte("sealed"), []journal.Blob{{SHA256: journal.Hash{7}, Size: 70, Role: journal.RolePhoto}})
	return db.Entry{Entry: e, Sum: e.Hash(), Signature: []byte("signature"), Role: civic.RolePoint, Place: "here", Used: true}
}
