package intake

import (
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// The verdicts on handing answers over.
const (
	VerdictHanding  = "verdict.handing"   // an outcome that doesn't fit the kind, or of no answer
	VerdictNoReport = "verdict.no-report" // about a report that isn't this device's
)

func (in *Intake) judgeHanding(e *journal.Entry, role civic.Role) judged {
	h, err := journal.DecodeHanding(e.Public)
	switch {
	case err != nil || h.ID.IsZero():
		return judged{verdict: VerdictUnreadable}
	case role == civic.RoleCitizen:
		return judged{verdict: VerdictRole}
	case h.Answer.IsZero() || h.Revision < 1:
		return judged{verdict: VerdictHanding}
	case !h.Outcome.Known():
		return judged{} // of a later version
	case journal.HandingKind(h.Outcome) != e.Kind:
		return judged{verdict: VerdictHanding}
	case outOfTime(h.At):
		return judged{verdict: VerdictTime}
	}
	if e.Sealed != nil {
		if _, _, verdict := in.openNote(e); verdict != "" {
			return judged{verdict: verdict}
		}
	}
	return judged{fact: handingFact{h}}
}

func (in *Intake) openNote(e *journal.Entry) (note, track, verdict string) {
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return "", "", verdict
	}
	note, track, err := journal.DecodeHandingNote(personal)
	if err != nil {
		return "", "", VerdictSealed
	}
	return note, track, ""
}

// HandingNote opens the personal part of a handing's entry; both are "" if there is none any more, or never was.
func (in *Intake) HandingNote(e *journal.Entry) (note, track string) {
	if e.Sealed == nil {
		return "", ""
	}
	note, track, _ = in.openNote(e)
	return note, track
}

// handingFact is an attempt to hand an answer over.
type handingFact struct{ civic.Handing }

// settle doesn't ask whether the answer is here: a portal that was restored may have lost it, and what people said stays true.
func (f handingFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	if verdict, err := ownReport(tx, e, f.Report); verdict != "" || err != nil {
		return verdict, err
	}
	return "", tx.AddHanding(db.Handing{Handing: f.Handing, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Arrival: e.Arrival})
}

// ownReport gives VerdictNoReport for a report that isn't the business of the entry's device: one that it didn't take, or, of a citizen's,
// that isn't its account's, or isn't any more. The portal's own journal says of any report what its author says with a browser: whose
// it is was seen to before.
func ownReport(tx *db.Tx, e db.Entry, id civic.ReportID) (verdict string, err error) {
	r, err := tx.Report(id)
	if errors.Is(err, db.ErrNotFound) {
		return VerdictNoReport, nil
	}
	if err != nil || e.Role == civic.RolePortal {
		return "", err
	}
	may := r.Device == e.Device
	if e.Role == civic.RoleCitizen {
		shares, err := tx.Shares(id)
		if err != nil {
			return "", err
		}
		var open, known bool
		for _, s := range shares {
			if s.Device == e.Device {
				known, open = true, open || s.Covers(e.Arrival)
			}
		}
		may = open || may && !known
	}
	if !may {
		return VerdictNoReport, nil
	}
	return "", nil
}
