package retention

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
)

// RuleRetention is the rule's name in the database.
const RuleRetention db.RuleName = "retention"

// AuditErase is that personal data was destroyed.
const AuditErase db.AuditAct = "erase"

// AuditRule is that somebody changed the rule.
const AuditRule db.AuditAct = "rule"

// Bounds of a rule, in days: what is needed to answer a complaint isn't destroyed the day after.
const (
	Least = 30
	Most  = 75 * 366
)

// ErrRule is returned for a rule out of bounds.
var ErrRule = errors.New("retention: 0 for never, or 30 to 27450 days")

// Rule is after how many days what is destroyed; 0 is never.
type Rule struct {
	Reports    int `json:"reports_days"`    // who reported, after the report was closed
	Signatures int `json:"signatures_days"` // who signed, after the petition was closed
}

// Check returns ErrRule unless the rule is within bounds.
func (r Rule) Check() error {
	for _, days := range []int{r.Reports, r.Signatures} {
		if days != 0 && (days < Least || days > Most) {
			return fmt.Errorf("%w: %d", ErrRule, days)
		}
	}
	return nil
}

// before is from when on something is kept; ok is false for never.
func before(now time.Time, days int) (at time.Time, ok bool) {
	return now.AddDate(0, 0, -days), days > 0
}

// Office destroys.
type Office struct{ db *db.DB }

// New makes an office.
func New(d *db.DB) *Office { return &Office{d} }

// In reads the rule in force; its version is 0 if nothing was decided.
func (o *Office) In(tx *db.Tx) (r Rule, version int64, err error) {
	if version, err = tx.RuleVersion(RuleRetention); err != nil || version == 0 {
		return r, version, err
	}
	stored, err := tx.Rule(RuleRetention, version)
	if err == nil {
		err = json.Unmarshal(stored.Body, &r)
	}
	return r, version, err
}

// Put makes a rule a new version. The errors are ErrRule, and db.ErrStale if version isn't the latest.
func (o *Office) Put(ctx context.Context, r Rule, version int64, note string, actor db.Account, role civic.Role) error {
	if err := r.Check(); err != nil {
		return err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("retention: %w", err)
	}
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.PutRule(&db.Rule{Name: RuleRetention, Version: version, Body: body, Note: note, Actor: actor}); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: actor, Role: role, Act: AuditRule, Object: string(RuleRetention), Detail: fmt.Sprintf("reports %d, signatures %d days", r.Reports, r.Signatures)})
	})
}

// Erase destroys the personal data of one report, because somebody has a right to it, and returns the act.
func (o *Office) Erase(ctx context.Context, id civic.ReportID, why string, actor db.Account, role civic.Role) (act db.Erasure, err error) {
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Report(id); err != nil {
			return err
		}
		if act, err = tx.BeginErasure(db.Erasure{Run: uuid.NewString(), Kind: db.ErasureRequest, Actor: actor, Why: why}); err != nil {
			return err
		}
		if err := tx.EraseReport(id, act.N); err != nil {
			return err
		}
		if act, err = tx.Erasure(act.N); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: actor, Role: role, Act: AuditErase, Object: id.String(), Detail: fmt.Sprintf("act %d", act.N)})
	})
	return act, err
}

// Due says how much would be destroyed now: reports, and signatures.
func (o *Office) Due(ctx context.Context) (rule Rule, reports, signatures int64, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		if rule, _, err = o.In(tx); err != nil {
			return err
		}
		if until, ok := before(tx.Now, rule.Reports); ok {
			if reports, err = tx.CountClosedBefore(until); err != nil {
				return err
			}
		}
		if until, ok := before(tx.Now, rule.Signatures); ok {
			signatures, err = tx.CountSignaturesBefore(until)
		}
		return err
	})
	return rule, reports, signatures, err
}

// Run destroys now what the daily job would, in an act of its own; the act is empty if there was nothing.
func (o *Office) Run(ctx context.Context) (act db.Erasure, err error) {
	key := "command " + uuid.NewString()
	if err := o.run(ctx, key); err != nil {
		return act, err
	}
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		act, err = tx.ErasureOf("retention " + key)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return act, err
}

// The jobs of retention.
const jobRetention db.JobKind = "retention"

// page is how many reports are destroyed in one transaction.
const page = 100

// Serve gives a runner the job: once a day.
func (o *Office) Serve(r *jobs.Runner) {
	r.Handle(jobRetention, func(ctx context.Context, j db.Job) error { return o.run(ctx, j.Key) })
	r.Every(jobRetention, 24*time.Hour)
}

// run destroys whatever's time is over, in one act. Killed in between, it goes on with the same act.
func (o *Office) run(ctx context.Context, key string) error {
	var rule Rule
	if err := o.db.Read(ctx, func(tx *db.Tx) (err error) {
		rule, _, err = o.In(tx)
		return err
	}); err != nil {
		return err
	}
	now := o.db.Now()
	act := db.Erasure{Run: "retention " + key, Kind: db.ErasureRetention, Why: fmt.Sprintf("%d/%d", rule.Reports, rule.Signatures)}
	if until, ok := before(now, rule.Reports); ok {
		for last := (db.Closed{}); ; {
			var found []db.Closed
			if err := o.db.Read(ctx, func(tx *db.Tx) (err error) {
				found, err = tx.ClosedBefore(until, last, page)
				return err
			}); err != nil || len(found) == 0 {
				if err != nil {
					return err
				}
				break
			}
			last = found[len(found)-1]
			if err := o.page(ctx, act, func(tx *db.Tx, n int64) (int64, error) {
				for _, c := range found {
					if err := tx.EraseReport(c.Report, n); err != nil {
						return 0, err
					}
				}
				return int64(len(found)), nil
			}); err != nil {
				return err
			}
		}
	}
	until, ok := before(now, rule.Signatures)
	for done := !ok; !done; {
		if err := o.page(ctx, act, func(tx *db.Tx, n int64) (int64, error) {
			gone, err := tx.EraseSignatures(until, n, 10*page)
			done = gone < 10*page
			return gone, err
		}); err != nil {
			return err
		}
	}
	return nil
}

// errNothing undoes an act in which nothing was destroyed.
var errNothing = errors.New("retention: nothing")

func (o *Office) page(ctx context.Context, act db.Erasure, destroy func(tx *db.Tx, n int64) (int64, error)) error {
	err := o.db.Write(ctx, func(tx *db.Tx) error {
		begun, err := tx.BeginErasure(act)
		if err != nil {
			return err
		}
		gone, err := destroy(tx, begun.N)
		if err != nil {
			return err
		}
		if gone == 0 {
			return errNothing
		}
		return tx.AddAudit(db.Audit{Role: civic.RoleSystem, Act: AuditErase, Object: string(RuleRetention), Detail: fmt.Sprintf("act %d, %d more", begun.N, gone)})
	})
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}
