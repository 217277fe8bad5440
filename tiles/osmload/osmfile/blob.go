package osmfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// The format's own limits.
const (
	maxBlobHeader = 64 << 10
	maxRaw        = 32 << 20
)

// blobHeader is what stands before a blob.
type blobHeader struct {
	kind string // "OSMHeader", "OSMData"
	size int
	at   int64 // where the blob begins
}

// readBlobHeader reads the header at a place; io.EOF where the file ends.
func readBlobHeader(from io.ReaderAt, at, end int64) (h blobHeader, err error) {
	if at == end {
		return h, io.EOF
	}
	var length [4]byte
	if err := readFull(from, length[:], at, end); err != nil {
		return h, err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > maxBlobHeader {
		return h, fmt.Errorf("%w: a blob's header of %d bytes at %d", ErrDamaged, n, at)
	}
	raw := make([]byte, n)
	if err := readFull(from, raw, at+4, end); err != nil {
		return h, err
	}
	h.at = at + 4 + int64(n)
	w := wire{b: raw}
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 1:
			l := w.list(typ)
			h.kind = string(l.b)
		case 3:
			h.size = int(min(w.number(typ), maxRaw+1))
		default:
			w.skip(typ)
		}
	}
	if w.bad || h.size > maxRaw || h.kind == "" {
		return h, fmt.Errorf("%w: a blob's header at %d", ErrDamaged, at)
	}
	if h.at+int64(h.size) > end {
		return h, fmt.Errorf("%w: at %d of %d bytes", ErrTruncated, end, h.at+int64(h.size))
	}
	return h, nil
}

func readFull(from io.ReaderAt, to []byte, at, end int64) error {
	if at+int64(len(to)) > end {
		return fmt.Errorf("%w: at %d of %d bytes", ErrTruncated, end, at+int64(len(to)))
	}
	if n, err := from.ReadAt(to, at); n < len(to) {
		return fmt.Errorf("osmfile: %w", err)
	}
	return nil
}

// unpacker unpacks blobs; each goroutine has its own.
type unpacker struct {
	raw  []byte
	zlib io.ReadCloser
	zstd *zstd.Decoder
}

// unpack gives a blob's content, which is valid until the next call.
func (u *unpacker) unpack(blob []byte) ([]byte, error) {
	w := wire{b: blob}
	var data []byte
	size, method := 0, 0
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 1, 3, 4, 5, 6, 7:
			l := w.list(typ)
			data, method = l.b, field
		case 2:
			size = int(min(w.number(typ), maxRaw+1))
		default:
			w.skip(typ)
		}
	}
	if w.bad || size > maxRaw {
		return nil, fmt.Errorf("%w: a blob", ErrDamaged)
	}
	switch method {
	case 1:
		return data, nil
	case 3:
		return u.inflate(data, size)
	case 7:
		return u.unzstd(data, size)
	case 4, 5, 6:
		return nil, fmt.Errorf("%w: compression %d", ErrFeature, method)
	}
	return nil, fmt.Errorf("%w: a blob without data", ErrDamaged)
}

func (u *unpacker) inflate(data []byte, size int) (_ []byte, err error) {
	from := bytes.NewReader(data)
	if u.zlib == nil {
		u.zlib, err = zlib.NewReader(from)
	} else {
		err = u.zlib.(zlib.Resetter).Reset(from, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if cap(u.raw) < size {
		u.raw = make([]byte, size+size/4)
	}
	raw := u.raw[:size]
	if _, err := io.ReadFull(u.zlib, raw); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	var more [1]byte
	if _, err := io.ReadFull(u.zlib, more[:]); !errors.Is(err, io.EOF) { // also checks the checksum
		return nil, fmt.Errorf("%w: a blob's size or checksum: %w", ErrDamaged, err)
	}
	return raw, nil
}

func (u *unpacker) unzstd(data []byte, size int) (_ []byte, err error) {
	if u.zstd == nil {
		if u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRaw)); err != nil {
			return nil, fmt.Errorf("osmfile: %w", err)
		}
	}
	raw, err := u.zstd.DecodeAll(data, u.raw[:0])
	if err != nil || len(raw) != size {
		return nil, fmt.Errorf("%w: a blob's size: %w", ErrDamaged, err)
	}
	u.raw = raw
	return raw, nil
}
