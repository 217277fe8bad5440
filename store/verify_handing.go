package store

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/store/journal"
)

// verifyHandings compares what people see of answers handed over with what the journal says. An entry that is broken was
// named before, with its chain.
func (s *Store) verifyHandings(ctx context.Context, v *Verification) error {
	told, err := s.toldHandings(ctx)
	if err != nil {
		return err
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT id, answer, revision, report, outcome, at, operator, note_box FROM handing ORDER BY n")
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		h, err := s.scanHanding(rows.Scan)
		if err != nil {
			v.found(err, "handing over of an answer")
			delete(told, h.ID)
			continue
		}
		said, ok := told[h.ID]
		delete(told, h.ID)
		h.Note, h.Track = "", "" // sealed, and perhaps erased
		switch {
		case !ok:
			v.found(errUntold, "handing over %s of answer %s", h.ID, h.Answer)
		case h != said:
			v.found(errDiffers, "handing over %s of answer %s", h.ID, h.Answer)
		}
	}
	for id, h := range told {
		v.found(ErrNotFound, "handing over %s of answer %s, which the journal tells of", id, h.Answer)
	}
	return dbError("verify", rows.Err())
}

func (s *Store) toldHandings(ctx context.Context) (map[civic.HandingID]civic.Handing, error) {
	told := map[civic.HandingID]civic.Handing{}
	return told, s.eachTold(ctx, func(public []byte) {
		if h, err := journal.DecodeHanding(public); err == nil {
			told[h.ID] = h
		}
	}, journal.KindHanded, journal.KindAttempt)
}

// eachTold hands out what the journal's entries of some kinds say. A broken one is passed over: it was named with its chain.
func (s *Store) eachTold(ctx context.Context, take func(public []byte), kinds ...journal.Kind) error {
	for _, kind := range kinds {
		rows, err := s.reader.QueryContext(ctx, "SELECT "+entryColumns+" FROM entry WHERE kind = ?", string(kind))
		if err != nil {
			return dbError("verify", err)
		}
		for rows.Next() {
			if e, err := s.scanEntry(rows); err == nil {
				take(e.Public)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return dbError("verify", err)
		}
	}
	return nil
}
