package casework_test

import (
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
)

// A department's work is its own, what is due first first, whatever its status, and what has no deadline last.
func TestWork(t *testing.T) {
	o := newOffice(t)
	due := map[civic.ReportID]time.Duration{}
	o.Casework().Follow(func(tx *db.Tx, _, after db.Case, step db.Step) error { // behind the deadlines' own
		if step.Act != civic.ActAssign {
			return nil
		}
		if after.DueAt = (time.Time{}); due[after.Report] != 0 {
			after.DueAt = tx.Now.Add(due[after.Report])
		}
		return tx.PutCase(&after)
	})
	given := func(in time.Duration, department civic.DepartmentSlug) civic.Report {
		r := o.told()
		due[r.ID] = in
		o.act(r, civic.ActAssign, moderator, to(department))
		return r
	}
	never, late, soon, other := given(0, "roads"), given(3*time.Hour, "roads"), given(time.Hour, "roads"), given(2*time.Hour, "water")
	begun, err := o.try(casework.Deed{Report: late.ID, Act: civic.ActStart, By: roads})
	if err != nil || begun.Executor != roads.Account {
		t.Fatalf("%+v, %v", begun, err)
	}
	_ = o.told() // before the moderators: nobody's work
	for name, row := range map[string]struct {
		department civic.DepartmentSlug
		mine       db.Account
		limit      int
		want       []civic.ReportID
	}{
		"a department":      {"roads", db.Account{}, 10, []civic.ReportID{soon.ID, late.ID, never.ID}},
		"cut":               {"roads", db.Account{}, 2, []civic.ReportID{soon.ID, late.ID}},
		"all":               {"", db.Account{}, 10, []civic.ReportID{soon.ID, other.ID, late.ID, never.ID}},
		"mine":              {"roads", roads.Account, 10, []civic.ReportID{late.ID}},
		"mine, wherever":    {"", roads.Account, 10, []civic.ReportID{late.ID}},
		"somebody else's":   {"roads", db.Account{99}, 10, nil},
		"another's reports": {"water", db.Account{}, 10, []civic.ReportID{other.ID}},
	} {
		var got []civic.ReportID
		if err := o.Casework().Read(t.Context(), func(tx *db.Tx) error {
			cases, err := tx.Work(row.department, row.mine, row.limit)
			for _, c := range cases {
				got = append(got, c.Report)
			}
			return err
		}); err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
