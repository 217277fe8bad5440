package tiles

import (
	"container/list"
	"context"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Cache keeps a source's tiles in memory, those used last, within a budget of bytes. One tile that several want at once is
// drawn once.
type Cache struct {
	of     Source
	budget int
	flight singleflight.Group

	mu    sync.Mutex
	bytes int
	used  *list.List // of *kept, the last used first
	at    map[Request]*list.Element
}

type kept struct {
	request Request
	tile    Tile
}

// NewCache keeps up to so many bytes of pixels.
func NewCache(of Source, bytes int) *Cache {
	return &Cache{of: of, budget: bytes, used: list.New(), at: map[Request]*list.Element{}}
}

// Attribution is the source's.
func (c *Cache) Attribution() string { return c.of.Attribution() }

// Tile is the kept tile, or the source's, which is kept.
func (c *Cache) Tile(ctx context.Context, r Request) (Tile, error) {
	if t, ok := c.Kept(r); ok {
		return t, nil
	}
	made := c.flight.DoChan(r.key(), func() (any, error) { // for all who wait: one of them going away doesn't end it
		t, err := c.of.Tile(context.WithoutCancel(ctx), r)
		if err == nil && !t.Stale {
			c.keep(r, t)
		}
		return t, err
	})
	select {
	case <-ctx.Done():
		return Tile{}, ctx.Err()
	case result := <-made:
		t, _ := result.Val.(Tile)
		return t, result.Err
	}
}

// Kept is a tile that is at hand, and whether it is.
func (c *Cache) Kept(r Request) (Tile, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[r]
	if !ok {
		return Tile{}, false
	}
	c.used.MoveToFront(e)
	return e.Value.(*kept).tile, true
}

// Clear forgets everything, such as after another pack was opened.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used.Init()
	clear(c.at)
	c.bytes = 0
}

func (c *Cache) keep(r Request, t Tile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.at[r]; ok {
		c.drop(e)
	}
	c.at[r] = c.used.PushFront(&kept{r, t})
	c.bytes += len(t.Image.Pix)
	for c.bytes > c.budget && c.used.Len() > 1 {
		c.drop(c.used.Back())
	}
}

func (c *Cache) drop(e *list.Element) {
	k := c.used.Remove(e).(*kept)
	delete(c.at, k.request)
	c.bytes -= len(k.tile.Image.Pix)
}

func (r Request) key() string {
	return r.Coord.String() + string(rune(r.Size)) + string(rune(r.Variant))
}
