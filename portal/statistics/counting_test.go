package statistics_test

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/statistics"
)

// Everything is counted anew in steps. Whatever others do between them, whoever goes on after the portal was killed, and as often as it
// begins again: in the end the figures are those of a count from nothing, and until then they say that they aren't whole.
func TestCountingAnewWhileOthersWrite(t *testing.T) {
	d := newDistrict(t)
	var cases []db.Case // of all rounds
	rapid.Check(t, func(rt *rapid.T) {
		must := func(err error) {
			if err != nil {
				rt.Fatal(err)
			}
		}
		open := func() {
			theme := rapid.SampledFrom([]civic.ThemeSlug{"roads", "health"}).Draw(rt, "theme")
			cases = append(cases, d.open(published(theme, rapid.IntRange(0, 80).Draw(rt, "days")))...)
		}
		for range rapid.IntRange(1, 3).Draw(rt, "cases") {
			open()
		}
		steps := rapid.IntRange(1, 5).Draw(rt, "steps")
		d.keeper.InSteps(len(cases)/steps + 1)
		must(d.keeper.Begin(t.Context()))
		for whole := false; !whole; {
			switch rapid.IntRange(0, 5).Draw(rt, "what") {
			case 0:
				open()
			case 1:
				i := rapid.IntRange(0, len(cases)-1).Draw(rt, "which")
				d.write(func(tx *db.Tx) error {
					c, err := tx.Case(cases[i].Report)
					if err != nil {
						return err
					}
					c.Department = rapid.SampledFrom([]civic.DepartmentSlug{"roads", "water"}).Draw(rt, "department")
					c.Place = place(float64(rapid.IntRange(0, 3000).Draw(rt, "metres")))
					if err := tx.PutCase(&c); err != nil {
						return err
					}
					return tx.AddStep(c.Report, db.Step{Status: civic.StatusInWork, At: tx.Now})
				})
			case 2: // killed, and started again
				d.keeper = statistics.NewKeeper(d.db, time.UTC)
				d.keeper.InSteps(len(cases)/2 + 1)
			case 3:
				if r := d.report(statistics.Filter{}); r.Counted >= 100 {
					rt.Fatalf("%d per cent are said to be counted", r.Counted)
				}
				if err := d.cube.Cells(t.Context(), func(db.Cell, *db.Figures) error { return nil }); !errors.Is(err, statistics.ErrCounting) {
					rt.Fatal(err)
				}
			default:
				var err error
				whole, err = d.keeper.GoOn(t.Context())
				must(err)
			}
		}
		inSteps, shown := d.sums(), d.report(statistics.Filter{})
		d.keeper = statistics.NewKeeper(d.db, time.UTC)
		must(d.keeper.Rebuild(t.Context()))
		if anew := d.sums(); !maps.Equal(inSteps, anew) {
			rt.Fatalf("in steps: %v\nanew: %v", inSteps, anew)
		}
		if again := d.report(statistics.Filter{}); shown.Counted != 100 || shown.Total != again.Total || again.Counted != 100 {
			rt.Fatalf("in steps: %+v\nanew: %+v", shown.Total, again.Total)
		}
	})
}

// What was left uncounted is counted by whoever starts next.
func TestTheNextStartGoesOnCounting(t *testing.T) {
	d := newDistrict(t)
	d.open(published("roads", 1), published("health", 2), published("roads", 3))
	d.keeper.InSteps(1)
	if err := d.keeper.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancel(t.Context())
	if _, err := d.keeper.GoOn(ctx); err != nil {
		t.Fatal(err)
	}
	kill()
	if err := d.keeper.Freshen(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("killed: %v", err)
	}
	next := statistics.NewKeeper(d.db, time.UTC)
	if err := next.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := d.report(statistics.Filter{}); r.Counted != 100 || r.Total.Received() != 3 {
		t.Errorf("%d per cent, %d reports", r.Counted, r.Total.Received())
	}
}
