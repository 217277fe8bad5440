package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// append is write for what may lengthen the journal: afterwards the mark follows.
func (s *Store) append(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	var head journal.Head
	var serial int64
	err := s.write(ctx, op, func(tx *sql.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		var err error
		if head, err = s.head(ctx, tx); err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, "SELECT coalesce((SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM setting WHERE key = ?), 0)",
			settingSerial).Scan(&serial)
		return err
	})
	if err == nil {
		s.mark.advance(head, serial)
	}
	return err
}

// head is the newest epoch's; the zero head before the first entry of all.
func (s *Store) head(ctx context.Context, q querier) (h journal.Head, err error) {
	var epoch int64
	var hash []byte
	err = q.QueryRowContext(ctx, "SELECT epoch, seq, head FROM epoch ORDER BY n DESC LIMIT 1").Scan(&epoch, &h.Seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return h, nil
	}
	if err == nil && len(hash) != len(h.Hash) {
		err = fmt.Errorf("%w: head of the journal", ErrDamaged)
	}
	h.Epoch = journal.Epoch(epoch)
	copy(h.Hash[:], hash)
	return h, err
}

// beginEpoch starts a new life of the journal at the head of the old one, and says again in it what the portal hasn't
// acknowledged. Without a journal it only marks the numbers.
func (s *Store) beginEpoch(ctx context.Context, tx *sql.Tx) error {
	if err := s.newTag(ctx, tx); err != nil {
		return err
	}
	old, err := s.head(ctx, tx)
	if err != nil || old.Epoch == 0 {
		return err
	}
	if _, err := s.openEpoch(ctx, tx, old.Hash); err != nil {
		return err
	}
	unsaid, err := s.entries(ctx, tx, `SELECT `+entryColumns+` FROM entry JOIN epoch USING (epoch)
		WHERE entry.seq > acked_seq AND retold = 0 ORDER BY epoch.n, entry.seq`)
	if err != nil {
		return err
	}
	for _, e := range unsaid {
		if _, err := tx.ExecContext(ctx, "UPDATE entry SET retold = 1 WHERE epoch = ? AND seq = ?", int64(e.Epoch), e.Seq); err != nil {
			return err
		}
		if err := s.chain(ctx, tx, e.report, e.Entry); err != nil {
			return err
		}
	}
	return nil
}

// openEpoch makes the epoch that all later entries belong to.
func (s *Store) openEpoch(ctx context.Context, tx *sql.Tx, origin journal.Hash) (journal.Head, error) {
	b, err := s.random(8)
	if err != nil {
		return journal.Head{}, err
	}
	h := journal.Head{Epoch: journal.Epoch(binary.BigEndian.Uint64(b)>>1 | 1), Hash: origin} // fits SQLite's signed integers
	_, err = tx.ExecContext(ctx, "INSERT INTO epoch (epoch, origin, seq, head, head_box) VALUES (?, ?, 0, ?, ?)",
		int64(h.Epoch), origin[:], origin[:], s.sealHead(h))
	return h, err
}

// sealHead is how far the journal has come, in a form that nobody without the vault can set back.
func (s *Store) sealHead(h journal.Head) []byte {
	return s.vault.Seal(headContext(h.Epoch), headText(h))
}

func headText(h journal.Head) []byte {
	return append(binary.BigEndian.AppendUint64(nil, h.Seq), h.Hash[:]...)
}

func headContext(epoch journal.Epoch) string { return fmt.Sprintf("head %016x", uint64(epoch)) }

// chain puts an entry at the end of the journal: device, epoch, number and predecessor are filled in here.
func (s *Store) chain(ctx context.Context, tx *sql.Tx, report civic.ReportID, e journal.Entry) error {
	head, err := s.head(ctx, tx)
	if err != nil {
		return err
	}
	if head.Epoch == 0 {
		if head, err = s.openEpoch(ctx, tx, journal.Hash{}); err != nil {
			return err
		}
	}
	e.Device, e.Epoch, e.Seq, e.Prev = s.device, head.Epoch, head.Seq+1, head.Hash
	if head, err = head.Extend(&e); err != nil {
		return err
	}
	blobs, err := journal.EncodeBlobs(e.Blobs)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO entry (epoch, seq, hash, prev, time, kind, report, public_box, sealed, sealed_hash, blobs)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, int64(e.Epoch), e.Seq, head.Hash[:], e.Prev[:], e.Time.UnixMilli(), string(e.Kind),
		report[:], s.vault.Seal(entryContext(e.Epoch, e.Seq), e.Public), e.Sealed, e.SealedHash[:], blobs); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE epoch SET seq = ?, head = ?, head_box = ? WHERE epoch = ?",
		head.Seq, head.Hash[:], s.sealHead(head), int64(head.Epoch))
	return err
}

func entryContext(epoch journal.Epoch, seq uint64) string {
	return fmt.Sprintf("entry %016x %d", uint64(epoch), seq)
}

// newEntry makes an entry at the transaction's time; a personal part is sealed to the portal here and now.
func (s *Store) newEntry(ctx context.Context, tx *sql.Tx, kind journal.Kind, public, personal []byte, blobs []journal.Blob) (journal.Entry, error) {
	var sealed []byte
	if personal != nil {
		e, err := s.enrolment(ctx, tx)
		if err != nil {
			return journal.Entry{}, err
		}
		if sealed, err = e.SealKeys[0].Seal(s.device, public, personal); err != nil {
			return journal.Entry{}, err
		}
	}
	return journal.New(journal.Header{Time: s.now(), Kind: kind}, public, sealed, blobs), nil
}

// storedEntry is an entry and the report it is about.
type storedEntry struct {
	journal.Entry
	report civic.ReportID
	hash   journal.Hash // as it lies in the table
}

const entryColumns = "epoch, entry.seq, hash, prev, time, kind, report, public_box, sealed, sealed_hash, blobs"

// entries reads entries; one that the vault can't open or whose columns make no sense is a *journal.BrokenError.
func (s *Store) entries(ctx context.Context, q querier, query string, args ...any) (all []storedEntry, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := s.scanEntry(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

func (s *Store) scanEntry(rows *sql.Rows) (e storedEntry, err error) {
	var epoch, at int64
	var kind string
	var hash, prev, report, box, sealedHash, blobs []byte
	if err := rows.Scan(&epoch, &e.Seq, &hash, &prev, &at, &kind, &report, &box, &e.Sealed, &sealedHash, &blobs); err != nil {
		return e, err
	}
	e.Device, e.Epoch, e.Kind, e.Time = s.device, journal.Epoch(epoch), journal.Kind(kind), time.UnixMilli(at).UTC()
	broken := func(reason string) error { return &journal.BrokenError{Epoch: e.Epoch, Seq: e.Seq, Reason: reason} }
	if len(hash) != sha256.Size || len(prev) != sha256.Size || len(sealedHash) != sha256.Size || len(report) != 16 {
		return e, broken("its hashes are not hashes")
	}
	e.hash, e.Prev, e.SealedHash, e.report = journal.Hash(hash), journal.Hash(prev), journal.Hash(sealedHash), civic.ReportID(report)
	if e.Public, err = s.vault.Open(entryContext(e.Epoch, e.Seq), box); err != nil {
		return e, broken("its public part was changed")
	}
	if e.Blobs, err = journal.DecodeBlobs(blobs); err != nil {
		return e, broken("its files' names were changed")
	}
	return e, nil
}
