package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"priyom/civic"
)

// toldWordsBox is how what was said elsewhere lies in the vault.
type toldWordsBox struct {
	What    string   `cbor:"1,keyasint"`
	Text    string   `cbor:"2,keyasint,omitempty"`
	Private bool     `cbor:"3,keyasint,omitempty"`
	Erased  bool     `cbor:"4,keyasint,omitempty"`
	Rating  int      `cbor:"5,keyasint,omitempty"`
	Photos  [][]byte `cbor:"6,keyasint,omitempty"`
}

func toldContext(report civic.ReportID, id [16]byte) string {
	return fmt.Sprintf("told of %s: %x", report, id)
}

// takeToldPhoto keeps which picture of a report lies at the portal. Its small copy is fetched by itself, the large one when somebody asks.
func (s *Store) takeToldPhoto(ctx context.Context, tx *sql.Tx, p civic.ToldPhoto) error {
	if known, err := s.hearsOf(ctx, tx, p.Report); err != nil || !known {
		return err
	}
	box, err := s.boxPhoto(p.Report, p.Photo)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO told_picture (report, photo, side, body_box) VALUES (?, ?, ?, ?)
		ON CONFLICT (report, photo) DO UPDATE SET side = excluded.side, body_box = excluded.body_box`, p.Report[:], p.ID[:], string(p.Side), box); err != nil {
		return err
	}
	return s.wantPicture(ctx, tx, p.Report, p.Photo)
}

// hearsOf says that a report is here, or the account's elsewhere.
func (s *Store) hearsOf(ctx context.Context, tx *sql.Tx, id civic.ReportID) (bool, error) {
	switch err := s.speakable(ctx, tx, id); {
	case errors.Is(err, ErrNotFound):
		return false, nil
	case err != nil:
		return false, err
	}
	return true, nil
}

// ToldPhotos are the pictures of a report that lie at the portal: of the problem, added later, of what was done.
func (s *Store) ToldPhotos(ctx context.Context, report civic.ReportID) ([]civic.ToldPhoto, error) {
	all, err := collect(ctx, s.reader, func(scan func(...any) error) (p civic.ToldPhoto, err error) {
		var id, box []byte
		var side string
		if err := scan(&id, &side, &box); err != nil {
			return p, err
		}
		if len(id) != 16 {
			return p, fmt.Errorf("%w: photo id", ErrDamaged)
		}
		p.Report, p.Side = report, civic.PhotoSide(side)
		p.Photo, err = s.unboxPhoto(civic.PhotoID(id), box)
		return p, err
	}, "SELECT photo, side, body_box FROM told_picture WHERE report = ? ORDER BY CASE side WHEN 'before' THEN 1 WHEN 'added' THEN 2 ELSE 3 END, photo", report[:])
	return all, dbError("told pictures", err)
}

// takeToldWords keeps what the author said elsewhere, unless it was said here.
func (s *Store) takeToldWords(ctx context.Context, tx *sql.Tx, w civic.ToldWords) error {
	if known, err := s.hearsOf(ctx, tx, w.Report); err != nil || !known {
		return err
	}
	var own bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM message WHERE id = ?1) OR EXISTS (SELECT 1 FROM author_act WHERE id = ?1)", w.ID[:]).Scan(&own); err != nil || own {
		return err
	}
	b := toldWordsBox{What: w.What, Text: w.Text, Private: w.Private, Erased: w.Erased, Rating: w.Rating}
	for _, id := range w.Photos {
		b.Photos = append(b.Photos, id[:])
	}
	box, err := s.box(toldContext(w.Report, w.ID), b)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO told_words (id, report, at, body_box) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET body_box = excluded.body_box`, w.ID[:], w.Report[:], millis(w.At), box)
	return err
}

// ToldWords are what the author of a report said about it elsewhere, the first said first.
func (s *Store) ToldWords(ctx context.Context, report civic.ReportID) ([]civic.ToldWords, error) {
	all, err := collect(ctx, s.reader, func(scan func(...any) error) (w civic.ToldWords, err error) {
		var id, box []byte
		var at int64
		if err := scan(&id, &at, &box); err != nil {
			return w, err
		}
		if len(id) != 16 {
			return w, fmt.Errorf("%w: words", ErrDamaged)
		}
		var b toldWordsBox
		w.ID, w.Report, w.At = [16]byte(id), report, fromMillis(at)
		if err := s.unbox(toldContext(report, w.ID), box, &b); err != nil {
			return w, err
		}
		w.What, w.Text, w.Private, w.Erased, w.Rating = b.What, b.Text, b.Private, b.Erased, b.Rating
		for _, raw := range b.Photos {
			if len(raw) == 16 {
				w.Photos = append(w.Photos, civic.PhotoID(raw))
			}
		}
		return w, nil
	}, "SELECT id, at, body_box FROM told_words WHERE report = ? ORDER BY at, id", report[:])
	return all, dbError("told words", err)
}

// forgetTold forgets what was said elsewhere, and the pictures of reports that this device didn't take; their files go.
func (s *Store) forgetTold(ctx context.Context, tx *sql.Tx) error {
	const theirs = "(SELECT report FROM elsewhere)"
	if _, err := tx.ExecContext(ctx, `UPDATE blob SET state = ? WHERE role = '' AND state = ? AND sha256 IN (SELECT sha256 FROM task_picture WHERE report IN `+theirs+`)
		AND NOT EXISTS (SELECT 1 FROM task_picture k WHERE k.sha256 = blob.sha256 AND k.report NOT IN `+theirs+`)
		AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.original = blob.sha256)
		AND NOT EXISTS (SELECT 1 FROM supplement_photo WHERE supplement_photo.original = blob.sha256)`, string(filePurged), string(fileHeld)); err != nil {
		return err
	}
	for _, query := range []string{"DELETE FROM task_picture WHERE report IN " + theirs, "DELETE FROM told_picture WHERE report IN " + theirs, "DELETE FROM told_words"} {
		if _, err := tx.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}
