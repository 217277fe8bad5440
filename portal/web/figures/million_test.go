package figures_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"testing"
	"time"

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
	d, known := dbtest.Million(b)
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
