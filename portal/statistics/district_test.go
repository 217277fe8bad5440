package statistics_test

import (
	"context"
	"encoding/binary"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/statistics"
	"priyom/store/journal"
)

var begin = time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC)

// district is a database with cases, and who counts them.
type district struct {
	t      testing.TB
	db     *db.DB
	now    time.Time
	keeper *statistics.Keeper
	cube   *statistics.Cube
	prev   journal.Hash
	n      uint64
}

func newDistrict(t testing.TB) *district {
	t.Helper()
	d := &district{t: t, now: begin}
	var err error
	if d.db, err = db.Open(t.Context(), dbtest.Address(t), func() time.Time { return d.now }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.db.Close() })
	d.keeper, d.cube = statistics.NewKeeper(d.db, time.UTC), statistics.NewCube(d.db, time.UTC)
	if err := d.keeper.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.write(func(tx *db.Tx) error {
		return tx.AddDevice(db.Device{ID: civic.DeviceID{1}, Key: make([]byte, 32), Role: civic.RolePoint, Code: "СТ-01", Enrolled: begin, Seen: begin}, "CT", 1)
	})
	return d
}

func (d *district) write(f func(*db.Tx) error) {
	d.t.Helper()
	if err := d.db.Write(context.Background(), f); err != nil {
		d.t.Fatal(err)
	}
}

// open opens cases, each with the report and the entry under it, in one transaction.
func (d *district) open(cases ...db.Case) (opened []db.Case) {
	d.t.Helper()
	d.write(func(tx *db.Tx) error {
		opened = nil
		for _, c := range cases {
			d.n++
			e := journal.New(journal.Header{Device: civic.DeviceID{1}, Epoch: 1, Seq: d.n, Prev: d.prev, Time: d.now, Kind: journal.KindReport}, []byte("public"), nil, nil)
			d.prev = e.Hash()
			arrival, err := tx.AddEntry(db.Entry{Entry: e, Sum: e.Hash(), Role: civic.RolePoint, Used: true})
			if err != nil {
				return err
			}
			binary.BigEndian.PutUint64(c.Report[8:], d.n)
			c.Arrival, c.Number, c.Captured, c.StatusAt = arrival, "СТ-01-0001", c.Received, c.Received
			if c.Status == "" {
				c.Status = civic.StatusModeration
			}
			r := db.Report{Report: civic.Report{ID: c.Report, Place: c.Place}, Device: civic.DeviceID{1}, Epoch: 1, Seq: d.n, Arrival: arrival}
			if err := tx.AddReport(r); err != nil {
				return err
			}
			if err := tx.OpenCase(c); err != nil {
				return err
			}
			c.Version = 1
			opened = append(opened, c)
		}
		return nil
	})
	return opened
}

// report counts what a filter asks for, of all time.
func (d *district) report(f statistics.Filter) statistics.Report {
	d.t.Helper()
	if f.To == 0 {
		f.From, f.To = statistics.MonthOf(begin.AddDate(-1, 0, 0), time.UTC), statistics.MonthOf(begin.AddDate(1, 0, 0), time.UTC)
	}
	r, err := d.cube.Report(d.t.Context(), f)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// place is so many metres north of the village's middle.
func place(metres float64) civic.Place {
	return civic.Place{
		Address: "ул. Лесная, 12", Settlement: "Ставчены", Source: civic.SourceMap,
		Position: civic.Position{Lat: civic.Degrees(52.3 + metres/111_195), Lon: 42.9},
	}
}

// published is a case that the public sees, received so many days before the beginning.
func published(theme civic.ThemeSlug, days int) db.Case {
	at := begin.AddDate(0, 0, -days)
	return db.Case{Theme: theme, Category: civic.CategorySlug(theme) + "-x", Department: "roads", Place: place(0), Received: at, Published: at.Add(time.Hour)}
}
