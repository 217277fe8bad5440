package db

import (
	"fmt"
	"time"

	"priyom/civic"
)

// ClockNext is what happens to a case by itself.
type ClockNext string

// The kinds.
const (
	ClockNothing  ClockNext = ""
	ClockEscalate ClockNext = "escalate"
	ClockClose    ClockNext = "close"
)

// Clock is what a case's deadline is counted from, and what happens next by itself.
type Clock struct {
	Report civic.ReportID
	Kind   civic.DeadlineKind // "" if nothing is owed
	Start  time.Time
	Next   ClockNext
	NextAt time.Time // zero: nothing happens
}

func readClock(row scanner) (c Clock, err error) {
	err = row.Scan(fixed(c.Report[:]), &c.Kind, moment{&c.Start}, &c.Next, moment{&c.NextAt})
	return c, err
}

// PutClock sets the clock of a case.
func (t *Tx) PutClock(c Clock) error {
	if f := t.known.fresh[c.Report]; f != nil {
		f.clock = true
	}
	return t.waitKeyed(inClock, c.Report, values{c.Report[:], string(c.Kind), c.Start.UnixMilli(), string(c.Next), orNull(c.NextAt)})
}

const (
	clockColumns = "report, kind, start_at, next, next_at"
	clockTail    = " ON CONFLICT (report) DO UPDATE SET kind = excluded.kind, start_at = excluded.start_at, next = excluded.next, next_at = excluded.next_at"
)

// StopClock ends the clock of a case that nothing more happens to.
func (t *Tx) StopClock(id civic.ReportID) error {
	if f := t.known.fresh[id]; f != nil && !f.clock {
		return nil
	}
	_, err := t.exec("stop clock of "+id.String(), "DELETE FROM clock WHERE report = $1", id[:])
	return err
}

// Clock reads the clock of a case; the error wraps ErrNotFound.
func (t *Tx) Clock(id civic.ReportID) (Clock, error) {
	return one(t, "clock of "+id.String(), readClock, "SELECT report, kind, start_at, next, next_at FROM clock WHERE report = $1", id[:])
}

// RungClocks lists clocks at which something happens now, the longest waiting first.
func (t *Tx) RungClocks(limit int) ([]Clock, error) {
	return all(t, "clocks", readClock, `SELECT report, kind, start_at, next, next_at FROM clock WHERE next_at IS NOT NULL AND next_at <= $1
		ORDER BY next_at, report LIMIT $2`, t.Now.UnixMilli(), limit)
}

// PutDue keeps what is due for a case that was read as c. Nobody who acts on the case need read it again for that: its version stays.
func (t *Tx) PutDue(c Case) error {
	if err := t.touch(c.Report); err != nil {
		return err
	}
	if held := t.late.cases[c.Report]; held != nil {
		c = c.kept()
		held.DueKind, held.DueClass, held.DueAt, held.Rung = c.DueKind, c.DueClass, c.DueAt, c.Rung
		return nil
	}
	_, err := t.change(c.Report, "due of "+c.Report.String(), "UPDATE cases SET due_kind = $2, due_class = $3, due_at = $4, rung = $5 WHERE report = $1",
		c.Report[:], string(c.DueKind), string(c.DueClass), orNull(c.DueAt), c.Rung)
	return err
}

// Worry is a place in the list of what is overdue: the highest rung first, then what is overdue longest.
type Worry struct {
	Rung    int
	Due     time.Time
	Arrival int64
}

// WorryOf is a case's place.
func WorryOf(c Case) Worry { return Worry{c.Rung, c.DueAt, c.Arrival} }

// OverdueFilter says what is wanted; what is zero isn't asked for.
type OverdueFilter struct {
	Department *civic.DepartmentSlug // "": the moderators'
	Rung       int
	Public     bool // only what everybody sees
}

// Overdue lists what is overdue after a place in the list, the worst first.
func (t *Tx) Overdue(f OverdueFilter, after Worry, limit int) ([]Case, error) {
	query, args := "SELECT "+caseColumns+" FROM cases WHERE rung > 0", []any{}
	arg := func(v any) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	if f.Department != nil {
		query += " AND department = " + arg(string(*f.Department))
	}
	if f.Public {
		query += " AND published_at IS NOT NULL"
	}
	if f.Rung > 0 {
		query += " AND rung = " + arg(f.Rung)
	}
	if after.Rung > 0 {
		rung, due := arg(after.Rung), arg(after.Due.UnixMilli())
		query += " AND (rung < " + rung + " OR rung = " + rung + " AND (due_at > " + due + " OR due_at = " + due + " AND arrival > " + arg(after.Arrival) + "))"
	}
	return all(t, "overdue", readCase, query+" ORDER BY rung DESC, due_at, arrival LIMIT "+arg(limit), args...)
}

// DueBefore lists what will be overdue by a time and isn't yet, the soonest first.
func (t *Tx) DueBefore(till time.Time, department *civic.DepartmentSlug, limit int) ([]Case, error) {
	query, args := "SELECT "+caseColumns+" FROM cases WHERE due_at >= $1 AND due_at < $2 AND rung = 0", []any{t.Now.UnixMilli(), till.UnixMilli()}
	if department != nil {
		query, args = query+" AND department = $3", append(args, string(*department))
	}
	args = append(args, limit)
	return all(t, "due soon", readCase, fmt.Sprintf("%s ORDER BY due_at, arrival LIMIT $%d", query, len(args)), args...)
}

// OverdueCount is how much is overdue, by whose it is and how high it has climbed.
type OverdueCount struct {
	Department civic.DepartmentSlug
	Rung       int
	N          int64
	Public     int64 // of those, what everybody sees
}

// CountOverdue counts what is overdue; it looks only at that.
func (t *Tx) CountOverdue() ([]OverdueCount, error) {
	return all(t, "count overdue", func(row scanner) (c OverdueCount, err error) {
		err = row.Scan(&c.Department, &c.Rung, &c.N, &c.Public)
		return c, err
	}, "SELECT department, rung, COUNT(*), COUNT(published_at) FROM cases WHERE rung > 0 GROUP BY department, rung ORDER BY department, rung")
}
