package pack

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"github.com/klauspost/compress/zstd"
	_ "github.com/mattn/go-sqlite3" // the driver

	"priyom/tiles"
)

// The numbers in the file's header: what it is, and in which version of the format.
const (
	applicationID = 0x50525950 // "PRYP"
	Version       = 2
)

// Errors of packs.
var (
	ErrNotPack   = errors.New("pack: not a district pack")
	ErrNewer     = errors.New("pack: made by a newer version of the program")
	ErrTruncated = errors.New("pack: the file is cut off")
	ErrDamaged   = errors.New("pack: damaged")
	ErrNoCell    = errors.New("pack: nothing there")
	ErrClosed    = errors.New("pack: closed")
)

// Pack is an open district pack. It may be used by several goroutines at once, and closed while some still use it.
type Pack struct {
	path   string
	format uint32 // at most Version
	db     *sql.DB
	cell   *sql.Stmt
	meta   Meta

	unzipping sync.RWMutex // held for writing to close unzip: a decoder that is closed while it decodes panics
	unzip     *zstd.Decoder
}

// Open opens a pack for reading. The errors are ErrNotPack, ErrNewer, ErrTruncated, ErrDamaged, or the disk's.
func Open(path string) (*Pack, error) { return openWith(path, "") }

// OpenLean is Open for a phone: less of the file is kept in memory than SQLite keeps unasked, and one cell is unpacked at a time.
func OpenLean(path string) (*Pack, error) { return openWith(path, "&_cache_size=-256") }

func openWith(path, lean string) (_ *Pack, err error) {
	format, err := checkHeader(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	// The file is at its name whole and never changes: SQLite needs neither locks nor a look at other writers.
	db, err := sql.Open("sqlite3", uri(path, "mode=ro&immutable=1&_query_only=1"+lean))
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	unpackers := 0 // as many as there are processors
	if lean != "" {
		unpackers = 1
	}
	p := &Pack{path: path, format: format, db: db}
	defer func() {
		if err != nil {
			err = errors.Join(err, p.Close())
		}
	}()
	if p.meta, err = readMeta(db); err != nil {
		return nil, fmt.Errorf("%s: %w", path, damaged(err))
	}
	if p.cell, err = db.Prepare("SELECT data FROM cell WHERE key = ?"); err != nil {
		return nil, fmt.Errorf("%s: %w", path, damaged(err))
	}
	if p.unzip, err = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(MaxCell), zstd.WithDecoderConcurrency(unpackers)); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return p, nil
}

// uri names a file to SQLite, whatever characters are in its name.
func uri(path, options string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + options
}

// damaged makes an error of SQLite's, which doesn't tell more, ErrDamaged.
func damaged(err error) error {
	if errors.Is(err, ErrDamaged) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// checkHeader reads the first 100 bytes as "The SQLite Database File Format" lays them out, and says which format the pack has.
func checkHeader(path string) (format uint32, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var head [100]byte
	n, _ := f.ReadAt(head[:], 0)
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	word := func(at int) uint32 { return binary.BigEndian.Uint32(head[at:]) }
	pageSize := int64(binary.BigEndian.Uint16(head[16:]))
	if pageSize == 1 {
		pageSize = 1 << 16
	}
	switch {
	case n < len(head) || string(head[:16]) != "SQLite format 3\x00" || word(68) != applicationID:
		return 0, ErrNotPack
	case word(60) > Version:
		return 0, fmt.Errorf("%w: format %d", ErrNewer, word(60))
	case info.Size() < pageSize*int64(word(28)):
		return 0, fmt.Errorf("%w: %d of %d bytes", ErrTruncated, info.Size(), pageSize*int64(word(28)))
	}
	return word(60), nil
}

// Close closes the file. Cells that are being read are waited for; what is read afterwards is ErrClosed.
func (p *Pack) Close() error {
	p.unzipping.Lock()
	if p.unzip != nil {
		p.unzip.Close()
		p.unzip = nil
	}
	p.unzipping.Unlock()
	return p.db.Close()
}

// Path is the file's.
func (p *Pack) Path() string { return p.path }

// Format is the number of the file's format: Version, or an older one.
func (p *Pack) Format() int { return int(p.format) }

// Meta is what the pack says of itself.
func (p *Pack) Meta() Meta { return p.meta }

// DB is for what else lies in the file, such as the index that package places searches.
func (p *Pack) DB() *sql.DB { return p.db }

// Cell reads a cell; ErrNoCell where the district has nothing, ErrDamaged where it can't be read, ErrClosed.
func (p *Pack) Cell(ctx context.Context, b Band, x, y uint32) (*Cell, error) {
	p.unzipping.RLock()
	defer p.unzipping.RUnlock()
	if p.unzip == nil {
		return nil, ErrClosed
	}
	var data []byte
	err := p.cell.QueryRowContext(ctx, cellKey(b, x, y)).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoCell
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: cell %d/%d/%d: %w", p.path, b, x, y, damaged(err))
	}
	raw, err := p.unzip.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: cell %d/%d/%d: %w", p.path, b, x, y, damaged(err))
	}
	c, err := parseCell(raw, p.format)
	if err != nil {
		return nil, fmt.Errorf("%s: cell %d/%d/%d: %w", p.path, b, x, y, damaged(err))
	}
	return c, nil
}

func cellKey(b Band, x, y uint32) int64 { return int64(b)<<56 | int64(x)<<28 | int64(y) }

// coordOf is the inverse of cellKey.
func coordOf(key int64) tiles.Coord {
	return tiles.Coord{Z: tiles.Zoom(key >> 56), X: uint32(key>>28) & (1<<28 - 1), Y: uint32(key) & (1<<28 - 1)}
}

// Verify reads everything there is; the error is what was found wrong first.
func (p *Pack) Verify(ctx context.Context) (err error) {
	var result string
	if err := p.db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&result); err != nil {
		return damaged(err)
	}
	if result != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, result)
	}
	rows, err := p.db.QueryContext(ctx, "SELECT key FROM cell")
	if err != nil {
		return damaged(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return damaged(err)
		}
		at := coordOf(key)
		if !at.Valid() {
			return fmt.Errorf("%w: cell %s", ErrDamaged, at)
		}
		if _, err := p.Cell(ctx, Band(at.Z), at.X, at.Y); err != nil {
			return err
		}
	}
	return rows.Err()
}
