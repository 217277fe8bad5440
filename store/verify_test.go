package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/store"
	"priyom/store/storetest"
)

// Somebody changes the database or the files by other means; Verify names what was changed.
func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	for name, c := range map[string]struct {
		tamper string
		want   string
	}{
		"public part":      {"UPDATE entry SET public_box = zeroblob(length(public_box)) WHERE seq = 2", "entry 2"},
		"public swapped":   {"UPDATE entry SET public_box = (SELECT public_box FROM entry WHERE seq = 1) WHERE seq = 3", "entry 3"},
		"sealed part":      {"UPDATE entry SET sealed = zeroblob(200) WHERE seq = 2", "entry 2"},
		"time":             {"UPDATE entry SET time = time - 86400000 WHERE seq = 3", "entry 3"},
		"kind":             {"UPDATE entry SET kind = 'report.withdrawn' WHERE seq = 1", "entry 1"},
		"hash":             {"UPDATE entry SET hash = zeroblob(32) WHERE seq = 2", "entry 2"},
		"predecessor":      {"UPDATE entry SET prev = zeroblob(32) WHERE seq = 2", "entry 2"},
		"files":            {"UPDATE entry SET blobs = x'80' WHERE seq = 4", "entry 4"},
		"one removed":      {"DELETE FROM entry WHERE seq = 2", "entry 3"},
		"last one removed": {"DELETE FROM entry WHERE seq = 7; UPDATE epoch SET seq = 6, head = (SELECT hash FROM entry WHERE seq = 6)", "entry 6"},
		"receipt":          {"UPDATE epoch SET receipt = zeroblob(10)", "receipt up to entry 7"},
		"receipt moved":    {"UPDATE epoch SET acked_seq = 2", "receipt up to entry 2"},
		"report's number":  {"UPDATE report SET number = 'СТ-01-9999' WHERE number = 'СТ-01-0002'", "СТ-01-9999"},
		"report's time":    {"UPDATE report SET captured_at = captured_at + 1 WHERE number = 'СТ-01-0003'", "СТ-01-0003"},
		"report's text":    {"UPDATE report SET body_box = zeroblob(300) WHERE number = 'СТ-01-0001'", "report"},
		"report removed":   {"DELETE FROM report WHERE number = 'СТ-01-0003'", "СТ-01-0003"},
		"photo removed":    {"DELETE FROM photo", "СТ-01-0001"},
		"operator removed": {"PRAGMA foreign_keys = off; DELETE FROM operator WHERE id = 2", "operator 2"},
		"shift moved":      {"UPDATE shift SET began = began - 60000", "shift of operator 1"},
		"shift's owner":    {"UPDATE shift SET operator = 2", "shift of operator 2"},
		"shift removed":    {"DELETE FROM shift", "shift of operator 1"},
	} {
		t.Run(name, func(t *testing.T) {
			home := tampered(t, func(home string) { exec(t, home, c.tamper) })
			expectFinding(t, home, c.want)
		})
	}
}

func TestVerifyNamesAChangedOrMissingFile(t *testing.T) {
	for name, change := range map[string]func(path string) error{
		"one byte": func(path string) error {
			b, err := os.ReadFile(path)
			if err == nil {
				b[len(b)/2] ^= 1
				err = os.WriteFile(path, b, 0o600)
			}
			return err
		},
		"cut":     func(path string) error { return os.Truncate(path, 100) },
		"missing": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			var sum string
			home := tampered(t, func(home string) {
				files, err := filepath.Glob(filepath.Join(home, "blobs", "??", "*"))
				if err != nil || len(files) == 0 {
					t.Fatalf("%d files, %v", len(files), err)
				}
				sum = filepath.Base(filepath.Dir(files[0])) + filepath.Base(files[0])
				if err := change(files[0]); err != nil {
					t.Fatal(err)
				}
			})
			expectFinding(t, home, sum)
		})
	}
}

// tampered is a home with three acknowledged reports, one with a photo, after f had its way with it.
func tampered(t *testing.T, f func(home string)) string {
	t.Helper()
	home, portal := t.TempDir(), storetest.NewPortal(t)
	s := storetest.Open(t, home, store.Options{})
	portal.Enroll(t, s, "СТ-01")
	first := storetest.Draft(t, s, "Яма с фото")
	storetest.Attach(t, s, first, 9)
	if _, err := s.Capture(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	storetest.Capture(t, s, "Фонарь")
	storetest.Capture(t, s, "Мусор")
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	employ(t, s, "Мария Иванова", "Ольга Петренко")
	if _, err := s.BeginShift(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	portal.Acknowledge(t, s)
	verified(t, s)
	closeStore(t, s)
	f(home)
	return home
}

func expectFinding(t *testing.T, home, want string) {
	t.Helper()
	v, err := storetest.Open(t, home, store.Options{}).Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Findings {
		if strings.Contains(f.String(), want) {
			return
		}
	}
	t.Errorf("findings %v; none names %q", v.Findings, want)
}

func TestErasureKeepsTheChain(t *testing.T) {
	home, portal := t.TempDir(), storetest.NewPortal(t)
	s := storetest.Open(t, home, store.Options{})
	portal.Enroll(t, s, "СТ-01")
	r := storetest.Draft(t, s, "Яма")
	r.Reporter.Name = "Петрова"
	r, err := s.Capture(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ErasePersonal(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Report(t.Context(), r.ID); !got.Reporter.IsZero() || got.Text != "Яма" {
		t.Errorf("after erasure: %+v", got)
	}
	verified(t, s)
	entries := portal.Acknowledge(t, s)
	if len(entries) != 1 || !entries[0].Erased() {
		t.Errorf("sent: %+v", entries)
	}
	closeStore(t, s)
	db, err := sql.Open("sqlite3", filepath.Join(home, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var left int
	if err := db.QueryRow("SELECT count(*) FROM entry WHERE sealed IS NOT NULL").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d sealed parts left, %v", left, err)
	}
}
