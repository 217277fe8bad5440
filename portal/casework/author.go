package casework

import (
	"errors"

	"priyom/civic"
	"priyom/portal/db"
)

// Author is for intake: it does to a report what its author said, by a phone, at a reception point or with a browser. done is false
// for what comes too late: staff or a deadline were faster. A rating of what nobody confirmed yet confirms it too.
func (o *Office) Author(tx *db.Tx, a civic.AuthorAct, e db.Entry) (done bool, err error) {
	c, err := tx.Case(a.Report)
	if err != nil {
		return false, err
	}
	d := Deed{Report: a.Report, Act: a.Act, By: author(c, e), Comment: a.Comment, Rating: a.Rating}
	if a.Act == civic.ActRate && c.Status == civic.StatusSolved {
		if _, err := o.ActIn(tx, Deed{Report: a.Report, Act: civic.ActConfirm, By: d.By}); err != nil {
			return false, err
		}
	}
	_, err = o.ActIn(tx, d)
	for _, late := range []error{civic.ErrNoTransition, civic.ErrNeeds, ErrJoined} {
		if errors.Is(err, late) {
			return false, nil
		}
	}
	return err == nil, err
}

// author is who acts on a report whose entry says so: intake has seen that it is the same device's.
func author(c db.Case, e db.Entry) Actor {
	if e.Role == civic.RolePoint {
		return Point(e.Device)
	}
	return Actor{Role: civic.RoleCitizen, Account: c.Author, Device: e.Device}
}
