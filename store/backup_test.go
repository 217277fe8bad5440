package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"priyom/store"
	"priyom/store/storetest"
)

// A computer is lost with everything since the last backup. On the next one all of the backup is there, what the portal
// hadn't got is said again, and no number is given twice.
func TestRestoredBackupGoesOn(t *testing.T) {
	portal, home, stick := storetest.NewPortal(t), t.TempDir(), t.TempDir()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	opt := store.Options{Clock: func() time.Time { now = now.Add(time.Second); return now }}
	s := storetest.Open(t, home, opt)
	portal.Enroll(t, s, "СТ-04")
	storetest.Capture(t, s, "до копии, доставлено")
	portal.Acknowledge(t, s)
	r := storetest.Draft(t, s, "до копии, с фото")
	photo := storetest.Attach(t, s, r, 1)
	if _, err := s.Capture(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	draft := storetest.Draft(t, s, "недописанное")
	first, err := s.Backup(t.Context(), stick)
	if err != nil {
		t.Fatal(err)
	}
	if first.Files != 1 || first.Added != 1 {
		t.Errorf("%d files, %d added", first.Files, first.Added)
	}
	second, err := s.Backup(t.Context(), stick)
	if err != nil || second.Added != 0 {
		t.Fatalf("%d files copied again, %v", second.Added, err)
	}
	lost := storetest.Capture(t, s, "после копии")
	closeStore(t, s)

	found := store.FindBackups(stick)
	if len(found) != 1 {
		t.Fatalf("backups: %v", found)
	}
	next := filepath.Join(t.TempDir(), "home")
	if _, err := store.Restore(t.Context(), found[0], next); err != nil {
		t.Fatal(err)
	}
	s = storetest.Open(t, next, opt)
	defer closeStore(t, s)
	verified(t, s)
	if _, err := s.ReadFile(photo.Original); err != nil {
		t.Error(err)
	}
	if drafts, err := s.Drafts(t.Context()); err != nil || len(drafts) != 1 || drafts[0].ID != draft.ID {
		t.Errorf("drafts %v, %v", drafts, err)
	}
	if again := storetest.Capture(t, s, "на новом компьютере"); again.Number == lost.Number {
		t.Errorf("number %s given twice", again.Number)
	}
	var said []string
	for _, e := range portal.Acknowledge(t, s) {
		said = append(said, string(e.Kind))
	}
	if n := len(said); n < 2 || slices.Index(said, "report.captured") < 0 {
		t.Errorf("said again: %v", said)
	}
	if q, err := s.Totals(t.Context()); err != nil || q.Entries != 0 {
		t.Errorf("%+v, %v", q, err)
	}
}

func TestBackupKeepsTwoDatabases(t *testing.T) {
	home, stick := t.TempDir(), t.TempDir()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	s := storetest.Open(t, home, store.Options{Clock: func() time.Time { now = now.Add(time.Second); return now }})
	defer closeStore(t, s)
	for range 4 {
		if _, err := s.Backup(t.Context(), stick); err != nil {
			t.Fatal(err)
		}
	}
	if list, _ := filepath.Glob(filepath.Join(s.BackupFolder(stick), "*.db")); len(list) != 2 {
		t.Errorf("%v", list)
	}
}

// What isn't a whole backup isn't restored, and leaves the home folder without a memory, so that it can be tried again.
func TestBadBackupsAreRefused(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	defer closeStore(t, s)
	storetest.Capture(t, s, "яма")
	for name, spoil := range map[string]func(t *testing.T, dir string, b store.Backup){
		"no manifest":  func(t *testing.T, dir string, _ store.Backup) { remove(t, filepath.Join(dir, "backup.json")) },
		"no database":  func(t *testing.T, dir string, b store.Backup) { remove(t, filepath.Join(dir, b.Database)) },
		"cut database": func(t *testing.T, dir string, b store.Backup) { truncate(t, filepath.Join(dir, b.Database), 5000) },
		"no key":       func(t *testing.T, dir string, _ store.Backup) { remove(t, filepath.Join(dir, "vault.json")) },
		"path in it": func(t *testing.T, dir string, _ store.Backup) {
			write(t, filepath.Join(dir, "backup.json"), `{"version":1,"device":"0190163d-8694-739b-aea5-966c26f8ad91","database":"../priyom.db"}`)
		},
		"newer version": func(t *testing.T, dir string, _ store.Backup) {
			write(t, filepath.Join(dir, "backup.json"), `{"version":2}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			stick, home := t.TempDir(), filepath.Join(t.TempDir(), "home")
			b, err := s.Backup(t.Context(), stick)
			if err != nil {
				t.Fatal(err)
			}
			spoil(t, s.BackupFolder(stick), b)
			if _, err := store.Restore(t.Context(), s.BackupFolder(stick), home); err == nil {
				t.Fatal("restored")
			} else if name != "no key" && !errors.Is(err, store.ErrBackup) {
				t.Errorf("got %v", err)
			}
			if _, err := os.Stat(filepath.Join(home, store.FileName)); err == nil {
				t.Error("there is a memory all the same")
			}
		})
	}
}

func TestNothingIsRestoredOverAMemory(t *testing.T) {
	home, stick := t.TempDir(), t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	defer closeStore(t, s)
	if _, err := s.Backup(t.Context(), stick); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Restore(t.Context(), s.BackupFolder(stick), home); !errors.Is(err, store.ErrOccupied) {
		t.Errorf("got %v", err)
	}
}

// A backup that is broken off leaves the one before it whole.
func TestBrokenOffBackupLeavesTheLastOne(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	defer closeStore(t, s)
	stick := t.TempDir()
	if _, err := s.Backup(t.Context(), stick); err != nil {
		t.Fatal(err)
	}
	r := storetest.Draft(t, s, "с фото")
	storetest.Attach(t, s, r, 2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Backup(ctx, stick); err == nil {
		t.Fatal("a backup that was stopped says it is done")
	}
	if _, err := store.Restore(t.Context(), s.BackupFolder(stick), filepath.Join(t.TempDir(), "home")); err != nil {
		t.Error(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func truncate(t *testing.T, path string, size int64) {
	t.Helper()
	if err := os.Truncate(path, size); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
