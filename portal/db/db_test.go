package db_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/store/journal"
	"priyom/sync/wire"
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

func TestFilesOfOtherVersions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "portal.db")
	d := open(t, path)
	if err := db.Exec(d, "PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(t.Context(), path, time.Now); !errors.Is(err, db.ErrNewer) {
		t.Errorf("newer: %v", err)
	}
	if err := os.WriteFile(path, bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Open(t.Context(), path, time.Now); !errors.Is(err, db.ErrDamaged) {
		t.Errorf("damaged: %v", err)
	}
}

// Processes that start together make one schema.
func TestOpenedByManyAtOnce(t *testing.T) {
	path := dbtest.Address(t)
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			d, err := db.Open(t.Context(), path, time.Now)
			if err != nil {
				t.Error(err)
				return
			}
			err = d.Write(t.Context(), func(tx *db.Tx) error { return tx.PutSetting(db.Setting(fmt.Sprint(i)), []byte("x")) })
			if err := errors.Join(err, d.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	read(t, open(t, path), func(tx *db.Tx) error {
		for i := range 6 {
			if _, err := tx.Setting(db.Setting(fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		}
		return nil
	})
}

func TestAnErrorUndoesAll(t *testing.T) {
	d := open(t, dbtest.Address(t))
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		if err := tx.AddDevice(device(1), "CT", 1); err != nil {
			return err
		}
		if _, err := tx.AddEntry(entry(civic.DeviceID{1}, 1, journal.Hash{})); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Errorf("%v", err)
	}
	read(t, d, func(tx *db.Tx) error {
		if _, err := tx.Device(civic.DeviceID{1}); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("device: %v", err)
		}
		if n, err := tx.Arrived(); n != 0 || err != nil {
			t.Errorf("%d arrived, %v", n, err)
		}
		return nil
	})
}

// An entry comes back as it was told, its epoch above 2^63 too, and there is no second one under its number.
func TestEntriesComeBackOnce(t *testing.T) {
	d := open(t, dbtest.Address(t))
	e := entry(civic.DeviceID{1}, 1, journal.Hash(sha256.Sum256(nil)))
	write(t, d, func(tx *db.Tx) error {
		if err := tx.AddDevice(device(1), "CT", 1); err != nil {
			return err
		}
		_, err := tx.AddEntry(e)
		return err
	})
	if err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.AddEntry(e); return err }); err == nil {
		t.Error("a second one was taken")
	}
	read(t, d, func(tx *db.Tx) error {
		got, err := tx.Entry(e.Device, e.Epoch, 1)
		if err != nil || got.Hash() != e.Sum || got.Sum != e.Sum || got.Arrival != 1 || string(got.Signature) != "signature" || !got.Used {
			t.Errorf("%+v, %v", got, err)
		}
		if n, err := tx.Arrived(); n != 1 || err != nil {
			t.Errorf("%d arrived, %v", n, err)
		}
		return nil
	})
}

// Whoever reads the feed up to its end has read all that is before it, however many write at once.
func TestFeedFollowsTheOrderOfCommits(t *testing.T) {
	d := open(t, dbtest.Address(t))
	write(t, d, func(tx *db.Tx) error {
		return errors.Join(tx.AddDevice(device(1), "CT", 1), tx.AddDevice(device(2), "CT", 2))
	})
	const writers, each = 4, 30
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					if err := tx.AddChange(db.Scope{Device: civic.DeviceID{1}}, wire.Change{Kind: wire.ChangeStatus, Body: []byte{byte(i)}}); err != nil {
						return err
					}
					if w == 0 && i%3 == 0 {
						return errUndo // leaves no gap that hides something
					}
					return nil
				})
				if err != nil && !errors.Is(err, errUndo) {
					t.Error(err)
				}
			}
		})
	}
	after, got := int64(0), 0
	follow := func() {
		read(t, d, func(tx *db.Tx) error {
			changes, err := tx.Changes(civic.DeviceID{1}, "Ставчены", after, 7)
			for _, c := range changes {
				if c.Seq != after+1 {
					t.Errorf("%d after %d", c.Seq, after)
				}
				after = c.Seq
				got++
			}
			return err
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
			follow()
		}
	}
	for range writers * each {
		follow()
	}
	if want := writers*each - each/3; got != want {
		t.Errorf("%d changes, want %d", got, want)
	}
	read(t, d, func(tx *db.Tx) error {
		if changes, err := tx.Changes(civic.DeviceID{2}, "Ставчены", 0, 7); err != nil || len(changes) != 0 {
			t.Errorf("another's: %d, %v", len(changes), err)
		}
		return nil
	})
}

func TestAlarmsCount(t *testing.T) {
	d := open(t, dbtest.Address(t))
	write(t, d, func(tx *db.Tx) error { return tx.AddDevice(device(1), "CT", 1) })
	for seq := range uint64(3) {
		write(t, d, func(tx *db.Tx) error {
			return tx.Raise(db.Alarm{Kind: db.AlarmFork, Device: civic.DeviceID{1}, Epoch: 1 << 63, Seq: seq})
		})
	}
	read(t, d, func(tx *db.Tx) error {
		alarms, err := tx.Alarms()
		if err != nil || len(alarms) != 1 || alarms[0].Times != 3 || alarms[0].Seq != 2 || alarms[0].Epoch != 1<<63 {
			t.Errorf("%+v, %v", alarms, err)
		}
		return nil
	})
}

// A device hears what is for it, for its place and for all, and nothing else.
func TestFeedScopes(t *testing.T) {
	d := open(t, dbtest.Address(t))
	write(t, d, func(tx *db.Tx) error {
		return errors.Join(tx.AddDevice(device(1), "CT", 1), tx.AddDevice(device(2), "CT", 2))
	})
	for _, scope := range []db.Scope{
		{Device: civic.DeviceID{1}}, {Place: "Ставчены"}, {}, {Device: civic.DeviceID{2}}, {Place: "Новый"}, {Device: civic.DeviceID{1}, Place: "Новый"},
	} {
		write(t, d, func(tx *db.Tx) error { return tx.AddChange(scope, wire.Change{Kind: wire.ChangeStatus}) })
	}
	read(t, d, func(tx *db.Tx) error {
		for _, row := range []struct {
			device byte
			place  string
			want   string
		}{{1, "Ставчены", "[1 2 3 6]"}, {2, "Новый", "[3 4 5]"}, {2, "", "[3 4]"}, {3, "новый", "[3]"}} {
			changes, err := tx.Changes(civic.DeviceID{row.device}, row.place, 0, 100)
			if err != nil {
				return err
			}
			heard := []int64{}
			for _, c := range changes {
				heard = append(heard, c.Seq)
			}
			if got := fmt.Sprint(heard); got != row.want {
				t.Errorf("device %d at %q hears %s, want %s", row.device, row.place, got, row.want)
			}
		}
		return nil
	})
}
