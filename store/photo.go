package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"priyom/civic"
	"priyom/photo"
	"priyom/store/journal"
)

// maxTries is how often a picture may take the program down with it before it is sent as it is.
const maxTries = 3

// RefusedError says that a file was not attached, by its name and the cause as a translation key.
type RefusedError struct {
	Name string
	Key  string
	Err  error
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("store: photo refused (%s): %v", e.Key, e.Err)
}
func (e *RefusedError) Unwrap() error { return e.Err }

// AttachPhoto takes a file into a saved draft. When it returns, the file is on the disk and in the draft, and its
// position, time and bearing are known; copies are made later, by PreparePhotos. A picture that can't be read is kept
// as an unreadable original. What isn't a picture at all, is too large, or is one too many is a *RefusedError.
func (s *Store) AttachPhoto(ctx context.Context, report civic.ReportID, name string, src io.Reader) (civic.Photo, error) {
	return s.attachPhoto(ctx, report, name, src, false)
}

// AttachPhotoOnce is AttachPhoto, but a file that is in the draft already is that photo, and not another: for who may ask again.
func (s *Store) AttachPhotoOnce(ctx context.Context, report civic.ReportID, name string, src io.Reader) (civic.Photo, error) {
	return s.attachPhoto(ctx, report, name, src, true)
}

func (s *Store) attachPhoto(ctx context.Context, report civic.ReportID, name string, src io.Reader, once bool) (civic.Photo, error) {
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
		status, err := s.status(ctx, tx, report)
		if err != nil {
			return err
		}
		if status != civic.StatusDraft {
			return ErrCaptured
		}
		if once {
			var id []byte
			err := tx.QueryRowContext(ctx, "SELECT id FROM photo WHERE report = ? AND original = ?", report[:], ref.SHA256[:]).Scan(&id)
			if err == nil && len(id) == 16 {
				p.ID = civic.PhotoID(id)
				return nil
			}
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		var n, next int
		if err := tx.QueryRowContext(ctx, "SELECT count(*), coalesce(max(ord), 0) + 1 FROM photo WHERE report = ?", report[:]).Scan(&n, &next); err != nil {
			return err
		}
		if n >= civic.MaxPhotos {
			return &RefusedError{name, "photo.too-many", errors.New("too many photos")}
		}
		if err := s.holdFile(ctx, tx, ref); err != nil {
			return err
		}
		box, err := s.boxPhoto(report, p)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO photo (id, report, ord, state, original, body_box) VALUES (?, ?, ?, ?, ?, ?)",
			p.ID[:], report[:], next, string(p.State), ref.SHA256[:], box)
		return err
	})
	return p, err
}

// inspect reads the header of a file that has just been taken in.
func (s *Store) inspect(name string, ref civic.BlobRef) (p civic.Photo, err error) {
	id, err := s.newID()
	if err != nil {
		return p, err
	}
	p = civic.Photo{ID: id, Name: name, State: civic.PhotoNew, Original: ref}
	f, err := s.openUnchecked(ref.SHA256)
	if err != nil {
		return p, err
	}
	defer f.Close()
	info, err := photo.Inspect(f, f.Size())
	switch {
	case errors.Is(err, photo.ErrFormat):
		return p, &RefusedError{name, photo.Key(err), err}
	case err != nil:
		p.State, p.Problem = civic.PhotoUnreadable, photo.Key(err)
	}
	p.TakenAt, p.Position, p.Located, p.Bearing, p.Bore = info.TakenAt, info.Position, info.Located, info.Bearing, info.Bore
	return p, nil
}

