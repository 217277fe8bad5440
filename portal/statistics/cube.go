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
	names   names
	cells   map[db.Grain]*grid[cellKey, cell]
	spots   *grid[spotKey, int32]
}

// cellKey is a db.Cell of one grain, in a third of the room.
type cellKey struct {
	period                                  int32
	settlement, theme, department, executor name
	public                                  bool
}

// cell is db.Figures, in half the room: no month of a district has two thousand million of anything.
type cell [db.Measures]int32

// spotKey is a db.Spot, in a quarter of the room.
type spotKey struct {
	x, y, month                   int32
	settlement, theme, department name
	public                        bool
}

// name is a text that is kept once. 0 is "".
type name uint32

// names are all texts that cells are about.
type names struct {
	texts []string
	at    map[string]name
}

func (n *names) of(s string) name {
	id, ok := n.at[s]
	if !ok {
		id = name(len(n.texts))
		n.texts, n.at[s] = append(n.texts, s), id
	}
	return id
}

// grid is cells that are looked through one after the other; what is in one is changed in place.
type grid[K comparable, V any] struct {
	keys  []K
	cells []V
	at    map[K]int32
}

func (g *grid[K, V]) put(k K, v V) {
	i, ok := g.at[k]
	if !ok {
		i = int32(len(g.cells))
		g.keys, g.cells, g.at[k] = append(g.keys, k), append(g.cells, v), i
	}
	g.cells[i] = v
}

func newGrid[K comparable, V any]() *grid[K, V] { return &grid[K, V]{at: map[K]int32{}} }

// NewCube makes one that has read nothing yet.
func NewCube(d *db.DB, clock *time.Location) *Cube {
	c := &Cube{
		db: d, clock: clock, names: names{at: map[string]name{}}, cells: map[db.Grain]*grid[cellKey, cell]{}, spots: newGrid[spotKey, int32](),
	}
	c.names.of("")
	for _, grain := range []db.Grain{db.GrainMonth, db.GrainWeek, db.GrainExecutor} {
		c.cells[grain] = newGrid[cellKey, cell]()
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

// Cells calls f for every cell of a month that the public sees and something came in, the oldest first.
func (c *Cube) Cells(ctx context.Context, f func(db.Cell, *db.Figures) error) error {
	var sums []db.Sum
	err := c.read(ctx, func(time.Time) error {
		g := c.cells[db.GrainMonth]
		for i, k := range g.keys {
			if !k.public || g.cells[i][db.MeasureReceived] == 0 {
				continue
			}
			s := db.Sum{Cell: db.Cell{Grain: db.GrainMonth, Period: int(k.period), Settlement: c.names.texts[k.settlement], Theme: c.names.texts[k.theme], Department: c.names.texts[k.department], Public: true}}
			for m, n := range g.cells[i] {
				s.Figures[m] = int64(n)
			}
			sums = append(sums, s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(sums, func(a, b db.Sum) int {
		return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Settlement, b.Settlement), cmp.Compare(a.Theme, b.Theme), cmp.Compare(a.Department, b.Department))
	})
	for i := range sums {
		if err := f(sums[i].Cell, &sums[i].Figures); err != nil {
			return err
		}
	}
	return nil
}

// catchUp reads what has changed; the cube is locked.
func (c *Cube) catchUp(tx *db.Tx, version int64) error {
	for grain, g := range c.cells {
		from := 0
		if grain == db.GrainWeek {
			from = int(WeekOf(tx.Now, c.clock)) - weeksKept
		}
		if err := tx.FiguresSince(c.version, grain, from, func(s db.Sum) error {
			var few cell
			for m, n := range s.Figures {
				few[m] = int32(n)
			}
			g.put(cellKey{int32(s.Period), c.names.of(s.Settlement), c.names.of(s.Theme), c.names.of(s.Department), c.names.of(s.Executor), s.Public}, few)
			return nil
		}); err != nil {
			return err
		}
	}
	if err := tx.SpotsSince(c.version, func(s db.SpotSum) error {
		c.spots.put(spotKey{int32(s.X), int32(s.Y), int32(s.Month), c.names.of(s.Settlement), c.names.of(s.Theme), c.names.of(s.Department), s.Public}, int32(s.N))
		return nil
	}); err != nil {
		return err
	}
	c.version = version
	return nil
}
