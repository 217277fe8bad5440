package db_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// What changes while the words are made anew is found as it is in the end.
func TestChangedWhileRebuilt(t *testing.T) {
	d := dbtest.Open(t, dbtest.Address(t))
	meanwhile := func() {}
	words := func(c db.Case) []string {
		do := meanwhile
		meanwhile = func() {}
		do()
		if !c.Public() {
			return nil
		}
		list := strings.Fields(c.Text)
		slices.Sort(list)
		return list
	}
	d.WhenPublic(func(tx *db.Tx, c db.Case) error { return tx.PutPublicWords(c.Report, c.Arrival, words(c)) })
	f, err := dbtest.New(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	var all []civic.ReportID
	add := func(tx *db.Tx, text string) error {
		c, err := f.Add(tx, func(c *db.Case) { c.Text, c.Published = text, tx.Now })
		all = append(all, c.Report)
		return err
	}
	change := func(tx *db.Tx, id civic.ReportID, text string, public bool) error {
		c, err := tx.Case(id)
		if err != nil {
			return err
		}
		if c.Text = text; !public {
			c.Published = time.Time{}
		}
		return tx.PutCase(&c)
	}
	write(t, d, func(tx *db.Tx) error {
		for i := range 5 {
			if err := add(tx, fmt.Sprintf("road w%d", i)); err != nil {
				return err
			}
		}
		return nil
	})
	state := func() (s []string) {
		read(t, d, func(tx *db.Tx) (err error) {
			s, err = tx.PublicState()
			return err
		})
		return s
	}
	meanwhile = func() {
		write(t, d, func(tx *db.Tx) error {
			if err := change(tx, all[0], "bridge", true); err != nil {
				return err
			}
			if err := change(tx, all[4], "road w4", false); err != nil {
				return err
			}
			return add(tx, "school")
		})
	}
	if err := d.RebuildPublic(t.Context(), words); err != nil {
		t.Fatal(err)
	}
	got := state()
	if err := d.RebuildPublic(t.Context(), words); err != nil {
		t.Fatal(err)
	}
	if want := state(); !slices.Equal(got, want) || len(got) != 5+6 {
		t.Errorf("%q\nwant %q", got, want)
	}
	read(t, d, func(tx *db.Tx) error {
		for word, n := range map[string]int64{"road": 2 + 3 + 4, "bridge": 1, "school": 6, "w4": 0} {
			found, err := tx.FindWords(word, "")
			if err != nil {
				return err
			}
			sum := int64(0)
			for arrival := range int64(10) {
				if found.Has(arrival) {
					sum += arrival
				}
			}
			if sum != n {
				t.Errorf("%s: %d, want %d", word, sum, n)
			}
		}
		return nil
	})
}
