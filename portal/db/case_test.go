package db_test

import (
	"testing"

	"priyom/civic"
	"priyom/portal/db"
)

// A statement may name its arguments in any order.
func TestArgumentsGoByTheirNumbers(t *testing.T) {
	d, now := queue(t)
	want := db.Case{Report: civic.ReportID{1}, Arrival: 1, Number: "СТ-1", Text: "Яма", Status: civic.StatusModeration, StatusAt: *now, Captured: *now, Received: *now}
	if err := db.Exec(d, "PRAGMA foreign_keys = off"); err != nil {
		t.Fatal(err)
	}
	write(t, d, func(tx *db.Tx) error { return tx.OpenCase(want) })
	write(t, d, func(tx *db.Tx) error {
		c, err := tx.Case(want.Report)
		if err != nil {
			return err
		}
		c.Text, c.Department, c.Published = "Глубокая яма", "roads", *now
		if err := tx.PutCase(&c); err != nil {
			return err
		}
		got, err := tx.Case(want.Report)
		if err != nil || got != c {
			t.Errorf("%+v, %v, want %+v", got, err, c)
		}
		return err
	})
}
