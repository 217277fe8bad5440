package db_test

import (
	"errors"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// A statement may name its arguments in any order.
func TestArgumentsGoByTheirNumbers(t *testing.T) {
	d, now := queue(t)
	want := db.Case{Report: civic.ReportID{1}, Arrival: 1, Number: "СТ-1", Text: "Яма", Status: civic.StatusModeration, StatusAt: *now, Captured: *now, Received: *now}
	write(t, d, func(tx *db.Tx) error {
		e := entry(civic.DeviceID{1}, 1, journal.Hash{})
		if err := tx.AddDevice(device(1), "CT", 1); err != nil {
			return err
		}
		if _, err := tx.AddEntry(e); err != nil {
			return err
		}
		r := db.Report{Report: civic.Report{ID: want.Report}, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Arrival: 1}
		return errors.Join(tx.AddReport(r), tx.OpenCase(want))
	})
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
