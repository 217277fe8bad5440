package blobs

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"priyom/civic"
	"priyom/photo"
	"priyom/portal/blobs/shelf"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Put keeps a file that was made here: durable and at its place before the database says so. The same again changes nothing.
// The error may wrap ErrFull or ErrLarge.
func (s *Store) Put(ctx context.Context, content []byte) (civic.BlobRef, error) {
	sum := journal.Hash(sha256.Sum256(content))
	ref := civic.BlobRef{SHA256: sum, Size: int64(len(content))}
	if err := shelf.Verify(ctx, s.shelf, sum, ref.Size); err != nil {
		if err := s.place(ctx, sum, content); err != nil {
			return ref, full(err)
		}
	}
	seen, err := s.look(ctx, sum, ref.Size)
	if err != nil {
		return ref, err
	}
	return ref, full(s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.here(tx); err != nil {
			return err
		}
		if err := tx.AddFile(db.Blob{SHA256: sum, Size: ref.Size, Picture: seen.picture}); err != nil {
			return err
		}
		return seen.keep(tx, sum)
	}))
}

// seen is what a file looks like.
type seen struct {
	picture db.Picture
	look    uint64 // of a preview, so that pictures of one thing are found
	decoded bool   // one that can't be decoded looks like nothing
}

func (s *Store) look(ctx context.Context, sum journal.Hash, size int64) (v seen, err error) {
	f, err := s.Open(ctx, sum)
	if err != nil {
		return v, err
	}
	defer f.Close()
	if v.picture, err = lookAt(f, size); err != nil {
		return v, fmt.Errorf("blobs: look at %s: %w", sum, err)
	}
	if v.picture != db.PicturePreview {
		return v, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return v, fmt.Errorf("blobs: look at %s: %w", sum, err)
	}
	if look, err := photo.LookAt(f); err == nil {
		v.look, v.decoded = uint64(look), true
	}
	return v, nil
}

func (v seen) keep(tx *db.Tx, sum journal.Hash) error {
	if !v.decoded {
		return nil
	}
	return tx.PutPictureHash(sum, v.look)
}

// place writes a file among those that are on their way and puts it on the shelf.
func (s *Store) place(ctx context.Context, sum journal.Hash, content []byte) error {
	f, err := os.CreateTemp(filepath.Join(s.dir, "incoming"), "put-*")
	if err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // it is gone already if all went well
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("blobs: write %s: %w", sum, err)
	}
	return s.shelf.Put(ctx, sum, int64(len(content)), f.Name())
}
