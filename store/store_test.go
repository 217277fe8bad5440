package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
)

func TestPragmas(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "temp_store": "2", "secure_delete": "1"} {
		if got, err := store.Pragma(s, pragma); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", pragma, got, err, want)
		}
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	home := t.TempDir()
	if err := storetest.Open(t, home, store.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	exec(t, home, "PRAGMA user_version = 999")
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), home, v, store.Options{}); !errors.Is(err, store.ErrNewer) {
		t.Errorf("got %v", err)
	}
}

func TestGarbageInsteadOfADatabase(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, store.FileName), []byte("это не база данных, а что-то другое, и довольно длинное"), 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), home, v, store.Options{}); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestCaptureTwiceIsOnce(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-01")
	draft := storetest.Draft(t, s, "Яма")
	first, err := s.Capture(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Capture(t.Context(), draft)
	if err != nil || first.Number != second.Number || first.Number != "СТ-01-0001" {
		t.Errorf("numbers %s and %s, %v", first.Number, second.Number, err)
	}
	if queue, _ := s.Queue(t.Context()); len(queue) != 1 {
		t.Errorf("queued %v", queue)
	}
	if err := s.SaveDraft(t.Context(), draft); !errors.Is(err, store.ErrCaptured) {
		t.Errorf("a late autosave: %v", err)
	}
	if err := s.DiscardDraft(t.Context(), draft.ID); !errors.Is(err, store.ErrCaptured) {
		t.Errorf("a late discard: %v", err)
	}
}

func TestDraftsSurviveAndCanBeDiscarded(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	kept, gone := storetest.Draft(t, s, "Не горит фонарь"), storetest.Draft(t, s, "лишний")
	storetest.Attach(t, s, kept, 1)
	if err := s.DiscardDraft(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	drafts, err := storetest.Open(t, home, store.Options{}).Drafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].ID != kept.ID || drafts[0].Text != kept.Text || len(drafts[0].Photos) != 1 {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
}

func TestCapturedBeforeEnrolmentEntersTheJournalThen(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	first := storetest.Capture(t, s, "Яма")
	second := storetest.Draft(t, s, "Фонарь")
	storetest.Attach(t, s, second, 7)
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Capture(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	queue, err := s.Queue(t.Context())
	if err != nil || len(queue) != 2 || queue[0].State != store.ItemUnenrolled {
		t.Fatalf("queue %+v, %v", queue, err)
	}
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-01")
	if entries := portal.Acknowledge(t, s); len(entries) != 3 {
		t.Errorf("%d entries, want two reports and a photo", len(entries))
	}
	got, err := s.Report(t.Context(), first.ID)
	if err != nil || got.Number != first.Number || got.Status != civic.StatusDelivered {
		t.Errorf("number %s became %s, status %s, %v", first.Number, got.Number, got.Status, err)
	}
}

func TestClockSetBackAYear(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return now }})
	storetest.NewPortal(t).Enroll(t, s, "СТ-01")
	var want []civic.ReportID
	for range 3 {
		want = append([]civic.ReportID{storetest.Capture(t, s, "Яма").ID}, want...)
		now = now.AddDate(-1, 0, 0)
	}
	got, err := s.Find(t.Context(), store.Query{})
	if err != nil || len(got) != 3 || got[0] != want[0] || got[2] != want[2] {
		t.Errorf("order %v, %v; want %v", got, err, want)
	}
	verified(t, s)
}

// exec changes the database behind the program's back.
func exec(t *testing.T, home, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(home, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

func verified(t *testing.T, s *store.Store) {
	t.Helper()
	v, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Findings {
		t.Error(f)
	}
}
