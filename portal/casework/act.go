package casework

import (
	"slices"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/tell"
)

// ActIn is Act within a transaction, for whoever acts as part of something bigger.
func (o *Office) ActIn(tx *db.Tx, d Deed) (after db.Case, err error) {
	before, err := tx.Case(d.Report)
	if err != nil {
		return before, err
	}
	r, err := tx.Report(d.Report)
	if err != nil {
		return before, err
	}
	if err := d.permit(before, r.Device); err != nil {
		return before, err
	}
	if d.Version != 0 && d.Version != before.Version {
		return before, db.ErrStale
	}
	if err := claimedByOther(tx, before.Report, d.By); err != nil {
		return before, err
	}
	d.Comment = civic.Tidy(d.Comment)
	if d.Act == civic.ActAssign {
		if err := o.knows(tx, d.Department); err != nil {
			return before, err
		}
	}
	row, err := o.next(tx, d, before, r)
	if err != nil {
		return before, err
	}
	after = before
	if err := o.change(tx, &after, d, row); err != nil {
		return before, err
	}
	if err := tx.PutCase(&after); err != nil {
		return before, err
	}
	step := stepOf(tx, d, row)
	if err := tx.AddStep(after.Report, step); err != nil {
		return before, err
	}
	if err := tx.DropClaim(after.Report); err != nil {
		return before, err
	}
	if after, err = tx.Case(after.Report); err != nil {
		return before, err
	}
	if after, err = o.follow(tx, before, after, step); err != nil {
		return before, err
	}
	if d.Act == civic.ActAssign {
		o.learner.learn(after)
	}
	return after, o.tell(tx, r, after, row, step)
}

// knows is a *civic.NeedsError for a department that there isn't.
func (o *Office) knows(tx *db.Tx, slug civic.DepartmentSlug) error {
	all, err := o.Departments(tx)
	if err != nil || slices.ContainsFunc(all, func(d civic.Department) bool { return d.Slug == slug }) {
		return err
	}
	return &civic.NeedsError{Missing: []civic.Requirement{civic.NeedDepartment}}
}

// next asks civic for the row that applies.
func (o *Office) next(tx *db.Tx, d Deed, c db.Case, r db.Report) (civic.Transition, error) {
	facts := civic.Case{
		ID: c.Report, Valid: true, Receipt: true, TimeUp: d.TimeUp, Returns: c.Returns, Department: d.Department, Into: d.Into, Reason: d.Reason,
		Comment: d.Comment, Rating: d.Rating, Place: c.Place, CapturedAt: r.CapturedAt,
	}
	if d.Act == civic.ActSolve {
		before, after, err := Pictures(tx, r)
		if err != nil {
			return civic.Transition{}, err
		}
		for _, p := range before {
			facts.Before = append(facts.Before, p.Photo)
		}
		for _, p := range after {
			if c.Solved.IsZero() || p.Added.After(c.Solved) { // what was shown for a solution that wasn't one shows nothing now
				facts.After = append(facts.After, p.Photo)
			}
		}
		facts.Place.Position.Accuracy = r.Place.Position.Accuracy
	}
	return civic.Next(c.Status, d.Act, d.By.Role, facts)
}

func stepOf(tx *db.Tx, d Deed, row civic.Transition) db.Step {
	return db.Step{
		Status: row.To, At: tx.Now, Note: d.Comment, Act: d.Act, Role: d.By.Role, Actor: d.By.Account, Department: d.Department,
		Reason: d.Reason, Rating: d.Rating,
		Private: d.Comment != "" && (d.Private || d.By.Role == civic.RoleCitizen || d.By.Role == civic.RolePoint), // nobody moderated a citizen's words
	}
}

// change makes of a case what a step makes of it, all but its status.
func (o *Office) change(tx *db.Tx, c *db.Case, d Deed, row civic.Transition) error {
	switch d.Act {
	case civic.ActAssign:
		c.Department, c.Executor = d.Department, d.Executor
		if c.Registered.IsZero() {
			c.Registered = tx.Now
		}
		if c.Published.IsZero() && row.From == civic.StatusModeration && !d.Hidden && d.By.may(accounts.RightPublish) {
			c.Published = tx.Now
		}
	case civic.ActStart:
		if !d.Executor.IsZero() {
			c.Executor = d.Executor
		} else if c.Executor.IsZero() {
			c.Executor = d.By.Account
		}
	case civic.ActReturn:
		c.Returns++
		c.Executor = db.Account{}
	case civic.ActSolve:
		c.Solved = tx.Now
	case civic.ActRework:
		c.Reworks++
	case civic.ActRate:
		c.Rating = d.Rating
	case civic.ActReopen:
		c.Level = 2
	case civic.ActMerge:
		if err := o.merge(tx, c, d); err != nil {
			return err
		}
	case civic.ActSplit:
		if err := o.split(tx, c); err != nil {
			return err
		}
	case civic.ActWithdraw:
		if joined, err := tx.Merged(c.Report); err != nil || len(joined) > 0 {
			return firstError(err, ErrJoined)
		}
	}
	if d.Hidden || hides(d.Act, d.Reason) {
		c.Published = noTime
	}
	if c.ClosedAt = noTime; row.To.Final() {
		c.ClosedAt = tx.Now
	}
	return nil
}

// hides says that the public sees no more of a report after an act: what its author took back, what goes on as a part of another,
// and what wasn't for the public from the start.
func hides(act civic.Action, reason civic.Reason) bool {
	switch act {
	case civic.ActMerge, civic.ActWithdraw:
		return true
	case civic.ActReject:
		return reason == civic.ReasonAbuse || reason == civic.ReasonPrivate || reason == civic.ReasonTest
	}
	return false
}

// tell tells the devices. That a report is before the moderators is no news to whoever has a receipt. Whoever's report
// became a part of this one hears what becomes of it as if it were theirs.
func (o *Office) tell(tx *db.Tx, r db.Report, c db.Case, row civic.Transition, step db.Step) error {
	if row.Act == civic.ActAdmit {
		return nil
	}
	if row.Silent {
		step.Private = true
	}
	if err := tell.Author(tx, r, step); err != nil {
		return err
	}
	joined, err := tx.Merged(c.Report)
	if err != nil {
		return err
	}
	for _, id := range joined {
		other, err := tx.Report(id)
		if err != nil {
			return err
		}
		if err := tell.Author(tx, other, step); err != nil {
			return err
		}
	}
	return tell.Near(tx, c.Report)
}
