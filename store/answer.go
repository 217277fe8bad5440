package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
)

// Answer is one revision of an official answer, as it came here.
type Answer struct {
	civic.Answer
	Came   time.Time // by this device's clock
	Erased bool      // its words were destroyed by law
}

// answerBox is what of an answer lies encrypted: it is a citizen's business.
type answerBox struct {
	Number    string `cbor:"1,keyasint"`
	Signatory string `cbor:"2,keyasint"`
	Text      string `cbor:"3,keyasint"`
}

func answerContext(id civic.AnswerID, revision int) string {
	return fmt.Sprintf("answer %s %d", id, revision)
}

// takeAnswer keeps a revision, and says whether it is new; one that is here already stays as it is. The report need not be here.
func (s *Store) takeAnswer(ctx context.Context, tx *sql.Tx, a civic.Answer) (fresh bool, err error) {
	box, err := s.box(answerContext(a.ID, a.Revision), answerBox{a.Number, a.Signatory, a.Text})
	if err != nil {
		return false, err
	}
	done, err := tx.ExecContext(ctx, `INSERT INTO answer (id, revision, report, at, came_at, final, body_box) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, a.ID[:], a.Revision, a.Report[:], millis(a.At), millis(s.now()), a.Final, box)
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	return true, s.touch(ctx, tx, a.Report)
}

// touch lets the index read a report again.
func (s *Store) touch(ctx context.Context, tx *sql.Tx, id civic.ReportID) error {
	rev, err := nextCount(ctx, tx, settingRevision)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE report SET rev = ? WHERE id = ?", rev, id[:])
	return err
}

const answerColumns = "id, revision, report, at, came_at, final, body_box"

func (s *Store) scanAnswer(scan func(...any) error) (a Answer, err error) {
	var id, report, box []byte
	var at, came int64
	if err := scan(&id, &a.Revision, &report, &at, &came, &a.Final, &box); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return a, ErrNotFound
		}
		return a, err
	}
	if len(id) != 16 || len(report) != 16 {
		return a, fmt.Errorf("%w: answer id", ErrDamaged)
	}
	a.ID, a.Report, a.At, a.Came = civic.AnswerID(id), civic.ReportID(report), fromMillis(at), fromMillis(came)
	if len(box) == 0 {
		a.Erased = true
		return a, nil
	}
	var b answerBox
	if err := s.unbox(answerContext(a.ID, a.Revision), box, &b); err != nil {
		return a, err
	}
	a.Number, a.Signatory, a.Text = b.Number, b.Signatory, b.Text
	return a, nil
}

// Answers are the answers to a report with all their revisions, in the order in which they came; of each answer the newest
// revision is the last.
func (s *Store) Answers(ctx context.Context, report civic.ReportID) ([]Answer, error) {
	return s.answers(ctx, s.reader, "WHERE report = ? ORDER BY id, revision", report[:])
}

// Answer is the newest revision of one; ErrNotFound if it isn't here.
func (s *Store) Answer(ctx context.Context, id civic.AnswerID) (Answer, error) {
	a, err := s.answer(ctx, s.reader, id)
	return a, dbError("answer", err)
}

func (s *Store) answer(ctx context.Context, q querier, id civic.AnswerID) (Answer, error) {
	a, err := s.scanAnswer(q.QueryRowContext(ctx, "SELECT "+answerColumns+" FROM answer WHERE id = ? ORDER BY revision DESC LIMIT 1", id[:]).Scan)
	if err != nil {
		return a, fmt.Errorf("answer %s: %w", id, err)
	}
	return a, nil
}

func (s *Store) answers(ctx context.Context, q querier, where string, args ...any) ([]Answer, error) {
	all, err := collect(ctx, q, s.scanAnswer, "SELECT "+answerColumns+" FROM answer "+where, args...)
	return all, dbError("answers", err)
}

// Answered is how far a report's official answers have come.
type Answered string

// The stages.
const (
	AnsweredNot   Answered = ""
	AnsweredWaits Answered = "waits" // one came, and somebody without the internet waits for it
	AnsweredDone  Answered = "done"  // came, and nobody waits
)

func (s *Store) answered(ctx context.Context, r civic.Report) (Answered, error) {
	var all, waiting int
	err := s.reader.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE `+open+`) FROM answer
		WHERE report = ? AND revision = (SELECT max(revision) FROM answer AS a WHERE a.id = answer.id)`, r.ID[:]).Scan(&all, &waiting)
	switch {
	case err != nil:
		return AnsweredNot, dbError("answered", err)
	case all == 0:
		return AnsweredNot, nil
	case waiting > 0 && r.Reporter.Reply != civic.ReplyNone:
		return AnsweredWaits, nil
	}
	return AnsweredDone, nil
}
