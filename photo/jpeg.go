package photo

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// The markers that matter here, ITU-T T.81 table B.1.
const (
	markSOF0  = 0xc0 // baseline; SOF1 extended, SOF2 progressive
	markSOF2  = 0xc2
	markDHT   = 0xc4
	markRST0  = 0xd0
	markRST7  = 0xd7
	markEOI   = 0xd9
	markSOS   = 0xda
	markDQT   = 0xdb
	markDRI   = 0xdd
	markAPP1  = 0xe1
	markAPP14 = 0xee
)

// segments walks a JPEG's marker segments up to the first scan.
type segments struct {
	r  *bufio.Reader
	at int64 // bytes consumed
}

func newSegments(r io.Reader) *segments {
	return &segments{r: bufio.NewReader(r)}
}

// next returns a marker and the length of its body, which the caller reads or skips. Junk between segments is passed
// over, as every decoder does.
func (s *segments) next() (marker byte, n int, err error) {
	var last byte
	for {
		b, err := s.r.ReadByte()
		if err != nil {
			return 0, 0, s.failed(err)
		}
		s.at++
		wasFF := last == 0xff
		last = b
		switch {
		case !wasFF || b == 0xff || b < markSOF0 || b >= markRST0 && b <= markRST7 || b == 0xd8:
			continue
		case b == markEOI:
			return b, 0, nil
		}
		var size [2]byte
		if err := s.read(size[:]); err != nil {
			return 0, 0, err
		}
		n = int(size[0])<<8 | int(size[1]) - 2
		if n < 0 {
			return 0, 0, corrupt("segment length")
		}
		return b, n, nil
	}
}

func (s *segments) read(p []byte) error {
	n, err := io.ReadFull(s.r, p)
	s.at += int64(n)
	return s.failed(err)
}

func (s *segments) skip(n int) error {
	n, err := s.r.Discard(n)
	s.at += int64(n)
	return s.failed(err)
}

func (s *segments) failed(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return corrupt("JPEG ends within its header")
	}
	return fmt.Errorf("photo: read: %w", err)
}

func readJPEG(c content) (h header, err error) {
	s := newSegments(io.NewSectionReader(c.r, 0, c.size))
	for {
		marker, n, err := s.next()
		switch {
		case err != nil:
			return h, err
		case marker == markSOS || marker == markEOI:
			return h, nil // without a frame the size is 0
		case marker >= markSOF0 && marker <= 0xcf && marker != markDHT && marker != 0xc8 && marker != 0xcc:
			var f [6]byte
			if n < len(f) {
				return h, corrupt("frame header")
			}
			if err := s.read(f[:]); err != nil {
				return h, err
			}
			n -= len(f)
			h.height, h.width = int(f[1])<<8|int(f[2]), int(f[3])<<8|int(f[4])
			if marker > markSOF2 || f[0] != 8 {
				return h, unsupported("lossless, arithmetic or 12-bit JPEG")
			}
		case marker == markAPP1 && h.exif == nil:
			body := make([]byte, n)
			if err := s.read(body); err != nil {
				return h, err
			}
			n = 0
			if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				h.exif = tiff
			}
		}
		if err := s.skip(n); err != nil {
			return h, err
		}
	}
}
