package store_test

import (
	"errors"
	"testing"
	"time"

	"priyom/store"
	"priyom/store/storetest"
)

// The administrator's PIN opens, another one doesn't, and guessing is slow, also for somebody who starts the program anew.
func TestGuard(t *testing.T) {
	home := t.TempDir()
	now := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	opt := store.Options{Clock: func() time.Time { return now }}
	s := storetest.Open(t, home, opt)
	if on, err := s.Guarded(t.Context()); on || err != nil {
		t.Errorf("guarded from the start: %v, %v", on, err)
	}
	if err := s.CheckGuard(t.Context(), "1234"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nothing to check: %v", err)
	}
	if err := s.SetGuard(t.Context(), "12ab"); !errors.Is(err, store.ErrPINForm) {
		t.Errorf("letters: %v", err)
	}
	if err := s.SetGuard(t.Context(), "482915"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.CheckGuard(t.Context(), "000000"); !errors.Is(err, store.ErrWrongPIN) {
			t.Fatal(err)
		}
	}
	closeStore(t, s)
	s = storetest.Open(t, home, opt)
	defer closeStore(t, s)
	var wait *store.PINWaitError
	if err := s.CheckGuard(t.Context(), "482915"); !errors.As(err, &wait) {
		t.Fatalf("no wait: %v", err)
	}
	now = wait.Until
	if err := s.CheckGuard(t.Context(), "482915"); err != nil {
		t.Fatal(err)
	}
	if err := s.CheckGuard(t.Context(), "000000"); !errors.Is(err, store.ErrWrongPIN) {
		t.Errorf("wrong ones aren't forgiven: %v", err)
	}
	if err := s.SetGuard(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	if on, err := s.Guarded(t.Context()); on || err != nil {
		t.Errorf("still guarded: %v, %v", on, err)
	}
}
