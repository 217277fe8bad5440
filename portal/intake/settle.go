package intake

import (
	"crypto/sha256"
	"errors"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/tell"
	"priyom/store/journal"
)

// settle makes of a kept entry what can be made, and says whether something was, or why not. It depends on nothing but
// the entry and what earlier entries made.
func settle(tx *db.Tx, e db.Entry, j judged) (used bool, verdict string, err error) {
	verdict = j.verdict
	for _, b := range e.Blobs {
		size, err := tx.AddBlobRef(e.Device, b)
		if err != nil {
			return false, "", err
		}
		if size != b.Size && verdict == "" {
			verdict = VerdictFile
		}
	}
	if verdict != "" {
		return false, verdict, nil
	}
	if j.fact == nil {
		return false, "", tx.Raise(db.Alarm{Kind: db.AlarmUnknownKind, Device: e.Device, Detail: string(e.Kind), Epoch: e.Epoch, Seq: e.Seq})
	}
	verdict, err = j.fact.settle(tx, e)
	return err == nil && verdict == "", verdict, err
}

// fact is what an entry says, once it was found to be of use.
type fact interface {
	settle(tx *db.Tx, e db.Entry) (verdict string, err error)
}

// reportFact is a report that was captured.
type reportFact struct {
	civic.Report
	theme civic.ThemeSlug // of its category
}

func (f reportFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	sum := journal.Hash(sha256.Sum256(e.Public))
	known, err := tx.Report(f.ID)
	if !errors.Is(err, db.ErrNotFound) {
		return retold(tx, e, f.ID.String(), known.Device, known.PublicHash == sum, err)
	}
	r := db.Report{Report: f.Report, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Arrival: e.Arrival, PublicHash: sum, At: e.Place}
	r.Status, r.ReceivedAt = civic.StatusDelivered, e.Received
	if err := tx.AddReport(r); err != nil {
		return "", err
	}
	if err := tx.OpenCase(caseOf(r, f.theme)); err != nil {
		return "", err
	}
	for i, p := range f.Photos {
		if err := namePhoto(tx, r, int64(i), p); err != nil {
			return "", err
		}
	}
	if err := checkNumber(tx, r); err != nil {
		return "", err
	}
	return "", tell.Status(tx, r, db.Step{Status: r.Status, At: e.Received})
}

// caseOf is where the portal's work on a report begins.
func caseOf(r db.Report, theme civic.ThemeSlug) db.Case {
	return db.Case{
		Report: r.ID, Arrival: r.Arrival, Number: r.Number, Text: r.Text, Category: r.Category, Theme: theme, Urgency: r.Urgency,
		Place: r.Place, Status: r.Status, StatusAt: r.ReceivedAt, Captured: r.CapturedAt, Received: r.ReceivedAt,
	}
}

// retold settles an entry about something that is here, after err if that couldn't be read: after a restore a device says
// the same again, and that changes nothing.
func retold(tx *db.Tx, e db.Entry, id string, device civic.DeviceID, same bool, err error) (verdict string, _ error) {
	switch {
	case err != nil:
		return "", err
	case device != e.Device:
		return VerdictTaken, nil
	case !same:
		return "", tx.Raise(db.Alarm{Kind: db.AlarmRetold, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Detail: id})
	}
	return "", nil
}

// checkNumber looks at what people will ask for the report by. It was printed already, so a bad one is only alarmed about.
func checkNumber(tx *db.Tx, r db.Report) error {
	taken, err := tx.NumberTaken(r.Number, r.ID)
	if err != nil {
		return err
	}
	alarm := db.Alarm{Device: r.Device, Epoch: r.Epoch, Seq: r.Seq, Detail: r.ID.String()}
	if taken {
		alarm.Kind = db.AlarmNumberClash
		if err := tx.Raise(alarm); err != nil {
			return err
		}
	}
	parts := strings.SplitN(r.Number, "-", 3) // a portal's codes are two letters, a hyphen and digits
	if len(parts) < 3 {
		return nil
	}
	switch owner, err := tx.CodeOwner(parts[0] + "-" + parts[1]); {
	case errors.Is(err, db.ErrNotFound):
		return nil // counted before enrolment, under a code the device made itself
	case err != nil:
		return err
	case owner == r.Device:
		return nil
	}
	alarm.Kind = db.AlarmForeignNumber
	return tx.Raise(alarm)
}
