package statistics

import (
	"cmp"
	"context"
	"errors"
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

	figures *half
	cells   map[db.Grain]*grid[cellKey, cell]

	places *half
	spots  *grid[spotKey, int32]
}

// ErrCounting is returned for figures that must be whole, while they are counted anew.
var ErrCounting = errors.New("statistics: everything is being counted anew")

// half is one of two parts of the cube that are read for themselves: the figures are there soon, the squares of the map later.
type half struct {
	first   chan struct{} // whoever reads it for the first time has it: the others wait, and keep no connection meanwhile
	mu      sync.RWMutex
	version int64
	counted int // per cent of the reports that are in it
	names   names
}

func newHalf() *half {
	h := &half{first: make(chan struct{}, 1), names: names{at: map[string]name{}}}
	h.names.of("")
	return h
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
	c := &Cube{db: d, clock: clock, figures: newHalf(), places: newHalf(), cells: map[db.Grain]*grid[cellKey, cell]{}, spots: newGrid[spotKey, int32]()}
	for _, grain := range []db.Grain{db.GrainMonth, db.GrainWeek, db.GrainExecutor} {
		c.cells[grain] = newGrid[cellKey, cell]()
	}
	return c
}

// Load reads all of it, so that nobody waits for that later. A million reports take some seconds.
func (c *Cube) Load(ctx context.Context) error {
	nothing := func(time.Time) error { return nil }
	if err := c.read(ctx, c.figures, c.readFigures, nothing); err != nil {
		return err
	}
	return c.read(ctx, c.places, c.readSpots, nothing)
}

// read brings a half up to date and lets f look at it.
func (c *Cube) read(ctx context.Context, h *half, catchUp func(*db.Tx) error, f func(now time.Time) error) error {
	select {
	case h.first <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	leave := func() { <-h.first }
	h.mu.RLock()
	if h.version > 0 {
		leave() // it was read once, and what came since is little
		leave = func() {}
	}
	h.mu.RUnlock()
	now, err := c.follow(ctx, h, catchUp)
	leave()
	if err != nil {
		return err
	}
	h.mu.RLock()
	defer h.mu.RUnlock()
	return f(now)
}

func (c *Cube) follow(ctx context.Context, h *half, catchUp func(*db.Tx) error) (now time.Time, err error) {
	return now, c.db.Read(ctx, func(tx *db.Tx) error {
		now = tx.Now
		standing, err := tx.Counting()
		if err != nil {
			return err
		}
		counted := shareOf(standing)
		h.mu.RLock()
		current := standing.Version <= h.version && counted == h.counted
		h.mu.RUnlock()
		if current {
			return nil
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if standing.Version > h.version { // else somebody was faster
			if err := catchUp(tx); err != nil {
				return err
			}
			h.version = standing.Version
		}
		if standing.Version == h.version {
			h.counted = counted
		}
		return nil
	})
}

// shareOf is how much of what arrived is counted, per cent.
func shareOf(c db.Counting) int {
	if c.Through == db.Whole {
		return 100
	}
	return int(min(c.Through*100/max(c.Arrived, 1), 99))
}

// Cells calls f for every cell of a month that the public sees and something came in, the oldest first. While everything is counted anew
// the error is ErrCounting.
func (c *Cube) Cells(ctx context.Context, f func(db.Cell, *db.Figures) error) error {
	var sums []db.Sum
	err := c.read(ctx, c.figures, c.readFigures, func(time.Time) error {
		if c.figures.counted < 100 {
			return ErrCounting
		}
		g := c.cells[db.GrainMonth]
		for i, k := range g.keys {
			if !k.public || g.cells[i][db.MeasureReceived] == 0 {
				continue
			}
			s := db.Sum{Cell: db.Cell{Grain: db.GrainMonth, Period: int(k.period), Settlement: c.figures.names.texts[k.settlement], Theme: c.figures.names.texts[k.theme], Department: c.figures.names.texts[k.department], Public: true}}
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

// readFigures reads what has changed; the half is locked.
func (c *Cube) readFigures(tx *db.Tx) error {
	h := c.figures
	for grain, g := range c.cells {
		from := 0
		if grain == db.GrainWeek {
			from = int(WeekOf(tx.Now, c.clock)) - weeksKept
		}
		if err := tx.FiguresSince(h.version, grain, from, func(s db.Sum) error {
			var few cell
			for m, n := range s.Figures {
				few[m] = int32(n)
			}
			n := &h.names
			g.put(cellKey{int32(s.Period), n.of(s.Settlement), n.of(s.Theme), n.of(s.Department), n.of(s.Executor), s.Public}, few)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// readSpots reads what has changed; the half is locked.
func (c *Cube) readSpots(tx *db.Tx) error {
	n := &c.places.names
	return tx.SpotsSince(c.places.version, func(s db.SpotSum) error {
		c.spots.put(spotKey{int32(s.X), int32(s.Y), int32(s.Month), n.of(s.Settlement), n.of(s.Theme), n.of(s.Department), s.Public}, int32(s.N))
		return nil
	})
}
