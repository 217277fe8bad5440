package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// AttachInspectionPhoto takes a file into an inspection that isn't handed in. When it returns, the file is on the disk and in the
// inspection; copies are made later, by PreparePhotos. The same file again changes nothing: a program that was killed may bring it a
// second time. taken is used where the camera told no time. What isn't a picture, is too large, or is one too many is a *RefusedError.
func (s *Store) AttachInspectionPhoto(ctx context.Context, id civic.InspectionID, name string, src io.Reader, taken time.Time) (civic.Photo, error) {
	s.filing.RLock()
	defer s.filing.RUnlock()
	ref, err := s.putFile(src)
	if errors.Is(err, ErrFileTooLarge) {
		return civic.Photo{}, &RefusedError{name, "photo.too-large", err}
	}
	if err != nil {
		return civic.Photo{}, err
	}
	p, err := s.inspect(name, ref)
	if err != nil {
		return p, err
	}
	if p.TakenAt.IsZero() {
		p.TakenAt = taken.UTC().Truncate(time.Millisecond)
	}
	err = s.write(ctx, "attach photo", func(tx *sql.Tx) error {
		i, err := s.draft(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, known := range i.Photos {
			if known.Original == ref {
				p = known
				return nil
			}
		}
		if len(i.Photos) >= civic.MaxPhotos {
			return &RefusedError{name, "photo.too-many", errors.New("too many photos")}
		}
		if err := s.holdFile(ctx, tx, ref); err != nil {
			return err
		}
		box, err := s.boxPhoto(i.Report, p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO inspection_photo (id, inspection, ord, state, original, body_box)
			VALUES (?1, ?2, (SELECT coalesce(max(ord), 0) + 1 FROM inspection_photo WHERE inspection = ?2), ?3, ?4, ?5)`,
			p.ID[:], id[:], string(p.State), ref.SHA256[:], box)
		return err
	})
	return p, err
}

// RemoveInspectionPhoto takes a photo out of an inspection that isn't handed in.
func (s *Store) RemoveInspectionPhoto(ctx context.Context, id civic.InspectionID, photo civic.PhotoID) error {
	return s.write(ctx, "remove photo", func(tx *sql.Tx) error {
		if _, err := s.draft(ctx, tx, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM inspection_photo WHERE id = ? AND inspection = ?", photo[:], id[:])
		return err
	})
}

// journalInspectionPhoto says what became of a photo and queues its files, once, when both are known: that its inspection is in the
// journal, and what could be made of the picture. Whichever comes last calls it.
func (s *Store) journalInspectionPhoto(ctx context.Context, tx *sql.Tx, i civic.Inspection, p civic.Photo) error {
	return s.tellPhoto(ctx, tx, ofInspections, i.Report, p, func() ([]byte, error) { return journal.EncodeInspectionPhoto(i.ID, i.Report, p, i.Operator) })
}

// prepareInspection makes the copies of the oldest photo of an inspection that has none.
func (s *Store) prepareInspection(ctx context.Context) (more bool, err error) {
	p, of, tries, err := s.nextUnprepared(ctx, ofInspections)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, dbError("prepare photo", err)
	}
	s.filing.RLock()
	defer s.filing.RUnlock()
	if p, err = s.copies(ctx, p, tries); err != nil {
		return false, err
	}
	return true, s.finishInspectionPhoto(ctx, civic.InspectionID(of), p)
}

func (s *Store) finishInspectionPhoto(ctx context.Context, of civic.InspectionID, p civic.Photo) error {
	return s.append(ctx, "prepare photo", func(tx *sql.Tx) error {
		known, err := s.inspections(ctx, tx, "WHERE inspection.id = ?", of[:])
		if err != nil || len(known) == 0 {
			return err // discarded meanwhile
		}
		i := known[0]
		if fresh, err := s.putCopies(ctx, tx, ofInspections, i.Report, p); err != nil || !fresh {
			return err
		}
		if i.Draft {
			return nil
		}
		return s.journalInspectionPhoto(ctx, tx, i.Inspection, p)
	})
}
