package db

import (
	"errors"
	"math"
	"time"

	"priyom/civic"
)

// ErasureKind is why personal data is destroyed.
type ErasureKind string

// The kinds.
const (
	ErasureRetention ErasureKind = "retention" // its time was over
	ErasureRequest   ErasureKind = "request"   // somebody wanted it
)

// Erasure is an act of what was destroyed.
type Erasure struct {
	N                          int64
	Run                        string // what made it: the same again goes on with it
	Kind                       ErasureKind
	At                         time.Time
	Actor                      Account
	Why                        string
	Reports, Signatures, Parts int64
}

const erasureColumns = "n, run, kind, at, actor, why, reports, signatures, parts"

func readErasure(row scanner) (e Erasure, err error) {
	err = row.Scan(&e.N, &e.Run, &e.Kind, moment{&e.At}, fixed(e.Actor[:]), &e.Why, &e.Reports, &e.Signatures, &e.Parts)
	return e, err
}

// Erasure finds an act; the error wraps ErrNotFound.
func (t *Tx) Erasure(n int64) (Erasure, error) {
	return one(t, "read act", readErasure, "SELECT "+erasureColumns+" FROM erasure WHERE n = $1", n)
}

// ErasureOf finds the act that a run made; the error wraps ErrNotFound if it destroyed nothing.
func (t *Tx) ErasureOf(run string) (Erasure, error) {
	return one(t, "find act", readErasure, "SELECT "+erasureColumns+" FROM erasure WHERE run = $1", run)
}

// CountClosedBefore is how many cases ClosedBefore lists.
func (t *Tx) CountClosedBefore(before time.Time) (int64, error) {
	return one(t, "count closed before", value[int64], `SELECT COUNT(*) FROM cases c WHERE c.closed_at IS NOT NULL AND c.closed_at < $1
		AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.report = c.report)`, before.UnixMilli())
}

// CountSignaturesBefore is how many EraseSignatures would destroy.
func (t *Tx) CountSignaturesBefore(before time.Time) (int64, error) {
	return one(t, "count signatures before", value[int64], `SELECT COUNT(*) FROM petition p JOIN signature s ON s.petition = p.id
		JOIN entry e ON e.arrival = s.arrival WHERE p.closed_at IS NOT NULL AND p.closed_at < $1 AND e.sealed IS NOT NULL`, before.UnixMilli())
}

// Erasures lists acts, the newest first, before one; 0 begins at the end.
func (t *Tx) Erasures(before int64, limit int) ([]Erasure, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return all(t, "list acts", readErasure, "SELECT "+erasureColumns+" FROM erasure WHERE n < $1 ORDER BY n DESC LIMIT $2", before, limit)
}

// BeginErasure makes an act, or finds the one that the same run has begun.
func (t *Tx) BeginErasure(e Erasure) (Erasure, error) {
	known, err := one(t, "find act", readErasure, "SELECT "+erasureColumns+" FROM erasure WHERE run = $1", e.Run)
	if !errors.Is(err, ErrNotFound) {
		return known, err
	}
	if e.N, err = t.next(counterErasure); err != nil {
		return e, err
	}
	e.At = t.Now
	_, err = t.exec("begin act", "INSERT INTO erasure (n, run, kind, at, actor, why) VALUES ($1, $2, $3, $4, $5, $6)", e.N, e.Run, string(e.Kind), e.At.UnixMilli(),
		orNobody(e.Actor), e.Why)
	return e, err
}

// sealedOf are the entries that hold personal data of a report's: who reported, who joined in, what was said in private, handing over.
var sealedOf = []string{
	"SELECT arrival FROM report WHERE id = $1", "SELECT arrival FROM support WHERE report = $1", "SELECT arrival FROM handing WHERE report = $1",
	"SELECT arrival FROM message WHERE report = $1 AND arrival > 0", "SELECT arrival FROM author_act WHERE report = $1", "SELECT arrival FROM supplement WHERE report = $1",
}

