package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// purgeAtOnce is how many reports one purge takes, so that its entry stays small; what is left over goes with the next.
const purgeAtOnce = 1000

// expired selects the reports that have personal data or photos here which nobody needs here any more: the portal signed
// for all of it, and nothing has happened since: no answer came, nobody tried to hand one over, and nothing was said.
const expired = `FROM report WHERE purged_at = 0 AND status NOT IN ('draft', 'captured', 'queued')
	AND (SELECT max(at) FROM event WHERE event.report = report.id) < ?1
	AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.report = report.id AND came_at >= ?1)
	AND NOT EXISTS (SELECT 1 FROM handing WHERE handing.report = report.id AND at >= ?1)
	AND NOT EXISTS (SELECT 1 FROM message WHERE message.report = report.id AND came_at >= ?1)
	AND NOT EXISTS (SELECT 1 FROM entry JOIN epoch USING (epoch) WHERE entry.report = report.id AND entry.seq > acked_seq AND retold = 0)
	AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.report = report.id AND state = 'queued')`

// Expired counts the reports whose personal data would be purged: nothing has happened to them since before.
func (s *Store) Expired(ctx context.Context, before time.Time) (n int, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT count(*) "+expired, millis(before)).Scan(&n)
	return n, dbError("expired", err)
}

// PurgeAct is what a purge did, for the paper that is signed about it.
type PurgeAct struct {
	journal.Purge
	Entry   journal.Hash // which tells of it
	Numbers []string     // of the reports, in their order
	Left    bool         // there is more: purge again
}

// Purge destroys the personal data of expired reports here: who reported, the sealed parts of their entries, and their
// photos' files. What the report was about, its number and its history stay, the chain still verifies, and the journal
// says what was done. Of nothing expired it makes no act. The errors are ErrNotEnrolled, or the disk's.
func (s *Store) Purge(ctx context.Context, before time.Time) (act PurgeAct, err error) {
	err = s.append(ctx, "purge", func(tx *sql.Tx) error {
		act = PurgeAct{Purge: journal.Purge{At: s.now(), Before: before, Operator: s.Operator()}}
		if _, err := s.eraseSupporters(ctx, tx, before); err != nil {
			return err
		}
		ids, err := reportIDs(ctx, tx, "SELECT id "+expired+" ORDER BY ord LIMIT ?2", millis(before), purgeAtOnce+1)
		if err != nil || len(ids) == 0 {
			return err
		}
		if act.Left = len(ids) > purgeAtOnce; act.Left {
			ids = ids[:purgeAtOnce]
		}
		for _, id := range ids {
			if err := s.purgeReport(ctx, tx, id, &act); err != nil {
				return err
			}
		}
		return s.journalPurge(ctx, tx, &act)
	})
	if err != nil {
		return act, err
	}
	return act, s.removePurged(ctx)
}

// purgeReport empties one report.
func (s *Store) purgeReport(ctx context.Context, tx *sql.Tx, id civic.ReportID, act *PurgeAct) error {
	r, err := s.erase(ctx, tx, id)
	if err != nil {
		return err
	}
	act.Reports, act.Numbers = append(act.Reports, id), append(act.Numbers, r.Number)
	if err := s.purgePhotos(ctx, tx, ofReports, id, r.Photos, act); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM supplement_photo WHERE report = ? AND supplement = x''", id[:]); err != nil { // nobody ever told them
		return err
	}
	added, err := s.added(ctx, tx, id, false)
	if err != nil {
		return err
	}
	var photos []civic.Photo
	for _, p := range added {
		photos = append(photos, p.Photo)
	}
	if err := s.purgePhotos(ctx, tx, ofSupplements, id, photos, act); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE report SET purged_at = ? WHERE id = ?", millis(act.At), id[:])
	return err
}

