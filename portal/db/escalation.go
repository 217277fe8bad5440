package db

import (
	"math"
	"time"

	"priyom/civic"
)

// Escalation says that somebody was told that a report's deadline was missed.
type Escalation struct {
	N          int64 // in the order in which it happened; AddEscalation gives it
	Report     civic.ReportID
	Kind       civic.DeadlineKind
	Start      time.Time // what the deadline was counted from
	Rung       int       // from 1
	Level      string    // who that is
	Department civic.DepartmentSlug
	Due, At    time.Time
	Ended      time.Time // when it was done after all; zero: not yet
}

const escalationColumns = "n, report, kind, start_at, rung, level, department, due_at, at, ended_at"

func readEscalation(row scanner) (e Escalation, err error) {
	err = row.Scan(&e.N, fixed(e.Report[:]), &e.Kind, moment{&e.Start}, &e.Rung, &e.Level, &e.Department, moment{&e.Due}, moment{&e.At}, moment{&e.Ended})
	return e, err
}

// AddEscalation writes it down, and says false if this lateness had climbed that rung already.
func (t *Tx) AddEscalation(e *Escalation) (added bool, err error) {
	known, err := one(t, "find escalation", value[bool], "SELECT EXISTS (SELECT 1 FROM escalation WHERE report = $1 AND kind = $2 AND start_at = $3 AND rung = $4)",
		e.Report[:], string(e.Kind), e.Start.UnixMilli(), e.Rung)
	if err != nil || known {
		return false, err
	}
	if e.N, err = t.next(counterEscalation); err != nil {
		return false, err
	}
	e.At = t.Now
	_, err = t.exec("escalate "+e.Report.String(), "INSERT INTO escalation ("+escalationColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)",
		e.N, e.Report[:], string(e.Kind), e.Start.UnixMilli(), e.Rung, e.Level, string(e.Department), e.Due.UnixMilli(), e.At.UnixMilli())
	return err == nil, err
}

// EndEscalations writes down that a report isn't late any more, but for one lateness.
func (t *Tx) EndEscalations(id civic.ReportID, except civic.DeadlineKind, start time.Time) error {
	if t.lacks("escalation", id) {
		return nil
	}
	_, err := t.exec("end escalations of "+id.String(), "UPDATE escalation SET ended_at = $4 WHERE report = $1 AND ended_at IS NULL AND NOT (kind = $2 AND start_at = $3)",
		id[:], string(except), start.UnixMilli(), t.Now.UnixMilli())
	return err
}

// Climbed is the rung that a lateness has reached; 0 if none.
func (t *Tx) Climbed(id civic.ReportID, kind civic.DeadlineKind, start time.Time) (int, error) {
	if t.lacks("escalation", id) {
		return 0, nil
	}
	return one(t, "rung of "+id.String(), value[int], "SELECT COALESCE(MAX(rung), 0) FROM escalation WHERE report = $1 AND kind = $2 AND start_at = $3",
		id[:], string(kind), start.UnixMilli())
}

// Escalations are those of one report, the first first.
func (t *Tx) Escalations(id civic.ReportID) ([]Escalation, error) {
	return all(t, "escalations of "+id.String(), readEscalation, "SELECT "+escalationColumns+" FROM escalation WHERE report = $1 ORDER BY n", id[:])
}

// Logged is a line of the public log.
type Logged struct {
	Escalation
	Number   string
	Category civic.CategorySlug
	Text     string
}

// EscalationLog lists what the public may see, the newest first, before a line; 0 begins at the end.
func (t *Tx) EscalationLog(before int64, limit int) ([]Logged, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return all(t, "log of escalations", func(row scanner) (l Logged, err error) {
		e := &l.Escalation
		err = row.Scan(&e.N, fixed(e.Report[:]), &e.Kind, moment{&e.Start}, &e.Rung, &e.Level, &e.Department, moment{&e.Due}, moment{&e.At}, moment{&e.Ended},
			&l.Number, &l.Category, &l.Text)
		return l, err
	}, `SELECT e.n, e.report, e.kind, e.start_at, e.rung, e.level, e.department, e.due_at, e.at, e.ended_at, c.number, c.category, c.words
		FROM escalation e JOIN cases c ON c.report = e.report WHERE e.n < $1 AND c.published_at IS NOT NULL ORDER BY e.n DESC LIMIT $2`, before, limit)
}
