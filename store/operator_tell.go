package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// nobody is the subject of entries that are about no report.
var nobody civic.ReportID

// tellOperator puts what became of an operator into the journal; before enrolment it waits in the table.
func (s *Store) tellOperator(ctx context.Context, tx *sql.Tx, kind journal.Kind, id civic.OperatorID) error {
	switch _, err := s.enrolment(ctx, tx); {
	case errors.Is(err, ErrNotEnrolled):
		return nil
	case err != nil:
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE operator SET told = 1 WHERE id = ?", id); err != nil {
		return err
	}
	public, err := journal.EncodeOperator(journal.OperatorFact{ID: id, At: s.now(), By: s.Operator()})
	if err != nil {
		return err
	}
	var personal []byte
	if kind == journal.KindOperatorAdded || kind == journal.KindOperatorRenamed {
		o, err := s.operatorBy(ctx, tx, id)
		if err != nil {
			return err
		}
		if personal, err = journal.EncodeOperatorName(o.Name); err != nil {
			return err
		}
	}
	e, err := s.newEntry(ctx, tx, kind, public, personal, nil)
	if err != nil {
		return err
	}
	return s.chain(ctx, tx, nobody, e)
}

// tellShift puts the beginning or the end of a shift into the journal, once.
func (s *Store) tellShift(ctx context.Context, tx *sql.Tx, shift Shift, kind journal.Kind) error {
	switch _, err := s.enrolment(ctx, tx); {
	case errors.Is(err, ErrNotEnrolled):
		return nil
	case err != nil:
		return err
	}
	fact, told := journal.ShiftFact{Operator: shift.Operator, At: shift.Began}, 1
	if kind == journal.KindShiftEnded {
		fact.At, fact.Began, told = shift.Ended, shift.Began, 2
	}
	done, err := tx.ExecContext(ctx, "UPDATE shift SET told = ? WHERE n = ? AND told = ?", told, shift.N, told-1)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	public, err := journal.EncodeShift(fact)
	if err != nil {
		return err
	}
	e, err := s.newEntry(ctx, tx, kind, public, nil, nil)
	if err != nil {
		return err
	}
	return s.chain(ctx, tx, nobody, e)
}

// tellWhoWorks brings the operators and shifts that waited for enrolment into the journal.
func (s *Store) tellWhoWorks(ctx context.Context, tx *sql.Tx) error {
	waiting, err := s.operators(ctx, tx, "SELECT "+operatorColumns+" FROM operator WHERE told = 0 ORDER BY id")
	if err != nil {
		return err
	}
	for _, o := range waiting {
		if err := s.tellOperator(ctx, tx, journal.KindOperatorAdded, o.ID); err != nil {
			return err
		}
		if o.Active {
			continue
		}
		if err := s.tellOperator(ctx, tx, journal.KindOperatorRetired, o.ID); err != nil {
			return err
		}
	}
	shifts, err := s.shifts(ctx, tx, "SELECT "+shiftColumns+" FROM shift WHERE told < CASE WHEN ended > 0 THEN 2 ELSE 1 END ORDER BY n")
	if err != nil {
		return err
	}
	for _, shift := range shifts {
		if err := s.tellShift(ctx, tx, shift, journal.KindShiftBegan); err != nil {
			return err
		}
		if shift.Ended.Equal(time.Time{}) {
			continue
		}
		if err := s.tellShift(ctx, tx, shift, journal.KindShiftEnded); err != nil {
			return err
		}
	}
	return nil
}
