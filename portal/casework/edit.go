package casework

import (
	"context"
	"encoding/json"
	"strconv"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/tell"
)

// Change is what a moderator makes of a report's words, kind, urgency and place. Whatever is nil stays.
type Change struct {
	Report   civic.ReportID
	Version  int64 // of the case that they saw; 0: whatever it is by now
	By       Actor
	Text     *string
	Category *civic.CategorySlug
	Urgency  *civic.Urgency
	Place    *civic.Place
	Note     string // why; not for the public
}

// Edit changes a case and keeps what was there before. What stays as it is isn't an edit. The errors are civic.Problems for what a
// report can't be, ErrForbidden, ErrClaimed, db.ErrNotFound, db.ErrStale, or the database's.
func (o *Office) Edit(ctx context.Context, ch Change) (after db.Case, err error) {
	return o.alter(ctx, ch.Report, ch.Version, ch.By, accounts.RightEdit, func(tx *db.Tx, c *db.Case) ([]db.Edit, error) {
		return o.edit(tx, c, ch)
	})
}

// edit changes the case and says in what.
func (o *Office) edit(tx *db.Tx, c *db.Case, ch Change) (edits []db.Edit, err error) {
	note := func(f db.Field, before, after string) {
		if before != after {
			edits = append(edits, db.Edit{Field: f, Before: before, After: after})
		}
	}
	was := *c
	if ch.Text != nil {
		c.Text = civic.Tidy(*ch.Text)
		note(db.FieldText, was.Text, c.Text)
	}
	if ch.Category != nil {
		category, _ := o.known.Category(*ch.Category)
		c.Category, c.Theme = *ch.Category, category.Theme
		note(db.FieldCategory, string(was.Category), string(c.Category))
	}
	if ch.Urgency != nil {
		c.Urgency = *ch.Urgency
		note(db.FieldUrgency, string(was.Urgency), string(c.Urgency))
	}
	if ch.Place != nil {
		c.Place = *ch.Place
		c.Place.Address, c.Place.Settlement, c.Place.Position.Accuracy = civic.Tidy(c.Place.Address), civic.Tidy(c.Place.Settlement), 0
		note(db.FieldPlace, WritePlace(was.Place), WritePlace(c.Place))
	}
	if len(edits) == 0 {
		return nil, nil
	}
	told, err := tx.Report(c.Report)
	if err != nil {
		return nil, err
	}
	told.Text, told.Category, told.Urgency, told.Place, told.Photos = c.Text, c.Category, c.Urgency, c.Place, nil
	if problems := told.ValidatePublic(o.known); len(problems) > 0 {
		return nil, problems
	}
	for i := range edits {
		edits[i].Note = civic.Tidy(ch.Note)
	}
	return edits, nil
}

// placeWords is how a place stands in an edit.
type placeWords struct {
	Address    string       `json:"address"`
	Settlement string       `json:"settlement"`
	Lat        float64      `json:"lat"`
	Lon        float64      `json:"lon"`
	Source     civic.Source `json:"source"`
}

// WritePlace writes a place into an edit.
func WritePlace(p civic.Place) string {
	b, err := json.Marshal(placeWords{p.Address, p.Settlement, float64(p.Position.Lat), float64(p.Position.Lon), p.Source})
	if err != nil {
		return p.Address // a position that is no number: nobody lets one in
	}
	return string(b)
}

// ReadPlace reads a place out of an edit.
func ReadPlace(s string) (civic.Place, error) {
	var w placeWords
	err := json.Unmarshal([]byte(s), &w)
	return civic.Place{
		Address: w.Address, Settlement: w.Settlement, Source: w.Source,
		Position: civic.Position{Lat: civic.Degrees(w.Lat), Lon: civic.Degrees(w.Lon)},
	}, err
}

// Raise passes a report to the senior moderators, who see why. The errors are those of Edit, and civic.ErrNoTransition if it isn't
// before the moderators or is with the seniors already.
func (o *Office) Raise(ctx context.Context, report civic.ReportID, version int64, by Actor, why string) (db.Case, error) {
	return o.alter(ctx, report, version, by, accounts.RightRoute, func(_ *db.Tx, c *db.Case) ([]db.Edit, error) {
		if why = civic.Tidy(why); why == "" {
			return nil, &civic.NeedsError{Missing: []civic.Requirement{civic.NeedComment}}
		}
		if c.Status != civic.StatusModeration || c.Level > 1 {
			return nil, civic.ErrNoTransition
		}
		c.Level = 2
		return []db.Edit{{Field: db.FieldLevel, Before: "1", After: "2", Note: why}}, nil
	})
}

