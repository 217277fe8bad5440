package store

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// use is what a file is needed for.
type use uint8

const (
	useOriginal use = 1 << iota
	useCopy
	useVoice
	useTask
	useFetched // a large picture of a task that nobody works on
	useSafe    // an original that may be dropped
)

// fileRow is a row of blob.
type fileRow struct {
	size    int64
	role    journal.Role
	state   fileState
	receipt []byte
	added   int64
}

// survey is every file there is, and what it is needed for.
type survey struct {
	files  map[journal.Hash]fileRow
	uses   map[journal.Hash]use
	signed map[journal.Hash]time.Time       // when the portal signed for the copy of an original that may be dropped
	copies map[journal.Hash][]civic.BlobRef // of such an original

	told map[toldFile]bool // copies that entries with a receipt name
	key  ed25519.PublicKey // the portal's; nil before enrolment
}

// toldFile is a file that an entry about a report names.
type toldFile struct {
	report civic.ReportID
	sum    journal.Hash
}

// ownPhotos are the tables of this device's photos, as what lists id, report, told, body_box of each.
var ownPhotos = []string{
	"SELECT id, report, told, body_box FROM photo",
	"SELECT p.id, i.report, p.told, p.body_box FROM inspection_photo p JOIN inspection i ON i.id = p.inspection",
	"SELECT id, report, told, body_box FROM supplement_photo",
}

// survey reads everything that refers to files. Whoever adds something that does adds it here: a test looks for tables that aren't.
func (s *Store) survey(ctx context.Context) (v survey, err error) {
	v = survey{uses: map[journal.Hash]use{}, signed: map[journal.Hash]time.Time{}, copies: map[journal.Hash][]civic.BlobRef{}}
	if v.files, err = s.fileRows(ctx); err != nil {
		return v, err
	}
	if v.told, err = s.toldFiles(ctx); err != nil {
		return v, err
	}
	if e, err := s.Enrolment(ctx); err == nil {
		v.key = e.SignKey
	} else if !errors.Is(err, ErrNotEnrolled) {
		return v, err
	}
	kept := map[journal.Hash]bool{} // originals that some photo still needs
	for _, table := range ownPhotos {
		err := s.eachPhoto(ctx, table, func(report civic.ReportID, p civic.Photo, told bool) {
			if p.State == civic.PhotoPurged {
				return
			}
			sum := journal.Hash(p.Original.SHA256)
			v.uses[sum] |= useOriginal
			for _, ref := range []civic.BlobRef{p.Copy, p.Preview} {
				if !ref.IsZero() {
					v.uses[ref.SHA256] |= useCopy
				}
			}
			at, safe := v.safe(s.device, report, p)
			if !told || !safe {
				kept[sum] = true
				return
			}
			if at.After(v.signed[sum]) {
				v.signed[sum] = at
			}
			v.copies[sum] = append(v.copies[sum], p.Copy, p.Preview)
		})
		if err != nil {
			return v, err
		}
	}
	if err := s.otherUses(ctx, v); err != nil {
		return v, err
	}
	for sum := range v.signed {
		f := v.files[sum]
		if !kept[sum] && v.uses[sum] == useOriginal && f.state == fileHeld && f.role == "" {
			v.uses[sum] |= useSafe
		} else {
			delete(v.signed, sum)
		}
	}
	return v, nil
}

// safe says when the portal signed that it holds the copies of a photo; false if it didn't. Three things must be so: an entry that names the
// copy lies below a receipt, nothing was wrong with it, and the portal's own signature says that it holds the whole file.
func (v survey) safe(device civic.DeviceID, report civic.ReportID, p civic.Photo) (at time.Time, ok bool) {
	if p.State != civic.PhotoPrepared || !v.told[toldFile{report, p.Copy.SHA256}] || v.files[p.Preview.SHA256].state != fileDone {
		return at, false
	}
	var b struct {
		_    struct{} `cbor:",toarray"`
		Size int64
		At   int64
		Sig  []byte
	}
	f := v.files[p.Copy.SHA256]
	if f.state != fileDone || f.receipt == nil || journal.Decode(f.receipt, &b) != nil || b.Size != p.Copy.Size {
		return at, false
	}
	r := journal.BlobReceipt{Device: device, SHA256: p.Copy.SHA256, Size: b.Size, At: fromMillis(b.At), Signature: b.Sig}
	return r.At, r.Verify(v.key) == nil
}

