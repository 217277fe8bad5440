package blobs

import (
	"bufio"
	"errors"
	"image/jpeg"
	"io"

	"priyom/portal/db"
)

// Limits of what may be shown, the same that devices keep when they make their copies.
const (
	maxPhotoSide    = 1600 // pixels
	maxPreviewSide  = 512  // pixels
	maxPreviewBytes = 8 << 10
)

// errNoCopy is a file that isn't a JPEG made by a device's scrubber.
var errNoCopy = errors.New("blobs: not a scrubbed JPEG")

// lookAt tells what a file may be shown as, whatever its entry calls it. The error is a failing disk, not a bad picture.
func lookAt(f io.ReadSeeker, size int64) (db.Picture, error) {
	shape, err := jpeg.DecodeConfig(bufio.NewReader(f))
	if err != nil || shape.Width < 1 || shape.Height < 1 || max(shape.Width, shape.Height) > maxPhotoSide {
		return db.PictureNone, nil // a disk that fails here fails again below, where it counts
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return db.PictureNone, err
	}
	switch err := walk(bufio.NewReader(f)); {
	case errors.Is(err, errNoCopy), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return db.PictureNone, nil
	case err != nil:
		return db.PictureNone, err
	case max(shape.Width, shape.Height) <= maxPreviewSide && size <= maxPreviewBytes:
		return db.PicturePreview, nil
	}
	return db.PicturePhoto, nil
}

// The markers of a JPEG that matter here (ITU-T T.81, table B.1).
const (
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markCOM  = 0xFE
	markAPP0 = 0xE0 // JFIF
	markAPPE = 0xEE // Adobe: how colours are coded
	markAPPF = 0xEF

	maxPlainAPP = 16 // bytes of these two without a thumbnail or anything else in them
)

// walk follows a JPEG's segments to its end and wants nothing behind it. EXIF, XMP, IPTC, makers' notes, comments and
// whatever else could tell who was where make it unfit to show, and so does a file that is cut short.
func walk(r *bufio.Reader) error {
	m, err := marker(r)
	if err != nil || m != markSOI {
		return errors.Join(errNoCopy, err)
	}
	for {
		if m, err = marker(r); err != nil {
			return err
		}
		if m == markEOI {
			if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
				return errors.Join(errNoCopy, err)
			}
			return nil
		}
		n, err := skipSegment(r)
		if err != nil {
			return err
		}
		switch {
		case m == markSOS:
			if err := skipScan(r); err != nil {
				return err
			}
		case (m == markAPP0 || m == markAPPE) && n <= maxPlainAPP:
		case m >= markAPP0 && m <= markAPPF, m == markCOM:
			return errNoCopy
		}
	}
}

// marker reads 0xFF, any number of fill bytes, and the marker's code.
func marker(r *bufio.Reader) (byte, error) {
	b, err := r.ReadByte()
	if err != nil || b != 0xFF {
		return 0, errors.Join(errNoCopy, err)
	}
	for b == 0xFF {
		if b, err = r.ReadByte(); err != nil {
			return 0, err
		}
	}
	return b, nil
}

// skipSegment passes over a segment's content and tells its length, which includes its own two bytes.
func skipSegment(r *bufio.Reader) (n int, err error) {
	var head [2]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, err
	}
	if n = int(head[0])<<8 | int(head[1]); n < 2 {
		return n, errNoCopy
	}
	_, err = r.Discard(n - 2)
	return n, err
}

// skipScan passes over picture data: up to a marker that is neither a stuffed zero nor a restart.
func skipScan(r *bufio.Reader) error {
	for {
		two, err := r.Peek(2)
		if err != nil {
			return err
		}
		if two[0] == 0xFF && two[1] != 0 && two[1] != 0xFF && (two[1] < 0xD0 || two[1] > 0xD7) {
			return nil
		}
		if _, err := r.Discard(1); err != nil {
			return err
		}
	}
}
