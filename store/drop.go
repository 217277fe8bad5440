package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// dropAtOnce is how many files one transaction gives up.
const dropAtOnce = 64

// DropOriginals removes originals whose copies the portal has signed for before a time, those first that are there longest, until so many bytes
// are free; 0 is all of them. What was sent of a photo stays here, to be looked at and to be sent again should the portal lose it: without
// whole copies no original goes. It is safe to end the program at any moment: first it is written down what goes, then it goes, and the next
// start finishes what was begun.
func (s *Store) DropOriginals(ctx context.Context, before time.Time, enough int64) (gone Heap, err error) {
	v, err := s.survey(ctx)
	if err != nil {
		return gone, dbError("drop originals", err)
	}
	var chosen []journal.Hash
	var bytes int64
	for _, sum := range v.safeOriginals() {
		if enough > 0 && bytes >= enough || v.signed[sum].After(before) {
			break
		}
		if !s.whole(v.copies[sum]) {
			continue
		}
		chosen, bytes = append(chosen, sum), bytes+v.files[sum].size
	}
	return s.drop(ctx, chosen, func(v survey, sum journal.Hash) bool { return v.uses[sum]&useSafe != 0 }, nil)
}

// whole says that all of these files are here as they were.
func (s *Store) whole(refs []civic.BlobRef) bool {
	for _, ref := range refs {
		f, err := s.OpenFile(ref.SHA256)
		if err != nil || f.Close() != nil {
			return false
		}
	}
	return len(refs) > 0
}

// fetchAgain is how long a picture of a task that was dropped isn't fetched by itself: it would fill the disk again.
const fetchAgain = 12 * time.Hour

// DropFetched removes large pictures of tasks that nobody works on, until so many bytes are free; 0 is all of them. They are fetched again as
// soon as somebody asks.
func (s *Store) DropFetched(ctx context.Context, enough int64) (gone Heap, err error) {
	v, err := s.survey(ctx)
	if err != nil {
		return gone, dbError("drop pictures", err)
	}
	var sums []journal.Hash
	var bytes int64
	for sum, use := range v.uses {
		if use&useFetched != 0 && (enough == 0 || bytes < enough) {
			sums, bytes = append(sums, sum), bytes+v.files[sum].size
		}
	}
	fetched := func(v survey, sum journal.Hash) bool { return v.uses[sum]&useFetched != 0 }
	return s.drop(ctx, sums, fetched, func(tx *sql.Tx, sum journal.Hash) error {
		_, err := tx.ExecContext(ctx, "UPDATE task_picture SET state = 'wanted', asked = 0, attempts = 0, next_attempt = ? WHERE sha256 = ? AND state = 'here'",
			millis(s.now().Add(fetchAgain)), sum[:])
		return err
	})
}

// DropLoose removes files that somebody took out of a draft before a time.
func (s *Store) DropLoose(ctx context.Context, before time.Time) (gone Heap, err error) {
	v, err := s.survey(ctx)
	if err != nil {
		return gone, dbError("drop loose files", err)
	}
	var sums []journal.Hash
	loose := func(v survey, sum journal.Hash) bool {
		f := v.files[sum]
		return v.uses[sum] == 0 && f.state == fileHeld && f.role == "" && f.added < millis(before)
	}
	for sum := range v.files {
		if loose(v, sum) {
			sums = append(sums, sum)
		}
	}
	return s.drop(ctx, sums, loose, nil)
}

// drop gives files up that may still go when nobody puts any: they are written down as going, and go. also says what else belongs to one.
func (s *Store) drop(ctx context.Context, sums []journal.Hash, may func(v survey, sum journal.Hash) bool, also func(*sql.Tx, journal.Hash) error) (gone Heap, err error) {
	for len(sums) > 0 && err == nil {
		some := sums[:min(dropAtOnce, len(sums))]
		sums = sums[len(some):]
		var went Heap
		if went, err = s.dropSome(ctx, some, may, also); err == nil {
			gone.Files, gone.Bytes = gone.Files+went.Files, gone.Bytes+went.Bytes
		}
	}
	return gone, err
}

