package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"image"
	"slices"

	"priyom/civic"
	"priyom/photo"
)

// MarkPhoto replaces what was drawn on a photo of a draft; no marks take all away. The copies are made anew from the original, with the
// marks in their pixels, and only such copies are ever sent: the original stays here, encrypted. ErrCaptured if the report was handed
// in, ErrNotFound if the photo isn't there.
func (s *Store) MarkPhoto(ctx context.Context, report civic.ReportID, id civic.PhotoID, marks []civic.Mark) error {
	return s.write(ctx, "mark photo", func(tx *sql.Tx) error {
		status, err := s.status(ctx, tx, report)
		if err != nil {
			return err
		}
		if status != civic.StatusDraft {
			return ErrCaptured
		}
		changed, err := s.markIn(ctx, tx, ofReports, report, report, id, marks)
		if err != nil || !changed {
			return err
		}
		_, err = nextRevision(ctx, tx, report)
		return err
	})
}

// MarkInspectionPhoto is MarkPhoto for a photo of an inspection that isn't handed in; ErrInspected if it was.
func (s *Store) MarkInspectionPhoto(ctx context.Context, id civic.InspectionID, photo civic.PhotoID, marks []civic.Mark) error {
	return s.write(ctx, "mark photo", func(tx *sql.Tx) error {
		i, err := s.draft(ctx, tx, id)
		if err != nil {
			return err
		}
		_, err = s.markIn(ctx, tx, ofInspections, id, i.Report, photo, marks)
		return err
	})
}

// photoTable is where photos of something lie.
type photoTable struct{ name, owner string }

var (
	ofReports     = photoTable{"photo", "report"}
	ofInspections = photoTable{"inspection_photo", "inspection"}
	ofSupplements = photoTable{"supplement_photo", "report"}
)

// markIn replaces the marks of a photo, and says whether they are others than before.
func (s *Store) markIn(ctx context.Context, tx *sql.Tx, in photoTable, owner [16]byte, report civic.ReportID, id civic.PhotoID, marks []civic.Mark) (changed bool, err error) {
	p, err := s.photoIn(ctx, tx, in, id)
	if err != nil || slices.Equal(p.Marks, marks) {
		return false, err
	}
	p.State, p.Problem, p.Copy, p.Preview, p.Marks = civic.PhotoNew, "", civic.BlobRef{}, civic.BlobRef{}, marks
	box, err := s.boxPhoto(report, p)
	if err != nil {
		return false, err
	}
	done, err := tx.ExecContext(ctx, "UPDATE "+in.name+" SET state = ?, tries = 0, body_box = ? WHERE id = ? AND "+in.owner+" = ? AND told = 0",
		string(p.State), box, id[:], owner[:])
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return false, errors.Join(err, ErrNotFound)
	}
	return true, nil
}

// photoIn reads a photo as it is at the moment.
func (s *Store) photoIn(ctx context.Context, q querier, in photoTable, id civic.PhotoID) (civic.Photo, error) {
	var box []byte
	err := q.QueryRowContext(ctx, "SELECT body_box FROM "+in.name+" WHERE id = ?", id[:]).Scan(&box)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return civic.Photo{}, err
	}
	return s.unboxPhoto(id, box)
}

// markedAlike says that a photo whose copies were just made still has the marks that are in them.
func (s *Store) markedAlike(ctx context.Context, tx *sql.Tx, in photoTable, made civic.Photo) (bool, error) {
	now, err := s.photoIn(ctx, tx, in, made.ID)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil && slices.Equal(now.Marks, made.Marks), err
}

// Picture is a photo's original as its copy will be, without marks, to look at and to draw on: it decodes a whole picture, so call it
// in the background. A photo whose original is gone is shown by its copy.
func (s *Store) Picture(ctx context.Context, p civic.Photo) (image.Image, error) {
	ref := p.Original
	f, err := s.OpenFile(ref.SHA256)
	if err != nil && !p.Copy.IsZero() {
		f, err = s.OpenFile(p.Copy.SHA256)
	}
	if err != nil {
		return nil, fmt.Errorf("store: picture of photo %s: %w", p.ID, err)
	}
	defer f.Close()
	m, err := photo.Picture(ctx, f, f.Size())
	if err != nil {
		return nil, fmt.Errorf("store: picture of photo %s: %w", p.ID, err)
	}
	return m, nil
}
