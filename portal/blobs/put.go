package blobs

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"priyom/civic"
	"priyom/durable"
	"priyom/photo"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Put keeps a file that was made here: durable and at its place before the database says so. The same again changes nothing.
// The error may wrap ErrFull or ErrLarge.
func (s *Store) Put(ctx context.Context, content []byte) (civic.BlobRef, error) {
	sum := journal.Hash(sha256.Sum256(content))
	ref := civic.BlobRef{SHA256: sum, Size: int64(len(content))}
	if err := check(s.path(sum), sum, ref.Size); err != nil {
		if err := s.place(sum, content); err != nil {
			return ref, full(err)
		}
	}
	f, err := s.Open(sum)
	if err != nil {
		return ref, err
	}
	defer f.Close()
	picture, err := lookAt(f, ref.Size)
	if err != nil {
		return ref, fmt.Errorf("blobs: look at %s: %w", sum, err)
	}
	return ref, full(s.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.AddFile(db.Blob{SHA256: sum, Size: ref.Size, Picture: picture}); err != nil {
			return err
		}
		return keepLook(tx, f, sum, picture)
	}))
}

// keepLook keeps what a preview looks like, so that pictures of one thing are found. One that can't be decoded looks like nothing.
func keepLook(tx *db.Tx, f io.ReadSeeker, sum journal.Hash, picture db.Picture) error {
	if picture != db.PicturePreview {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("blobs: look at %s: %w", sum, err)
	}
	look, err := photo.LookAt(f)
	if err != nil {
		return nil
	}
	return tx.PutPictureHash(sum, uint64(look))
}

// place writes a file beside its place and moves it there.
func (s *Store) place(sum journal.Hash, content []byte) error {
	dir := filepath.Join(s.dir, "incoming")
	f, err := os.CreateTemp(dir, "put-*")
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
	to := s.path(sum)
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	if err := os.Rename(f.Name(), to); err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	for _, d := range []string{filepath.Dir(to), s.dir} {
		if err := durable.SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}
