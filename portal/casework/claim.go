package casework

import (
	"context"
	"errors"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// ClaimFor is how long somebody who took a report has it to themselves, unless they do something or let it go.
const ClaimFor = 15 * time.Minute

// Claim takes a report so that nobody else decides on it meanwhile, or goes on having it. The error is ErrClaimed or db.ErrNotFound.
func (o *Office) Claim(ctx context.Context, report civic.ReportID, by Actor) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.Case(report); err != nil {
			return err
		}
		ok, err := tx.PutClaim(report, db.Claim{Account: by.Account, Until: tx.Now.Add(ClaimFor)})
		if err == nil && !ok {
			return ErrClaimed
		}
		return err
	})
}

// Release lets a report go that somebody took. Nothing happens if it is somebody else's.
func (o *Office) Release(ctx context.Context, report civic.ReportID, by Actor) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if err := claimedByOther(tx, report, by); err != nil {
			return nil
		}
		return tx.DropClaim(report)
	})
}

// claimedByOther is ErrClaimed if another moderator is at a report.
func claimedByOther(tx *db.Tx, report civic.ReportID, by Actor) error {
	if by.Role != civic.RoleModerator && by.Role != civic.RoleSenior && by.Role != civic.RoleArbiter {
		return nil
	}
	c, err := tx.Claim(report)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return nil
	case err == nil && c.Account != by.Account:
		return ErrClaimed
	}
	return err
}
