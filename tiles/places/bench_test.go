package places

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// big adds a district of 130,000 addresses: settlements of 130 streets, named after one another's names.
func big(b *Builder) {
	const settlements, streets, houses = 50, 65, 40
	r := rand.New(rand.NewPCG(1, 2))
	syllables := []string{"ва", "ле", "со", "бе", "ду", "ни", "ко", "пра", "гра", "сне", "мо", "ту", "кра", "зе", "лу", "ро", "ста", "во", "ре", "по"}
	word := func() string {
		s := ""
		for range 2 + r.IntN(3) {
			s += syllables[r.IntN(len(syllables))]
		}
		return s
	}
	var names []string
	for range 1500 {
		names = append(names, word()+[]string{"ская улица", "вая улица", "ный переулок"}[r.IntN(3)])
	}
	id := int64(1)
	next := func() int64 { id++; return id }
	for s := range settlements {
		east, north := float64(s%8)*6000, float64(s/8)*6000
		name := word()
		b.Settlement(pack.Names{Local: name + "во", UK: name + "ве", EN: "Place " + fmt.Sprint(s)}, pack.Village, where(east, north), [][]tiles.Point{ring(east, north, 2600)}, KindBoundary, 1000+s, next())
		for i := range streets {
			name := names[r.IntN(len(names))]
			y := north + float64(i-streets/2)*70
			b.Street(local(name), []tiles.Point{where(east-1000, y), where(east, y+10), where(east+1000, y)}, next())
			for h := range houses {
				b.House(fmt.Sprint(h+1), name, "", "", where(east-980+float64(h)*49, y+25*float64(h%2*2-1)), next())
			}
			for range 2 {
				b.Landmark(local(word()), pack.Class(int(pack.School)+r.IntN(20)), where(east-1000+r.Float64()*2000, y), next())
			}
		}
	}
	for i := range 200 {
		b.Kilometre("Р-29", fmt.Sprint(i), where(float64(i)*200, -3500), next())
	}
}

func bigPack(b *testing.B, analysed bool) *pack.Pack {
	b.Helper()
	path := filepath.Join(b.TempDir(), "big.pack")
	w, err := pack.Create(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	x := NewBuilder()
	big(x)
	from := time.Now()
	if err := x.Write(b.Context(), w.Tx()); err != nil {
		b.Fatal(err)
	}
	took := time.Since(from)
	if analysed {
		if _, err := w.Tx().Exec("ANALYZE"); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Finish(b.Context(), pack.Meta{Names: local("x"), Bounds: tiles.Box{MaxX: 1, MaxY: 1}}); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("index of 130,000 addresses: written in %v, %d KB, %.1f bytes an address", took.Round(time.Millisecond), info.Size()/1024, float64(info.Size())/130_000)
	return openPack(b, path)
}

// percentiles runs do b.N times and reports the half's and the 99th of a hundred's time.
func percentiles(b *testing.B, do func(i int)) {
	b.Helper()
	var all []time.Duration
	for i := 0; b.Loop(); i++ {
		from := time.Now()
		do(i)
		all = append(all, time.Since(from))
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(all[len(all)-1].Microseconds()), "max-µs")
}

func BenchmarkPlaces(b *testing.B) {
	for _, analysed := range []bool{false, true} {
		p := bigPack(b, analysed)
		l, err := Open(p)
		if err != nil {
			b.Fatal(err)
		}
		streets, err := p.DB().Query("SELECT local FROM street WHERE local <> '' ORDER BY id")
		var names []string
		if err := each(streets, err, func(scan func(...any) error) error {
			var s string
			err := scan(&s)
			names = append(names, s)
			return err
		}); err != nil {
			b.Fatal(err)
		}
		r := rand.New(rand.NewPCG(3, 4))
		somewhere := func() tiles.Point { return where(-3000+r.Float64()*48_000, -3000+r.Float64()*42_000) }
		query := func(b *testing.B, q func() string) func(int) {
			return func(int) {
				at := somewhere()
				if _, err := l.Search(b.Context(), q(), SearchOptions{Near: &at, Lang: ru}); err != nil {
					b.Fatal(err)
				}
			}
		}
		name := func() []rune { return []rune(names[r.IntN(len(names))]) }
		for _, c := range []struct {
			name string
			do   func() string
		}{
			{"prefix1", func() string { return string(name()[:1]) }},
			{"prefix4", func() string { return string(name()[:4]) }},
			{"house", func() string { return fmt.Sprint(string(name()), " ", 1+r.IntN(45)) }},
			{"prefixHouse", func() string { return fmt.Sprint(string(name()[:4]), " ", 1+r.IntN(45)) }},
			{"slip", func() string { n := name(); n[3] = 'ы'; return fmt.Sprint(string(n), " ", 1+r.IntN(40)) }},
			{"class", func() string { return "школа" }},
			{"nothing", func() string { return "ъзыщюфыв" }},
		} {
			b.Run(fmt.Sprintf("%s/analysed=%v", c.name, analysed), func(b *testing.B) { percentiles(b, query(b, c.do)) })
		}
		b.Run(fmt.Sprintf("near/analysed=%v", analysed), func(b *testing.B) {
			percentiles(b, func(int) {
				if _, err := l.Near(b.Context(), somewhere(), ru); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run(fmt.Sprintf("first/analysed=%v", analysed), func(b *testing.B) {
			percentiles(b, func(i int) {
				p, err := pack.Open(p.Path())
				if err != nil {
					b.Fatal(err)
				}
				defer p.Close()
				l, err := Open(p)
				if err != nil {
					b.Fatal(err)
				}
				q := fmt.Sprint(names[i%len(names)], " 12")
				if i%2 > 0 {
					q = "ы" + q[2:] // the slow way
				}
				if _, err := l.Search(b.Context(), q, SearchOptions{Lang: civic.LangRU}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		w, err := pack.Create(b.Context(), filepath.Join(b.TempDir(), "x"))
		if err != nil {
			b.Fatal(err)
		}
		x := NewBuilder()
		big(x)
		runtime.GC()
		var held runtime.MemStats
		runtime.ReadMemStats(&held)
		if err := x.Write(context.Background(), w.Tx()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(held.HeapAlloc)/(1<<20), "held-MB")
		if err := w.Discard(); err != nil {
			b.Fatal(err)
		}
	}
}
