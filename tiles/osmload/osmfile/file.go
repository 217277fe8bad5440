package osmfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Errors of files. Each says what to do.
var (
	ErrNotOSM    = errors.New("osmfile: not an OSM file: give one that ends in .osm.pbf, .osm, .osm.gz or .osm.bz2")
	ErrDamaged   = errors.New("osmfile: the file is damaged: download it again")
	ErrTruncated = errors.New("osmfile: the file is cut off: download it again")
	ErrFeature   = errors.New("osmfile: the file uses something that this program can't read: convert it with \"osmium cat -o NEW.osm.pbf\"")
)

// Visit is given one block after the other; an error ends the scan and is returned by it.
type Visit func(*Block) error

// Work is given blocks by several goroutines at once. What it returns is called in the file's order by the goroutine that scans; an
// error of that ends the scan and is returned by it.
type Work func(*Block) (inOrder func() error)

// File is an open file. It isn't for several goroutines.
type File struct {
	Header Header
	f      *os.File
	size   int64
	reader reader
}

// reader is a format.
type reader interface {
	// header reads what stands before the elements.
	header(ctx context.Context, f *File) (Header, error)
	// scan gives the elements of some kinds.
	scan(ctx context.Context, f *File, want Kind, work Work) error
}

// Open looks at what is in a file, not at its name. The errors wrap ErrNotOSM, ErrDamaged, ErrTruncated, ErrFeature or the disk's.
func Open(ctx context.Context, path string) (_ *File, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("osmfile: %w", err)
	}
	file := &File{f: f}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("osmfile: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s", ErrNotOSM, filepath.Base(path))
	}
	file.size = info.Size()
	var head [512]byte
	n, err := f.ReadAt(head[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("osmfile: %w", err)
	}
	if file.reader = formatOf(head[:n]); file.reader == nil {
		return nil, fmt.Errorf("%w: %s", ErrNotOSM, filepath.Base(path))
	}
	if file.Header, err = file.reader.header(ctx, file); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return file, nil
}

// formatOf recognises a file by its first bytes.
func formatOf(head []byte) reader {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return &xmlReader{pack: packGzip}
	case bytes.HasPrefix(head, []byte("BZh")):
		return &xmlReader{pack: packBzip2}
	// uint32 length of the header, then its first field: type = "OSMHeader"
	case len(head) > 15 && head[0] == 0 && head[1] == 0 && bytes.Contains(head[4:min(len(head), 64)], []byte("OSMHeader")):
		return &pbfReader{}
	case bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"), []byte("<")):
		return &xmlReader{pack: packNone}
	}
	return nil
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }

// Size is the file's, in bytes.
func (f *File) Size() int64 { return f.size }

// Raw is the file from its beginning, as it is on the disk.
func (f *File) Raw() io.Reader { return io.NewSectionReader(f.f, 0, f.size) }

// Scan gives the elements of some kinds, in the file's order. The errors are those of Open, ctx's and visit's.
func (f *File) Scan(ctx context.Context, want Kind, visit Visit) error {
	return f.ScanAhead(ctx, want, func(b *Block) func() error {
		return func() error { return visit(b) }
	})
}

// ScanAhead is Scan for what takes long and needs no order: it is done for several blocks at once.
func (f *File) ScanAhead(ctx context.Context, want Kind, work Work) error {
	if err := f.reader.scan(ctx, f, want, work); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(f.f.Name()), err)
	}
	return nil
}

// sane drops times that nobody mapped at: OSM began in August 2004; tools write 1970 where they don't know.
func sane(seconds int64) time.Time {
	if seconds < 1_090_000_000 || seconds > 1<<33 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}
