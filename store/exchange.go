package store

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Errors of what a portal answers.
var (
	ErrAhead = errors.New("store: the portal holds more of this journal than there is here") // this database is an older copy
	ErrFork  = errors.New("store: the portal holds another journal under the same numbers")

	ErrErased = errors.New("store: what the portal lost was erased here")
)

// Unsent are the entries without a receipt, signed, in their order: at most so many entries, of at most about so many
// bytes, but at least one if there is one. A batch never spans epochs.
func (s *Store) Unsent(ctx context.Context, entries, bytes int) ([]journal.Batch, error) {
	key, err := s.Key(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.entries(ctx, s.reader, `SELECT `+entryColumns+` FROM entry JOIN epoch USING (epoch)
		WHERE entry.seq > acked_seq AND retold = 0 ORDER BY epoch.n, entry.seq LIMIT ?`, entries)
	if err != nil {
		return nil, dbError("unsent", err)
	}
	var batches []journal.Batch
	var run []journal.Entry
	size := 0
	for i, e := range all {
		if i > 0 && (size+len(e.Public)+len(e.Sealed) > bytes) {
			break
		}
		size += len(e.Public) + len(e.Sealed) + 64*(1+len(e.Blobs))
		if len(run) > 0 && run[len(run)-1].Epoch != e.Epoch {
			batches, run = append(batches, journal.Sign(run, key)), nil
		}
		run = append(run, e.Entry)
	}
	if len(run) > 0 {
		batches = append(batches, journal.Sign(run, key))
	}
	return batches, nil
}

// Acknowledged is the newest head that the portal signed for; the zero head if there is none.
func (s *Store) Acknowledged(ctx context.Context) (h journal.Head, err error) {
	var epoch int64
	var hash []byte
	err = s.reader.QueryRowContext(ctx, `SELECT epoch, acked_seq, entry.hash FROM epoch JOIN entry USING (epoch)
		WHERE entry.seq = acked_seq ORDER BY n DESC LIMIT 1`).Scan(&epoch, &h.Seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return journal.Head{}, nil
	}
	h.Epoch = journal.Epoch(epoch)
	copy(h.Hash[:], hash)
	return h, dbError("acknowledged", err)
}

// TakeReceipt clears the queue up to where the portal signed. The errors are journal.ErrSignature, ErrAhead, ErrFork:
// after the last two BeginEpoch is due.
func (s *Store) TakeReceipt(ctx context.Context, r journal.Receipt) error {
	return s.write(ctx, "receipt", func(tx *sql.Tx) error {
		e, err := s.enrolment(ctx, tx)
		if err != nil {
			return err
		}
		if err := s.checkReceipt(ctx, tx, r, e.SignKey); err != nil {
			return err
		}
		raw, err := journal.Encode([]any{r.Head.Seq, r.Head.Hash[:], r.At.UnixMilli(), r.Signature})
		if err != nil {
			return err
		}
		var before uint64
		if err := tx.QueryRowContext(ctx, "SELECT acked_seq FROM epoch WHERE epoch = ?", int64(r.Head.Epoch)).Scan(&before); err != nil {
			return err
		}
		if r.Head.Seq < before {
			return nil // an old reply that came late
		}
		if _, err := tx.ExecContext(ctx, "UPDATE epoch SET acked_seq = ?, acked_at = ?, receipt = ? WHERE epoch = ?",
			r.Head.Seq, millis(r.At), raw, int64(r.Head.Epoch)); err != nil {
			return err
		}
		return s.delivered(ctx, tx, r.Head.Epoch, before, r.Head.Seq, r.At)
	})
}

// Rewind takes back what the portal signed for before, beyond what it signs for now: it was put back to an older state of itself, from a
// backup. What it lost waits again, under the same numbers, files included. The errors are those of TakeReceipt, and ErrErased.
func (s *Store) Rewind(ctx context.Context, r journal.Receipt) error {
	return s.write(ctx, "rewind", func(tx *sql.Tx) error {
		e, err := s.enrolment(ctx, tx)
		if err != nil {
			return err
		}
		if err := s.checkReceipt(ctx, tx, r, e.SignKey); err != nil {
			return err
		}
		epoch := int64(r.Head.Epoch)
		var gone bool
		nothing := sha256.Sum256(nil) // of an entry that never had a personal part
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE epoch = ? AND seq > ? AND retold = 0 AND sealed IS NULL AND sealed_hash <> ?)`,
			epoch, r.Head.Seq, nothing[:]).Scan(&gone); err != nil {
			return err
		}
		if gone {
			return ErrErased
		}
		raw, err := journal.Encode([]any{r.Head.Seq, r.Head.Hash[:], r.At.UnixMilli(), r.Signature})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE epoch SET acked_seq = ?, acked_at = ?, receipt = ? WHERE epoch = ? AND acked_seq > ?",
			r.Head.Seq, millis(r.At), raw, epoch, r.Head.Seq); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE blob SET state = 'queued', sent = 0, attempts = 0, cause = '', next_attempt = 0, receipt = NULL
			WHERE state = 'done' AND report IN (SELECT report FROM entry WHERE epoch = ? AND seq > ?)`, epoch, r.Head.Seq)
		return err
	})
}

