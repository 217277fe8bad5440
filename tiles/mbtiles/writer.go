package mbtiles

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"priyom/durable"
	"priyom/tiles"
	"priyom/tiles/picture"
)

// ErrPut is returned for a tile that doesn't belong into a file: of another format, or no picture.
var ErrPut = errors.New("mbtiles: doesn't belong here")

// Writer makes a file. The same tiles and metadata make the same bytes, in whatever order they come. It may be used by several
// goroutines at once.
type Writer struct {
	path string
	tmp  string // what the file will be; tmp+".put" collects tiles in the order in which they come
	meta Metadata

	mu  sync.Mutex
	db  *sql.DB
	tx  *sql.Tx
	put *sql.Stmt
}

// Create begins a file. Nothing is seen at path before Commit, which replaces what is there. Zero bounds and zooms are taken
// from the tiles. The error wraps ErrFormat for metadata without a raster format, or is the disk's.
func Create(ctx context.Context, path string, m Metadata) (_ *Writer, err error) {
	if m.Format.String() == "" {
		return nil, fmt.Errorf("%w: %d", ErrFormat, m.Format)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".mbtiles-*")
	if err != nil {
		return nil, fmt.Errorf("mbtiles: create: %w", err)
	}
	w := &Writer{path: path, tmp: f.Name(), meta: m}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Abort())
		}
	}()
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("mbtiles: create: %w", err)
	}
	w.db = openWriter(w.tmp + ".put")
	if _, err := w.db.ExecContext(ctx, "CREATE TABLE put (z INTEGER, x INTEGER, y INTEGER, data BLOB, UNIQUE (z, x, y))"); err != nil {
		return nil, dbError("create", err)
	}
	if w.tx, err = w.db.BeginTx(context.WithoutCancel(ctx), nil); err != nil { // ctx is Create's: the transaction outlives it
		return nil, dbError("create", err)
	}
	w.put, err = w.tx.PrepareContext(ctx, "INSERT OR REPLACE INTO put VALUES (?, ?, ?, ?)")
	return w, dbError("create", err)
}

// openWriter keeps no journal on the disk: until Commit has made it durable, the file is nobody's.
func openWriter(path string) *sql.DB {
	return open(path, url.Values{"_journal_mode": {"MEMORY"}, "_synchronous": {"OFF"}, "_locking_mode": {"EXCLUSIVE"}},
		fmt.Sprintf("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA application_id = %d", applicationID), 1)
}

// Put adds a tile as it was encoded; a later one replaces an earlier. The error wraps tiles.ErrCoord, tiles.ErrTile, ErrPut, or is
// the disk's.
func (w *Writer) Put(ctx context.Context, c tiles.Coord, data []byte) error {
	if !c.Valid() {
		return fmt.Errorf("%w: %d/%d/%d", tiles.ErrCoord, c.Z, c.X, c.Y)
	}
	if format := picture.FormatOf(data); format != w.meta.Format {
		return fmt.Errorf("%w: %s: %q into %q", ErrPut, c, format, w.meta.Format)
	}
	if _, err := picture.Side(data); err != nil {
		return fmt.Errorf("mbtiles: put %s: %w", c, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.put == nil {
		return fmt.Errorf("%w: %s: after Commit or Abort", ErrPut, c)
	}
	_, err := w.put.ExecContext(ctx, c.Z, c.X, flip(c), data)
	return dbError("put "+c.String(), err)
}

// Abort forgets the file. After Commit it does nothing.
func (w *Writer) Abort() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.end()
}

func (w *Writer) end() (err error) {
	if w.tx != nil {
		rollback(w.tx)
	}
	if w.db != nil {
		err = errors.Join(err, w.db.Close())
	}
	w.put, w.tx, w.db = nil, nil, nil
	for _, name := range []string{w.tmp + ".put", w.tmp} {
		if e := os.Remove(name); e != nil && !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// Commit makes the file: afterwards it is at its path, whole, even after a power cut. The tiles' folder must stay there. After an
// error nothing is there, or what was there before.
func (w *Writer) Commit(ctx context.Context) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.put == nil {
		return fmt.Errorf("%w: Commit after Commit or Abort", ErrPut)
	}
	defer func() { err = errors.Join(err, w.end()) }()
	if err := w.arrange(ctx); err != nil {
		return err
	}
	if err := syncFile(w.tmp); err != nil {
		return fmt.Errorf("mbtiles: commit: %w", err)
	}
	if err := os.Rename(w.tmp, w.path); err != nil {
		return fmt.Errorf("mbtiles: commit: %w", err)
	}
	return durable.SyncDir(filepath.Dir(w.path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o644), f.Sync(), f.Close()) // a map is for everybody
}

// extent is the tiles' own: their zooms, and the area of the deepest.
func (w *Writer) extent(ctx context.Context) error {
	var minZ, maxZ, minX, maxX, minRow, maxRow sql.NullInt64
	err := w.tx.QueryRowContext(ctx, `SELECT min(z), max(z) FROM put`).Scan(&minZ, &maxZ)
	if err == nil {
		err = w.tx.QueryRowContext(ctx, `SELECT min(x), max(x), min(y), max(y) FROM put WHERE z = ?`, maxZ.Int64).Scan(&minX, &maxX, &minRow, &maxRow)
	}
	if err != nil || !maxZ.Valid {
		return dbError("extent", err)
	}
	if w.meta.MinZoom == 0 && w.meta.MaxZoom == 0 {
		w.meta.MinZoom, w.meta.MaxZoom = tiles.Zoom(minZ.Int64), tiles.Zoom(maxZ.Int64)
	}
	if w.meta.Bounds == (Bounds{}) {
		z, last := tiles.Zoom(maxZ.Int64), int64(1)<<maxZ.Int64-1
		nw := tiles.Coord{Z: z, X: uint32(minX.Int64), Y: uint32(last - maxRow.Int64)}.Box()
		se := tiles.Coord{Z: z, X: uint32(maxX.Int64), Y: uint32(last - minRow.Int64)}.Box()
		north, west := tiles.Point{X: nw.MinX, Y: nw.MinY}.Position()
		south, east := tiles.Point{X: se.MaxX, Y: se.MaxY}.Position()
		w.meta.Bounds = Bounds{west, max(south, -tiles.MaxLat), east, min(north, tiles.MaxLat)}
	}
	return nil
}
