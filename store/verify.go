package store

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/store/journal"
)

// Finding is one thing that Verify found wrong.
type Finding struct {
	What string // which entry, report, photo or file
	Err  error
}

func (f Finding) String() string { return f.What + ": " + f.Err.Error() }

// Verification is what Verify looked at and what it found.
type Verification struct {
	Entries    int
	Reports    int
	Signatures int
	Files      int
	Findings   []Finding

	signed map[civic.SignatureID][sha256.Size]byte // hashes of what the journal says of signatures
}

func (v *Verification) found(err error, what string, args ...any) {
	if err != nil {
		v.Findings = append(v.Findings, Finding{fmt.Sprintf(what, args...), err})
	}
}

var (
	errHead    = errors.New("the journal's end was changed or cut off")
	errDiffers = errors.New("differs from what the journal says")
	errUntold  = errors.New("is not in the journal")
	errReceipt = errors.New("the portal's receipt doesn't fit")
)

// Verify checks everything there is: the database's own integrity, every chain from its first entry, its sealed head and
// the portal's receipt for it, every report against its entry, every file against its hash. What is wrong is in the
// findings; the error is only for what kept it from looking.
func (s *Store) Verify(ctx context.Context) (v Verification, err error) {
	if err := s.verifyDatabase(ctx, &v); err != nil {
		return v, err
	}
	told := map[civic.ReportID]civic.Report{}
	if err := s.verifyEpochs(ctx, &v, told); err != nil {
		return v, err
	}
	if err := s.verifyReports(ctx, &v, told); err != nil {
		return v, err
	}
	if err := s.verifyHandings(ctx, &v); err != nil {
		return v, err
	}
	if err := s.verifyMessages(ctx, &v); err != nil {
		return v, err
	}
	if err := s.verifyInspections(ctx, &v); err != nil {
		return v, err
	}
	if err := s.verifyWhoWorks(ctx, &v); err != nil {
		return v, err
	}
	if err := s.verifySignatures(ctx, &v); err != nil {
		return v, err
	}
	return v, s.verifyFiles(ctx, &v)
}

func (s *Store) verifyDatabase(ctx context.Context, v *Verification) error {
	rows, err := s.reader.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return dbError("verify", err)
		}
		if line != "ok" {
			v.found(ErrDamaged, "database: %s", line)
		}
	}
	return dbError("verify", rows.Err())
}

// epochRow is one life of the journal as the table tells it.
type epochRow struct {
	origin, head journal.Head
	box          []byte
	acked        uint64
	receipt      []byte
}

func (s *Store) verifyEpochs(ctx context.Context, v *Verification, told map[civic.ReportID]civic.Report) error {
	epochs, err := s.epochRows(ctx)
	if err != nil {
		return err
	}
	var key ed25519.PublicKey
	if e, err := s.Enrolment(ctx); err == nil {
		key = e.SignKey
	} else if !errors.Is(err, ErrNotEnrolled) {
		v.found(err, "enrolment")
	}
	ends := map[journal.Hash]bool{{}: true} // what an epoch may begin at
	for _, row := range epochs {
		if !ends[row.origin.Hash] {
			v.found(journal.ErrBroken, "epoch %016x begins at nothing that is here", uint64(row.origin.Epoch))
		}
		if err := s.verifyChain(ctx, v, row, key, ends, told); err != nil {
			return err
		}
	}
	var loose int
	if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM entry LEFT JOIN epoch USING (epoch) WHERE epoch.n IS NULL").Scan(&loose); err != nil {
		return dbError("verify", err)
	}
	if loose > 0 {
		v.found(journal.ErrBroken, "%d entries of no epoch", loose)
	}
	return nil
}

func (s *Store) epochRows(ctx context.Context) (epochs []epochRow, err error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT epoch, origin, seq, head, head_box, acked_seq, receipt FROM epoch ORDER BY n")
	if err != nil {
		return nil, dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e epochRow
		var epoch int64
		var origin, head []byte
		if err := rows.Scan(&epoch, &origin, &e.head.Seq, &head, &e.box, &e.acked, &e.receipt); err != nil {
			return nil, dbError("verify", err)
		}
		e.head.Epoch, e.origin.Epoch = journal.Epoch(epoch), journal.Epoch(epoch)
		copy(e.origin.Hash[:], origin)
		copy(e.head.Hash[:], head)
		epochs = append(epochs, e)
	}
	return epochs, dbError("verify", rows.Err())
}

