package intake

import (
	"errors"

	"priyom/civic"
	"priyom/portal/db"
)

// photoFact is what became of a photo on the device: its copies, or that there are none. It may come before its report.
type photoFact struct {
	report civic.ReportID
	photo  civic.Photo
}

func (f photoFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	p := db.Photo{Photo: f.photo, Device: e.Device, Report: f.report, Ord: db.NoOrd}
	owner, err := tx.Report(f.report)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return "", err
	}
	if err == nil && owner.Device != e.Device { // added later, from another device of its author's
		if verdict, err := ownReport(tx, e, f.report); err != nil {
			return "", err
		} else if verdict != "" {
			return VerdictTaken, nil
		}
		p.Device = owner.Device
	}
	known, err := tx.ToldPhoto(p.Device, f.report, p.ID)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return "", tx.PutPhoto(p)
	case err != nil:
		return "", err
	case rank(known.State) > rank(p.State):
		return "", nil // copies were made once and needn't be believed lost
	}
	known.State, known.Problem, known.Copy, known.Preview = p.State, p.Problem, p.Copy, p.Preview
	return "", tx.PutPhoto(known)
}

// namePhoto puts a photo under its report. What the report says of the original holds, what was heard of copies stays.
func namePhoto(tx *db.Tx, r db.Report, ord int64, p civic.Photo) error {
	named := db.Photo{Photo: p, Device: r.Device, Report: r.ID, Ord: ord}
	named.State = civic.PhotoNew
	known, err := tx.ToldPhoto(r.Device, r.ID, p.ID)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	if err == nil {
		named.State, named.Problem, named.Copy, named.Preview = known.State, known.Problem, known.Copy, known.Preview
	}
	return tx.PutPhoto(named)
}

// rank orders the states of a photo by how much is known.
func rank(s civic.PhotoState) int {
	switch s {
	case civic.PhotoPrepared:
		return 2
	case civic.PhotoUnreadable:
		return 1
	}
	return 0
}
