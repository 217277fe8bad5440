package tiles

import (
	"container/list"
	"context"
	"sync"
)

// Cache keeps a source's tiles in memory, those used last, within a budget of bytes. One tile that several want at once is
// drawn once; one that nobody wants any more is cancelled.
type Cache struct {
	of      Source
	drawing Shared[drawn, Tile]

	mu    sync.Mutex
	most  int // bytes that may be kept
	least int // that are kept whatever is shown; see Lean

	budget int // bytes that are kept now
	age    age
	bytes  int
	used   *list.List // of *kept, the last used first
	at     map[Request]*list.Element
}

type kept struct {
	request Request
	tile    Tile
}

// age is how often the cache was cleared: what was begun before is neither kept nor given to those who ask after.
type age uint64

type drawn struct {
	Request
	age age
}

// NewCache keeps up to so many bytes of pixels.
func NewCache(of Source, bytes int) *Cache {
	return &Cache{of: of, most: bytes, least: bytes, budget: bytes, used: list.New(), at: map[Request]*list.Element{}}
}

// Lean lets the cache keep less while a map shows little, down to so many bytes: half as much again as Fit says is shown. For use while
// building.
func (c *Cache) Lean(least int) *Cache {
	c.least, c.budget = min(least, c.most), min(least, c.most)
	return c
}

// Fit says how many bytes of pixels a map shows at a time.
func (c *Cache) Fit(shown int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.budget = min(max(shown+shown/2, c.least), c.most)
	c.shrink()
}

// Attribution is the source's.
func (c *Cache) Attribution() string { return c.of.Attribution() }

// Tile is the kept tile, or the source's, which is kept unless it is stale.
func (c *Cache) Tile(ctx context.Context, r Request) (Tile, error) {
	t, ok, now := c.find(r)
	if ok {
		return t, nil
	}
	return c.drawing.Do(ctx, drawn{r, now}, func(ctx context.Context) (Tile, error) {
		if t, ok, _ := c.find(r); ok { // kept a moment ago, between being looked for and being asked for
			return t, nil
		}
		t, err := c.of.Tile(ctx, r)
		if err == nil && !t.Stale {
			c.keep(r, t, now)
		}
		return t, err
	})
}

// Kept is a tile that is at hand, and whether it is.
func (c *Cache) Kept(r Request) (Tile, bool) {
	t, ok, _ := c.find(r)
	return t, ok
}

func (c *Cache) find(r Request) (Tile, bool, age) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[r]
	if !ok {
		return Tile{}, false, c.age
	}
	c.used.MoveToFront(e)
	return e.Value.(*kept).tile, true, c.age
}

// Clear forgets everything, such as after another pack was opened. A tile that is being drawn meanwhile still reaches those
// who asked before, and nobody else.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.age++
	c.used.Init()
	clear(c.at)
	c.bytes = 0
}

func (c *Cache) keep(r Request, t Tile, begun age) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if begun != c.age || len(t.Image.Pix) > c.budget {
		return
	}
	if e, ok := c.at[r]; ok {
		c.drop(e)
	}
	c.at[r] = c.used.PushFront(&kept{r, t})
	c.bytes += len(t.Image.Pix)
	c.shrink()
}

func (c *Cache) shrink() {
	for c.bytes > c.budget {
		c.drop(c.used.Back())
	}
}

func (c *Cache) drop(e *list.Element) {
	k := c.used.Remove(e).(*kept)
	delete(c.at, k.request)
	c.bytes -= len(k.tile.Image.Pix)
}
