package casework

import (
	"priyom/civic"
	"priyom/portal/db"
)

// Replied notes that staff gave an answer or wrote a message: whatever the point wrote until now was read, and the first
// reply stops its clock.
func (o *Office) Replied(tx *db.Tx, report civic.ReportID) error {
	if err := tx.ReadMessages(report); err != nil {
		return err
	}
	before, err := tx.Case(report)
	if err != nil || !before.Replied.IsZero() {
		return err
	}
	after := before
	after.Replied = tx.Now
	if err := tx.PutCase(&after); err != nil {
		return err
	}
	_, err = o.follow(tx, before, after, db.Step{})
	return err
}
