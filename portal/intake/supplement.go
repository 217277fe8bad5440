package intake

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// VerdictSupplement is on a supplement without words and photos, or with too many.
const VerdictSupplement = "verdict.supplement"

func judgeSupplement(e *journal.Entry) judged {
	s, err := journal.DecodeSupplement(e.Public)
	switch {
	case err != nil || s.ID.IsZero() || s.Report.IsZero():
		return judged{verdict: VerdictUnreadable}
	case outOfTime(s.At):
		return judged{verdict: VerdictTime}
	}
	for i := range s.Photos {
		s.Photos[i].State = civic.PhotoNew // at capture nothing else is known
	}
	if len(s.Check()) > 0 {
		return judged{verdict: VerdictSupplement}
	}
	return judged{fact: supplementFact{s}}
}

// supplementFact is what an author adds to a report.
type supplementFact struct{ civic.Supplement }

func (f supplementFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	if verdict, err := ownReport(tx, e, f.Report); verdict != "" || err != nil {
		return verdict, err
	}
	added, err := tx.AddSupplement(db.Supplement{Supplement: f.Supplement, Came: e.Received, Arrival: e.Arrival})
	if err != nil || !added {
		return "", err
	}
	r, err := tx.Report(f.Report)
	if err != nil {
		return "", err
	}
	for _, p := range f.Photos {
		known, err := tx.ToldPhoto(r.Device, r.ID, p.ID)
		if ignoreNotFound(err) != nil {
			return "", err
		}
		if err == nil && known.Ord != db.NoOrd {
			continue // the report itself names it
		}
		if err := namePhoto(tx, r, db.NoOrd, p); err != nil {
			return "", err
		}
	}
	return "", nil
}