// EraseReport destroys the personal data of a report: the sealed parts of its entries, whose hashes stay so that the chains still verify,
// who hears of it and whose account it came from. What was published stays. It writes that into an act, once for each report.
func (t *Tx) EraseReport(id civic.ReportID, act int64) error {
	if err := t.touch(id); err != nil {
		return err
	}
	parts := int64(0)
	for _, which := range sealedOf {
		n, err := t.exec("erase "+id.String(), "UPDATE entry SET sealed = NULL WHERE sealed IS NOT NULL AND arrival IN ("+which+")", id[:])
		if err != nil {
			return err
		}
		parts += n
	}
	for _, query := range []string{
		"UPDATE history SET note = '' WHERE report = $1 AND private = 1 AND role IN ('citizen', 'point')",
		"UPDATE cases SET author = NULL, version = version + 1 WHERE report = $1 AND author IS NOT NULL",
		"DELETE FROM follower WHERE report = $1",
	} {
		if _, err := t.exec("erase "+id.String(), query, id[:]); err != nil {
			return err
		}
	}
	fresh, err := t.exec("note erased", "INSERT INTO erased (report, erasure) VALUES ($1, $2) ON CONFLICT (report) DO NOTHING", id[:], act)
	if err != nil {
		return err
	}
	_, err = t.exec("count erased", "UPDATE erasure SET reports = reports + $2, parts = parts + $3 WHERE n = $1", act, fresh, parts)
	return err
}

// Erased says that the personal data of a report was destroyed.
func (t *Tx) Erased(report civic.ReportID) (bool, error) {
	if t.lacks("erased", report) {
		return false, nil
	}
	return one(t, "find erased", value[bool], "SELECT EXISTS (SELECT 1 FROM erased WHERE report = $1)", report[:])
}

// Closed is a place in the list of closed cases.
type Closed struct {
	At     time.Time
	Report civic.ReportID
}

// ClosedBefore lists cases that were closed before a time and weren't erased, from a place in the list on, the first closed first.
func (t *Tx) ClosedBefore(before time.Time, after Closed, limit int) ([]Closed, error) {
	return all(t, "closed before", func(row scanner) (c Closed, err error) {
		err = row.Scan(moment{&c.At}, fixed(c.Report[:]))
		return c, err
	}, `SELECT c.closed_at, c.report FROM cases c WHERE c.closed_at IS NOT NULL AND c.closed_at < $1 AND (c.closed_at > $2 OR c.closed_at = $2 AND c.report > $3)
		AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.report = c.report) ORDER BY c.closed_at, c.report LIMIT $4`,
		before.UnixMilli(), after.At.UnixMilli(), after.Report[:], limit)
}

// EraseSignatures destroys who signed petitions that were closed before a time, at most so many at once, and says how many it did. How
// they counted stays.
func (t *Tx) EraseSignatures(before time.Time, act int64, limit int) (int64, error) {
	n, err := t.exec("erase signatures", `UPDATE entry SET sealed = NULL WHERE arrival IN (SELECT s.arrival FROM petition p JOIN signature s ON s.petition = p.id
		JOIN entry e ON e.arrival = s.arrival WHERE p.closed_at IS NOT NULL AND p.closed_at < $1 AND e.sealed IS NOT NULL ORDER BY s.arrival LIMIT $2)`, before.UnixMilli(), limit)
	if err != nil || n == 0 {
		return n, err
	}
	if _, err := t.exec("erase clues", "DELETE FROM clue WHERE petition IN (SELECT id FROM petition WHERE closed_at IS NOT NULL AND closed_at < $1)", before.UnixMilli()); err != nil {
		return n, err
	}
	_, err = t.exec("count erased", "UPDATE erasure SET signatures = signatures + $2, parts = parts + $2 WHERE n = $1", act, n)
	return n, err
}

// ErasedIn lists the numbers of the reports in an act, after one of them.
func (t *Tx) ErasedIn(act int64, after civic.ReportID, limit int) ([]Report, error) {
	return all(t, "reports of an act", func(row scanner) (r Report, err error) {
		err = row.Scan(fixed(r.ID[:]), &r.Number)
		return r, err
	}, "SELECT r.id, r.number FROM erased e JOIN report r ON r.id = e.report WHERE e.erasure = $1 AND e.report > $2 ORDER BY e.report LIMIT $3", act, after[:], limit)
}
