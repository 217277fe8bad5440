package statistics

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"priyom/portal/db"
)

// weeksKept is how many weeks back trends go by weeks.
const weeksKept = 27

// Cube holds the figures in memory, as far as pages ask for them. Before each answer it reads what has changed since, so it is never
// behind the database, whichever process changed it. It may be used by several goroutines at once.
type Cube struct {
	db    *db.DB
	clock *time.Location

	mu      sync.RWMutex
	version int64
	cells   map[db.Grain]*grid[db.Cell, db.Figures]
	spots   *grid[db.Spot, int64]
}

// grid is cells that are looked through one after the other; what is in one is changed in place.
type grid[K comparable, V any] struct {
	keys  []K
	cells []V
	at    map[K]int
}

func (g *grid[K, V]) put(k K, v V) {
	i, ok := g.at[k]
	if !ok {
		i = len(g.cells)
		g.keys, g.cells, g.at[k] = append(g.keys, k), append(g.cells, v), i
	}
	g.cells[i] = v
}

func newGrid[K comparable, V any]() *grid[K, V] { return &grid[K, V]{at: map[K]int{}} }

// NewCube makes one that has read nothing yet.
func NewCube(d *db.DB, clock *time.Location) *Cube {
	c := &Cube{db: d, clock: clock, cells: map[db.Grain]*grid[db.Cell, db.Figures]{}, spots: newGrid[db.Spot, int64]()}
	for _, grain := range []db.Grain{db.GrainMonth, db.GrainWeek, db.GrainExecutor} {
		c.cells[grain] = newGrid[db.Cell, db.Figures]()
	}
	return c
}

// read brings the cube up to date and lets f look at it.
func (c *Cube) read(ctx context.Context, f func(now time.Time) error) error {
	var now time.Time
	err := c.db.Read(ctx, func(tx *db.Tx) error {
		now = tx.Now
		version, err := tx.FiguresVersion()
		if err != nil {
			return err
		}
		c.mu.RLock()
		known := c.version
		c.mu.RUnlock()
		if version <= known {
			return nil
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if version <= c.version {
			return nil // somebody was faster
		}
		return c.catchUp(tx, version)
	})
	if err != nil {
		return err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	return f(now)
}

// Cells calls f for every cell of a month that the public sees and something came in, the oldest first. What it is handed is the cube's:
// f changes nothing.
func (c *Cube) Cells(ctx context.Context, f func(db.Cell, *db.Figures) error) error {
	return c.read(ctx, func(time.Time) error {
		g := c.cells[db.GrainMonth]
		order := make([]int, 0, len(g.keys))
		for i, k := range g.keys {
			if k.Public && g.cells[i][db.MeasureReceived] > 0 {
				order = append(order, i)
			}
		}
		slices.SortFunc(order, func(i, j int) int {
			a, b := g.keys[i], g.keys[j]
			return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Settlement, b.Settlement), cmp.Compare(a.Theme, b.Theme), cmp.Compare(a.Department, b.Department))
		})
		for _, i := range order {
			if err := f(g.keys[i], &g.cells[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// catchUp reads what has changed; the cube is locked.
func (c *Cube) catchUp(tx *db.Tx, version int64) error {
	for grain, g := range c.cells {
		from := 0
		if grain == db.GrainWeek {
			from = int(WeekOf(tx.Now, c.clock)) - weeksKept
		}
		if err := tx.FiguresSince(c.version, grain, from, func(s db.Sum) error {
			g.put(s.Cell, s.Figures)
			return nil
		}); err != nil {
			return err
		}
	}
	if err := tx.SpotsSince(c.version, func(s db.SpotSum) error {
		c.spots.put(s.Spot, s.N)
		return nil
	}); err != nil {
		return err
	}
	c.version = version
	return nil
}
