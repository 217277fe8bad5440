package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Shift is the time that one operator answers for. There is one open shift at most.
type Shift struct {
	N        int64 // 0: there is none
	Operator civic.OperatorID
	Began    time.Time
	Seen     time.Time // when somebody was certainly still working
	Ended    time.Time // zero while it is open
}

// ShiftFigures are the reports of a shift.
type ShiftFigures struct {
	Taken   int
	Sent    int // the portal signed for them
	Waiting int
}

const shiftColumns = "n, operator, began, seen, ended"

func (s *Store) shifts(ctx context.Context, q querier, query string, args ...any) ([]Shift, error) {
	return collect(ctx, q, func(scan func(...any) error) (shift Shift, err error) {
		var operator, began, seen, ended int64
		if err := scan(&shift.N, &operator, &began, &seen, &ended); err != nil {
			return shift, err
		}
		if operator < 1 || operator > math.MaxUint16 {
			return shift, fmt.Errorf("%w: operator %d", ErrDamaged, operator)
		}
		shift.Operator, shift.Began, shift.Seen, shift.Ended = civic.OperatorID(operator), fromMillis(began), fromMillis(seen), fromMillis(ended)
		return shift, nil
	}, query, args...)
}

// OpenShift is the shift under way; its N is 0 if there is none.
func (s *Store) OpenShift(ctx context.Context) (Shift, error) {
	shift, err := s.openShift(ctx, s.reader)
	return shift, dbError("shift", err)
}

func (s *Store) openShift(ctx context.Context, q querier) (Shift, error) {
	open, err := s.shifts(ctx, q, "SELECT "+shiftColumns+" FROM shift WHERE ended = 0 ORDER BY n DESC LIMIT 1")
	return append(open, Shift{})[0], err
}

// BeginShift makes an operator the one who works here. Their own shift of the same day goes on; any other one ends: an
// old one when it was last seen, as nobody said goodbye.
func (s *Store) BeginShift(ctx context.Context, id civic.OperatorID) (shift Shift, err error) {
	err = s.append(ctx, "begin shift", func(tx *sql.Tx) error {
		now := s.now()
		if shift, err = s.openShift(ctx, tx); err != nil {
			return err
		}
		today := shift.N > 0 && sameDay(shift.Began, now)
		if today && shift.Operator == id {
			return s.see(ctx, tx, &shift, now)
		}
		if shift.N > 0 {
			end := now
			if !today {
				end = shift.Seen
			}
			if err := s.endShift(ctx, tx, shift, end); err != nil {
				return err
			}
		}
		if _, err := s.operatorBy(ctx, tx, id); err != nil {
			return err
		}
		shift = Shift{Operator: id, Began: now, Seen: now}
		done, err := tx.ExecContext(ctx, "INSERT INTO shift (operator, began, seen) VALUES (?, ?, ?)", id, millis(now), millis(now))
		if err != nil {
			return err
		}
		if shift.N, err = done.LastInsertId(); err != nil {
			return err
		}
		return s.tellShift(ctx, tx, shift, journal.KindShiftBegan)
	})
	if err == nil {
		s.SetOperator(id)
	}
	return shift, err
}

// EndShift ends the shift under way, if there is one, and returns it. Nobody works here then.
func (s *Store) EndShift(ctx context.Context) (shift Shift, err error) {
	err = s.append(ctx, "end shift", func(tx *sql.Tx) error {
		if shift, err = s.openShift(ctx, tx); err != nil || shift.N == 0 {
			return err
		}
		shift.Ended = s.now()
		return s.endShift(ctx, tx, shift, shift.Ended)
	})
	if err == nil {
		s.SetOperator(civic.NoOperator)
	}
	return shift, err
}

// SeeShift notes that somebody is still working.
func (s *Store) SeeShift(ctx context.Context) error {
	return s.write(ctx, "shift", func(tx *sql.Tx) error {
		shift, err := s.openShift(ctx, tx)
		if err != nil || shift.N == 0 {
			return err
		}
		return s.see(ctx, tx, &shift, s.now())
	})
}

func (s *Store) see(ctx context.Context, tx *sql.Tx, shift *Shift, now time.Time) error {
	shift.Seen = now
	_, err := tx.ExecContext(ctx, "UPDATE shift SET seen = ? WHERE n = ?", millis(now), shift.N)
	return err
}

// endShift ends a shift at a time that isn't before its beginning, whatever the clock says.
func (s *Store) endShift(ctx context.Context, tx *sql.Tx, shift Shift, at time.Time) error {
	if at.Before(shift.Began) {
		at = shift.Began
	}
	shift.Ended = at
	if _, err := tx.ExecContext(ctx, "UPDATE shift SET ended = ? WHERE n = ?", millis(at), shift.N); err != nil {
		return err
	}
	return s.tellShift(ctx, tx, shift, journal.KindShiftEnded)
}

// ShiftFigures counts the reports of a shift.
func (s *Store) ShiftFigures(ctx context.Context, shift Shift) (f ShiftFigures, err error) {
	to := int64(math.MaxInt64)
	if !shift.Ended.IsZero() {
		to = millis(shift.Ended)
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT "+reportColumns+" FROM report WHERE status <> ? AND captured_at BETWEEN ? AND ?",
		string(civic.StatusDraft), millis(shift.Began), to)
	if err != nil {
		return f, dbError("shift", err)
	}
	defer rows.Close()
	for rows.Next() {
		r, err := s.scanReport(rows.Scan)
		if err != nil {
			return f, dbError("shift", err)
		}
		switch {
		case r.Operator != shift.Operator:
			continue
		case r.Status.OnDevice():
			f.Waiting++
		default:
			f.Sent++
		}
		f.Taken++
	}
	return f, dbError("shift", rows.Err())
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Local().Date()
	by, bm, bd := b.Local().Date()
	return ay == by && am == bm && ad == bd
}
