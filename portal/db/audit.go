package db

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// AuditAct is what somebody did that others may want to know of later. Each package names its own.
type AuditAct string

// Audit is one line of who did what.
type Audit struct {
	N      int64     // AddAudit gives it
	At     time.Time // the transaction's
	Actor  Account   // zero: a command on the portal's machine, or the program itself
	Role   civic.Role
	Act    AuditAct
	Object string       // what it was done to: a report's id, a setting's name
	Detail string       // nothing personal
	Hash   journal.Hash // of this line and the one before it
}

// ErrAudit is returned for a log in which something was changed, left out or put in.
var ErrAudit = errors.New("db: the audit log was tampered with")

// sum is SHA-256 over the hash of the line before and this line in CBOR.
func (a Audit) sum(before journal.Hash) (journal.Hash, error) {
	line, err := journal.Encode([]any{before[:], a.N, a.At.UnixMilli(), a.Actor[:], string(a.Role), string(a.Act), a.Object, a.Detail})
	if err != nil {
		return journal.Hash{}, fmt.Errorf("db: audit: %w", err)
	}
	return sha256.Sum256(line), nil
}

const auditColumns = "n, at, actor, role, act, object, detail, hash"

func readAudit(row scanner) (a Audit, err error) {
	err = row.Scan(&a.N, moment{&a.At}, fixed(a.Actor[:]), &a.Role, &a.Act, &a.Object, &a.Detail, fixed(a.Hash[:]))
	return a, err
}

// AddAudit writes who did what, in the transaction in which it is done. It says so or nothing is done. Under PostgreSQL others
// wait for the commit: call it last.
func (t *Tx) AddAudit(a Audit) error {
	n, err := t.next(counterAudit)
	if err != nil {
		return err
	}
	var before Audit
	if n > 1 {
		if before, err = one(t, "read audit", readAudit, "SELECT "+auditColumns+" FROM audit WHERE n = $1", n-1); err != nil {
			return err
		}
	}
	a.N, a.At = n, t.Now
	if a.Hash, err = a.sum(before.Hash); err != nil {
		return err
	}
	_, err = t.exec("add audit", "INSERT INTO audit ("+auditColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		a.N, a.At.UnixMilli(), orNobody(a.Actor), string(a.Role), string(a.Act), a.Object, a.Detail, a.Hash[:])
	return err
}

// AuditFilter says which lines are wanted; what is zero isn't asked for.
type AuditFilter struct {
	Actor      Account
	Act        AuditAct
	Object     string
	From, Till time.Time // Till isn't included
}

// AuditBefore lists lines, the newest first, that stand before the given one; 0 begins at the end.
func (t *Tx) AuditBefore(f AuditFilter, n int64, limit int) ([]Audit, error) {
	if n == 0 {
		n = math.MaxInt64
	}
	query, args := "SELECT "+auditColumns+" FROM audit WHERE n < $1", []any{n}
	ask := func(column string, v any) {
		args = append(args, v)
		query += fmt.Sprintf(" AND %s $%d", column, len(args))
	}
	if !f.Actor.IsZero() {
		ask("actor =", f.Actor[:])
	}
	if f.Act != "" {
		ask("act =", string(f.Act))
	}
	if f.Object != "" {
		ask("object =", f.Object)
	}
	if !f.From.IsZero() {
		ask("at >=", f.From.UnixMilli())
	}
	if !f.Till.IsZero() {
		ask("at <", f.Till.UnixMilli())
	}
	args = append(args, limit)
	return all(t, "list audit", readAudit, query+fmt.Sprintf(" ORDER BY n DESC LIMIT $%d", len(args)), args...)
}

// VerifyAudit goes through the whole log and returns the last line; the error wraps ErrAudit and names where it breaks.
func (t *Tx) VerifyAudit() (last Audit, err error) {
	const page = 1000
	for {
		lines, err := all(t, "verify audit", readAudit, "SELECT "+auditColumns+" FROM audit WHERE n > $1 ORDER BY n LIMIT $2", last.N, page)
		if err != nil {
			return last, err
		}
		for _, a := range lines {
			want, err := a.sum(last.Hash)
			if err != nil {
				return last, err
			}
			if a.N != last.N+1 || a.Hash != want {
				return last, fmt.Errorf("%w: line %d", ErrAudit, last.N+1)
			}
			last = a
		}
		if len(lines) < page {
			break
		}
	}
	n, err := one(t, "count audit", value[int64], "SELECT value FROM counter WHERE name = $1", string(counterAudit))
	if err == nil && n != last.N {
		err = fmt.Errorf("%w: the last of %d lines are gone", ErrAudit, n-last.N)
	}
	return last, err
}
