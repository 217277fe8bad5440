package intake

import (
	"priyom/portal/db"
	"priyom/store/journal"
)

// purgeFact is what a device did with what it no longer needs. The portal's own copies have a retention of their own:
// nothing follows from it here, the journal is the proof.
type purgeFact struct{ journal.Purge }

func judgePurge(e *journal.Entry) judged {
	p, err := journal.DecodePurge(e.Public)
	if err != nil || e.Sealed != nil || len(p.Reports) == 0 {
		return judged{verdict: VerdictUnreadable}
	}
	return judged{fact: purgeFact{p}}
}

func (purgeFact) settle(*db.Tx, db.Entry) (verdict string, err error) { return "", nil }
