package db_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// How an engine finds what a page shows decides how long a large district waits for it. Both are asked with empty tables, of which a
// server that hasn't looked at them yet knows no better: a plan that is bad then is kept while they grow.
func TestStatementsGoByTheirIndexes(t *testing.T) {
	address := dbtest.Address(t)
	d := open(t, address)
	for name, c := range map[string]struct {
		by    string // the index, on SQLite; the server has several that are as good
		query func(*db.Tx) error
	}{
		"an entry by its key": {"sqlite_autoindex_entry_2", func(tx *db.Tx) error { // as a foreign key asks, for each report
			_, err := tx.Entry(civic.DeviceID{1}, 1, 1)
			return err
		}},
		"what is overdue, counted": {"COVERING INDEX cases_worry_of", func(tx *db.Tx) error { _, err := tx.CountOverdue(); return err }},
		"what is overdue":          {"cases_worry", func(tx *db.Tx) error { _, err := tx.Overdue(db.OverdueFilter{}, db.Worry{}, 31); return err }},
		"what is due soon":         {"cases_due", func(tx *db.Tx) error { _, err := tx.DueBefore(time.Now(), nil, 30); return err }},
		"what is due soon in a department": {"cases_soon", func(tx *db.Tx) error {
			roads := civic.DepartmentSlug("roads")
			_, err := tx.DueBefore(time.Now(), &roads, 30)
			return err
		}},
		"inspections to look at": {"inspection_review", func(tx *db.Tx) error { _, err := tx.ForReview(40); return err }},
		"all departments' work":  {"cases_open", func(tx *db.Tx) error { _, err := tx.Work("", db.Account{}, 100); return err }},
		"a department's work":    {"cases_work", func(tx *db.Tx) error { _, err := tx.Work("roads", db.Account{}, 100); return err }},
		"a page of public cases": {"cases", func(tx *db.Tx) error { _, err := tx.PublicCases([]int64{1, 2, 3}); return err }},
		"rows of a list":         {"report", func(tx *db.Tx) error { _, err := tx.Listed(make([]db.Case, 3)); return err }},
		"unread messages":        {"message_report", func(tx *db.Tx) error { _, err := tx.UnreadOf(make([]db.Case, 3)); return err }},
	} {
		t.Run(name, func(t *testing.T) {
			asked, err := db.Asked(t.Context(), d, c.query)
			if err != nil && !errors.Is(err, db.ErrNotFound) || len(asked) == 0 {
				t.Fatalf("%d statements, %v", len(asked), err)
			}
			for _, query := range asked {
				plan := explain(t, address, query)
				if strings.Contains(plan, "Seq Scan") || strings.Contains(plan, "entry_hash") || !db.IsDSN(address) && !strings.Contains(plan, c.by) {
					t.Errorf("not by %q: %s\n%s", c.by, query, plan)
				}
				if strings.Contains(plan, "SCAN") && !strings.Contains(plan, "USING "+c.by) && !strings.Contains(plan, "USING INDEX "+c.by) {
					t.Errorf("everything is looked through: %s\n%s", query, plan)
				}
			}
		})
	}
}

// explain says how an engine goes about a statement, whatever the arguments.
func explain(t *testing.T, address, query string) string {
	t.Helper()
	raw := dbtest.Raw(t, address)
	defer raw.Close()
	c, err := raw.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	column, ask, args := 3, "EXPLAIN QUERY PLAN "+query, []any{}
	for strings.Contains(query, fmt.Sprint("?", len(args)+1)) {
		args = append(args, nil)
	}
	if db.IsDSN(address) {
		nulls := "NULL"
		for n := 2; strings.Contains(query, fmt.Sprint("$", n)); n++ {
			nulls += ", NULL"
		}
		if column = 0; !strings.Contains(query, "$1") {
			ask = "EXPLAIN " + query
		} else {
			ask = "EXPLAIN EXECUTE asked (" + nulls + ")"
		}
		for _, before := range []string{"SET enable_seqscan = off", "SET plan_cache_mode = force_generic_plan", "PREPARE asked AS " + query} {
			if _, err := c.ExecContext(t.Context(), before); err != nil {
				t.Fatal(err)
			}
		}
	}
	rows, err := c.QueryContext(t.Context(), ask, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var step string
		dest := []any{new(any), new(any), new(any), new(any)}[:column+1]
		dest[column] = &step
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		plan = append(plan, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(plan, "\n")
}
