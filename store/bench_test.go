package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// many is a home with n captured reports.
func many(b *testing.B, n int) string {
	b.Helper()
	home := b.TempDir()
	s := storetest.Open(b, home, store.Options{})
	storetest.NewPortal(b).Enroll(b, s, "СТ-01")
	for i := range n {
		r, err := s.NewReport()
		if err != nil {
			b.Fatal(err)
		}
		r.Category, r.Text = "roads-pothole", fmt.Sprintf("Яма глубиной %d сантиметров у остановки, автобус объезжает её по встречной полосе", i%97)
		r.Place = civic.Place{Address: fmt.Sprintf("ул. Лесная, %d", i%200), Settlement: "Ставчены"}
		r.Reporter.Name = fmt.Sprintf("Петрова Анна %d", i)
		if _, err := s.Capture(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return home
}

// BenchmarkTenThousand is what a person waits for with 10,000 reports: the program's start up to the first page of the
// list, a search, a page further down. The peer searches the same words lying readable in a SQLite table by LIKE.
func BenchmarkTenThousand(b *testing.B) {
	const n = 10_000
	home := many(b, n)
	b.Run("open to the first page", func(b *testing.B) {
		for b.Loop() {
			s := storetest.Open(b, home, store.Options{})
			ids, err := s.Find(b.Context(), store.Query{})
			if err != nil || len(ids) != n {
				b.Fatal(len(ids), err)
			}
			if _, err := s.Summaries(b.Context(), ids[:20]); err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := storetest.Open(b, home, store.Options{})
	ids, err := s.Find(b.Context(), store.Query{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("a page of 20 rows", func(b *testing.B) {
		for at := 0; b.Loop(); at = (at + 977) % (n - 20) {
			if _, err := s.Summaries(b.Context(), ids[at:at+20]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			if found, err := s.Find(b.Context(), store.Query{Text: "сантиметр лесная 42"}); err != nil || len(found) == 0 {
				b.Fatal(len(found), err)
			}
		}
	})
	b.Run("search, peer: SQLite LIKE, unencrypted", func(b *testing.B) {
		db := plainTable(b, s, ids)
		for b.Loop() {
			var found int
			if err := db.QueryRow("SELECT count(*) FROM plain WHERE words LIKE '% сантиметр%' AND words LIKE '% лесная%' AND words LIKE '% 42%'").Scan(&found); err != nil || found == 0 {
				b.Fatal(found, err)
			}
		}
	})
}

func plainTable(b *testing.B, s *store.Store, ids []civic.ReportID) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(b.TempDir(), "plain.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := tx.Exec("CREATE TABLE plain (words TEXT)"); err != nil {
		b.Fatal(err)
	}
	for _, id := range ids {
		r, err := s.Report(b.Context(), id)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO plain VALUES (?)", " "+civic.Normalise(r.Number+" "+r.Text+" "+r.Place.Address)); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkSave is the click on "save" of a report with three 12-megapixel photos, from the files to the durable number.
// In "photos before" they were dropped while the person was still typing, as usually; the peer only copies and fsyncs
// the same three files.
func BenchmarkSave(b *testing.B) {
	raw, err := os.ReadFile("../../shared/photos/HMD_Nokia_8.3_5G.jpg")
	if err != nil {
		b.Skipf("needs the real photographs in ../shared/photos: %v", err)
	}
	s := storetest.Open(b, b.TempDir(), store.Options{})
	storetest.NewPortal(b).Enroll(b, s, "СТ-01")
	n := 0
	attach := func(r civic.Report) {
		for range 3 {
			n++
			if _, err := s.AttachPhoto(b.Context(), r.ID, "p.jpg", bytes.NewReader(fmt.Appendf(slices.Clone(raw), "%d", n))); err != nil {
				b.Fatal(err)
			}
		}
	}
	for name, early := range map[string]bool{"photos at the click": false, "photos before": true} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				b.StopTimer()
				r := storetest.Draft(b, s, "Яма")
				if early {
					attach(r)
				}
				b.StartTimer()
				start := time.Now()
				if !early {
					attach(r)
				}
				if _, err := s.Capture(b.Context(), r); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			reportP95(b, took)
		})
	}
	b.Run("peer: copy and fsync", func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			start := time.Now()
			for range 3 {
				copySynced(b, raw)
			}
			took = append(took, time.Since(start))
		}
		reportP95(b, took)
	})
}

func copySynced(b *testing.B, raw []byte) {
	b.Helper()
	f, err := os.CreateTemp(b.TempDir(), "")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Write(raw); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
}

func reportP95(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
