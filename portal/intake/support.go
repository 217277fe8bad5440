package intake

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/tell"
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

// person tells one supporter of a report from another, by name and phone, or by the address for e-mail. Who doesn't say is somebody else each time.
func (in *Intake) person(s civic.Support, who civic.Reporter) (person [16]byte, err error) {
	identity := civic.NameKey(who.Name) + "\n" + civic.PhoneKey(who.Phone)
	switch {
	case who.Email != "": // an address is one person's; a name may be spelt in two ways
		identity = "@\n" + strings.ToLower(strings.TrimSpace(who.Email))
	case identity == "\n":
		return s.ID, nil
	}
	key, err := in.keys.Derive("support", s.Report[:])
	if err != nil {
		return person, err
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte(identity))
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
	return "", tell.Near(tx, r.ID)
}

// People are who is behind a report, as they would count as supporters of another: so that somebody who joined in both, or
// told both, counts once. Who can't be told any more counts as somebody of their own.
func (in *Intake) People(tx *db.Tx, of, as civic.ReportID) (author [16]byte, supporters [][16]byte, err error) {
	r, err := tx.Report(of)
	if err != nil {
		return author, nil, err
	}
	e, err := tx.Entry(r.Device, r.Epoch, r.Seq)
	if err != nil {
		return author, nil, err
	}
	who, _ := in.Reporter(&e.Entry)
	if author, err = in.person(civic.Support{ID: civic.SupportID(of), Report: as}, who); err != nil {
		return author, nil, err
	}
	supports, err := tx.Supports(of)
	if err != nil {
		return author, nil, err
	}
	for _, s := range supports {
		person := s.Person
		if e, err := tx.EntryAt(s.Arrival); err == nil && e.Sealed != nil {
			if who, verdict := in.open(&e.Entry); verdict == "" {
				if person, err = in.person(civic.Support{ID: s.ID, Report: as}, who); err != nil {
					return author, nil, err
				}
			}
		}
		supporters = append(supporters, person)
	}
	return author, supporters, nil
}