// Show lets the public see a report, or hides it. The errors are those of Edit, and civic.ErrNoTransition for what nobody moderated, is a
// part of another, or was taken back.
func (o *Office) Show(ctx context.Context, report civic.ReportID, version int64, by Actor, public bool, why string) (db.Case, error) {
	return o.alter(ctx, report, version, by, accounts.RightPublish, func(tx *db.Tx, c *db.Case) ([]db.Edit, error) {
		if public && !MayBePublic(*c) {
			return nil, civic.ErrNoTransition
		}
		if public == c.Public() {
			return nil, nil
		}
		e := db.Edit{Field: db.FieldPublic, Before: strconv.FormatBool(!public), After: strconv.FormatBool(public), Note: civic.Tidy(why)}
		if c.Published = noTime; public {
			c.Published = tx.Now
		}
		return []db.Edit{e}, nil
	})
}

// MayBePublic says that a moderator let a report go on, and that it stands for itself.
func MayBePublic(c db.Case) bool {
	return !c.Registered.IsZero() && c.Status != civic.StatusModeration && c.Status != civic.StatusWithdrawn && c.MergedInto.IsZero()
}

// Entrust says who of a department deals with a report; nobody, if who is zero.
func (o *Office) Entrust(ctx context.Context, report civic.ReportID, version int64, by Actor, who db.Account) (db.Case, error) {
	return o.alter(ctx, report, version, by, entrust, func(_ *db.Tx, c *db.Case) ([]db.Edit, error) {
		if who == c.Executor {
			return nil, nil
		}
		e := db.Edit{Field: db.FieldExecutor, Before: c.Executor.String(), After: who.String()}
		c.Executor = who
		return []db.Edit{e}, nil
	})
}

// alter changes a case other than by a step, and keeps in what.
func (o *Office) alter(ctx context.Context, report civic.ReportID, version int64, by Actor, right accounts.Right, do func(*db.Tx, *db.Case) ([]db.Edit, error)) (after db.Case, err error) {
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		before, err := tx.Case(report)
		if err != nil {
			return err
		}
		if !by.alters(before, right) {
			return ErrForbidden
		}
		if version != 0 && version != before.Version {
			return db.ErrStale
		}
		if err := claimedByOther(tx, report, by); err != nil {
			return err
		}
		after = before
		edits, err := do(tx, &after)
		if err != nil || len(edits) == 0 {
			return err
		}
		if err := tx.PutCase(&after); err != nil {
			return err
		}
		for _, e := range edits {
			e.Role, e.Actor = by.Role, by.Account
			if err := tx.AddEdit(report, e); err != nil {
				return err
			}
		}
		if after.Level > before.Level {
			if err := tx.DropClaim(report); err != nil {
				return err
			}
		}
		if after, err = o.follow(tx, before, after, db.Step{}); err != nil {
			return err
		}
		return tell.Near(tx, report)
	})
	return after, err
}

// entrust is the right to edit, for what departments do with reports of their own too.
const entrust accounts.Right = "entrust"

// Reaches says that a case is where somebody works: of their level of moderation, of their department.
func (a Actor) Reaches(c db.Case) bool {
	switch a.Role {
	case civic.RoleModerator:
		return c.Level == 1 || c.Status != civic.StatusModeration
	case civic.RoleDepartment, civic.RoleInspector:
		return a.Department == "" || a.Department == c.Department
	}
	return true
}

// alters says that somebody may change a case by hand: moderators all of it, a department who of it deals with its own.
func (a Actor) alters(c db.Case, right accounts.Right) bool {
	own := (a.Role == civic.RoleDepartment || a.Role == civic.RoleInspector) && (a.Department == "" || a.Department == c.Department)
	if right == entrust {
		if right = accounts.RightEdit; own && c.Department != "" {
			return a.may(right)
		}
	}
	if !a.may(right) {
		return false
	}
	switch a.Role {
	case civic.RoleModerator:
		return c.Level == 1 || c.Status != civic.StatusModeration
	case civic.RoleSenior, civic.RoleArbiter:
		return true
	}
	return false
}
