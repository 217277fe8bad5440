package mbtiles

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// checkFile finds out what SQLite, told that the file never changes, wouldn't: that it was cut short, or is being written.
// The header is described in sqlite.org/fileformat2.html, section 1.3.
func checkFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("mbtiles: open: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("mbtiles: open: %w", err)
	}
	var head [100]byte
	switch _, err := io.ReadFull(f, head[:]); {
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: not a file", ErrNotMBTiles)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), err == nil && string(head[:16]) != "SQLite format 3\x00":
		return fmt.Errorf("%w: not an SQLite database", ErrNotMBTiles)
	case err != nil:
		return fmt.Errorf("mbtiles: open: %w", err)
	}
	for _, beside := range []string{"-wal", "-journal"} {
		if left, err := os.Stat(path + beside); err == nil && left.Size() > 0 {
			return fmt.Errorf("%w: there is a %s beside it", ErrUnfinished, beside)
		}
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 1 << 16
	}
	pages := int64(binary.BigEndian.Uint32(head[28:]))
	if binary.BigEndian.Uint32(head[24:]) != binary.BigEndian.Uint32(head[92:]) {
		pages = 0 // written by an SQLite before 3.7, which didn't keep the number
	}
	if page < 512 || page&(page-1) != 0 || info.Size() < pages*page {
		return fmt.Errorf("%w: %d bytes of %d", ErrDamaged, info.Size(), pages*page)
	}
	return nil
}
