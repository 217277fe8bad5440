package intake

import (
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// VerdictInspection is on an inspection that says nothing, too much, or what can't be.
const VerdictInspection = "verdict.inspection"

// Inspector does to a case what an inspector found, once all of the inspection's photos were told of; before that its result is
// civic.ResultWaiting. It keeps what came of it, and tells the device.
type Inspector func(tx *db.Tx, i db.Inspection) error

// InspectBy leaves inspections to somebody. Call it before Rejudge; without one they are kept, and nothing comes of them.
func (in *Intake) InspectBy(f Inspector) { in.inspector = f }

// Pictured says what is done when it becomes known of a report's photo that there are copies of it, in the same transaction.
// A replay leaves it out. Set it before the first Take.
func (in *Intake) Pictured(do func(*db.Tx, civic.ReportID) error) { in.pictured = do }

func judgeInspection(e *journal.Entry, role civic.Role) judged {
	i, err := journal.DecodeInspection(e.Public)
	switch {
	case err != nil || i.ID.IsZero() || i.Report.IsZero():
		return judged{verdict: VerdictUnreadable}
	case role != civic.RoleInspector:
		return judged{verdict: VerdictRole}
	case outOfTime(i.At), !i.BeganAt.IsZero() && outOfTime(i.BeganAt):
		return judged{verdict: VerdictTime}
	}
	for n := range i.Photos {
		i.Photos[n].State = civic.PhotoNew // at capture nothing else is known
	}
	if len(i.Check()) > 0 {
		return judged{verdict: VerdictInspection}
	}
	if !i.Voice.IsZero() && !spoken(e, i.Voice) {
		return judged{verdict: VerdictInspection}
	}
	return judged{fact: inspectionFact{i}}
}

// spoken says that a voice is among an entry's files.
func spoken(e *journal.Entry, v civic.BlobRef) bool {
	for _, b := range e.Blobs {
		if b.Role == journal.RoleVoice && b.SHA256 == v.SHA256 && b.Size == v.Size {
			return true
		}
	}
	return false
}

// inspectionFact is what an inspector found. That it was said follows from the entry; what came of it also from what staff did before,
// which no entry tells. So settle keeps the one, and work does the other.
type inspectionFact struct{ civic.Inspection }

func (f inspectionFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	if _, err := tx.Report(f.Report); errors.Is(err, db.ErrNotFound) {
		return VerdictNoReport, nil
	} else if err != nil {
		return "", err
	}
	i := db.Inspection{Inspection: f.Inspection, Device: e.Device, Came: e.Received, Arrival: e.Arrival}
	added, err := tx.AddInspection(i, e.Public)
	if err != nil || added {
		return "", err
	}
	known, err := tx.Inspection(f.ID)
	if err == nil && known.Device != e.Device {
		return VerdictTaken, nil
	}
	return "", err
}

func (f inspectionFact) work(tx *db.Tx, in *Intake, e db.Entry) error {
	return in.inspect(tx, f.ID, e)
}

// inspect has somebody act on an inspection, as long as nobody did.
func (in *Intake) inspect(tx *db.Tx, id civic.InspectionID, e db.Entry) error {
	i, err := tx.Inspection(id)
	if errors.Is(err, db.ErrNotFound) || err == nil && (i.Device != e.Device || i.Result != civic.ResultWaiting) || in.inspector == nil {
		return nil // it comes later, or is another's, or was told again
	}
	if err != nil {
		return err
	}
	return in.inspector(tx, i)
}

// shownFact is what became of a photo of an inspection on the device. It may come before the inspection.
type shownFact struct {
	of     civic.InspectionID
	report civic.ReportID
	photo  civic.Photo
}

func (f shownFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	return "", tx.PutInspectionPhoto(f.of, db.Photo{Photo: f.photo, Device: e.Device, Report: f.report, Ord: db.NoOrd})
}