func (s *Store) fileRows(ctx context.Context) (map[journal.Hash]fileRow, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT sha256, size, role, state, receipt, added_at FROM blob")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	files := map[journal.Hash]fileRow{}
	for rows.Next() {
		var sum []byte
		var role, state string
		var f fileRow
		if err := rows.Scan(&sum, &f.size, &role, &state, &f.receipt, &f.added); err != nil {
			return nil, err
		}
		if len(sum) != len(journal.Hash{}) {
			return nil, fmt.Errorf("%w: file hash", ErrDamaged)
		}
		f.role, f.state = journal.Role(role), fileState(state)
		files[journal.Hash(sum)] = f
	}
	return files, rows.Err()
}

// toldFiles are the copies that entries with a receipt name, about which the portal had nothing to say.
func (s *Store) toldFiles(ctx context.Context) (map[toldFile]bool, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT report, blobs FROM entry JOIN epoch USING (epoch)
		WHERE kind = ? AND retold = 0 AND verdict = '' AND entry.seq <= acked_seq`, string(journal.KindPhoto))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	told := map[toldFile]bool{}
	for rows.Next() {
		var report, list []byte
		if err := rows.Scan(&report, &list); err != nil {
			return nil, err
		}
		blobs, err := journal.DecodeBlobs(list)
		if err != nil || len(report) != len(civic.ReportID{}) {
			return nil, fmt.Errorf("%w: files of an entry: %w", ErrDamaged, err)
		}
		for _, b := range blobs {
			if b.Role == journal.RolePhoto {
				told[toldFile{civic.ReportID(report), b.SHA256}] = true
			}
		}
	}
	return told, rows.Err()
}

func (s *Store) eachPhoto(ctx context.Context, table string, see func(report civic.ReportID, p civic.Photo, told bool)) error {
	rows, err := s.reader.QueryContext(ctx, table)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, report, box []byte
		var told bool
		if err := rows.Scan(&id, &report, &told, &box); err != nil {
			return err
		}
		if len(id) != len(civic.PhotoID{}) || len(report) != len(civic.ReportID{}) {
			return fmt.Errorf("%w: photo id", ErrDamaged)
		}
		p, err := s.unboxPhoto(civic.PhotoID(id), box)
		if err != nil {
			return err
		}
		see(civic.ReportID(report), p, told)
	}
	return rows.Err()
}

// otherUses adds what is no photo of this device's: spoken notes, and pictures of tasks.
func (s *Store) otherUses(ctx context.Context, v survey) error {
	all, err := collect(ctx, s.reader, s.scanInspection, inspectionColumns+" FROM inspection")
	if err != nil {
		return err
	}
	working := map[civic.ReportID]bool{}
	for _, i := range all {
		if !i.Voice.IsZero() {
			v.uses[i.Voice.SHA256] |= useVoice
		}
		working[i.Report] = working[i.Report] || i.Draft
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT report, sha256, small FROM task_picture WHERE state = 'here'")
	if err != nil {
		return err
	}
	defer rows.Close()
	needed := map[journal.Hash]bool{}
	for rows.Next() {
		var report, sum []byte
		var small bool
		if err := rows.Scan(&report, &sum, &small); err != nil {
			return err
		}
		if len(sum) != len(journal.Hash{}) || len(report) != 16 {
			return fmt.Errorf("%w: picture", ErrDamaged)
		}
		v.uses[journal.Hash(sum)] |= useTask
		if small || working[civic.ReportID(report)] {
			needed[journal.Hash(sum)] = true
		}
	}
	for sum, use := range v.uses {
		if f := v.files[sum]; use == useTask && !needed[sum] && f.state == fileHeld && f.role == "" {
			v.uses[sum] |= useFetched
		}
	}
	return rows.Err()
}

// safeOriginals are those that may be dropped, the one that is longest at the portal first.
func (v survey) safeOriginals() (sums []journal.Hash) {
	for sum := range v.signed {
		sums = append(sums, sum)
	}
	slices.SortFunc(sums, func(a, b journal.Hash) int {
		if c := v.signed[a].Compare(v.signed[b]); c != 0 {
			return c
		}
		return slices.Compare(a[:], b[:])
	})
	return sums
}
