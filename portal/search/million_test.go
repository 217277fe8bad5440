package search_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/search"
	"priyom/tiles"
)

// BenchmarkMillion measures what a visitor of a portal with a million published reports waits for, apart from drawing pages.
func BenchmarkMillion(b *testing.B) {
	d, classifier := dbtest.Million(b)
	begun := time.Now()
	x, err := search.Open(b.Context(), d, classifier)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("index opened in %s", time.Since(begun))
	a := atlas.New(d, time.UTC)
	begun = time.Now()
	if err := a.Load(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("atlas read in %s", time.Since(begun))

	box, _ := a.Bounds()
	filters := []atlas.Filter{
		{},
		{Groups: []atlas.Group{atlas.GroupLate}},
		{Theme: "roads"},
		{Settlement: "Село-7", Theme: "roads", Groups: []atlas.Group{atlas.GroupDone}},
		{From: atlas.MonthOf(time.Now()) - 1},
		{Department: "nobody"},
	}
	queries := []string{
		"фонарь", "яма дорога", "дорога", "дор", "про", "лесная 12", "ZRC-26-00042", "не горит фонарь", "абв", "квартира вода отопление", "с", "пер",
	}
	for name, f := range map[string]func(tx *db.Tx, i int) error{
		"clusters of all": func(_ *db.Tx, i int) error {
			q := filters[i%len(filters)]
			q.Box = &box
			_, err := a.Clusters(q, 11, time.Now())
			return err
		},
		"clusters of a village": func(_ *db.Tx, i int) error {
			q := filters[i%len(filters)]
			q.Box = &tiles.Box{MinX: (box.MinX + box.MaxX) / 2, MinY: (box.MinY + box.MaxY) / 2, MaxX: (box.MinX+box.MaxX)/2 + 60_000, MaxY: (box.MinY+box.MaxY)/2 + 40_000}
			_, err := a.Clusters(q, 16, time.Now())
			return err
		},
		"counts and months": func(_ *db.Tx, i int) error {
			a.Count(filters[i%len(filters)], time.Now())
			a.Months(filters[i%len(filters)], time.Now())
			return nil
		},
		"list": func(tx *db.Tx, i int) error {
			_, err := tx.PublicCases(a.Page(filters[i%len(filters)], 0, 20, time.Now()))
			return err
		},
		"search": func(tx *db.Tx, i int) error {
			found, err := x.Find(tx, queries[i%len(queries)])
			if err != nil {
				return err
			}
			_, err = tx.PublicCases(a.Page(atlas.Filter{Found: found}, 0, 20, time.Now()))
			return err
		},
	} {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			var took []time.Duration
			worst, which := time.Duration(0), 0
			for i := 0; b.Loop(); i++ {
				begun := time.Now()
				if err := a.Read(b.Context(), func(tx *db.Tx) error { return f(tx, i) }); err != nil {
					b.Fatal(err)
				}
				t := time.Since(begun)
				if took = append(took, t); t > worst {
					worst, which = t, i
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(worst.Microseconds())/1000, "max-ms")
			_ = which
		})
	}
}
