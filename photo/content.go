package photo

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// content is a file of known length, read in pieces and never past its end.
type content struct {
	r    io.ReaderAt
	size int64
}

// bytes reads n bytes at off. What the file doesn't have is ErrCorrupt; what can't be read is the reader's own error.
func (c content) bytes(off, n int64) ([]byte, error) {
	if off < 0 || n < 0 || off > c.size || n > c.size-off {
		return nil, corrupt("points past the end of the file")
	}
	b := make([]byte, n)
	switch got, err := c.r.ReadAt(b, off); {
	case int64(got) == n:
		return b, nil
	case err == nil || errors.Is(err, io.EOF):
		return nil, corrupt("file is shorter than it was")
	default:
		return nil, fmt.Errorf("photo: read: %w", err)
	}
}

// all reads the whole file, looking at ctx once a megabyte.
func (c content) all(ctx context.Context) ([]byte, error) {
	data := make([]byte, 0, c.size)
	for off := int64(0); off < c.size; off = int64(len(data)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		piece, err := c.bytes(off, min(1<<20, c.size-off))
		if err != nil {
			return nil, err
		}
		data = append(data, piece...)
	}
	return data, nil
}

// reader reads a decoder's input until ctx is done, so that a long decoding ends soon after.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
