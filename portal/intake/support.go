package intake

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// VerdictSupport is support for a report that isn't here.
const VerdictSupport = "verdict.support"

// supportFact is somebody who joins in a report.
type supportFact struct {
	civic.Support
	person [16]byte
}

func (in *Intake) judgeSupport(e *journal.Entry) judged {
	s, err := journal.DecodeSupport(e.Public)
	if err != nil || s.ID.IsZero() || s.Report.IsZero() {
		return judged{verdict: VerdictUnreadable}
	}
	if outOfTime(s.At) {
		return judged{verdict: VerdictTime}
	}
	who := civic.Reporter{}
	if e.Sealed != nil {
		var verdict string
		if who, verdict = in.open(e); verdict != "" {
			return judged{verdict: verdict}
		}
	}
	person, err := in.person(s, who)
	if err != nil {
		return judged{verdict: VerdictUnreadable}
	}
	return judged{fact: supportFact{s, person}}
}

// person tells one supporter of a report from another, by name and phone. Who doesn't say is somebody else each time.
func (in *Intake) person(s civic.Support, who civic.Reporter) (person [16]byte, err error) {
	name, phone := civic.NameKey(who.Name), civic.PhoneKey(who.Phone)
	if name == "" && phone == "" {
		return s.ID, nil
	}
	key, err := in.keys.Derive("support", s.Report[:])
	if err != nil {
		return person, err
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte(name + "\n" + phone))
	copy(person[:], m.Sum(nil))
	return person, nil
}

func (f supportFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	r, err := tx.Report(f.Report)
	if errors.Is(err, db.ErrNotFound) {
		return VerdictSupport, nil
	}
	if err != nil {
		return "", err
	}
	added, err := tx.AddSupport(db.Support{ID: f.ID, Report: f.Report, Device: e.Device, Arrival: e.Arrival, Person: f.person, At: f.At})
	if err != nil || !added {
		return "", err
	}
	return "", tellNear(tx, r)
}
