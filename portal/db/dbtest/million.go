package dbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
)

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Million opens a SQLite database with a million published reports for a benchmark. PRIYOM_REPORTS says how many there are
// instead; PRIYOM_BENCH_HOME keeps the database for the next benchmark, of whichever package.
func Million(b *testing.B) (*db.DB, *civic.Classifier) {
	b.Helper()
	n, home := 1_000_000, os.Getenv("PRIYOM_BENCH_HOME")
	if s := os.Getenv("PRIYOM_REPORTS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	if home == "" {
		home = b.TempDir()
	}
	known, err := assets.Classifier()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(home, fmt.Sprintf("public-%d.db", n))
	if whole := filepath.Join(home, fmt.Sprintf("portal-%d", n)); exists(filepath.Join(whole, "filled")) {
		path = filepath.Join(whole, "portal.db") // a whole portal's, that bench/ has filled
	}
	_, missing := os.Stat(path)
	d, err := db.Open(b.Context(), path, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close() }) // nothing is in it that matters
	if missing == nil {
		return d, known
	}
	f, err := New(b.Context(), d, 1)
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Many(b.Context(), n, known); err != nil {
		b.Fatal(err)
	}
	return d, known
}
