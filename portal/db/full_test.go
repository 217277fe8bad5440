//go:build linux

package db_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"

	"priyom/portal/db"
)

// The disk fills up: what was committed stays, what wasn't isn't there, and with room again all goes on.
func TestDiskFull(t *testing.T) {
	home := t.TempDir()
	if err := syscall.Mount("none", home, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(home, syscall.MNT_DETACH) })
	d := open(t, filepath.Join(home, "portal.db"))
	kept := 0
	var err error
	for ; kept < 1000 && err == nil; kept++ {
		err = d.Write(t.Context(), func(tx *db.Tx) error {
			return tx.PutSetting(db.Setting(fmt.Sprint(kept)), bytes.Repeat([]byte{1}, 10000))
		})
	}
	kept--
	if !errors.Is(err, db.ErrFull) {
		t.Fatalf("after %d: %v", kept, err)
	}
	if err := syscall.Mount("none", home, "", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	write(t, d, func(tx *db.Tx) error { return tx.PutSetting("again", nil) })
	read(t, d, func(tx *db.Tx) error {
		for i := range kept {
			if v, err := tx.Setting(db.Setting(fmt.Sprint(i))); err != nil || len(v) != 10000 {
				t.Errorf("%d: %d bytes, %v", i, len(v), err)
			}
		}
		if _, err := tx.Setting(db.Setting(fmt.Sprint(kept))); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("the one that didn't fit: %v", err)
		}
		return nil
	})
	if got, err := db.Pragma(d, true, "integrity_check"); err != nil || got != "ok" {
		t.Errorf("%s, %v", got, err)
	}
}
