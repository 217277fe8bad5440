package own

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Photo is a photo whose copies are made, and the copies.
type Photo struct {
	civic.Photo
	CopyBytes, PreviewBytes []byte
}

// keep puts the copies among the portal's files, before anything speaks of them: what is shown is then there. Killed in between, it
// leaves files that nothing speaks of.
func (j *Journal) keep(ctx context.Context, photos []Photo) error {
	if len(photos) == 0 {
		return nil
	}
	if err := j.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.LockOwn(); err != nil {
			return err
		}
		if _, err := j.device(tx); err != nil {
			return err
		}
		for _, p := range photos {
			for _, b := range p.blobs() {
				if _, err := tx.AddBlobRef(j.id, b); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for _, p := range photos {
		for i, content := range [][]byte{p.CopyBytes, p.PreviewBytes} {
			if err := j.keepFile(ctx, p.blobs()[i].SHA256, content); err != nil {
				return fmt.Errorf("own: keep photo %s: %w", p.ID, err)
			}
		}
	}
	return nil
}

// keepTries is how often a file is brought anew whose bytes another process moved away meanwhile: it had the same ones.
const keepTries = 3

func (j *Journal) keepFile(ctx context.Context, sum journal.Hash, content []byte) (err error) {
	for range keepTries {
		var st blobs.State
		if st, err = j.blobs.Settled(ctx, j.id, sum); err == nil && !st.Whole() {
			st, err = j.blobs.Append(ctx, j.id, sum, st.Offset, body{bytes.NewReader(content[st.Offset:])})
		}
		switch {
		case err == nil && st.Whole():
			return nil
		case err == nil:
			err = errors.New("file isn't whole")
		case errors.Is(err, blobs.ErrFull) || ctx.Err() != nil:
			return err
		}
	}
	return err
}

// body is content that is at hand: nobody need be stopped who waits for it.
type body struct{ *bytes.Reader }

func (body) Stop() {}

func (p Photo) blobs() []journal.Blob {
	return []journal.Blob{
		{SHA256: p.Copy.SHA256, Size: p.Copy.Size, Role: journal.RolePhoto},
		{SHA256: p.Preview.SHA256, Size: p.Preview.Size, Role: journal.RolePreview},
	}
}

// tellPhotos writes what became of the photos of a report.
func (p *pen) tellPhotos(report civic.ReportID, photos []Photo) error {
	for _, photo := range photos {
		photo.State = civic.PhotoPrepared
		public, err := journal.EncodePhoto(report, photo.Photo, civic.NoOperator)
		if err != nil {
			return err
		}
		if err := p.write(journal.KindPhoto, public, nil, photo.blobs()...); err != nil {
			return err
		}
	}
	return nil
}

// bare are the photos as they are told at capture.
func bare(photos []Photo) []civic.Photo {
	all := make([]civic.Photo, len(photos))
	for i, p := range photos {
		all[i] = p.Photo
		all[i].State = civic.PhotoNew
	}
	return all
}