// RemovePhoto takes a photo out of a draft.
func (s *Store) RemovePhoto(ctx context.Context, report civic.ReportID, id civic.PhotoID) error {
	return s.write(ctx, "remove photo", func(tx *sql.Tx) error {
		status, err := s.status(ctx, tx, report)
		if err != nil {
			return err
		}
		if status != civic.StatusDraft {
			return ErrCaptured
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM photo WHERE id = ? AND report = ?", id[:], report[:])
		return err
	})
}

// PreparePhotos makes the copies and previews that are still to be made, one after the other, and tells the journal of
// those whose report is in it. It returns how many photos it finished. Call it in the background: a 12-megapixel picture
// takes some tenths of a second. A picture that can't be read becomes an unreadable original and is no error.
func (s *Store) PreparePhotos(ctx context.Context) (done int, err error) {
	s.preparing.Lock()
	defer s.preparing.Unlock()
	for {
		more, err := s.prepareNext(ctx)
		if err == nil && !more {
			more, err = s.prepareInspection(ctx)
		}
		if err == nil && !more {
			more, err = s.prepareAdded(ctx)
		}
		if err != nil || !more {
			return done, err
		}
		done++
	}
}

func (s *Store) prepareNext(ctx context.Context) (more bool, err error) {
	p, report, tries, err := s.nextUnprepared(ctx, ofReports)
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
	return true, s.finishPhoto(ctx, civic.ReportID(report), p)
}

// copies makes what can be made of a photo that was tried before so many times; what can't be read is unreadable, and no error.
func (s *Store) copies(ctx context.Context, p civic.Photo, tries int) (civic.Photo, error) {
	p.State, p.Problem = civic.PhotoUnreadable, "photo.unreadable"
	if tries >= maxTries {
		return p, nil
	}
	made, err := s.prepare(ctx, p.Original.SHA256, p.Marks)
	switch {
	case err == nil:
		copied, err := s.putFile(bytes.NewReader(made.Copy))
		if err != nil {
			return p, err
		}
		preview, err := s.putFile(bytes.NewReader(made.Preview))
		if err != nil {
			return p, err
		}
		p.State, p.Problem, p.Copy, p.Preview = civic.PhotoPrepared, "", copied, preview
	case ctx.Err() != nil:
		return p, ctx.Err()
	case photo.Key(err) != "":
		p.Problem = photo.Key(err)
	case errors.Is(err, ErrFileDamaged):
		p.Problem = "photo.damaged-here"
	default:
		return p, err
	}
	return p, nil
}

// nextUnprepared picks a table's oldest photo without copies and notes that it was tried once more, before anything can go wrong. owner is the
// column that says whose the photo is.
func (s *Store) nextUnprepared(ctx context.Context, in photoTable) (p civic.Photo, of [16]byte, tries int, err error) {
	err = s.write(ctx, "prepare photo", func(tx *sql.Tx) error {
		var id, whose, box []byte
		err := tx.QueryRowContext(ctx, "SELECT id, "+in.owner+", tries, body_box FROM "+in.name+" WHERE state = 'new' ORDER BY id LIMIT 1").Scan(&id, &whose, &tries, &box)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		if len(id) != 16 || len(whose) != 16 {
			return fmt.Errorf("%w: photo id", ErrDamaged)
		}
		of = [16]byte(whose)
		if p, err = s.unboxPhoto(civic.PhotoID(id), box); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE "+in.name+" SET tries = tries + 1 WHERE id = ?", id)
		return err
	})
	return p, of, tries, err
}

func (s *Store) prepare(ctx context.Context, sum journal.Hash, marks []civic.Mark) (photo.Prepared, error) {
	f, err := s.OpenFile(sum)
	if err != nil {
		return photo.Prepared{}, err
	}
	defer f.Close()
	return photo.Prepare(ctx, f, f.Size(), marks...)
}

func (s *Store) finishPhoto(ctx context.Context, report civic.ReportID, p civic.Photo) error {
	return s.append(ctx, "prepare photo", func(tx *sql.Tx) error {
		if fresh, err := s.putCopies(ctx, tx, ofReports, report, p); err != nil || !fresh {
			return err
		}
		if _, err := nextRevision(ctx, tx, report); err != nil {
			return err
		}
		var told bool
		if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM entry WHERE report = ? AND kind = ?)",
			report[:], string(journal.KindReport)).Scan(&told); err != nil || !told {
			return err
		}
		r, err := s.report(ctx, tx, report)
		if err != nil {
			return err
		}
		return s.journalPhoto(ctx, tx, r, p)
	})
}

// putCopies writes down what was made of a photo. It says no if that is of no use any more: the photo was removed meanwhile, something was
// drawn on it since, or another process was faster.
func (s *Store) putCopies(ctx context.Context, tx *sql.Tx, in photoTable, report civic.ReportID, p civic.Photo) (fresh bool, err error) {
	if same, err := s.markedAlike(ctx, tx, in, p); err != nil || !same {
		return false, err
	}
	box, err := s.boxPhoto(report, p)
	if err != nil {
		return false, err
	}
	done, err := tx.ExecContext(ctx, "UPDATE "+in.name+" SET state = ?, body_box = ? WHERE id = ? AND state = 'new'", string(p.State), box, p.ID[:])
	if err != nil {
		return false, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return false, err
	}
	for _, ref := range []civic.BlobRef{p.Copy, p.Preview} {
		if ref.IsZero() {
			continue
		}
		if err := s.holdFile(ctx, tx, ref); err != nil {
			return false, err
		}
	}
	return true, nil
}

// tellPhoto puts what became of a photo into the journal and queues its files, once; nothing while there is nothing to tell. encode is the
// entry's public part.
func (s *Store) tellPhoto(ctx context.Context, tx *sql.Tx, in photoTable, report civic.ReportID, p civic.Photo, encode func() ([]byte, error)) error {
	blobs := filesOf(p)
	if blobs == nil {
		return nil
	}
	done, err := tx.ExecContext(ctx, "UPDATE "+in.name+" SET told = 1 WHERE id = ? AND told = 0", p.ID[:])
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	public, err := encode()
	if err != nil {
		return err
	}
	e, err := s.newEntry(ctx, tx, journal.KindPhoto, public, nil, blobs)
	if err != nil {
		return err
	}
	if err := s.chain(ctx, tx, report, e); err != nil {
		return err
	}
	for _, b := range blobs {
		if err := s.queueFile(ctx, tx, report, b); err != nil {
			return err
		}
	}
	return nil
}

func nextRevision(ctx context.Context, tx *sql.Tx, report civic.ReportID) (int64, error) {
	rev, err := nextCount(ctx, tx, settingRevision)
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE report SET rev = ? WHERE id = ?", rev, report[:])
	return rev, err
}
