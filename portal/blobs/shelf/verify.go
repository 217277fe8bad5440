package shelf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"priyom/store/journal"
)

// ErrHash is returned for content that isn't what its name says.
var ErrHash = errors.New("blobs: content doesn't match its hash")

// Verify reads a file back; the error wraps ErrHash, or fs.ErrNotExist.
func Verify(ctx context.Context, s Shelf, sum journal.Hash, size int64) error {
	f, err := s.Open(ctx, sum)
	if err != nil {
		return err
	}
	defer f.Close()
	return Check(f, sum, size)
}

// Check reads content to its end and compares it with what is known of it; the error wraps ErrHash if it is something else.
func Check(f io.Reader, sum journal.Hash, size int64) error {
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return fmt.Errorf("blobs: read %s: %w", sum, err)
	}
	if got := journal.Hash(h.Sum(nil)); got != sum || n != size {
		return fmt.Errorf("%w: %s has %d bytes with %s", ErrHash, sum, n, got)
	}
	return nil
}
