//go:build linux

package store_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
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

// Where nothing is left, the reserve keeps what somebody writes, once; pictures get nothing of it.
func TestReserveKeepsWords(t *testing.T) {
	home := t.TempDir()
	if err := syscall.Mount("none", home, "tmpfs", 0, "size=12m"); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(home, syscall.MNT_DETACH) })
	spent := 0
	s := storetest.Open(t, home, store.Options{Spent: func() { spent++ }})
	draft := storetest.Draft(t, s, "Яма")
	for range 2 { // the second time it is there
		if err := s.Reserve(); err != nil || !s.Reserved() {
			t.Fatalf("no reserve: %v", err)
		}
	}
	full := func() {
		t.Helper()
		f, err := os.OpenFile(filepath.Join(home, "ballast"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = f.Write(make([]byte, 4096))
		}
		if !errors.Is(err, syscall.ENOSPC) || f.Close() != nil {
			t.Fatalf("the disk isn't full: %v", err)
		}
	}
	full()
	big := make([]byte, 1<<20)
	_, _ = rand.Read(big)
	if _, err := s.AttachPhoto(t.Context(), draft.ID, "фото.jpg", bytes.NewReader(big)); !errors.Is(err, store.ErrDiskFull) || !s.Reserved() {
		t.Errorf("attach: %v", err)
	}
	draft.Text = strings.Repeat("Яма у остановки. ", 20_000) // more than what is left in any file
	if err := s.SaveDraft(t.Context(), draft); err != nil || s.Reserved() || spent != 1 {
		t.Errorf("save: %v; the reserve was spent %d times", err, spent)
	}
	full()
	kept := draft.Text
	draft.Text = strings.Repeat("Её засыпали песком. ", 40_000)
	if err := s.SaveDraft(t.Context(), draft); !errors.Is(err, store.ErrDiskFull) || spent != 1 {
		t.Errorf("without a reserve: %v", err)
	}
	if drafts, err := s.Drafts(t.Context()); err != nil || len(drafts) != 1 || drafts[0].Text != kept {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
	if err := s.Reserve(); !errors.Is(err, store.ErrDiskFull) || s.Reserved() {
		t.Errorf("a reserve on a full disk: %v", err)
	}
	if err := os.Remove(filepath.Join(home, "ballast")); err != nil {
		t.Fatal(err)
	}
	if err := s.Reserve(); err != nil || !s.Reserved() {
		t.Errorf("with room again: %v", err)
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
