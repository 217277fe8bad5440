package store

import (
	"context"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// worked is what the journal says of who works here.
type worked struct {
	added map[civic.OperatorID]bool
	began map[journal.ShiftFact]bool // whether the shift was found here
	ended map[journal.ShiftFact]bool
}

// verifyWhoWorks compares operators and shifts with what the journal was told of them, both ways. Names are sealed to the
// portal: this device can't read its own entries' names back.
func (s *Store) verifyWhoWorks(ctx context.Context, v *Verification) error {
	said, err := s.saidOfWork(ctx, v)
	if err != nil {
		return err
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT id FROM operator WHERE told > 0")
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id civic.OperatorID
		if err := rows.Scan(&id); err != nil {
			return dbError("verify", err)
		}
		if !said.added[id] {
			v.found(errUntold, "operator %d", id)
		}
		delete(said.added, id)
	}
	if err := rows.Err(); err != nil {
		return dbError("verify", err)
	}
	for id := range said.added {
		v.found(ErrNotFound, "operator %d, whom the journal tells of", id)
	}
	return s.verifyShifts(ctx, v, said)
}

func (s *Store) verifyShifts(ctx context.Context, v *Verification, said worked) error {
	for _, part := range []struct {
		told int
		what map[journal.ShiftFact]bool
		fact func(Shift) journal.ShiftFact
	}{
		{1, said.began, func(x Shift) journal.ShiftFact { return journal.ShiftFact{Operator: x.Operator, At: x.Began} }},
		{2, said.ended, func(x Shift) journal.ShiftFact {
			return journal.ShiftFact{Operator: x.Operator, At: x.Ended, Began: x.Began}
		}},
	} {
		shifts, err := s.shifts(ctx, s.reader, "SELECT "+shiftColumns+" FROM shift WHERE told >= ? ORDER BY n", part.told)
		if err != nil {
			return dbError("verify", err)
		}
		for _, x := range shifts {
			fact := part.fact(x)
			if _, ok := part.what[fact]; !ok {
				v.found(errDiffers, "shift of operator %d at %s", x.Operator, x.Began.Format(time.RFC3339))
				continue
			}
			part.what[fact] = true
		}
		for fact, found := range part.what {
			if found {
				continue
			}
			v.found(ErrNotFound, "shift of operator %d at %s, which the journal tells of", fact.Operator, fact.At.Format(time.RFC3339))
		}
	}
	return nil
}

// saidOfWork reads the journal's entries about operators and shifts. What is broken in itself was found with the chains.
func (s *Store) saidOfWork(ctx context.Context, v *Verification) (worked, error) {
	said := worked{map[civic.OperatorID]bool{}, map[journal.ShiftFact]bool{}, map[journal.ShiftFact]bool{}}
	rows, err := s.reader.QueryContext(ctx, "SELECT "+entryColumns+" FROM entry WHERE kind IN (?, ?, ?) ORDER BY epoch, seq",
		string(journal.KindOperatorAdded), string(journal.KindShiftBegan), string(journal.KindShiftEnded))
	if err != nil {
		return said, dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		e, err := s.scanEntry(rows)
		if err != nil {
			continue
		}
		if e.Kind == journal.KindOperatorAdded {
			f, err := journal.DecodeOperator(e.Public)
			v.found(err, "entry %d", e.Seq)
			said.added[f.ID] = err == nil
			continue
		}
		f, err := journal.DecodeShift(e.Public)
		switch {
		case err != nil:
			v.found(err, "entry %d", e.Seq)
		case e.Kind == journal.KindShiftBegan:
			said.began[f] = false
		default:
			said.ended[f] = false
		}
	}
	return said, dbError("verify", rows.Err())
}
