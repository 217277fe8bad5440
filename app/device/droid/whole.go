//go:build android || jvm

package droid

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
)

// whole says whether a camera has finished a file: a JPEG goes on to the end of its picture. Of what isn't a JPEG nothing can be told but that
// it isn't empty.
func whole(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	return wholePicture(bufio.NewReaderSize(f, 1<<16))
}

// The markers of a JPEG (ITU-T T.81, table B.1).
const (
	markStart = 0xd8
	markEnd   = 0xd9
)

func wholePicture(r *bufio.Reader) bool {
	start, err := r.Peek(2)
	if err != nil {
		return false
	}
	if start[0] != 0xff || start[1] != markStart {
		return true
	}
	if _, err := r.Discard(2); err != nil {
		return false
	}
	for {
		mark, ok := nextMarker(r)
		switch {
		case !ok:
			return false
		case mark == markEnd:
			return true
		case mark == 0 || mark == 1 || mark >= 0xd0 && mark <= 0xd7: // a stuffed byte, or a marker that stands alone
			continue
		}
		// What a segment holds is passed over: an EXIF preview has an end of its own. After a scan's head its data is looked through.
		var size [2]byte
		if _, err := io.ReadFull(r, size[:]); err != nil {
			return false
		}
		n := int(binary.BigEndian.Uint16(size[:])) - 2
		if n < 0 {
			return false
		}
		if _, err := r.Discard(n); err != nil {
			return false
		}
	}
}

// nextMarker finds the next 0xff and what follows it.
func nextMarker(r *bufio.Reader) (mark byte, ok bool) {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return 0, false
		}
		if b != 0xff {
			continue
		}
		for b == 0xff { // any number of them may stand before
			if b, err = r.ReadByte(); err != nil {
				return 0, false
			}
		}
		return b, true
	}
}
