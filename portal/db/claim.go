package db

import (
	"fmt"
	"time"

	"priyom/civic"
)

// Claim is somebody who is at a report.
type Claim struct {
	Account Account
	Until   time.Time
}

// Claim finds who is at a report; the error wraps ErrNotFound if nobody is any more.
func (t *Tx) Claim(report civic.ReportID) (Claim, error) {
	if t.lacks("claim", report) {
		return Claim{}, fmt.Errorf("read claim: %w", ErrNotFound)
	}
	return one(t, "read claim", func(row scanner) (c Claim, err error) {
		err = row.Scan(fixed(c.Account[:]), moment{&c.Until})
		return c, err
	}, "SELECT account, until FROM claim WHERE report = $1 AND until > $2", report[:], t.Now.UnixMilli())
}

// PutClaim makes somebody be at a report, unless somebody else is: then ok is false.
func (t *Tx) PutClaim(report civic.ReportID, c Claim) (ok bool, err error) {
	n, err := t.exec("claim "+report.String(), `INSERT INTO claim (report, account, until) VALUES ($1, $2, $3)
		ON CONFLICT (report) DO UPDATE SET account = excluded.account, until = excluded.until
		WHERE claim.until <= $4 OR claim.account = excluded.account`, report[:], c.Account[:], c.Until.UnixMilli(), t.Now.UnixMilli())
	return n > 0, err
}

// DropClaim ends a claim, whose ever it is.
func (t *Tx) DropClaim(report civic.ReportID) error {
	if t.lacks("claim", report) {
		return nil
	}
	_, err := t.exec("drop claim", "DELETE FROM claim WHERE report = $1", report[:])
	return err
}