// verifyChain walks one epoch. It goes on after a broken entry, so that everything that was tampered with is named.
func (s *Store) verifyChain(ctx context.Context, v *Verification, row epochRow, key ed25519.PublicKey, ends map[journal.Hash]bool, told map[civic.ReportID]civic.Report) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT "+entryColumns+" FROM entry WHERE epoch = ? ORDER BY seq", int64(row.head.Epoch))
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	at := row.origin
	for rows.Next() {
		e, err := s.scanEntry(rows)
		v.Entries++
		if err == nil {
			_, err = at.Extend(&e.Entry)
		}
		if err == nil && e.hash != e.Hash() {
			err = &journal.BrokenError{Epoch: e.Epoch, Seq: e.Seq, Reason: "its content doesn't match its hash"}
		}
		v.found(err, "entry %d", e.Seq)
		if e.Seq == row.acked && row.receipt != nil {
			v.found(s.verifyReceipt(row, e.hash, key), "receipt up to entry %d", e.Seq)
		}
		if err == nil {
			v.found(remember(told, &e), "entry %d", e.Seq)
			v.rememberSigned(&e)
		}
		at = journal.Head{Epoch: row.head.Epoch, Seq: e.Seq, Hash: e.hash}
		ends[e.hash] = true
	}
	if err := rows.Err(); err != nil {
		return dbError("verify", err)
	}
	box, err := s.vault.Open(headContext(row.head.Epoch), row.box)
	sealed := string(headText(row.head))
	if err != nil || string(box) != sealed || at != row.head || row.acked > at.Seq {
		v.found(errHead, "entry %d, the last one of epoch %016x", at.Seq, uint64(row.head.Epoch))
	}
	return nil
}

// verifyReceipt checks that the portal signed for exactly the entry that lies here.
func (s *Store) verifyReceipt(row epochRow, hash journal.Hash, key ed25519.PublicKey) error {
	var b struct {
		_    struct{} `cbor:",toarray"`
		Seq  uint64
		Hash []byte
		At   int64
		Sig  []byte
	}
	if err := journal.Decode(row.receipt, &b); err != nil || len(b.Hash) != len(hash) {
		return errReceipt
	}
	r := journal.Receipt{
		Device: s.device, Head: journal.Head{Epoch: row.head.Epoch, Seq: b.Seq, Hash: journal.Hash(b.Hash)},
		At: fromMillis(b.At), Signature: b.Sig,
	}
	if r.Head.Seq != row.acked || r.Head.Hash != hash || r.Verify(key) != nil {
		return errReceipt
	}
	return nil
}

// remember keeps what the journal says of a report, to be compared with the row that people see.
func remember(told map[civic.ReportID]civic.Report, e *storedEntry) error {
	if e.Kind != journal.KindReport {
		return nil
	}
	r, err := journal.DecodeReport(e.Public)
	if err == nil {
		told[r.ID] = r
	}
	return err
}

func (s *Store) verifyReports(ctx context.Context, v *Verification, told map[civic.ReportID]civic.Report) error {
	ids, err := reportIDs(ctx, s.reader, "SELECT id FROM report ORDER BY ord")
	if err != nil {
		return dbError("verify", err)
	}
	for _, id := range ids {
		v.Reports++
		r, err := s.report(ctx, s.reader, id)
		if err != nil {
			v.found(err, "report %s", id)
			continue
		}
		said, ok := told[id]
		delete(told, id)
		switch waits := r.Status == civic.StatusDraft || r.Status == civic.StatusCaptured; {
		case waits && !ok:
		case !ok:
			v.found(errUntold, "report %s (%s)", id, r.Number)
		case r.Number != said.Number || r.Text != said.Text || r.Category != said.Category || r.Place != said.Place ||
			!r.CapturedAt.Equal(said.CapturedAt) || !r.ReceivedAt.Equal(said.ReceivedAt) || r.Origin != said.Origin || r.Operator != said.Operator || len(r.Photos) != len(said.Photos):
			v.found(errDiffers, "report %s (%s)", id, r.Number)
		}
	}
	for id, r := range told {
		v.found(ErrNotFound, "report %s (%s), which the journal tells of", id, r.Number)
	}
	return nil
}

func (s *Store) verifyFiles(ctx context.Context, v *Verification) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT sha256 FROM blob WHERE state NOT IN (?, ?, ?, ?) ORDER BY sha256",
		string(fileDamaged), string(filePurged), string(fileDropping), string(fileDropped))
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return dbError("verify", err)
		}
		var sum journal.Hash
		copy(sum[:], raw)
		f, err := s.OpenFile(sum)
		if err == nil {
			err = f.Close()
		}
		v.Files++
		v.found(err, "file %s", sum)
	}
	return dbError("verify", rows.Err())
}

// QuickCheck looks whether the database is sound as SQLite sees it, and tells its size in bytes; the error wraps ErrDamaged if
// it isn't. What it holds is the business of Verify.
func (s *Store) QuickCheck(ctx context.Context) (size int64, err error) {
	var said string
	if err := s.reader.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said); err != nil {
		return 0, dbError("quick check", err)
	}
	if said != "ok" {
		return 0, fmt.Errorf("%w: %s", ErrDamaged, said)
	}
	err = s.reader.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&size)
	return size, dbError("quick check", err)
}
