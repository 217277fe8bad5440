package shelf

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"priyom/store/journal"
)

// Errors of this package.
var (
	ErrAddress = errors.New("shelf: can't keep files there") // nobody understands the address, or the store doesn't answer as it must
	ErrFull    = errors.New("shelf: the store is full")
)

// File is a whole file for reading.
type File interface {
	io.ReadSeekCloser
}

// Shelf keeps whole files. All errors about a file that isn't there wrap fs.ErrNotExist.
type Shelf interface {
	// Put takes the file at path, which is synced, away from there and keeps it. What stood under its name before is gone.
	Put(ctx context.Context, sum journal.Hash, size int64, path string) error
	// Open opens a file; ctx must live as long as it is read.
	Open(ctx context.Context, sum journal.Hash) (File, error)
	// Remove forgets a file for good; one that isn't there is no error.
	Remove(ctx context.Context, sum journal.Hash) error
	// All calls f with each file, in any order.
	All(ctx context.Context, f func(sum journal.Hash, size int64) error) error
}

// Open opens what an address says: a folder's path, or s3://KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX]. Its query may give the
// region, and tls=off for a line that needs none. The bucket must be there.
func Open(ctx context.Context, address string) (Shelf, error) {
	if !strings.HasPrefix(address, "s3://") {
		return openFolder(address)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%w: the address can't be read; it looks like s3://key:secret@host/bucket", ErrAddress) // err may hold the secret
	}
	return openBucket(ctx, u)
}

// name is made from hex only: nothing a device says becomes part of a path.
func name(sum journal.Hash) (folder, file string) {
	s := sum.String()
	return s[:2], s[2:]
}

// named is name's way back; ok is false for what no shelf put there.
func named(folder, file string) (sum journal.Hash, ok bool) {
	if len(folder) != 2 {
		return sum, false
	}
	raw, err := hex.DecodeString(folder + file)
	if err != nil || len(raw) != len(sum) {
		return sum, false
	}
	return journal.Hash(raw), true
}