// purgePhotos empties photos, and lets go of their files.
func (s *Store) purgePhotos(ctx context.Context, tx *sql.Tx, in photoTable, report civic.ReportID, photos []civic.Photo, act *PurgeAct) error {
	for _, p := range photos {
		act.Photos++
		files := []civic.BlobRef{p.Original, p.Copy, p.Preview}
		p.State, p.Problem, p.Name, p.Copy, p.Preview = civic.PhotoPurged, "photo.purged", "", civic.BlobRef{}, civic.BlobRef{}
		box, err := s.boxPhoto(report, p)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE "+in.name+" SET state = ?, body_box = ? WHERE id = ?", string(p.State), box, p.ID[:]); err != nil {
			return err
		}
		for _, f := range files { // the same picture in another report keeps its files; their copies are the same too
			if _, err := tx.ExecContext(ctx, `UPDATE blob SET state = ? WHERE sha256 = ? AND state <> ?
				AND NOT EXISTS (SELECT 1 FROM photo WHERE original = ?4 AND state <> ?5) AND NOT EXISTS (SELECT 1 FROM supplement_photo WHERE original = ?4 AND state <> ?5)`,
				string(filePurged), f.SHA256[:], string(fileQueued), p.Original.SHA256[:], string(civic.PhotoPurged)); err != nil {
				return err
			}
		}
	}
	return nil
}

// removePurged removes the files whose time is over, also those that a killed process left.
func (s *Store) removePurged(ctx context.Context) error {
	s.filing.Lock()
	defer s.filing.Unlock()
	return s.write(ctx, "purge files", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT sha256 FROM blob WHERE state = ?", string(filePurged))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var sum []byte
			if err := rows.Scan(&sum); err != nil {
				return err
			}
			if len(sum) != len(journal.Hash{}) {
				return fmt.Errorf("%w: file hash", ErrDamaged)
			}
			if err := removed(s.filePath(journal.Hash(sum))); err != nil {
				return err
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM blob WHERE state = ?", string(filePurged))
		return err
	})
}

// journalPurge says in the journal what was destroyed.
func (s *Store) journalPurge(ctx context.Context, tx *sql.Tx, act *PurgeAct) error {
	if _, err := s.enrolment(ctx, tx); err != nil {
		return err
	}
	public, err := journal.EncodePurge(act.Purge)
	if err != nil {
		return err
	}
	e, err := s.newEntry(ctx, tx, journal.KindPurge, public, nil, nil)
	if err != nil {
		return err
	}
	if err := s.chain(ctx, tx, civic.ReportID{}, e); err != nil {
		return err
	}
	head, err := s.head(ctx, tx)
	if err != nil {
		return err
	}
	act.Entry = head.Hash
	_, err = tx.ExecContext(ctx, "INSERT INTO purge (at, before, operator, hash, reports, photos) VALUES (?, ?, ?, ?, ?, ?)",
		millis(act.At), millis(act.Before), act.Operator, act.Entry[:], len(act.Reports), act.Photos)
	return err
}

// LastPurge is when personal data was purged last; zero if it never was.
func (s *Store) LastPurge(ctx context.Context) (time.Time, error) {
	var at int64
	err := s.reader.QueryRowContext(ctx, "SELECT at FROM purge ORDER BY n DESC LIMIT 1").Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return fromMillis(at), dbError("last purge", err)
}

// erase empties a report of who reported, here and in its entries, and of what was answered and said in private, which speaks of them too.
func (s *Store) erase(ctx context.Context, tx *sql.Tx, id civic.ReportID) (r civic.Report, err error) {
	if r, err = s.report(ctx, tx, id); err != nil {
		return r, err
	}
	var ord int64
	if err := tx.QueryRowContext(ctx, "SELECT ord FROM report WHERE id = ?", id[:]).Scan(&ord); err != nil {
		return r, fmt.Errorf("report %s: %w", id, err)
	}
	r.Reporter = civic.Reporter{}
	if err := s.putReport(ctx, tx, r, ord); err != nil {
		return r, err
	}
	for _, part := range []string{
		"UPDATE entry SET sealed = NULL WHERE report = ? AND kind <> 'report.supported'",
		"UPDATE answer SET body_box = x'' WHERE report = ?",
		"UPDATE handing SET note_box = NULL WHERE report = ?",
		"UPDATE message SET body_box = x'' WHERE report = ? AND private = 1",
		"DELETE FROM message_draft WHERE report = ?",
		"UPDATE author_act SET comment_box = x'' WHERE report = ?",
	} {
		if _, err := tx.ExecContext(ctx, part, id[:]); err != nil {
			return r, fmt.Errorf("report %s: %w", id, err)
		}
	}
	return r, nil
}
