package casework_test

import (
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// BenchmarkMillion measures what a member of staff of a portal with a million reports waits for, apart from drawing pages.
func BenchmarkMillion(b *testing.B) {
	d, known := dbtest.Million(b)
	office := casework.New(casework.Config{DB: d, Classifier: known})
	var some []db.Case
	if err := d.Read(b.Context(), func(tx *db.Tx) (err error) {
		some, err = tx.CasesBefore(db.DeskFilter{}, 200)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	for name, look := range map[string]func(tx *db.Tx, i int) (int, error){
		"all": func(tx *db.Tx, _ int) (int, error) { c, err := tx.CasesBefore(db.DeskFilter{}, 21); return len(c), err },
		"status": func(tx *db.Tx, _ int) (int, error) {
			c, err := tx.CasesBefore(db.DeskFilter{Status: civic.StatusRejected}, 21)
			return len(c), err
		},
		"department": func(tx *db.Tx, _ int) (int, error) {
			c, err := tx.CasesBefore(db.DeskFilter{Department: "roads"}, 21)
			return len(c), err
		},
		"rare": func(tx *db.Tx, _ int) (int, error) {
			c, err := tx.CasesBefore(db.DeskFilter{Department: "roads", Status: civic.StatusArbitration}, 21)
			return len(c), err
		},
		"queue": func(tx *db.Tx, _ int) (int, error) {
			c, err := tx.CasesIn(civic.StatusSolved, 0, 41)
			return len(c), err
		},
		"urgent": func(tx *db.Tx, _ int) (int, error) {
			c, err := tx.Emergencies(civic.StatusSolved, 40)
			return len(c), err
		},
		"work":     func(tx *db.Tx, _ int) (int, error) { c, err := tx.Work("roads", db.Account{}, 101); return len(c), err },
		"all work": func(tx *db.Tx, _ int) (int, error) { c, err := tx.Work("", db.Account{}, 101); return len(c), err },
		"hidden":   func(tx *db.Tx, _ int) (int, error) { c, err := tx.UnpublishedBefore(0, 3000); return len(c), err },
		"number": func(tx *db.Tx, i int) (int, error) {
			c, err := tx.CasesByNumber(some[i%len(some)].Number, 20)
			return len(c), err
		},
		"alike": func(tx *db.Tx, i int) (int, error) { c, err := office.Alike(tx, some[i%len(some)]); return len(c), err },
		"suggest": func(tx *db.Tx, i int) (int, error) {
			c, err := office.Suggest(tx, some[i%len(some)])
			return len(c), err
		},
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				begun := time.Now()
				if err := d.Read(b.Context(), func(tx *db.Tx) error {
					_, err := look(tx, i)
					return err
				}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}
