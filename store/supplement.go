package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// AddedPhoto is a photo that somebody adds to a report.
type AddedPhoto struct {
	civic.Photo
	Supplement civic.SupplementID // with which it was told; zero while that is being written
}

// AttachSupplementPhoto takes a file into what somebody is adding to a report. When it returns, the file is on the disk and will be told
// with the next Supplement; copies are made later, by PreparePhotos. The same file again changes nothing: a program that was killed may bring
// it a second time. The errors are those of AttachPhoto, and ErrNotFound for a report that isn't here or is a draft.
func (s *Store) AttachSupplementPhoto(ctx context.Context, report civic.ReportID, name string, src io.Reader) (civic.Photo, error) {
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
	err = s.write(ctx, "attach photo", func(tx *sql.Tx) error {
		if err := s.speakable(ctx, tx, report); err != nil {
			return err
		}
		waiting, err := s.added(ctx, tx, report, true)
		if err != nil {
			return err
		}
		for _, known := range waiting {
			if known.Original == ref {
				p = known.Photo
				return nil
			}
		}
		if len(waiting) >= civic.MaxPhotos {
			return &RefusedError{name, "photo.too-many", errors.New("too many photos")}
		}
		if err := s.holdFile(ctx, tx, ref); err != nil {
			return err
		}
		box, err := s.boxPhoto(report, p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO supplement_photo (id, report, ord, state, original, body_box)
			VALUES (?1, ?2, (SELECT coalesce(max(ord), 0) + 1 FROM supplement_photo WHERE report = ?2), ?3, ?4, ?5)`,
			p.ID[:], report[:], string(p.State), ref.SHA256[:], box)
		return err
	})
	return p, err
}

// RemoveSupplementPhoto takes a photo out of what somebody is adding.
func (s *Store) RemoveSupplementPhoto(ctx context.Context, report civic.ReportID, id civic.PhotoID) error {
	return s.write(ctx, "remove photo", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM supplement_photo WHERE id = ? AND report = ? AND supplement = x''", id[:], report[:])
		return err
	})
}

// MarkSupplementPhoto is MarkPhoto for a photo that somebody is adding; ErrCaptured once that was told.
func (s *Store) MarkSupplementPhoto(ctx context.Context, report civic.ReportID, id civic.PhotoID, marks []civic.Mark) error {
	return s.write(ctx, "mark photo", func(tx *sql.Tx) error {
		var waits bool
		err := tx.QueryRowContext(ctx, "SELECT supplement = x'' FROM supplement_photo WHERE id = ?", id[:]).Scan(&waits)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return ErrNotFound
		case err != nil:
			return err
		case !waits:
			return ErrCaptured
		}
		_, err = s.markIn(ctx, tx, ofSupplements, report, report, id, marks)
		return err
	})
}

// AddedPhotos are the photos that were added to a report here, in their order, those still waiting to be told last.
func (s *Store) AddedPhotos(ctx context.Context, report civic.ReportID) ([]AddedPhoto, error) {
	all, err := s.added(ctx, s.reader, report, false)
	return all, dbError("added photos", err)
}

func (s *Store) added(ctx context.Context, q querier, report civic.ReportID, waiting bool) ([]AddedPhoto, error) {
	return collect(ctx, q, func(scan func(...any) error) (p AddedPhoto, err error) {
		var id, supplement, box []byte
		if err := scan(&id, &supplement, &box); err != nil {
			return p, err
		}
		if len(id) != 16 || len(supplement) != 0 && len(supplement) != 16 {
			return p, fmt.Errorf("%w: photo id", ErrDamaged)
		}
		copy(p.Supplement[:], supplement)
		p.Photo, err = s.unboxPhoto(civic.PhotoID(id), box)
		return p, err
	}, "SELECT id, supplement, body_box FROM supplement_photo WHERE report = ?1 AND (supplement = x'' OR NOT ?2) ORDER BY supplement = x'', ord", report[:], waiting)
}

// Supplement adds words, and the photos that were attached, to a report that is at the portal. The errors are those of ActOn.
func (s *Store) Supplement(ctx context.Context, report civic.ReportID, text string) error {
	return s.append(ctx, "supplement", func(tx *sql.Tx) error {
		if err := s.authorsReport(ctx, tx, report); err != nil {
			return err
		}
		id, err := s.newID()
		if err != nil {
			return err
		}
		waiting, err := s.added(ctx, tx, report, true)
		if err != nil {
			return err
		}
		more := civic.Supplement{ID: civic.SupplementID(id), Report: report, Text: strings.TrimSpace(text), At: s.now().UTC().Truncate(time.Millisecond), Operator: s.Operator()}
		for _, p := range waiting {
			p.State = civic.PhotoNew // what becomes of it is told by itself
			more.Photos = append(more.Photos, p.Photo)
		}
		if wrong := more.Check(); len(wrong) > 0 {
			return fmt.Errorf("%w: %s", ErrAct, wrong[0])
		}
		public, err := journal.EncodeSupplement(more)
		if err != nil {
			return err
		}
		a := civic.AuthorAct{ID: civic.ActID(id), Report: report, Act: ActSupplement, Comment: more.Text, At: more.At}
		if err := s.tell(ctx, tx, journal.KindSupplement, a, public, nil); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE supplement_photo SET supplement = ? WHERE report = ? AND supplement = x''", id[:], report[:]); err != nil {
			return err
		}
		for _, p := range waiting {
			if err := s.journalAdded(ctx, tx, report, p.Photo); err != nil {
				return err
			}
		}
		return nil
	})
}

// journalAdded says what became of an added photo and queues its files, once, when both are known: that its supplement is in the journal,
// and what could be made of the picture. Whichever comes last calls it.
func (s *Store) journalAdded(ctx context.Context, tx *sql.Tx, report civic.ReportID, p civic.Photo) error {
	return s.tellPhoto(ctx, tx, ofSupplements, report, p, func() ([]byte, error) { return journal.EncodePhoto(report, p, s.Operator()) })
}

// prepareAdded makes the copies of the oldest added photo that has none.
func (s *Store) prepareAdded(ctx context.Context) (more bool, err error) {
	p, of, tries, err := s.nextUnprepared(ctx, ofSupplements)
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
	return true, s.append(ctx, "prepare photo", func(tx *sql.Tx) error {
		report := civic.ReportID(of)
		if fresh, err := s.putCopies(ctx, tx, ofSupplements, report, p); err != nil || !fresh {
			return err
		}
		var told bool
		err := tx.QueryRowContext(ctx, "SELECT supplement <> x'' FROM supplement_photo WHERE id = ?", p.ID[:]).Scan(&told)
		if err != nil || !told {
			return err
		}
		return s.journalAdded(ctx, tx, report, p)
	})
}