func (s *Store) checkReceipt(ctx context.Context, tx *sql.Tx, r journal.Receipt, key ed25519.PublicKey) error {
	if r.Device != s.device {
		return fmt.Errorf("%w: another device's receipt", journal.ErrSignature)
	}
	if err := r.Verify(key); err != nil {
		return err
	}
	if r.Head.Seq == 0 {
		return nil
	}
	var hash []byte
	err := tx.QueryRowContext(ctx, "SELECT hash FROM entry WHERE epoch = ? AND seq = ?", int64(r.Head.Epoch), r.Head.Seq).Scan(&hash)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrAhead
	case err != nil:
		return err
	case string(hash) != string(r.Head.Hash[:]):
		return ErrFork
	}
	return nil
}

// delivered shows the reports among the newly acknowledged entries as delivered.
func (s *Store) delivered(ctx context.Context, tx *sql.Tx, epoch journal.Epoch, after, through uint64, at time.Time) error {
	ids, err := reportIDs(ctx, tx, `SELECT report FROM entry JOIN report ON report.id = entry.report
		WHERE entry.epoch = ? AND entry.seq > ? AND entry.seq <= ? AND kind = ? AND status = ? AND verdict = '' ORDER BY seq`,
		int64(epoch), after, through, string(journal.KindReport), string(civic.StatusQueued))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.setStatus(ctx, tx, id, Event{Status: civic.StatusDelivered, At: at}); err != nil {
			return err
		}
	}
	return nil
}

// BeginEpoch goes on in a new epoch, because the portal's answer showed that this database is an older copy of itself.
// Everything without a receipt is said again in it.
func (s *Store) BeginEpoch(ctx context.Context) error {
	return s.append(ctx, "begin epoch", func(tx *sql.Tx) error { return s.beginEpoch(ctx, tx) })
}

// TakeVerdict notes what the portal can't use about one entry; the key is a translation key.
func (s *Store) TakeVerdict(ctx context.Context, epoch journal.Epoch, seq uint64, key string) error {
	return s.write(ctx, "verdict", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE entry SET verdict = ? WHERE epoch = ? AND seq = ?", key, int64(epoch), seq)
		return err
	})
}

// File is one file to be sent.
type File struct {
	SHA256 journal.Hash
	Size   int64
	Role   journal.Role
	Sent   int64 // bytes the portal is known to hold
	Report civic.ReportID
	Tried  int
}

// Files are the files to be sent now: named by an entry that the portal has acknowledged, and due. Previews come first,
// then the oldest.
func (s *Store) Files(ctx context.Context, limit int) ([]File, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT sha256, size, role, sent, report, attempts FROM blob
		WHERE state = 'queued' AND next_attempt <= ? AND NOT EXISTS (
			SELECT 1 FROM entry JOIN epoch USING (epoch) WHERE entry.report = blob.report AND retold = 0 AND entry.seq > acked_seq)
		ORDER BY role <> 'preview', added_at, sha256 LIMIT ?`, millis(s.now()), limit)
	if err != nil {
		return nil, dbError("files", err)
	}
	defer rows.Close()
	var files []File
	for rows.Next() {
		var f File
		var sum, report []byte
		var role string
		if err := rows.Scan(&sum, &f.Size, &role, &f.Sent, &report, &f.Tried); err != nil {
			return nil, dbError("files", err)
		}
		f.Role = journal.Role(role)
		copy(f.SHA256[:], sum)
		copy(f.Report[:], report)
		files = append(files, f)
	}
	return files, dbError("files", rows.Err())
}

// FileSent notes how many bytes of a file the portal says it holds.
func (s *Store) FileSent(ctx context.Context, sum journal.Hash, offset int64) error {
	return s.write(ctx, "file sent", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE blob SET sent = min(?, size) WHERE sha256 = ?", max(0, offset), sum[:])
		return err
	})
}

// TakeFileReceipt marks a file as safely at the portal; the errors are journal.ErrSignature and ErrNotFound.
func (s *Store) TakeFileReceipt(ctx context.Context, r journal.BlobReceipt) error {
	return s.write(ctx, "file receipt", func(tx *sql.Tx) error {
		e, err := s.enrolment(ctx, tx)
		if err != nil {
			return err
		}
		if r.Device != s.device {
			return fmt.Errorf("%w: another device's receipt", journal.ErrSignature)
		}
		if err := r.Verify(e.SignKey); err != nil {
			return err
		}
		raw, err := journal.Encode([]any{r.Size, r.At.UnixMilli(), r.Signature})
		if err != nil {
			return err
		}
		done, err := tx.ExecContext(ctx, `UPDATE blob SET state = 'done', sent = size, cause = '', next_attempt = 0, receipt = ?
			WHERE sha256 = ? AND size = ?`, raw, r.SHA256[:], r.Size)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("%w: file %s of %d bytes", ErrNotFound, r.SHA256, r.Size))
		}
		return nil
	})
}
