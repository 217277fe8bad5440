package petitions

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
)

// News is what those who signed or follow a petition are told, once.
type News string

// The news.
const (
	Reached  News = "reached"  // it has as many signatures as it takes
	Answered News = "answered" // the district answered
	Ended    News = "ended"    // it can't be signed any more
)

// JobTell tells them; the key says of which petition, and what.
const JobTell db.JobKind = "petition.tell"

// LateDays are for how many days after the last one signatures are still counted that were given in time: sheets are keyed in, and points
// without a line come to one. Then the petition closes by itself.
const LateDays = 14

// jobEnd looks for petitions whose last day is over, and closes those that nothing more is waited for.
const jobEnd db.JobKind = "petition.end"

// announce has those told who signed or follow a petition. The same news are told once for ever.
func announce(tx *db.Tx, id civic.PetitionID, n News) error {
	return tx.AddJob(db.Job{Kind: JobTell, Key: id.String() + " " + string(n)})
}

// Announced is what a job's key says.
func Announced(key string) (id civic.PetitionID, n News, err error) {
	name, what, ok := strings.Cut(key, " ")
	if id, err = civic.ParsePetitionID(name); err != nil || !ok {
		return id, n, fmt.Errorf("petitions: job %q: %w", key, civic.ErrBadID)
	}
	return id, News(what), nil
}

// Work says what jobs are to be done: location is whose clock a petition's last day ends by.
func (r *Register) Work(runner *jobs.Runner, location *time.Location) {
	runner.HandleTx(jobEnd, func(tx *db.Tx, _ db.Job) error {
		today := civic.DateOf(tx.Now.In(location))
		ended, err := tx.EndedPetitions(today)
		for _, p := range ended {
			if err == nil {
				err = announce(tx, p.ID, Ended)
			}
			if err == nil && p.ClosedAt.IsZero() && p.To.AddDays(LateDays).Before(today) {
				err = r.close(tx, p, Actor{Role: civic.RoleSystem})
			}
		}
		return err
	})
	runner.Every(jobEnd, time.Hour)
}

// Errors of an answer. Each is one thing to mend.
var (
	ErrText      = errors.New("petitions: the answer is empty or too long")
	ErrSignatory = errors.New("petitions: who answers?")
	ErrEarly     = errors.New("petitions: it is still being signed")
	ErrAnswered  = errors.New("petitions: there is an answer already")
)

// The most characters of an answer and of who signs it.
const (
	maxAnswer    = 20_000
	maxSignatory = 200
)

// Answer publishes what the district answers to a petition that reached its threshold or can't be signed any more. The errors are ErrNone,
// ErrEarly, ErrAnswered, and ErrText and ErrSignatory, which may come together.
func (r *Register) Answer(ctx context.Context, a db.PetitionAnswer, role civic.Role, location *time.Location) error {
	a.Text, a.Signatory = civic.CanonicalText(a.Text), strings.TrimSpace(a.Signatory)
	var wrong []error
	if n := len([]rune(a.Text)); n == 0 || n > maxAnswer {
		wrong = append(wrong, ErrText)
	}
	if n := len([]rune(a.Signatory)); n == 0 || n > maxSignatory {
		wrong = append(wrong, ErrSignatory)
	}
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	return r.db.Write(ctx, func(tx *db.Tx) error {
		p, err := tx.Petition(a.Petition)
		switch {
		case errors.Is(err, db.ErrNotFound):
			return ErrNone
		case err != nil:
			return err
		case !Answerable(p, civic.DateOf(tx.Now.In(location))):
			return ErrEarly
		}
		added, err := tx.AddPetitionAnswer(a)
		if err != nil {
			return err
		}
		if !added {
			return ErrAnswered
		}
		if err := announce(tx, p.ID, Answered); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: a.Actor, Role: role, Act: AuditAnswer, Object: p.Number})
	})
}

// Answerable says that the district may answer a petition: it has its signatures, or gets no more.
func Answerable(p db.Petition, today civic.Date) bool {
	return p.Tally.Valid >= p.Threshold.Needed() || p.Phase(today) == civic.PhaseOver
}

// AuditAnswer is that somebody answered a petition.
const AuditAnswer db.AuditAct = "petition-answered"
