package bench

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"priyom/portal/db/dbtest"
	"priyom/store/journal"
)

// floor keeps the bytes of entries in a table and does nothing else: what no portal on that engine can be much faster than. A
// request is a transaction with an INSERT for each entry, as durable as the portal's.
type floor struct {
	db     *sql.DB
	insert string
}

func newFloor(b *testing.B, engine string) *floor {
	p := &floor{insert: "INSERT INTO plain (id, body) VALUES (?, ?)"}
	create := "CREATE TABLE plain (id BLOB PRIMARY KEY, body BLOB NOT NULL)"
	if engine == "PostgreSQL" {
		p.db, p.insert, create = dbtest.Raw(b, dbtest.Schema(b)), "INSERT INTO plain (id, body) VALUES ($1, $2)", "CREATE TABLE plain (id BYTEA PRIMARY KEY, body BYTEA NOT NULL)"
		p.db.SetMaxOpenConns(pushing)
		p.db.SetMaxIdleConns(pushing)
	} else {
		var err error
		p.db, err = sql.Open("sqlite3", "file:"+filepath.Join(tempDir(b), "plain.db")+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_busy_timeout=15000")
		check(b, err)
		p.db.SetMaxOpenConns(1)
	}
	b.Cleanup(func() { _ = p.db.Close() })
	_, err := p.db.Exec(create)
	check(b, err)
	return p
}

// push inserts what the devices of a crowd have prepared, all devices at once.
func (p *floor) push(ctx context.Context, c *crowd) error {
	var wg sync.WaitGroup
	failed := make(chan error, len(c.devices))
	for i := range c.devices {
		wg.Go(func() {
			for _, entries := range c.entries[i*requests : (i+1)*requests] {
				if err := p.request(ctx, entries); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(failed)
	return <-failed
}

func (p *floor) request(ctx context.Context, entries []journal.Entry) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it has nothing to do
	for _, e := range entries {
		sum := e.Hash()
		if _, err := tx.ExecContext(ctx, p.insert, sum[:], bytes.Join([][]byte{e.Public, e.Sealed}, nil)); err != nil {
			return fmt.Errorf("plain: %w", err)
		}
	}
	return tx.Commit()
}
