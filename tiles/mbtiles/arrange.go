package mbtiles

import (
	"context"
	"database/sql"
	"errors"
)

// schema is the specification's own.
const schema = `CREATE TABLE metadata (name text, value text);
CREATE UNIQUE INDEX name ON metadata (name);
CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)`

// arrange lays the tiles down by zoom, column and row, whatever the order they came in: neighbours are near one another, and
// the file's bytes follow from its content.
func (w *Writer) arrange(ctx context.Context) error {
	if err := w.extent(ctx); err != nil {
		return err
	}
	put := w.tx
	w.tx = nil
	if err := errors.Join(put.Commit(), w.db.Close()); err != nil {
		return dbError("commit", err)
	}
	w.db = openWriter(w.tmp)
	if _, err := w.db.ExecContext(ctx, "ATTACH ? AS put", w.tmp+".put"); err != nil {
		return dbError("commit", err)
	}
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return dbError("commit", err)
	}
	defer rollback(tx)
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return dbError("commit", err)
	}
	for _, row := range w.meta.rows() {
		if _, err := tx.ExecContext(ctx, "INSERT INTO metadata VALUES (?, ?)", row[0], row[1]); err != nil {
			return dbError("commit", err)
		}
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO tiles SELECT z, x, y, data FROM put.put ORDER BY z, x, y"); err != nil {
		return dbError("commit", err)
	}
	if err := tx.Commit(); err != nil {
		return dbError("commit", err)
	}
	err = w.db.Close()
	w.db = nil
	return dbError("commit", err)
}

func rollback(tx *sql.Tx) { _ = tx.Rollback() } // after a commit it has nothing to do and says so
