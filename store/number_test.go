package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
)

func TestNumbersNeverCollide(t *testing.T) {
	seen := map[string]string{}
	note := func(s *store.Store, where string) {
		t.Helper()
		for range 3 {
			n := storetest.Capture(t, s, "Яма").Number
			if before, ok := seen[n]; ok {
				t.Errorf("%s gives %s, as %s did", where, n, before)
			}
			seen[n] = where
		}
	}
	for range 20 {
		note(storetest.Open(t, t.TempDir(), store.Options{}), "a device without enrolment")
	}
	portal, home := storetest.NewPortal(t), t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	note(s, "before enrolment")
	portal.Enroll(t, s, "СТ-01")
	note(s, "enrolled")
	closeStore(t, s)
	backup := copyFile(t, filepath.Join(home, store.FileName))

	s = storetest.Open(t, home, store.Options{})
	note(s, "after the backup")
	closeStore(t, s)
	restore(t, backup, filepath.Join(home, store.FileName))
	note(storetest.Open(t, home, store.Options{}), "restored in place")

	clone := t.TempDir()
	copyHome(t, home, clone)
	note(storetest.Open(t, clone, store.Options{}), "cloned")
}

func TestRestoredDatabaseBeforeEnrolment(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	closeStore(t, s)
	backup := copyFile(t, filepath.Join(home, store.FileName))
	s = storetest.Open(t, home, store.Options{})
	lost := storetest.Capture(t, s, "Яма").Number
	closeStore(t, s)
	restore(t, backup, filepath.Join(home, store.FileName))
	if again := storetest.Capture(t, storetest.Open(t, home, store.Options{}), "Яма").Number; again == lost {
		t.Errorf("%s twice", again)
	}
}

func closeStore(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// restore writes into the same file, so that only the journal's mark can tell.
func restore(t *testing.T, content []byte, path string) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, side := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + side); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

func copyHome(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
