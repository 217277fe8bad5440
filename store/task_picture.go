package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// ErrOtherFile is returned for content that isn't the file it was taken for.
var ErrOtherFile = errors.New("store: content has another hash")

// WantedPicture is a picture of a task that isn't here yet.
type WantedPicture struct {
	civic.BlobRef
	Small    bool // a preview
	Asked    bool // somebody waits for it
	Attempts int  // that failed
}

// wantPictures notes which pictures a task has. Those it has no more are forgotten; their files go with the task.
func (s *Store) wantPictures(ctx context.Context, tx *sql.Tx, t civic.Task) error {
	for _, p := range append(append([]civic.Photo{}, t.Before...), t.After...) {
		if err := s.wantPicture(ctx, tx, t.Report, p); err != nil {
			return err
		}
	}
	return nil
}

// wantPicture notes the files of one picture.
func (s *Store) wantPicture(ctx context.Context, tx *sql.Tx, report civic.ReportID, p civic.Photo) error {
	for _, one := range []struct {
		ref   civic.BlobRef
		small bool
	}{{p.Preview, true}, {p.Copy, false}} {
		if one.ref.IsZero() || one.ref.Size > MaxFile {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO task_picture (report, sha256, size, small, state) VALUES (?1, ?2, ?3, ?4,
				CASE WHEN EXISTS (SELECT 1 FROM blob WHERE sha256 = ?2 AND state NOT IN ('damaged', 'purged', 'dropping', 'dropped')) THEN 'here' ELSE 'wanted' END)
				ON CONFLICT DO NOTHING`, report[:], one.ref.SHA256[:], one.ref.Size, one.small); err != nil {
			return err
		}
	}
	return nil
}

// WantedPictures are those of open tasks, and of reports whose pictures the portal told, that aren't here: first what somebody waits for, then
// previews, then, if large is true, the others of tasks. Those whose next attempt is due later are left out.
func (s *Store) WantedPictures(ctx context.Context, large bool, limit int) ([]WantedPicture, error) {
	all, err := collect(ctx, s.reader, func(scan func(...any) error) (w WantedPicture, err error) {
		var sum []byte
		if err := scan(&sum, &w.Size, &w.Small, &w.Asked, &w.Attempts); err != nil {
			return w, err
		}
		if len(sum) != len(w.SHA256) {
			return w, fmt.Errorf("%w: picture", ErrDamaged)
		}
		copy(w.SHA256[:], sum)
		return w, nil
	}, `SELECT sha256, max(size), max(small), max(asked), max(attempts) FROM task_picture WHERE state = 'wanted' AND next_attempt <= ?
		AND (EXISTS (SELECT 1 FROM task WHERE task.report = task_picture.report AND open = 1) AND (small OR asked OR ?)
			OR (small OR asked) AND EXISTS (SELECT 1 FROM told_picture WHERE told_picture.report = task_picture.report))
		GROUP BY sha256 ORDER BY max(asked) DESC, max(small) DESC, max(size), sha256 LIMIT ?`, millis(s.now()), large, limit)
	return all, dbError("wanted pictures", err)
}

// PictureBytes is how much room the large pictures of tasks take here.
func (s *Store) PictureBytes(ctx context.Context) (n int64, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT coalesce(sum(size), 0) FROM (SELECT DISTINCT sha256, size FROM task_picture WHERE state = 'here' AND small = 0)").Scan(&n)
	return n, dbError("pictures", err)
}

// AskPicture says that somebody waits for a picture: it is fetched before others, and at once.
func (s *Store) AskPicture(ctx context.Context, sum journal.Hash) error {
	return s.write(ctx, "ask for picture", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE task_picture SET asked = 1, next_attempt = 0 WHERE sha256 = ? AND state = 'wanted'", sum[:])
		return err
	})
}

// HasPicture says that a picture of a task is here.
func (s *Store) HasPicture(ctx context.Context, sum journal.Hash) (here bool, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM task_picture WHERE sha256 = ? AND state = 'here')", sum[:]).Scan(&here)
	return here, dbError("picture", err)
}

// TakePicture keeps a picture that was fetched. The error is ErrOtherFile if it is something else; nothing is kept then.
func (s *Store) TakePicture(ctx context.Context, want civic.BlobRef, content io.Reader) error {
	s.filing.RLock()
	defer s.filing.RUnlock()
	ref, err := s.putFile(io.LimitReader(content, want.Size+1))
	if err != nil {
		return err
	}
	if ref != want {
		s.dropStray(ctx, ref)
		return fmt.Errorf("%w: %x", ErrOtherFile, want.SHA256)
	}
	return s.write(ctx, "take picture", func(tx *sql.Tx) error {
		if err := s.holdFile(ctx, tx, ref); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE blob SET state = 'held' WHERE sha256 = ? AND role = '' AND state IN ('damaged', 'purged')", ref.SHA256[:]); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE task_picture SET state = 'here', asked = 0 WHERE sha256 = ?", ref.SHA256[:])
		return err
	})
}

// dropStray removes a file that no row names.
func (s *Store) dropStray(ctx context.Context, ref civic.BlobRef) {
	var known bool
	if err := s.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM blob WHERE sha256 = ?)", ref.SHA256[:]).Scan(&known); err == nil && !known {
		_ = removed(s.filePath(ref.SHA256)) // what stays takes room and nothing else
	}
}

// PictureTried notes that a picture couldn't be fetched, and when the next attempt is due.
func (s *Store) PictureTried(ctx context.Context, sum journal.Hash, next time.Time) error {
	return s.write(ctx, "note attempt", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE task_picture SET attempts = attempts + 1, next_attempt = ? WHERE sha256 = ? AND state = 'wanted'", millis(next), sum[:])
		return err
	})
}
