package casework

import (
	"errors"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Serves says that a case is where an inspector's device works: its department's, or, without one, in the settlement that is
// its place.
func Serves(d db.Device, c db.Case) bool {
	if d.Role != civic.RoleInspector || !d.Revoked.IsZero() {
		return false
	}
	if d.Department != "" {
		return d.Department == c.Department
	}
	return civic.SameSettlement(d.Place, c.Place.Settlement)
}

// Inspected is for intake: it does to a report what an inspector found on the spot, as far as the workflow lets it, keeps what came of it
// and tells the device. Until all photos were told of it waits.
func (o *Office) Inspected(tx *db.Tx, i db.Inspection) error {
	photos, err := tx.InspectionPhotos(i.ID, i.Device)
	if err != nil {
		return err
	}
	for _, named := range i.Photos {
		if !slices.ContainsFunc(photos, func(p db.Photo) bool { return p.ID == named.ID }) {
			return nil // what became of it is told in a later entry
		}
	}
	j := civic.Judgement{Inspection: i.ID, Report: i.Report, At: tx.Now}
	if j.Result, j.Missing, err = o.inspected(tx, i, photos); err != nil {
		return err
	}
	if err := tx.JudgeInspection(j); err != nil {
		return err
	}
	body, err := journal.Encode(wire.NewInspectionResult(j))
	if err != nil {
		return err
	}
	return tx.AddChange(db.Scope{Device: i.Device}, wire.Change{Kind: wire.ChangeInspection, Body: body})
}

func (o *Office) inspected(tx *db.Tx, i db.Inspection, photos []db.Photo) (civic.Result, []civic.Requirement, error) {
	d, err := tx.Device(i.Device)
	if err != nil {
		return "", nil, err
	}
	c, err := tx.Case(i.Report)
	if err != nil {
		return "", nil, err
	}
	switch {
	case !Serves(d, c):
		return civic.ResultForbidden, nil, nil
	case !c.Status.Tasked(), i.At.Before(c.Solved): // it was seen before the last solution, which wasn't one
		return civic.ResultLate, nil, nil
	}
	if err := o.show(tx, i, photos); err != nil {
		return "", nil, err
	}
	deed := Deed{Report: i.Report, Act: i.Outcome.Act(), By: Inspector(d), Comment: i.Comment}
	deed.Private = deed.Act == civic.ActReturn // it is for the moderators
	if c.Status != civic.StatusInWork && deed.Act != civic.ActReturn || c.Status == civic.StatusRework {
		if _, err := o.ActIn(tx, Deed{Report: i.Report, Act: civic.ActStart, By: deed.By}); err != nil {
			return "", nil, err
		}
	}
	_, err = o.ActIn(tx, deed)
	return resultOf(i, err)
}

// resultOf says what an attempt at a deed means to the inspector. Whatever isn't theirs to mend comes back as an error.
func resultOf(i db.Inspection, err error) (civic.Result, []civic.Requirement, error) {
	var needs *civic.NeedsError
	switch {
	case err == nil:
		return civic.ResultDone, nil, nil
	case errors.As(err, &needs) && i.Override != "" && !slices.Contains(needs.Missing, civic.NeedAfterPhoto):
		return civic.ResultReview, needs.Missing, nil
	case errors.As(err, &needs):
		return civic.ResultProof, needs.Missing, nil
	case errors.Is(err, civic.ErrNoTransition):
		return civic.ResultLate, nil, nil
	case errors.Is(err, ErrForbidden):
		return civic.ResultForbidden, nil, nil
	}
	return "", nil, err
}

// show puts an inspection's photos among those of what was done, if something was.
func (o *Office) show(tx *db.Tx, i db.Inspection, photos []db.Photo) error {
	if i.Outcome != civic.OutcomeFixed && i.Outcome != civic.OutcomePartly {
		return nil
	}
	d, err := tx.Device(i.Device)
	if err != nil {
		return err
	}
	known, err := tx.AfterPhotos(i.Report)
	if err != nil {
		return err
	}
	room := 2*civic.MaxPhotos - len(known) // what was shown for a solution that wasn't one stays
	for _, e := range i.Evidence() {
		at := slices.IndexFunc(photos, func(p db.Photo) bool { return p.ID == e.ID })
		if at < 0 || photos[at].State != civic.PhotoPrepared || room <= 0 {
			continue // there is nothing to be seen of it
		}
		room--
		p := db.AfterPhoto{Photo: e, Report: i.Report, By: d.Staff}
		p.Copy, p.Preview = photos[at].Copy, photos[at].Preview
		if p.Preview.IsZero() {
			p.Preview = p.Copy
		}
		if err := tx.AddAfter(p); err != nil {
			return err
		}
	}
	return nil
}
