package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

const settingElsewhereRevision = "elsewhere-revision" // last elsewhere.rev given

// Elsewhere is a report of this device's account that another device or a browser took, as the portal told it last. Who reported isn't in it,
// nor are photos here.
type Elsewhere struct {
	civic.Report
	Received time.Time // by the portal's clock
	Steps    []Event   // its history
	Rating   int       // 1 to 5; 0: none
}

// elsewhereBox is how it lies in the vault.
type elsewhereBox struct {
	Report []byte          `cbor:"1,keyasint"` // journal.EncodeReport
	Steps  []elsewhereStep `cbor:"2,keyasint"`
	Rating int             `cbor:"3,keyasint,omitempty"`
}

type elsewhereStep struct {
	Status string `cbor:"1,keyasint"`
	At     int64  `cbor:"2,keyasint"`
	Note   string `cbor:"3,keyasint,omitempty"`
	Reason string `cbor:"4,keyasint,omitempty"`
}

func elsewhereContext(id civic.ReportID) string { return "elsewhere " + id.String() }

// takeElsewhere keeps a report of the account. Of one that this device took itself only its state is of use: it may have been away when
// others were told.
func (s *Store) takeElsewhere(ctx context.Context, tx *sql.Tx, e Elsewhere) error {
	if own, err := s.isHere(ctx, tx, e.ID); err != nil {
		return err
	} else if own {
		if len(e.Steps) == 0 {
			return nil
		}
		last := e.Steps[len(e.Steps)-1]
		return s.setStatus(ctx, tx, e.ID, last)
	}
	return s.putElsewhere(ctx, tx, e)
}

// isHere says that this device took a report.
func (s *Store) isHere(ctx context.Context, q querier, id civic.ReportID) (here bool, err error) {
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM report WHERE id = ?)", id[:]).Scan(&here)
	return here, err
}

func (s *Store) putElsewhere(ctx context.Context, tx *sql.Tx, e Elsewhere) error {
	public, err := journal.EncodeReport(e.Report)
	if err != nil {
		return err
	}
	b := elsewhereBox{Report: public, Rating: e.Rating}
	for _, step := range e.Steps {
		b.Steps = append(b.Steps, elsewhereStep{string(step.Status), millis(step.At), step.Note, string(step.Reason)})
	}
	box, err := s.box(elsewhereContext(e.ID), b)
	if err != nil {
		return err
	}
	rev, err := nextCount(ctx, tx, settingElsewhereRevision)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO elsewhere (report, received, rev, body_box) VALUES (?, ?, ?, ?)
		ON CONFLICT (report) DO UPDATE SET received = excluded.received, rev = excluded.rev, body_box = excluded.body_box`,
		e.ID[:], millis(e.Received), rev, box)
	return err
}

// stepElsewhere adds a step to a report that was taken elsewhere, and says whether that is new. One that isn't known here is left alone.
func (s *Store) stepElsewhere(ctx context.Context, tx *sql.Tx, c StatusChange) (fresh bool, err error) {
	e, err := s.elsewhere(ctx, tx, c.Report)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(e.Steps, func(k Event) bool { return k.Status == c.Status && k.At.Equal(c.At) }) {
		return false, nil
	}
	e.Steps = append(e.Steps, c.event())
	return true, s.putElsewhere(ctx, tx, e)
}

// OneElsewhere is a report of the account that was taken elsewhere; ErrNotFound if there is none such.
func (s *Store) OneElsewhere(ctx context.Context, id civic.ReportID) (Elsewhere, error) {
	e, err := s.elsewhere(ctx, s.reader, id)
	return e, dbError("read elsewhere", err)
}

func (s *Store) elsewhere(ctx context.Context, q querier, id civic.ReportID) (e Elsewhere, err error) {
	var received int64
	var box []byte
	err = q.QueryRowContext(ctx, "SELECT received, body_box FROM elsewhere WHERE report = ?", id[:]).Scan(&received, &box)
	if errors.Is(err, sql.ErrNoRows) {
		return e, fmt.Errorf("%w: report %s elsewhere", ErrNotFound, id)
	}
	if err != nil {
		return e, err
	}
	return s.unboxElsewhere(id, received, box)
}

func (s *Store) unboxElsewhere(id civic.ReportID, received int64, box []byte) (e Elsewhere, err error) {
	var b elsewhereBox
	if err := s.unbox(elsewhereContext(id), box, &b); err != nil {
		return e, err
	}
	if e.Report, err = journal.DecodeReport(b.Report); err != nil {
		return e, fmt.Errorf("%w: report %s elsewhere: %w", ErrDamaged, id, err)
	}
	e.Received, e.Rating = fromMillis(received), b.Rating
	for _, step := range b.Steps {
		e.Steps = append(e.Steps, Event{civic.Status(step.Status), fromMillis(step.At), step.Note, civic.Reason(step.Reason)})
	}
	if n := len(e.Steps); n > 0 {
		e.Status = e.Steps[n-1].Status
	}
	return e, nil
}

// AllElsewhere lists the reports of the account that were taken elsewhere, the last one first.
func (s *Store) AllElsewhere(ctx context.Context) ([]Elsewhere, error) {
	all, err := collect(ctx, s.reader, func(scan func(...any) error) (Elsewhere, error) {
		var id, box []byte
		var received int64
		if err := scan(&id, &received, &box); err != nil {
			return Elsewhere{}, err
		}
		if len(id) != 16 {
			return Elsewhere{}, fmt.Errorf("%w: report id", ErrDamaged)
		}
		return s.unboxElsewhere(civic.ReportID(id), received, box)
	}, "SELECT report, received, body_box FROM elsewhere ORDER BY received DESC, report")
	return all, dbError("list elsewhere", err)
}

// AccountChange says whose this device is from now on.
type AccountChange struct {
	Account string    // as its owner knows it; "": nobody's
	At      time.Time // by the portal's clock
}

// takeAccount notes whose this device is. One that isn't whose it was forgets what it only heard of.
func (s *Store) takeAccount(ctx context.Context, tx *sql.Tx, c AccountChange) error {
	e, err := s.enrolment(ctx, tx)
	if err != nil {
		return err
	}
	same := e.Account == c.Account && c.Account != ""
	e.Account, e.AccountAt = c.Account, c.At
	if err := s.putEnrolment(ctx, tx, e); err != nil {
		return err
	}
	if _, err := nextCount(ctx, tx, settingElsewhereRevision); err != nil || same {
		return err
	}
	return s.forgetElsewhere(ctx, tx)
}

// forgetElsewhere forgets all that this device heard of reports that it didn't take. What was said here is in the journal.
func (s *Store) forgetElsewhere(ctx context.Context, tx *sql.Tx) error {
	if err := s.forgetTold(ctx, tx); err != nil {
		return err
	}
	for _, query := range []string{
		"DELETE FROM message WHERE side = 'office' AND report IN (SELECT report FROM elsewhere)", "DELETE FROM answer WHERE report IN (SELECT report FROM elsewhere)",
		"DELETE FROM news WHERE report IN (SELECT report FROM elsewhere)", "DELETE FROM elsewhere",
	} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// LeaveAccount notes that this device is nobody's any more, as the portal has agreed to.
func (s *Store) LeaveAccount(ctx context.Context) error {
	if err := s.write(ctx, "leave account", func(tx *sql.Tx) error { return s.takeAccount(ctx, tx, AccountChange{}) }); err != nil {
		return err
	}
	return s.removePurged(ctx)
}
