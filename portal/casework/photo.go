package casework

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/photo"
	"priyom/portal/accounts"
	"priyom/portal/db"
)

// MaxUpload is how many bytes a photo from a browser may have.
const MaxUpload = 25 << 20

// ErrPhotos is more photos than a report may have.
var ErrPhotos = errors.New("casework: too many photos")

// AddPhoto keeps a photo of what was done: the file as it came, with the place and the time in it, and copies without them that may be
// shown. The errors are those of package photo (see photo.Key), ErrPhotos, ErrForbidden, db.ErrNotFound, or the disk's.
func (o *Office) AddPhoto(ctx context.Context, report civic.ReportID, by Actor, content []byte) (db.AfterPhoto, error) {
	p := db.AfterPhoto{Report: report, By: by.Account}
	if err := o.db.Read(ctx, func(tx *db.Tx) error { return o.mayAdd(tx, report, by) }); err != nil {
		return p, err
	}
	made, info, err := o.prepare(ctx, content)
	if err != nil {
		return p, err
	}
	id, err := uuid.NewV7FromReader(o.random)
	if err != nil {
		return p, fmt.Errorf("casework: randomness: %w", err)
	}
	p.ID = civic.PhotoID(id)
	p.Located, p.Position, p.Bore, p.Bearing, p.TakenAt = info.Located, info.Position, info.Bore, info.Bearing, o.cameraTime(info)
	for _, f := range []struct {
		content []byte
		ref     *civic.BlobRef
	}{{content, &p.Original}, {made.Copy, &p.Copy}, {made.Preview, &p.Preview}} {
		if *f.ref, err = o.files.Put(ctx, f.content); err != nil {
			return p, err
		}
	}
	return p, o.db.Write(ctx, func(tx *db.Tx) error {
		if err := o.mayAdd(tx, report, by); err != nil {
			return err
		}
		return tx.AddAfter(p)
	})
}

// DropPhoto takes a photo away again, as long as nobody said with it that all is done.
func (o *Office) DropPhoto(ctx context.Context, report civic.ReportID, by Actor, id civic.PhotoID) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		c, err := tx.Case(report)
		if err != nil {
			return err
		}
		if !by.works(c) {
			return ErrForbidden
		}
		photos, err := tx.AfterPhotos(report)
		if err != nil {
			return err
		}
		for _, p := range photos {
			if p.ID == id && !c.Solved.IsZero() && p.Added.Before(c.Solved) {
				return ErrForbidden
			}
		}
		return tx.DropAfter(report, id)
	})
}

// mayAdd says whether somebody works on a report, and whether there is room.
func (o *Office) mayAdd(tx *db.Tx, report civic.ReportID, by Actor) error {
	c, err := tx.Case(report)
	if err != nil {
		return err
	}
	if !by.works(c) {
		return ErrForbidden
	}
	photos, err := tx.AfterPhotos(report)
	if err == nil && len(photos) >= civic.MaxPhotos {
		return ErrPhotos
	}
	return err
}

// works says that somebody of a department deals with a case that is open for them.
func (a Actor) works(c db.Case) bool {
	switch a.Role {
	case civic.RoleDepartment, civic.RoleInspector:
	default:
		return false
	}
	switch c.Status {
	case civic.StatusAssigned, civic.StatusInWork, civic.StatusRework:
		return a.may(accounts.RightEdit) && (a.Department == "" || a.Department == c.Department)
	}
	return false
}

// prepare reads a picture and makes its copies, one at a time.
func (o *Office) prepare(ctx context.Context, content []byte) (made photo.Prepared, info photo.Info, err error) {
	if len(content) > MaxUpload {
		return made, info, photo.ErrTooBig
	}
	select {
	case o.preparing <- struct{}{}:
		defer func() { <-o.preparing }()
	case <-ctx.Done():
		return made, info, ctx.Err()
	}
	var r io.ReaderAt = bytes.NewReader(content)
	if info, err = photo.Inspect(r, int64(len(content))); err != nil {
		return made, info, err
	}
	made, err = photo.Prepare(ctx, r, int64(len(content)))
	return made, info, err
}

// cameraTime reads a camera's clock without a zone as the district's.
func (o *Office) cameraTime(info photo.Info) time.Time {
	t := info.TakenAt
	if t.IsZero() || info.Zoned {
		return t.UTC()
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), o.location).UTC()
}