func (s *Store) dropSome(ctx context.Context, some []journal.Hash, may func(v survey, sum journal.Hash) bool, also func(*sql.Tx, journal.Hash) error) (went Heap, err error) {
	s.filing.Lock()
	defer s.filing.Unlock()
	v, err := s.survey(ctx)
	if err != nil {
		return went, dbError("drop", err)
	}
	err = s.write(ctx, "drop", func(tx *sql.Tx) error {
		went = Heap{}
		for _, sum := range some {
			if !may(v, sum) {
				continue
			}
			if also != nil {
				if err := also(tx, sum); err != nil {
					return err
				}
			}
			done, err := tx.ExecContext(ctx, `UPDATE blob SET state = 'dropping' WHERE sha256 = ?1 AND state = 'held' AND role = ''
				AND NOT EXISTS (SELECT 1 FROM photo WHERE original = ?1 AND told = 0) AND NOT EXISTS (SELECT 1 FROM inspection_photo WHERE original = ?1 AND told = 0)
				AND NOT EXISTS (SELECT 1 FROM supplement_photo WHERE original = ?1 AND told = 0)`, sum[:])
			if err != nil {
				return err
			}
			n, err := done.RowsAffected()
			if err != nil {
				return err
			}
			if n > 0 { // else another process needs it since
				went.add(v.files[sum].size)
			}
		}
		return nil
	})
	if err != nil {
		return went, err
	}
	return went, s.removeDropping(ctx)
}

// finishDropping removes the files that are on their way out, also those that a killed process left.
func (s *Store) finishDropping(ctx context.Context) error {
	s.filing.Lock()
	defer s.filing.Unlock()
	return s.removeDropping(ctx)
}

func (s *Store) removeDropping(ctx context.Context) error {
	var some bool
	if err := s.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM blob WHERE state = ?)", string(fileDropping)).Scan(&some); err != nil || !some {
		return dbError("drop files", err)
	}
	return s.write(ctx, "drop files", func(tx *sql.Tx) error {
		going, err := collect(ctx, tx, func(scan func(...any) error) (sum []byte, err error) { return sum, scan(&sum) },
			"SELECT sha256 FROM blob WHERE state = ?", string(fileDropping))
		if err != nil {
			return err
		}
		for _, sum := range going {
			if len(sum) != len(journal.Hash{}) {
				return fmt.Errorf("%w: file hash", ErrDamaged)
			}
			if err := removed(s.filePath(journal.Hash(sum))); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE blob SET state = ? WHERE state = ?", string(fileDropped), string(fileDropping))
		return err
	})
}

// DroppedOf are the photos of a report whose originals were dropped: what is here of them are copies.
func (s *Store) DroppedOf(ctx context.Context, report civic.ReportID) (map[civic.PhotoID]bool, error) {
	ids, err := collect(ctx, s.reader, func(scan func(...any) error) (id []byte, err error) { return id, scan(&id) },
		`SELECT photo.id FROM photo JOIN blob ON blob.sha256 = photo.original WHERE photo.report = ?1 AND blob.state IN ('dropping', 'dropped')
		UNION ALL SELECT p.id FROM inspection_photo p JOIN inspection i ON i.id = p.inspection JOIN blob ON blob.sha256 = p.original
			WHERE i.report = ?1 AND blob.state IN ('dropping', 'dropped')
		UNION ALL SELECT p.id FROM supplement_photo p JOIN blob ON blob.sha256 = p.original WHERE p.report = ?1 AND blob.state IN ('dropping', 'dropped')`, report[:])
	if err != nil {
		return nil, dbError("dropped photos", err)
	}
	dropped := map[civic.PhotoID]bool{}
	for _, id := range ids {
		if len(id) == len(civic.PhotoID{}) {
			dropped[civic.PhotoID(id)] = true
		}
	}
	return dropped, nil
}
