package mbtiles

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"priyom/tiles"
	"priyom/tiles/picture"
)

// patience is how long a query may take: a view in a hostile file needn't ever end.
const patience = 5 * time.Second

// zooms asks for each end apart: so SQLite looks it up in the index.
const zooms = `SELECT coalesce((SELECT CAST(min(zoom_level) AS INTEGER) FROM tiles WHERE zoom_level BETWEEN 0 AND ?1), 0),
	coalesce((SELECT CAST(max(zoom_level) AS INTEGER) FROM tiles WHERE zoom_level BETWEEN 0 AND ?1), 0)`

// Source is an open file, to be used by several goroutines at once. The light and the dark map are the same in it.
type Source struct {
	db   *sql.DB
	find *sql.Stmt
	meta Metadata
	side int

	limit time.Duration // of one query
}

// Open opens a file, which must not change while it is open. The errors wrap ErrNotMBTiles, ErrVector, ErrFormat, ErrDamaged,
// ErrUnfinished, ctx's or the disk's.
func Open(ctx context.Context, path string) (*Source, error) { return openWithin(ctx, path, patience) }

func openWithin(ctx context.Context, path string, limit time.Duration) (*Source, error) {
	if err := checkFile(path); err != nil {
		return nil, err
	}
	s := &Source{db: openReader(path), limit: limit}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := s.begin(limited)
	switch {
	case err == nil:
		return s, nil
	case ctx.Err() != nil:
		err = ctx.Err()
	case limited.Err() != nil:
		err = fmt.Errorf("%w: a query doesn't end", ErrDamaged)
	}
	return nil, errors.Join(err, s.Close())
}

// begin learns what the file is.
func (s *Source) begin(ctx context.Context) error {
	if err := s.checkSchema(ctx); err != nil {
		return err
	}
	values, err := s.values(ctx)
	if err != nil {
		return err
	}
	if s.meta, err = parseMetadata(values); err != nil {
		return err
	}
	if err := s.look(ctx); err != nil {
		return err
	}
	if _, ok := values["maxzoom"]; !ok {
		err := s.db.QueryRowContext(ctx, zooms, tiles.MaxZoom).Scan(&s.meta.MinZoom, &s.meta.MaxZoom)
		if err != nil {
			return dbError("zooms", err)
		}
	}
	s.find, err = s.db.PrepareContext(ctx, "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1")
	return dbError("open", err)
}

// checkSchema wants tables or views of the right names.
func (s *Source) checkSchema(ctx context.Context) error {
	var found int
	err := s.db.QueryRowContext(ctx, "SELECT count(DISTINCT name) FROM sqlite_master WHERE type IN ('table', 'view') AND name IN ('metadata', 'tiles')").Scan(&found)
	if err == nil && found != 2 {
		return fmt.Errorf("%w: no tables named metadata and tiles", ErrNotMBTiles)
	}
	for _, query := range []string{"SELECT name, value FROM metadata LIMIT 0", "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles LIMIT 0"} {
		if err != nil {
			break
		}
		var stmt *sql.Stmt
		if stmt, err = s.db.PrepareContext(ctx, query); err == nil {
			err = stmt.Close()
		}
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.Code == sqlite3.ErrError { // no such column, a view of nothing
		return fmt.Errorf("%w: %w", ErrNotMBTiles, err)
	}
	return dbError("schema", err)
}

// values are the metadata's rows; of two with one name the first counts.
func (s *Source) values(ctx context.Context) (map[string]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT CAST(name AS TEXT), substr(CAST(value AS TEXT), 1, ?) FROM metadata WHERE length(name) < 100 AND value IS NOT NULL LIMIT 100", maxHTML)
	if err != nil {
		return nil, dbError("metadata", err)
	}
	defer rows.Close()
	values := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, dbError("metadata", err)
		}
		if _, ok := values[name]; !ok {
			values[name] = value
		}
	}
	return values, dbError("metadata", rows.Err())
}

// look takes a tile at random to learn what they are like. A file without tiles is in order.
func (s *Source) look(ctx context.Context) error {
	var data []byte
	err := s.db.QueryRowContext(ctx, "SELECT tile_data FROM tiles LIMIT 1").Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return dbError("first tile", err)
	}
	format := picture.FormatOf(data)
	if s.meta.Format == picture.Unknown {
		s.meta.Format = format
	}
	if format == picture.Unknown && len(data) > 2 && data[0] == 0x1f && data[1] == 0x8b { // gzip
		return ErrVector
	}
	if s.meta.Format == picture.Unknown {
		return fmt.Errorf("%w: it isn't said, and can't be seen", ErrFormat)
	}
	if s.side, err = picture.Side(data); err != nil {
		s.side = int(tiles.Size256) // that one is damaged; the others have their chance
	}
	return nil
}

// Metadata is what the file says about itself.
func (s *Source) Metadata() Metadata { return s.meta }

// Attribution is the file's, without HTML.
func (s *Source) Attribution() string { return s.meta.Attribution }

// Close ends the use of the file.
func (s *Source) Close() error {
	var err error
	if s.find != nil {
		err = s.find.Close()
	}
	return errors.Join(err, s.db.Close())
}
