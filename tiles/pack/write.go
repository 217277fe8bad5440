package pack

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"priyom/durable"
)

//go:embed schema.sql
var schema string

// Writer makes a pack. The file is at its name only after Finish; before that it is "NAME.new", which a new Writer overwrites.
type Writer struct {
	path string
	db   *sql.DB
	tx   *sql.Tx
	cell *sql.Stmt
	zip  *zstd.Encoder
	pens sync.Pool // of *cellWriter
}

// Create begins a pack.
func Create(ctx context.Context, path string) (_ *Writer, err error) {
	w := &Writer{path: path, pens: sync.Pool{New: func() any { return new(cellWriter) }}}
	if err := os.Remove(w.temp()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("pack: create: %w", err)
	}
	// No journal: what is cut off is thrown away. One connection: the pages are then written in one order.
	if w.db, err = sql.Open("sqlite3", uri(w.temp(), "_journal_mode=OFF&_synchronous=OFF&_locking_mode=EXCLUSIVE")); err != nil {
		return nil, fmt.Errorf("pack: create: %w", err)
	}
	w.db.SetMaxOpenConns(1)
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Discard())
		}
	}()
	setup := fmt.Sprintf("PRAGMA page_size = 4096; PRAGMA application_id = %d; PRAGMA user_version = %d; %s", applicationID, Version, schema)
	if _, err := w.db.ExecContext(ctx, setup); err != nil {
		return nil, fmt.Errorf("pack: create: %w", err)
	}
	if w.tx, err = w.db.BeginTx(ctx, nil); err != nil {
		return nil, fmt.Errorf("pack: create: %w", err)
	}
	if w.cell, err = w.tx.PrepareContext(ctx, "INSERT INTO cell (key, data) VALUES (?, ?)"); err != nil {
		return nil, fmt.Errorf("pack: create: %w", err)
	}
	// The next level takes a twelfth longer in all, for a pack that is smaller by one or two hundredths.
	w.zip, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, fmt.Errorf("pack: create: %w", err)
	}
	return w, nil
}

func (w *Writer) temp() string { return w.path + ".new" }

// Cell writes a cell: Encode and Put.
func (w *Writer) Cell(ctx context.Context, b Band, x, y uint32, c *Cell) error {
	data, err := w.Encode(nil, c)
	if err != nil {
		return fmt.Errorf("pack: cell %d/%d/%d: %w", b, x, y, err)
	}
	return w.Put(ctx, b, x, y, data)
}

// Encode adds a packed cell to what is given. The cell's features are put in the order in which they are drawn: by class, then layer,
// then as they are. Several goroutines may do it at once.
func (w *Writer) Encode(to []byte, c *Cell) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if !slices.IsSortedFunc(c.Features, drawnBefore) {
		slices.SortStableFunc(c.Features, drawnBefore)
	}
	pen := w.pens.Get().(*cellWriter)
	defer w.pens.Put(pen)
	raw := pen.cell(c)
	if len(raw) > MaxCell {
		return nil, fmt.Errorf("%w: %d bytes, over %d", errCell, len(raw), MaxCell)
	}
	return w.zip.EncodeAll(raw, slices.Grow(to, len(raw)/2)), nil
}

func drawnBefore(a, b Feature) int {
	if a.Class != b.Class {
		return int(a.Class) - int(b.Class)
	}
	return int(a.Layer) - int(b.Layer)
}

// Put writes what Encode made. For the same bytes every time cells must come in the same order.
func (w *Writer) Put(ctx context.Context, b Band, x, y uint32, data []byte) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	// One that can be stopped takes the driver a goroutine for each row.
	if _, err := w.cell.ExecContext(context.WithoutCancel(ctx), cellKey(b, x, y), data); err != nil {
		return fmt.Errorf("pack: cell %d/%d/%d: %w", b, x, y, err)
	}
	return nil
}

// Tx is for what else goes into the file, such as the index that package places makes.
func (w *Writer) Tx() *sql.Tx { return w.tx }

// Finish writes what the pack says of itself, makes the file durable and gives it its name, in place of one that may be there.
func (w *Writer) Finish(ctx context.Context, m Meta) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Discard())
		}
	}()
	rows := m.rows()
	keys := make([]string, 0, len(rows))
	for key := range rows {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES (?, ?)", key, rows[key]); err != nil {
			return fmt.Errorf("pack: finish: %w", err)
		}
	}
	if err := errors.Join(w.cell.Close(), w.tx.Commit()); err != nil {
		return fmt.Errorf("pack: finish: %w", err)
	}
	w.tx = nil
	if err := w.db.Close(); err != nil {
		return fmt.Errorf("pack: finish: %w", err)
	}
	w.db = nil
	if err := syncFile(w.temp()); err != nil {
		return fmt.Errorf("pack: finish: %w", err)
	}
	if err := os.Rename(w.temp(), w.path); err != nil {
		return fmt.Errorf("pack: finish: %w", err)
	}
	return durable.SyncDir(filepath.Dir(w.path))
}

// Discard throws away what was written, unless it is finished. It may be called after Finish, for use with defer.
func (w *Writer) Discard() error {
	var err error
	if w.tx != nil {
		err = w.tx.Rollback()
		w.tx = nil
	}
	if w.db == nil {
		return err
	}
	err = errors.Join(err, w.db.Close())
	w.db = nil
	if gone := os.Remove(w.temp()); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

func syncFile(path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
