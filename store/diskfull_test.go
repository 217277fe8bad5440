//go:build linux

package store_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
)

// A disk of 3 MB fills up while people work. Everything that was confirmed is there afterwards, and what was refused is
// not there in part.
func TestDiskFull(t *testing.T) {
	home := t.TempDir()
	if err := syscall.Mount("none", home, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(home, syscall.MNT_DETACH) })
	s := storetest.Open(t, home, store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-01")
	draft := storetest.Draft(t, s, "Яма")
	fill(t, home)

	big := make([]byte, 1<<20)
	_, _ = rand.Read(big)
	if _, err := s.AttachPhoto(t.Context(), draft.ID, "фото.jpg", bytes.NewReader(big)); !errors.Is(err, store.ErrDiskFull) {
		t.Errorf("attach: %v", err)
	}
	captured := 0
	var err error
	for captured < 10000 && err == nil {
		if _, err = s.Capture(t.Context(), draft); err == nil {
			captured++
			if draft, err = s.NewReport(); err == nil {
				draft.Category, draft.Text = "roads-pothole", "Ещё одна яма"
				err = s.SaveDraft(t.Context(), draft)
			}
		}
	}
	if !errors.Is(err, store.ErrDiskFull) {
		t.Fatalf("after %d reports: %v", captured, err)
	}
	if found, err := s.Find(t.Context(), store.Query{}); err != nil || len(found) != captured {
		t.Errorf("%d of %d reports, %v", len(found), captured, err)
	}
	if err := os.Remove(filepath.Join(home, "ballast")); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(t.Context(), draft); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if _, err := s.Capture(t.Context(), draft); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(home, "blobs", "incoming", "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	verified(t, s)
}

// Not a byte is left, not even for what SQLite keeps beside the database while it is open.
func TestOpenOnAFullDisk(t *testing.T) {
	home := t.TempDir()
	if err := syscall.Mount("none", home, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(home, syscall.MNT_DETACH) })
	s := storetest.Open(t, home, store.Options{})
	storetest.Capture(t, s, "Яма")
	closeStore(t, s)
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(home, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 3<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk isn't full: %v", err)
	}
	if s, err := store.Open(t.Context(), home, v, store.Options{}); !errors.Is(err, store.ErrDiskFull) {
		t.Errorf("%v, %v", s, err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	verified(t, storetest.Open(t, home, store.Options{}))
}

// fill leaves a few hundred kilobytes.
func fill(t *testing.T, dir string) {
	t.Helper()
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		t.Fatal(err)
	}
	free := int(st.Bavail)*int(st.Bsize) - 300<<10
	if err := os.WriteFile(filepath.Join(dir, "ballast"), make([]byte, free), 0o600); err != nil {
		t.Fatal(err)
	}
}
