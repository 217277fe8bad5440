package figures_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/maps"
	"priyom/portal/statistics"
	"priyom/portal/web/figures"
	"priyom/portal/web/kit"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// BenchmarkMillion measures the statistics' pages, drawn whole, of a portal with a million published reports. PRIYOM_REPORTS says how many
// there are instead; PRIYOM_BENCH_HOME keeps the database for the next run, which is the one of package search's benchmark.
func BenchmarkMillion(b *testing.B) {
	n := 1_000_000
	if s := os.Getenv("PRIYOM_REPORTS"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	home := os.Getenv("PRIYOM_BENCH_HOME")
	if home == "" {
		home = b.TempDir()
	}
	path := filepath.Join(home, fmt.Sprintf("public-%d.db", n))
	_, err := os.Stat(path)
	d, opened := db.Open(b.Context(), path, time.Now)
	if opened != nil {
		b.Fatal(opened)
	}
	b.Cleanup(func() { _ = d.Close() })
	known, failed := assets.Classifier()
	if failed != nil {
		b.Fatal(failed)
	}
	if err != nil {
		fill(b, d, known, n)
	}
	keeper := statistics.NewKeeper(d, time.UTC)
	begun := time.Now()
	if err := keeper.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("counted anew in %s", time.Since(begun))
	handler, cube := pages(b, d, known)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	begun = time.Now()
	if _, err := cube.Report(b.Context(), statistics.Filter{}); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("cube read in %s; it takes %d MB", time.Since(begun), (after.HeapAlloc-before.HeapAlloc)>>20)
	begun = time.Now()
	spots, err := statistics.NewHotspots(d, time.Hour).Find(b.Context(), statistics.Filter{})
	b.Logf("%d hotspots found in %s; %v", len(spots), time.Since(begun), err)
	now := statistics.MonthOf(time.Now(), time.UTC)
	queries := []string{
		"", "?theme=roads", "?settlement=%D0%A1%D0%B5%D0%BB%D0%BE-7", "?department=water&by=weeks", "?from=" + (now - 35).String(), "?from=" + (now - 35).String() + "&theme=winter",
		"?settlement=%D0%A1%D0%B5%D0%BB%D0%BE-11&theme=water", "?from=" + (now - 2).String(),
	}
	for _, who := range []string{"/statistics", "/staff/statistics"} {
		b.Run(who[1:], func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				begun := time.Now()
				rw := httptest.NewRecorder()
				handler.ServeHTTP(rw, httptest.NewRequest(http.MethodGet, who+queries[i%len(queries)], nil))
				if rw.Code != http.StatusOK || rw.Body.Len() > 100_000 {
					b.Fatalf("%d, %d bytes", rw.Code, rw.Body.Len())
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "worst-ms")
		})
	}
	b.Run("change-counted", func(b *testing.B) {
		var some []db.Case
		if err := d.Read(b.Context(), func(tx *db.Tx) (err error) {
			some, err = tx.CasesAfter(0, 500)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		for i := 0; b.Loop(); i++ {
			if err := d.Write(b.Context(), func(tx *db.Tx) error {
				return tx.AddStep(some[i%len(some)].Report, db.Step{Status: civic.StatusInWork, At: tx.Now})
			}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// pages are the statistics' pages alone, as an administrator sees them.
func pages(b *testing.B, d *db.DB, known *civic.Classifier) (http.Handler, *statistics.Cube) {
	k, err := kit.New(kit.Config{
		DB: d, Classifier: known, Log: slog.New(slog.DiscardHandler), Location: time.UTC,
		Identify: func(http.ResponseWriter, *http.Request) (kit.Person, error) {
			return kit.Person{Staff: &accounts.Staff{Role: civic.RoleAdministrator, Rights: accounts.Rights()}}, nil
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	shelf, err := maps.Open(b.TempDir(), d, func(journal.Hash, int64, string, int64) wire.PackOffer { return wire.PackOffer{} })
	if err != nil {
		b.Fatal(err)
	}
	cube := statistics.NewCube(d, time.UTC)
	f, err := figures.New(figures.Config{Kit: k, Cube: cube, Hotspots: statistics.NewHotspots(d, 50*time.Millisecond), Map: maps.NewDrawing(shelf)})
	if err != nil {
		b.Fatal(err)
	}
	return k.Mux(f.Routes()), cube
}

// fill puts in the same reports as package search's benchmark.
func fill(b *testing.B, d *db.DB, known *civic.Classifier, n int) {
	f, err := dbtest.New(b.Context(), d, 1)
	if err != nil {
		b.Fatal(err)
	}
	var categories []civic.Category
	var words, settlements []string
	for _, t := range known.Themes() {
		for _, c := range t.Categories {
			c.Theme = t.Slug
			categories = append(categories, c)
			words = append(words, civic.Words(c.Title.In(civic.LangRU)+" "+c.Title.In(civic.LangUK))...)
		}
	}
	for i := range 20_000 {
		words = append(words, fmt.Sprintf("%c%c%c%d", 'а'+i%31, 'а'+i/31%31, 'а'+i/961%31, i))
	}
	for i := range 60 {
		settlements = append(settlements, fmt.Sprintf("Село-%d", i))
	}
	begun := time.Now()
	if err := f.Many(b.Context(), n, categories, words, settlements); err != nil {
		b.Fatal(err)
	}
	b.Logf("filled in %s", time.Since(begun))
}
