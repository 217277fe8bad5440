package casework

import (
	"errors"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/tell"
)

// People tells who is behind a report, as they would count as supporters of another: its author and whoever joined in.
type People interface {
	People(tx *db.Tx, of, as civic.ReportID) (author [16]byte, supporters [][16]byte, err error)
}

// noTime is no time yet.
var noTime time.Time

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// takesParts says that another report may become a part of one in this status.
func takesParts(s civic.Status) bool {
	switch s {
	case civic.StatusModeration, civic.StatusAssigned, civic.StatusInWork, civic.StatusReturned, civic.StatusRework,
		civic.StatusArbitration, civic.StatusSolved, civic.StatusConfirmed:
		return true
	}
	return false
}

// merge makes a case a part of another, or of what that one is a part of itself. What was part of this one moves along.
func (o *Office) merge(tx *db.Tx, c *db.Case, d Deed) error {
	target, err := tx.Case(d.Into)
	for err == nil && !target.MergedInto.IsZero() {
		target, err = tx.Case(target.MergedInto)
	}
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && (target.Report == c.Report || !takesParts(target.Status)):
		return ErrTarget
	case err != nil:
		return err
	}
	c.MergedInto = target.Report
	if err := tx.Join(c.Report, target.Report, d.By.Account); err != nil {
		return err
	}
	parts, err := tx.Merged(c.Report)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := tx.MoveMerged(part, target.Report); err != nil {
			return err
		}
	}
	if parts, err = tx.Merged(target.Report); err != nil {
		return err
	}
	if err := o.recount(tx, target.Report, append(parts, c.Report)); err != nil { // its own row doesn't say so yet
		return err
	}
	return firstError(o.recountAlone(tx, c.Report), tell.Near(tx, target.Report))
}

// split takes a case out of the one it is a part of, with all that had been part of it before.
func (o *Office) split(tx *db.Tx, c *db.Case) error {
	from := c.MergedInto
	c.MergedInto = civic.ReportID{}
	if err := tx.Part(c.Report); err != nil {
		return err
	}
	own, err := o.partsThrough(tx, c.Report)
	if err != nil {
		return err
	}
	for _, part := range own {
		if err := tx.MoveMerged(part, c.Report); err != nil {
			return err
		}
	}
	rest, err := tx.Merged(from)
	if err != nil {
		return err
	}
	for i, part := range rest {
		if part == c.Report { // its row still says so
			rest = append(rest[:i:i], rest[i+1:]...)
			break
		}
	}
	return firstError(o.recount(tx, from, rest), o.recount(tx, c.Report, own), tell.Near(tx, from))
}

// partsThrough are the reports that lead to one, directly or through others.
func (o *Office) partsThrough(tx *db.Tx, target civic.ReportID) ([]civic.ReportID, error) {
	found, err := tx.Joined(target)
	for i := 0; err == nil && i < len(found); i++ {
		var more []civic.ReportID
		more, err = tx.Joined(found[i])
		found = append(found, more...)
	}
	return found, err
}

// recount says anew who is behind the parts of a report, and how many support it. Its own author isn't among them.
func (o *Office) recount(tx *db.Tx, target civic.ReportID, parts []civic.ReportID) error {
	people := map[civic.ReportID][][16]byte{}
	if o.people != nil && len(parts) > 0 {
		author, _, err := o.people.People(tx, target, target)
		if err != nil {
			return err
		}
		for _, part := range parts {
			who, supporters, err := o.people.People(tx, part, target)
			if err != nil {
				return err
			}
			for _, p := range append(supporters, who) {
				if p != author {
					people[part] = append(people[part], p)
				}
			}
		}
	}
	return tx.JoinPeople(target, people)
}

// recountAlone leaves a report with those who joined in it itself.
func (o *Office) recountAlone(tx *db.Tx, report civic.ReportID) error {
	return tx.JoinPeople(report, nil)
}
