package store_test

import (
	"os"
	"syscall"
	"testing"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
)

// hundredThousand is some years of a district's busiest point, or all its paper registers since the war.
const hundredThousand = 100_000

// deadlines are those of the municipality that tests are in.
func deadlines(t testing.TB) *civic.Deadlines {
	t.Helper()
	known, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := assets.Calendar("ru")
	if err != nil {
		t.Fatal(err)
	}
	return civic.NewDeadlines(known, calendar)
}

// onProcessor is the time that the program has had on the processors: on a shared machine the clock says little.
func onProcessor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measure runs f as a benchmark by both clocks.
func measure(b *testing.B, name string, f func(b *testing.B)) {
	b.Run(name, func(b *testing.B) {
		began := onProcessor(b)
		for b.Loop() {
			f(b)
		}
		b.ReportMetric(float64(onProcessor(b)-began)/float64(b.N)/1e6, "cpu-ms/op")
	})
}

// BenchmarkHundredThousand is what one waits for in a journal of a hundred thousand reports: until it is open, until it can be
// searched, and each question after that.
func BenchmarkHundredThousand(b *testing.B) {
	home, err := os.MkdirTemp("/dev/shm", "priyom")
	if err != nil {
		home = b.TempDir()
	}
	defer os.RemoveAll(home)
	now := time.Date(2026, 11, 24, 14, 32, 0, 0, time.UTC)
	opt := store.Options{Deadlines: deadlines(b), Words: func(c civic.CategorySlug) string { return "Не горит фонарь " + string(c) }}
	s := storetest.Open(b, home, opt)
	began := time.Now()
	storetest.Years(b, s, hundredThousand, now)
	b.Logf("handed in at %.0f a second", hundredThousand/time.Since(began).Seconds())
	v, err := vault.Open(home, vault.Secrets{Passphrase: storetest.Passphrase})
	if err != nil {
		b.Fatal(err)
	}
	again := func() *store.Store {
		other, err := store.Open(b.Context(), home, v, opt)
		if err != nil {
			b.Fatal(err)
		}
		return other
	}
	ask := func(b *testing.B, s *store.Store, q store.Query, want int) {
		found, err := s.Find(b.Context(), q)
		if err != nil || len(found) != want {
			b.Fatalf("%d found, %v", len(found), err)
		}
	}
	measure(b, "first", func(b *testing.B) { // open the memory and list it
		s := again()
		ask(b, s, store.Query{}, hundredThousand)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	})
	measure(b, "index", func(b *testing.B) { // in the background, after that
		s := again()
		if err := s.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	})
	if err := s.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	week := store.Range{From: now.AddDate(0, 0, -7), Until: now}
	for _, one := range []struct {
		name string
		q    store.Query
		want int
	}{
		{"all", store.Query{}, hundredThousand},
		{"state", store.Query{Statuses: []civic.Status{civic.StatusDelivered}}, 0},
		{"settlement", store.Query{Settlements: []string{"Ёлкино"}}, 14_286},
		{"search", store.Query{Text: "петрова лесной 17"}, 968},
		{"combined", store.Query{Text: "яма", Settlements: []string{"Пески"}, Taken: week}, 144},
		{"by-name", store.Query{Sort: store.SortName}, hundredThousand},
	} {
		measure(b, one.name, func(b *testing.B) { ask(b, s, one.q, one.want) })
	}
	measure(b, "visitors", func(b *testing.B) { // at every letter of a name
		if found, err := s.Visitors(b.Context(), "петров", 6); err != nil || len(found) == 0 {
			b.Fatal(found, err)
		}
	})
	measure(b, "nearby", func(b *testing.B) { // at every letter of an address
		at := civic.Place{Address: "лесная 17", Source: civic.SourceMap, Position: civic.Position{Lat: 52.34, Lon: 42.76}}
		if _, err := s.Nearby(b.Context(), at, civic.NearWithin, anyKind); err != nil {
			b.Fatal(err)
		}
	})
	measure(b, "facets", func(b *testing.B) { // what every filter would show, beside a search
		found, err := s.Browse(b.Context(), store.Query{Text: "яма", Settlements: []string{"Пески"}}, []store.Range{{Until: now}, week})
		if err != nil || len(found.Facets.Settlements) != 5 {
			b.Fatal(found.Facets, err)
		}
	})
	measure(b, "sort", func(b *testing.B) { // anew, as after every change
		storetest.Capture(b, s, "ещё одно")
		if _, err := s.Find(b.Context(), store.Query{Sort: store.SortAddress}); err != nil {
			b.Fatal(err)
		}
	})
}
