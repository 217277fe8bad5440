package casework

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/tell"
)

// Arrived is for intake: a report that came is put before the moderators; one that was joined in, and is a part of another,
// counts there. The same again changes nothing.
func (o *Office) Arrived(tx *db.Tx, id civic.ReportID) error {
	c, err := tx.Case(id)
	if err != nil {
		return err
	}
	if !c.MergedInto.IsZero() {
		parts, err := tx.Merged(c.MergedInto)
		if err != nil {
			return err
		}
		return firstError(o.recount(tx, c.MergedInto, parts), tell.Near(tx, c.MergedInto))
	}
	if c.Status != civic.StatusDelivered {
		return nil
	}
	category, _ := o.known.Category(c.Category)
	sensitive, err := o.sensitive(tx, category)
	if err != nil {
		return err
	}
	if c.Theme == "" || sensitive {
		if c.Theme = category.Theme; sensitive {
			c.Level = 2
		}
		if err := tx.PutCase(&c); err != nil {
			return err
		}
	}
	_, err = o.ActIn(tx, Deed{Report: id, Act: civic.ActAdmit, By: System()})
	return err
}

const pageLength = 200

// AdmitWaiting puts before the moderators what came before there was an office.
func (o *Office) AdmitWaiting(ctx context.Context) error {
	for done := false; !done; {
		err := o.db.Write(ctx, func(tx *db.Tx) error {
			page, err := tx.CasesIn(civic.StatusDelivered, 0, pageLength)
			if err != nil {
				return err
			}
			for _, c := range page {
				if err := o.Arrived(tx, c.Report); err != nil {
					return err
				}
			}
			done = len(page) < pageLength
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
