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

// ErrHanded is returned for an attempt after the one that ended the matter.
var ErrHanded = errors.New("store: the answer was handed over already")

// handingBox is what of an attempt lies encrypted.
type handingBox struct {
	Note  string `cbor:"1,keyasint,omitempty"`
	Track string `cbor:"2,keyasint,omitempty"`
}

func handingContext(id civic.HandingID) string { return "handing " + id.String() }

// Hand writes down an attempt to hand over the newest revision of an answer: in the journal and here, in one transaction. Id,
// revision, report and operator are filled in, and the time, unless it is said and past. The errors are ErrNotFound and ErrHanded.
func (s *Store) Hand(ctx context.Context, h civic.Handing) (civic.Handing, error) {
	err := s.append(ctx, "hand over", func(tx *sql.Tx) error {
		a, err := s.answer(ctx, tx, h.Answer)
		if err != nil {
			return err
		}
		var settled bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM handing WHERE answer = ? AND revision = ? AND outcome IN "+settling+")",
			a.ID[:], a.Revision).Scan(&settled); err != nil {
			return err
		}
		if settled {
			return fmt.Errorf("%w: %s", ErrHanded, a.ID)
		}
		h.Revision, h.Report, h.Operator = a.Revision, a.Report, s.Operator()
		if now := s.now(); h.At.IsZero() || h.At.After(now) {
			h.At = now
		}
		h.At = h.At.UTC().Truncate(time.Millisecond)
		id, err := s.newID()
		if err != nil {
			return err
		}
		h.ID = civic.HandingID(id)
		if err := s.putHanding(ctx, tx, h); err != nil {
			return err
		}
		public, personal, err := journal.EncodeHanding(h)
		if err != nil {
			return err
		}
		e, err := s.newEntry(ctx, tx, journal.HandingKind(h.Outcome), public, personal, nil)
		if err != nil {
			return err
		}
		if err := s.chain(ctx, tx, h.Report, e); err != nil {
			return err
		}
		return s.touch(ctx, tx, h.Report)
	})
	return h, err
}

// settling are the outcomes that end the matter, as SQL; civic.HandOutcome.Settles says the same, and a test compares them.
const settling = "('told', 'given', 'posted', 'refused')"

func (s *Store) putHanding(ctx context.Context, tx *sql.Tx, h civic.Handing) error {
	var box []byte
	if h.Note != "" || h.Track != "" {
		var err error
		if box, err = s.box(handingContext(h.ID), handingBox{h.Note, h.Track}); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO handing (id, n, answer, revision, report, outcome, at, operator, note_box)
		VALUES (?, (SELECT coalesce(max(n), 0) + 1 FROM handing), ?, ?, ?, ?, ?, ?, ?)`,
		h.ID[:], h.Answer[:], h.Revision, h.Report[:], string(h.Outcome), millis(h.At), int64(h.Operator), box)
	return err
}

// Handings are the attempts to hand a report's answers over, the first one first.
func (s *Store) Handings(ctx context.Context, report civic.ReportID) ([]civic.Handing, error) {
	return s.handings(ctx, "WHERE report = ? ORDER BY n", report[:])
}

// HandingsBetween are all attempts of a stretch of time, the first one first.
func (s *Store) HandingsBetween(ctx context.Context, from, to time.Time) ([]civic.Handing, error) {
	return s.handings(ctx, "WHERE at >= ? AND at < ? ORDER BY n", millis(from), millis(to))
}

func (s *Store) handings(ctx context.Context, where string, args ...any) ([]civic.Handing, error) {
	all, err := collect(ctx, s.reader, s.scanHanding,
		"SELECT id, answer, revision, report, outcome, at, operator, note_box FROM handing "+where, args...)
	return all, dbError("handings", err)
}

func (s *Store) scanHanding(scan func(...any) error) (h civic.Handing, err error) {
	var id, answer, report, box []byte
	var outcome string
	var at, operator int64
	if err := scan(&id, &answer, &h.Revision, &report, &outcome, &at, &operator, &box); err != nil {
		return h, err
	}
	if len(id) != 16 || len(answer) != 16 || len(report) != 16 {
		return h, fmt.Errorf("%w: handing id", ErrDamaged)
	}
	h.ID, h.Answer, h.Report = civic.HandingID(id), civic.AnswerID(answer), civic.ReportID(report)
	h.Outcome, h.At, h.Operator = civic.HandOutcome(outcome), fromMillis(at), civic.OperatorID(operator)
	if len(box) == 0 {
		return h, nil
	}
	var b handingBox
	if err := s.unbox(handingContext(h.ID), box, &b); err != nil {
		return h, err
	}
	h.Note, h.Track = b.Note, b.Track
	return h, nil
}
