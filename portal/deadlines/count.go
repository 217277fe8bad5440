package deadlines

import (
	"context"
	"errors"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Follow counts anew what a case owes after a step, or after its kind was changed. It is for casework.Office.Follow.
func (o *Office) Follow(tx *db.Tx, _, after db.Case, _ db.Step) error { return o.Count(tx, after) }

// Count counts anew what a case owes, keeps it, and sets the case's clock to what happens next by itself.
func (o *Office) Count(tx *db.Tx, c db.Case) error {
	b, err := o.Book(tx)
	if err != nil {
		return err
	}
	rework, err := reworkOf(tx, c)
	if err != nil {
		return err
	}
	owed := b.Owed(c, rework)
	due := c
	due.DueKind, due.DueClass, due.DueAt, due.Rung = owed.Kind, owed.Class, owed.Due, 0
	clock := db.Clock{Report: c.Report, Kind: owed.Kind, Start: owed.Start}
	if owed.Kind != "" {
		climbed, err := tx.Climbed(c.Report, owed.Kind, owed.Start)
		if err != nil {
			return err
		}
		if tx.Now.After(owed.Due) {
			due.Rung = climbed
		}
		if climbed < len(b.Ladder(owed)) {
			clock.Next, clock.NextAt = db.ClockEscalate, b.rungAt(owed, climbed)
		}
	} else if at, ok := b.Closes(c); ok {
		clock.Next, clock.NextAt = db.ClockClose, at
	}
	if !due.DueAt.Equal(c.DueAt) || due.DueKind != c.DueKind || due.DueClass != c.DueClass || due.Rung != c.Rung {
		if err := tx.PutDue(due); err != nil {
			return err
		}
	}
	kept := clock.Start
	if due.Rung == 0 {
		kept = time.Time{} // with a later deadline it isn't late any more
	}
	if err := tx.EndEscalations(c.Report, clock.Kind, kept); err != nil {
		return err
	}
	if clock.Kind == "" && clock.Next == db.ClockNothing {
		return tx.StopClock(c.Report)
	}
	if err := tx.PutClock(clock); err != nil {
		return err
	}
	if clock.Next == db.ClockClose && !clock.NextAt.After(tx.Now) {
		return tx.AddJob(db.Job{Kind: jobClose, Key: c.Report.String() + " " + c.StatusAt.Format(time.RFC3339Nano), Body: c.Report[:]})
	}
	return nil
}

// reworkOf is when its citizen sent a case back last.
func reworkOf(tx *db.Tx, c db.Case) (at time.Time, err error) {
	if c.Reworks == 0 {
		return at, nil
	}
	steps, err := tx.History(c.Report)
	for _, s := range steps {
		if s.Act == civic.ActRework {
			at = s.At
		}
	}
	return at, err
}

// page is how many cases are dealt with in one transaction: others want to write, too.
const page = 100

// open are the statuses in which something is owed or waited for.
var open = []civic.Status{
	civic.StatusDelivered, civic.StatusModeration, civic.StatusRejected, civic.StatusAppealed, civic.StatusAssigned, civic.StatusInWork, civic.StatusSolved,
	civic.StatusConfirmed, civic.StatusRated, civic.StatusRework, civic.StatusReturned, civic.StatusArbitration,
}

// recount counts every open case anew.
func (o *Office) recount(ctx context.Context, _ db.Job) error {
	for _, status := range open {
		for last, more := int64(0), true; more; {
			err := o.db.Write(ctx, func(tx *db.Tx) error {
				cases, err := tx.CasesIn(status, last, page)
				if err != nil {
					return err
				}
				for _, c := range cases {
					if err := o.Count(tx, c); err != nil {
						return err
					}
					last = c.Arrival
				}
				more = len(cases) == page
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// climb tells the next place that a case is late, if it still is.
func (o *Office) climb(tx *db.Tx, c db.Case, b *Book) error {
	rework, err := reworkOf(tx, c)
	if err != nil {
		return err
	}
	owed := b.Owed(c, rework)
	if owed.Kind == "" {
		return o.Count(tx, c)
	}
	rung, err := tx.Climbed(c.Report, owed.Kind, owed.Start)
	if err != nil {
		return err
	}
	for ladder := b.Ladder(owed); rung < len(ladder) && !tx.Now.Before(b.rungAt(owed, rung)); rung++ {
		e := db.Escalation{
			Report: c.Report, Kind: owed.Kind, Start: owed.Start, Rung: rung + 1, Level: string(ladder[rung].Level), Department: c.Department, Due: owed.Due,
		}
		added, err := tx.AddEscalation(&e)
		if err != nil {
			return err
		}
		if !added {
			continue
		}
		for _, tell := range o.told {
			if err := tell(tx, c, e); err != nil {
				return err
			}
		}
	}
	return o.Count(tx, c)
}

// strike does what a clock says for one case; who is at it twice does nothing.
func (o *Office) strike(tx *db.Tx, id civic.ReportID) error {
	clock, err := tx.Clock(id)
	if errors.Is(err, db.ErrNotFound) || err == nil && (clock.NextAt.IsZero() || clock.NextAt.After(tx.Now)) {
		return nil
	}
	if err != nil {
		return err
	}
	c, err := tx.Case(id)
	if err != nil {
		return err
	}
	b, err := o.Book(tx)
	if err != nil {
		return err
	}
	if clock.Next == db.ClockEscalate {
		return o.climb(tx, c, b)
	}
	if at, ok := b.Closes(c); ok && !at.After(tx.Now) && o.close != nil {
		return o.close(tx, id) // which counts anew
	}
	return o.Count(tx, c)
}
