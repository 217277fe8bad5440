package durable_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"priyom/durable"
)

func TestLockIsHeldByOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	first, _, err := durable.TryLock(path, []byte("first, a longer note"))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	for range 2 {
		if _, held, err := durable.TryLock(path, []byte("second")); !errors.Is(err, durable.ErrLocked) || string(held) != "first, a longer note" {
			t.Fatalf("%q, %v", held, err)
		}
	}
	if err := first.Unlock(); err != nil {
		t.Fatal(err)
	}
	second, _, err := durable.TryLock(path, []byte("second"))
	if err != nil {
		t.Fatal(err)
	}
	if note, err := os.ReadFile(path); err != nil || string(note) != "second" {
		t.Errorf("%q, %v", note, err)
	}
	if err := second.Unlock(); err != nil {
		t.Error(err)
	}
}

func TestLockWhereNothingCanBeWritten(t *testing.T) {
	if _, _, err := durable.TryLock(filepath.Join(t.TempDir(), "missing", "lock"), nil); err == nil || errors.Is(err, durable.ErrLocked) {
		t.Errorf("%v", err)
	}
}
