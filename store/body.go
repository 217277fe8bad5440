package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/store/journal"
)

// reportBox is what of a draft or report lies encrypted: all that people said.
type reportBox struct {
	Public   []byte `cbor:"1,keyasint"` // journal.EncodeReport, without photos
	Reporter []byte `cbor:"2,keyasint"` // journal.EncodeReporter
}

// photoBox is what of a photo lies encrypted.
type photoBox struct {
	Name    string    `cbor:"1,keyasint"`
	Fact    []byte    `cbor:"2,keyasint"` // journal.EncodePhoto
	Copy    refBox    `cbor:"3,keyasint"`
	Preview refBox    `cbor:"4,keyasint"`
	Marks   []markBox `cbor:"5,keyasint,omitempty"`
}

// markBox is civic.Mark as it lies in the box.
type markBox struct {
	_                      struct{} `cbor:",toarray"`
	Kind                   civic.MarkKind
	FromX, FromY, ToX, ToY float64
}

type refBox struct {
	_      struct{} `cbor:",toarray"`
	SHA256 []byte
	Size   int64
}

func newRefBox(r civic.BlobRef) refBox {
	if r.IsZero() {
		return refBox{}
	}
	return refBox{SHA256: r.SHA256[:], Size: r.Size}
}

func (b refBox) ref() (r civic.BlobRef) {
	if len(b.SHA256) == len(r.SHA256) {
		r = civic.BlobRef{SHA256: [32]byte(b.SHA256), Size: b.Size}
	}
	return r
}

func reportContext(id civic.ReportID) string { return "report " + id.String() }
func photoContext(id civic.PhotoID) string   { return "photo " + id.String() }

func (s *Store) boxReport(r civic.Report) ([]byte, error) {
	r.Photos = nil // they have a table of their own
	public, err := journal.EncodeReport(r)
	if err != nil {
		return nil, err
	}
	reporter, err := journal.EncodeReporter(r.Reporter)
	if err != nil {
		return nil, err
	}
	return s.box(reportContext(r.ID), reportBox{public, reporter})
}

// unboxReport opens what people said; number, status and times are the columns' to add.
func (s *Store) unboxReport(id civic.ReportID, box []byte) (r civic.Report, err error) {
	var b reportBox
	if err := s.unbox(reportContext(id), box, &b); err != nil {
		return r, err
	}
	if r, err = journal.DecodeReport(b.Public); err != nil {
		return r, fmt.Errorf("%w: report %s: %w", ErrDamaged, id, err)
	}
	if r.Reporter, err = journal.DecodeReporter(b.Reporter); err != nil {
		return r, fmt.Errorf("%w: report %s: %w", ErrDamaged, id, err)
	}
	return r, nil
}

func (s *Store) boxPhoto(report civic.ReportID, p civic.Photo) ([]byte, error) {
	fact, err := journal.EncodePhoto(report, p, civic.NoOperator)
	if err != nil {
		return nil, err
	}
	return s.box(photoContext(p.ID), photoBox{p.Name, fact, newRefBox(p.Copy), newRefBox(p.Preview), boxMarks(p.Marks)})
}

func boxMarks(marks []civic.Mark) (boxed []markBox) {
	for _, m := range marks {
		boxed = append(boxed, markBox{Kind: m.Kind, FromX: m.FromX, FromY: m.FromY, ToX: m.ToX, ToY: m.ToY})
	}
	return boxed
}

func (s *Store) unboxPhoto(id civic.PhotoID, box []byte) (p civic.Photo, err error) {
	var b photoBox
	if err := s.unbox(photoContext(id), box, &b); err != nil {
		return p, err
	}
	if _, p, err = journal.DecodePhoto(b.Fact); err != nil {
		return p, fmt.Errorf("%w: photo %s: %w", ErrDamaged, id, err)
	}
	p.Name, p.Copy, p.Preview = b.Name, b.Copy.ref(), b.Preview.ref()
	for _, m := range b.Marks {
		p.Marks = append(p.Marks, civic.Mark{Kind: m.Kind, FromX: m.FromX, FromY: m.FromY, ToX: m.ToX, ToY: m.ToY})
	}
	return p, nil
}

const reportColumns = "id, number, status, captured_at, body_box"

// scanReport reads one row of reportColumns.
func (s *Store) scanReport(scan func(...any) error) (r civic.Report, err error) {
	var id, box []byte
	var number, status string
	var captured int64
	if err := scan(&id, &number, &status, &captured, &box); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return r, ErrNotFound
		}
		return r, err
	}
	if len(id) != 16 {
		return r, fmt.Errorf("%w: report id", ErrDamaged)
	}
	if r, err = s.unboxReport(civic.ReportID(id), box); err != nil {
		return r, err
	}
	r.ID, r.Number, r.Status, r.CapturedAt = civic.ReportID(id), number, civic.Status(status), fromMillis(captured)
	return r, nil
}

func (s *Store) report(ctx context.Context, q querier, id civic.ReportID) (civic.Report, error) {
	r, err := s.scanReport(q.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = ?", id[:]).Scan)
	if err != nil {
		return r, fmt.Errorf("report %s: %w", id, err)
	}
	r.Photos, err = s.photos(ctx, q, id)
	return r, err
}

func (s *Store) photos(ctx context.Context, q querier, report civic.ReportID) ([]civic.Photo, error) {
	return collect(ctx, q, func(scan func(...any) error) (p civic.Photo, err error) {
		var id, box []byte
		if err := scan(&id, &box); err != nil {
			return p, err
		}
		if len(id) != 16 {
			return p, fmt.Errorf("%w: photo id", ErrDamaged)
		}
		return s.unboxPhoto(civic.PhotoID(id), box)
	}, "SELECT id, body_box FROM photo WHERE report = ? ORDER BY ord", report[:])
}

// putReport writes a draft or report as it now is.
func (s *Store) putReport(ctx context.Context, tx *sql.Tx, r civic.Report, ord int64) error {
	box, err := s.boxReport(r)
	if err != nil {
		return err
	}
	rev, err := nextCount(ctx, tx, settingRevision)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO report (id, number, status, ord, captured_at, saved_at, rev, body_box) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET number = excluded.number, status = excluded.status, ord = excluded.ord,
		captured_at = excluded.captured_at, saved_at = excluded.saved_at, rev = excluded.rev, body_box = excluded.body_box`,
		r.ID[:], r.Number, string(r.Status), ord, millis(r.CapturedAt), millis(s.now()), rev, box)
	return err
}
