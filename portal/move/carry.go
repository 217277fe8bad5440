package move

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"priyom/portal/blobs/shelf"
	"priyom/portal/db"
	"priyom/store/journal"
)

const pageLength = 500

// carry brings every file that the database calls whole, unless it was brought before. Files that can't be read at the old
// place, or aren't what they are called, end the move: portal verify names them all.
func (c *carrier) carry(ctx context.Context, tx *db.Tx, say func(n int64)) error {
	if c.same {
		return nil
	}
	if c.known == nil {
		if err := c.look(ctx); err != nil {
			return err
		}
	}
	c.there = 0
	var last journal.Hash
	for {
		page, err := tx.BlobsAfter(last, pageLength)
		if err != nil {
			return err
		}
		for _, b := range page {
			last = b.SHA256
			if size, ok := c.known[b.SHA256]; !ok || size != b.Size {
				if err := c.bring(ctx, b); err != nil {
					return err
				}
				c.known[b.SHA256] = b.Size
			}
			c.there++
		}
		say(c.there)
		if len(page) < pageLength {
			return nil
		}
	}
}

// look finds what an earlier try brought: a shelf has a file whole or not at all.
func (c *carrier) look(ctx context.Context) error {
	c.known = map[journal.Hash]int64{}
	return c.to.All(ctx, func(sum journal.Hash, size int64) error {
		c.known[sum] = size
		return nil
	})
}

// bring stages a file, compares it with its name on the way, and puts it on the new shelf.
func (c *carrier) bring(ctx context.Context, b db.Blob) (err error) {
	source, err := c.from.Open(ctx, b.SHA256)
	if err != nil {
		return fmt.Errorf("move: file %s: %w", b.SHA256, err)
	}
	defer source.Close()
	staged, err := os.CreateTemp(c.staging, "move-*")
	if err != nil {
		return fmt.Errorf("move: %w", err)
	}
	defer func() {
		if gone := os.Remove(staged.Name()); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}()
	err = shelf.Check(io.TeeReader(source, staged), b.SHA256, b.Size)
	if err == nil {
		err = staged.Sync()
	}
	if err = errors.Join(err, staged.Close()); err != nil {
		return fmt.Errorf("move: file %s: %w", b.SHA256, err)
	}
	return c.to.Put(ctx, b.SHA256, b.Size, staged.Name())
}
