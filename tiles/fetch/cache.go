package fetch

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"priyom/tiles"
)

// Costs and habits of the cache.
const (
	rowCost   = 2500      // bytes of a row beside its body: columns, index entries, half a page of waste
	touchEach = time.Hour // a tile's last use is noted this coarsely, so that looking at a map doesn't write
	evictRows = 64        // at a time
)

// cache keeps tiles of servers on the disk, those used last, within a budget of bytes.
type cache struct {
	path   string
	db     *sql.DB
	budget int64
	broken atomic.Bool // found damaged while open: not used any more, and begun anew next time
}

var errNotKept = errors.New("fetch: not kept")

// get finds an entry; the error wraps errNotKept if there is none, or none that is whole.
func (k *cache) get(ctx context.Context, server int64, c tiles.Coord) (e entry, err error) {
	if k.broken.Load() {
		return e, errNotKept
	}
	var checked, until, again, used int64
	var sum uint32
	err = k.db.QueryRowContext(ctx, "SELECT body, etag, modified, checked, until, again, used, sum FROM tile WHERE server = ? AND z = ? AND x = ? AND y = ?",
		server, c.Z, c.X, c.Y).Scan(&e.body, &e.etag, &e.modified, &checked, &until, &again, &used, &sum)
	if errors.Is(err, sql.ErrNoRows) {
		return entry{}, errNotKept
	}
	if err != nil {
		return entry{}, k.noted("get", err)
	}
	e.checked, e.until, e.again, e.used = time.Unix(checked, 0), time.Unix(until, 0), time.Unix(again, 0), time.Unix(used, 0)
	if e.sum(server, c) != sum {
		return entry{}, fmt.Errorf("%w: %s is damaged", errNotKept, c)
	}
	return e, nil
}

// put keeps an entry, and lets go of what wasn't used longest when there is no room. Of one that mustn't be kept, or is too large,
// nothing older is kept either.
func (k *cache) put(ctx context.Context, server int64, c tiles.Coord, e entry) error {
	size := int64(len(e.body)+len(e.etag)+len(e.modified)) + rowCost
	if k.broken.Load() {
		return nil
	}
	tx, err := k.db.BeginTx(ctx, nil)
	if err != nil {
		return k.noted("put", err)
	}
	defer rollback(tx)
	if _, err := tx.ExecContext(ctx, "DELETE FROM tile WHERE server = ? AND z = ? AND x = ? AND y = ?", server, c.Z, c.X, c.Y); err != nil {
		return k.noted("put", err)
	}
	if e.lost || size > k.budget {
		return k.noted("put", tx.Commit())
	}
	if err := evict(ctx, tx, k.budget-size); err != nil {
		return k.noted("evict", err)
	}
	body := e.body
	if body == nil {
		body = []byte{} // not NULL
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO tile (server, z, x, y, etag, modified, checked, until, again, used, sum, size, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		server, c.Z, c.X, c.Y, e.etag, e.modified, e.checked.Unix(), e.until.Unix(), e.again.Unix(), e.used.Unix(), e.sum(server, c), size, body)
	if err == nil {
		err = tx.Commit()
	}
	return k.noted("put", err)
}

// evict makes room until the rest fits.
func evict(ctx context.Context, tx *sql.Tx, room int64) error {
	for {
		var bytes int64
		if err := tx.QueryRowContext(ctx, "SELECT bytes FROM total").Scan(&bytes); err != nil || bytes <= room {
			return err
		}
		gone, err := tx.ExecContext(ctx, "DELETE FROM tile WHERE id IN (SELECT id FROM tile ORDER BY used, id LIMIT ?)", evictRows)
		if err != nil {
			return err
		}
		if n, err := gone.RowsAffected(); err != nil || n == 0 {
			return err
		}
	}
}

// touch notes that a tile was looked at.
func (k *cache) touch(ctx context.Context, server int64, c tiles.Coord, now time.Time) error {
	if k.broken.Load() {
		return nil
	}
	_, err := k.db.ExecContext(ctx, "UPDATE tile SET used = ? WHERE server = ? AND z = ? AND x = ? AND y = ?", now.Unix(), server, c.Z, c.X, c.Y)
	return k.noted("touch", err)
}

// fit keeps a budget that was made smaller. If that lets go of much, its room is given back to the disk.
func (k *cache) fit(ctx context.Context, room int64) error {
	tx, err := k.db.BeginTx(ctx, nil)
	if err != nil {
		return k.noted("fit", err)
	}
	defer rollback(tx)
	if err := evict(ctx, tx, room); err != nil {
		return k.noted("fit", err)
	}
	if err := tx.Commit(); err != nil {
		return k.noted("fit", err)
	}
	var pages, free int64
	err = k.db.QueryRowContext(ctx, "SELECT page_count, freelist_count FROM pragma_page_count, pragma_freelist_count").Scan(&pages, &free)
	if err != nil || free <= pages/2 && room >= 0 {
		return k.noted("fit", err)
	}
	if _, err = k.db.ExecContext(ctx, "VACUUM"); err == nil {
		_, err = k.db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)") // what was forgotten is gone from the log too
	}
	return k.noted("fit", err)
}

// noted adds what was being done, and stops the use of a file that turns out to be damaged.
func (k *cache) noted(op string, err error) error {
	if err == nil {
		return nil
	}
	if broken(err) {
		k.broken.Store(true)
	}
	return fmt.Errorf("fetch: cache: %s: %w", op, err)
}

func (k *cache) close() error {
	err := k.db.Close()
	if k.broken.Load() {
		err = errors.Join(err, removeFile(k.path))
	}
	return err
}
