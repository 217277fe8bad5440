package db_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

func TestAuditTellsWhoDidWhat(t *testing.T) {
	d, now := queue(t)
	anna, boris := db.Account{1}, db.Account{2}
	for i := range 6 {
		write(t, d, func(tx *db.Tx) error {
			a := db.Audit{Actor: anna, Role: civic.RoleModerator, Act: "look", Object: fmt.Sprint("report ", i)}
			if i%2 > 0 {
				a.Actor, a.Act = boris, "set"
			}
			return tx.AddAudit(a)
		})
		*now = now.Add(time.Hour)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return errors.Join(tx.AddAudit(db.Audit{Act: "undone"}), errUndo) }); !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
	from := now.Add(-4 * time.Hour)
	for name, c := range map[string]struct {
		f      db.AuditFilter
		before int64
		want   []int64
	}{
		"all":        {want: []int64{6, 5, 4, 3, 2, 1}},
		"a page":     {before: 3, want: []int64{2, 1}},
		"by actor":   {f: db.AuditFilter{Actor: boris}, want: []int64{6, 4, 2}},
		"by act":     {f: db.AuditFilter{Act: "look"}, before: 5, want: []int64{3, 1}},
		"by object":  {f: db.AuditFilter{Object: "report 3"}, want: []int64{4}},
		"by time":    {f: db.AuditFilter{From: from, Till: from.Add(2 * time.Hour)}, want: []int64{4, 3}},
		"everything": {f: db.AuditFilter{Actor: anna, Act: "set"}},
	} {
		read(t, d, func(tx *db.Tx) error {
			lines, err := tx.AuditBefore(c.f, c.before, 10)
			var got []int64
			for _, a := range lines {
				got = append(got, a.N)
			}
			if err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("%s: %v, %v, want %v", name, got, err, c.want)
			}
			return nil
		})
	}
	read(t, d, func(tx *db.Tx) error {
		if last, err := tx.VerifyAudit(); err != nil || last.N != 6 || last.Actor != boris {
			t.Errorf("%+v, %v", last, err)
		}
		return nil
	})
}

func TestAuditIsTamperEvident(t *testing.T) {
	for name, harm := range map[string]string{
		"a word":        "UPDATE audit SET detail = 'nothing' WHERE n = 2",
		"who":           "UPDATE audit SET actor = NULL WHERE n = 2",
		"when":          "UPDATE audit SET at = at + 1 WHERE n = 3",
		"one taken out": "DELETE FROM audit WHERE n = 2",
		"the last gone": "DELETE FROM audit WHERE n = 3",
		"all gone":      "DELETE FROM audit",
		"two exchanged": "UPDATE audit SET n = CASE n WHEN 1 THEN -2 ELSE -1 END WHERE n < 3; UPDATE audit SET n = -n WHERE n < 0",
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := queue(t)
			for i := range 3 {
				write(t, d, func(tx *db.Tx) error {
					return tx.AddAudit(db.Audit{Actor: db.Account{7}, Act: "look", Object: fmt.Sprint(i)})
				})
			}
			if err := db.Exec(d, harm); err != nil {
				t.Fatal(err)
			}
			read(t, d, func(tx *db.Tx) error {
				if _, err := tx.VerifyAudit(); !errors.Is(err, db.ErrAudit) {
					t.Errorf("got %v", err)
				}
				return nil
			})
		})
	}
}
