package vault

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// A file is magic (4 bytes) ‖ nonce prefix (16) ‖ chunks. Every chunk is 64 KiB of plaintext and a tag; the last one has 1
// byte to 64 KiB, and none only in an empty file. A chunk's nonce is prefix ‖ its number (7 bytes) ‖ 1 if it is the last: STREAM (Hoang, Reyhanitabar,
// Rogaway, Vizár 2015), so that chunks can't be cut off, repeated or swapped, and reading may begin in the middle.
const (
	magic     = "PRV1"
	prefixLen = 16
	headLen   = len(magic) + prefixLen
	chunkLen  = 64 << 10
	sealedLen = chunkLen + chacha20poly1305.Overhead
)

// Writer encrypts a file. Close writes the last chunk and doesn't close what is beneath.
type Writer struct {
	w      io.Writer
	aead   cipher.AEAD
	prefix []byte
	n      uint64
	buf    []byte
	err    error
}

// Writer begins a file in w.
func (v *Vault) Writer(w io.Writer) (*Writer, error) {
	prefix := random(prefixLen)
	if _, err := w.Write(append([]byte(magic), prefix...)); err != nil {
		return nil, err
	}
	return &Writer{w: w, aead: v.files, prefix: prefix, buf: make([]byte, 0, sealedLen)}, nil
}

func (w *Writer) Write(p []byte) (int, error) {
	written := 0
	for len(p) > 0 && w.err == nil {
		if len(w.buf) == chunkLen {
			w.flush(false)
		}
		n := copy(w.buf[len(w.buf):chunkLen], p)
		w.buf, p, written = w.buf[:len(w.buf)+n], p[n:], written+n
	}
	return written, w.err
}

// Close ends the file.
func (w *Writer) Close() error {
	if w.err == nil {
		w.flush(true)
	}
	err := w.err
	w.err = errors.New("vault: file is closed")
	return err
}

func (w *Writer) flush(last bool) {
	sealed := w.aead.Seal(w.buf[:0], chunkNonce(w.prefix, w.n, last), w.buf, nil)
	_, w.err = w.w.Write(sealed)
	w.buf, w.n = w.buf[:0], w.n+1
}

// Reader decrypts a file from any offset. It isn't for several goroutines at once.
type Reader struct {
	r      io.ReaderAt
	aead   cipher.AEAD
	prefix []byte
	chunks int64
	size   int64
	at     int64
	buf    []byte
	loaded int64 // number of the chunk in buf; -1 before the first
}

// Reader opens a file whose encrypted form has this many bytes; the error wraps ErrDamaged.
func (v *Vault) Reader(r io.ReaderAt, encrypted int64) (*Reader, error) {
	head := make([]byte, headLen)
	if _, err := r.ReadAt(head, 0); err != nil || string(head[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: file head", ErrDamaged)
	}
	body := encrypted - int64(headLen)
	chunks := (body + sealedLen - 1) / sealedLen
	size := body - chunks*chacha20poly1305.Overhead
	// An empty last chunk would never be read, and so never be missed: a file could be cut just behind a chunk's tag.
	if chunks == 0 || size < 0 || chunks > 1 && size <= (chunks-1)*chunkLen {
		return nil, fmt.Errorf("%w: file of %d bytes", ErrDamaged, encrypted)
	}
	return &Reader{r: r, aead: v.files, prefix: head[len(magic):], chunks: chunks, size: size, loaded: -1}, nil
}

// Size is the number of plaintext bytes.
func (r *Reader) Size() int64 { return r.size }

// Seek moves to a plaintext offset.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, errors.New("vault: seek before the beginning")
	}
	r.at = offset
	return offset, nil
}

// Read decrypts on; an error that isn't io.EOF wraps ErrDamaged, or is the disk's.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if r.at >= r.size && r.loaded >= 0 || r.at > r.size {
		return 0, io.EOF
	}
	if err := r.load(min(r.at/chunkLen, r.chunks-1)); err != nil {
		return 0, err
	}
	n := copy(p, r.buf[r.at-r.loaded*chunkLen:])
	r.at += int64(n)
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (r *Reader) load(n int64) error {
	if n == r.loaded {
		return nil
	}
	if r.buf == nil {
		r.buf = make([]byte, 0, sealedLen)
	}
	length := min(int64(sealedLen), r.size+r.chunks*chacha20poly1305.Overhead-n*sealedLen)
	sealed := r.buf[:length]
	r.loaded = -1
	if _, err := r.r.ReadAt(sealed, int64(headLen)+n*sealedLen); err != nil {
		return fmt.Errorf("vault: read chunk %d: %w", n, err)
	}
	plain, err := r.aead.Open(sealed[:0], chunkNonce(r.prefix, uint64(n), n == r.chunks-1), sealed, nil)
	if err != nil {
		return fmt.Errorf("%w: chunk %d", ErrDamaged, n)
	}
	r.buf, r.loaded = plain, n
	return nil
}

// ReadAt decrypts from a plaintext offset, for readers such as EXIF's that jump about.
func (r *Reader) ReadAt(p []byte, offset int64) (int, error) {
	if _, err := r.Seek(offset, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

func chunkNonce(prefix []byte, n uint64, last bool) []byte {
	nonce := append(make([]byte, 0, chacha20poly1305.NonceSizeX), prefix...)
	nonce = binary.BigEndian.AppendUint64(nonce, n<<8)
	if last {
		nonce[len(nonce)-1] = 1
	}
	return nonce
}
