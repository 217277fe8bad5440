package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// ErrAct is on an act that no author can do, or without the words or the mark that it takes.
var ErrAct = errors.New("store: not an author's act")

// ActSupplement is what a supplement is called among what an author did.
const ActSupplement civic.Action = "supplement"

// Done is something that the author of a report did about it here.
type Done struct {
	civic.AuthorAct
	Waiting bool // and not safely at the portal
	Erased  bool // its words were destroyed by law
}

func actContext(id civic.ActID) string { return "author act " + id.String() }

// ActOn does what the author of a report does about it afterwards, all of it or nothing: in the journal and here. Report, Act, Rating and
// Comment are the caller's. The errors are ErrNotEnrolled, ErrAct, and ErrNotFound for a report that isn't here or is a draft.
func (s *Store) ActOn(ctx context.Context, acts ...civic.AuthorAct) error {
	return s.append(ctx, "act", func(tx *sql.Tx) error {
		for _, a := range acts {
			if err := s.authorsReport(ctx, tx, a.Report); err != nil {
				return err
			}
			if wrong := a.Check(); len(wrong) > 0 {
				return fmt.Errorf("%w: %s", ErrAct, wrong[0])
			}
			id, err := s.newID()
			if err != nil {
				return err
			}
			a.ID, a.Operator, a.At = civic.ActID(id), s.Operator(), s.now().UTC().Truncate(time.Millisecond)
			public, personal, err := journal.EncodeAct(a)
			if err != nil {
				return err
			}
			if err := s.tell(ctx, tx, journal.KindAct, a, public, personal); err != nil {
				return err
			}
		}
		return nil
	})
}

// authorsReport makes sure that a report is here or the account's elsewhere, and that there is a portal to tell about it.
func (s *Store) authorsReport(ctx context.Context, tx *sql.Tx, id civic.ReportID) error {
	if _, err := s.enrolment(ctx, tx); err != nil {
		return err
	}
	return s.speakable(ctx, tx, id)
}

// tell puts an act into the journal and keeps what one did here.
func (s *Store) tell(ctx context.Context, tx *sql.Tx, kind journal.Kind, a civic.AuthorAct, public, personal []byte) error {
	e, err := s.newEntry(ctx, tx, kind, public, personal, nil)
	if err != nil {
		return err
	}
	e.Time = a.At
	if err := s.chain(ctx, tx, a.Report, e); err != nil {
		return err
	}
	box := []byte{}
	if a.Comment != "" || a.Act == ActSupplement { // of one that was erased nothing is left, of one with photos alone an empty text
		box = s.vault.Seal(actContext(a.ID), []byte(a.Comment))
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO author_act (id, n, report, act, rating, at, comment_box)
		VALUES (?, (SELECT coalesce(max(n), 0) + 1 FROM author_act), ?, ?, ?, ?, ?)`, a.ID[:], a.Report[:], string(a.Act), a.Rating, millis(a.At), box)
	return err
}

// DoneTo is what the author did about a report here, in its order.
func (s *Store) DoneTo(ctx context.Context, report civic.ReportID) ([]Done, error) {
	all, err := collect(ctx, s.reader, func(scan func(...any) error) (d Done, err error) {
		var id, box []byte
		var act string
		var at int64
		if err := scan(&id, &act, &d.Rating, &at, &box, &d.Waiting); err != nil {
			return d, err
		}
		if len(id) != 16 {
			return d, fmt.Errorf("%w: act id", ErrDamaged)
		}
		d.ID, d.Report, d.Act, d.At = civic.ActID(id), report, civic.Action(act), fromMillis(at)
		if len(box) == 0 {
			d.Erased = d.Act.Commented() || d.Act == ActSupplement
			return d, nil
		}
		words, err := s.vault.Open(actContext(d.ID), box)
		if err != nil {
			return d, fmt.Errorf("%w: act %s: %w", ErrDamaged, d.ID, err)
		}
		d.Comment = string(words)
		return d, nil
	}, `SELECT id, act, rating, at, comment_box, EXISTS (SELECT 1 FROM entry JOIN epoch USING (epoch) WHERE entry.report = author_act.report
		AND entry.kind IN ('report.acted', 'report.supplemented') AND entry.time = author_act.at AND entry.seq > acked_seq AND retold = 0)
		FROM author_act WHERE report = ? ORDER BY n`, report[:])
	return all, dbError("author's acts", err)
}
