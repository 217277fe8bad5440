package intake

import (
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/tell"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// VerdictAct is on an act that no author can do, or without the words or the mark that it takes.
const VerdictAct = "verdict.act"

// Worker does to a case what its author said. Whether the workflow lets it is the worker's to find out: done is false for an act
// that comes too late.
type Worker func(tx *db.Tx, a civic.AuthorAct, e db.Entry) (done bool, err error)

// WorkBy leaves acts of authors to a worker. Call it before Rejudge; without one they are kept, and nothing comes of them.
func (in *Intake) WorkBy(w Worker) { in.worker = w }

func (in *Intake) judgeAct(e *journal.Entry) judged {
	a, err := journal.DecodeAct(e.Public)
	switch {
	case err != nil || a.ID.IsZero() || a.Report.IsZero():
		return judged{verdict: VerdictUnreadable}
	case outOfTime(a.At):
		return judged{verdict: VerdictTime}
	case len(a.CheckPublic()) > 0:
		return judged{verdict: VerdictAct}
	}
	if e.Sealed != nil {
		var verdict string
		if a.Comment, verdict = in.openAct(e); verdict != "" {
			return judged{verdict: verdict}
		}
	}
	if !e.Erased() && len(a.Check()) > 0 {
		return judged{verdict: VerdictAct}
	}
	return judged{fact: actFact{a}}
}

func (in *Intake) openAct(e *journal.Entry) (comment, verdict string) {
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return "", verdict
	}
	comment, err := journal.DecodeActWords(personal)
	if err != nil {
		return "", VerdictSealed
	}
	return comment, ""
}

// ActComment opens what an author said with an act; "" if there is nothing, or nothing any more.
func (in *Intake) ActComment(e *journal.Entry) string {
	if e.Sealed == nil {
		return ""
	}
	comment, _ := in.openAct(e)
	return comment
}

// actFact is what an author does. That it was done follows from the entry; what came of it also from what staff did before, which
// no entry tells. So settle keeps the one, and work does the other.
type actFact struct{ civic.AuthorAct }

func (f actFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	if verdict, err := ownReport(tx, e, f.Report); verdict != "" || err != nil {
		return verdict, err
	}
	_, err := tx.AddAuthorAct(db.AuthorAct{AuthorAct: f.AuthorAct, Came: e.Received, Arrival: e.Arrival})
	return "", err
}

// work does what an entry leads to beside what settle kept of it. An audit replays settle alone.
func (in *Intake) work(tx *db.Tx, e db.Entry, j judged) error {
	switch f := j.fact.(type) {
	case reportFact:
		return in.arrived(tx, f.ID)
	case supportFact:
		return in.arrived(tx, f.Report)
	case actFact:
		return f.work(tx, in, e)
	case inspectionFact:
		return f.work(tx, in, e)
	case shownFact:
		return in.inspect(tx, f.of, e)
	case photoFact:
		if err := in.pictured(tx, f.report); err != nil {
			return err
		}
		return f.tellOthers(tx, e)
	case messageFact:
		return tellOthers(tx, e, tell.SaidMessage(f.Message, e.Arrival))
	case supplementFact:
		return tellOthers(tx, e, tell.SaidSupplement(f.Supplement))
	}
	return nil
}

// tellOthers tells the other devices of a citizen what they said. A reception point's reports are nobody's account's.
func tellOthers(tx *db.Tx, e db.Entry, s wire.SaidChange) error {
	if e.Role == civic.RolePoint {
		return nil
	}
	return tell.Said(tx, s, e.Device)
}

// tellOthers has them fetch the photo, if it can be shown.
func (f photoFact) tellOthers(tx *db.Tx, e db.Entry) error {
	if e.Role == civic.RolePoint || f.photo.State != civic.PhotoPrepared {
		return nil
	}
	r, err := tx.Report(f.report)
	if errors.Is(err, db.ErrNotFound) {
		return nil // it came before its report
	}
	if err != nil {
		return err
	}
	p, err := tx.ToldPhoto(r.Device, f.report, f.photo.ID)
	if err != nil {
		return err
	}
	side := civic.SideBefore
	if p.Ord == db.NoOrd {
		side = civic.SideAdded
	}
	return tell.Picture(tx, f.report, p.Photo, side, e.Device)
}

func (f actFact) work(tx *db.Tx, in *Intake, e db.Entry) error {
	if err := tellOthers(tx, e, tell.SaidAct(f.AuthorAct, e.Arrival)); err != nil {
		return err
	}
	acts, err := tx.AuthorActs(f.Report)
	if err != nil {
		return err
	}
	for _, a := range acts {
		if a.ID == f.ID && (a.Done || a.Arrival != e.Arrival) {
			return nil // told again
		}
	}
	if in.worker == nil {
		return nil
	}
	done, err := in.worker(tx, f.AuthorAct, e)
	if err != nil || !done {
		return err
	}
	return tx.AuthorActDone(f.ID)
}
