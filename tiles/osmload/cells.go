package osmload

import (
	"context"
	"slices"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// cells collects what goes into which cell.
type cells struct {
	budget int // bytes in memory
	bytes  int
	spool  spool
	at     map[cellKey]*cellBytes
	paper  paper
}

// cellKey is band << 56 | x << 28 | y, and sorts as the cells are written.
type cellKey uint64

func keyOf(b pack.Band, x, y uint32) cellKey {
	return cellKey(b)<<56 | cellKey(x)<<28 | cellKey(y)
}

func (k cellKey) split() (b pack.Band, x, y uint32) {
	return pack.Band(k >> 56), uint32(k>>28) & (1<<28 - 1), uint32(k) & (1<<28 - 1)
}

// cellBytes are a cell's features: those in the file, then the full pages, then what is being filled. No feature is in two pages.
type cellBytes struct {
	filed []span
	full  [][]byte
	open  []byte
}

type span struct {
	at int64
	n  int
}

func newCells(dir string, budget int) *cells {
	return &cells{budget: budget, spool: spool{dir: dir, budget: 1 << 20}, at: map[cellKey]*cellBytes{}}
}

// add puts a feature, as appendFeature wrote it, into a cell. Nothing is kept of what is given.
func (c *cells) add(key cellKey, feature []byte) error {
	cell := c.at[key]
	if cell == nil {
		cell = &cellBytes{}
		c.at[key] = cell
	}
	if len(feature) > cap(cell.open)-len(cell.open) {
		n := max(len(feature), min(leastPage<<len(cell.full), mostPage))
		if len(cell.open) > 0 {
			cell.full = append(cell.full, cell.open)
		}
		cell.open = c.paper.page(n)
		c.bytes += n
	}
	cell.open = append(cell.open, feature...)
	if c.bytes < c.budget {
		return nil
	}
	return c.spill()
}

// spill moves all cells' bytes to the file.
func (c *cells) spill() error {
	for _, key := range c.keys() {
		cell := c.at[key]
		for _, page := range append(cell.full, cell.open) {
			if len(page) == 0 {
				continue
			}
			cell.filed = append(cell.filed, span{c.spool.size(), len(page)})
			if err := c.spool.write(page); err != nil {
				return err
			}
		}
		cell.full, cell.open = nil, nil
	}
	c.bytes = 0
	c.paper.reuse()
	return nil
}

func (c *cells) keys() []cellKey {
	keys := make([]cellKey, 0, len(c.at))
	for key := range c.at {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// each gives the cells in their order, and what is in them page by page.
func (c *cells) each(ctx context.Context, do func(key cellKey, pages [][]byte) error) error {
	for _, key := range c.keys() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		cell := c.at[key]
		pages := make([][]byte, 0, len(cell.filed)+len(cell.full)+1)
		for _, s := range cell.filed {
			page, err := c.spool.read(s.at, s.n, new([]byte))
			if err != nil {
				return err
			}
			pages = append(pages, page)
		}
		pages = append(append(pages, cell.full...), cell.open)
		delete(c.at, key)
		if err := do(key, pages); err != nil {
			return err
		}
	}
	return nil
}

// Sizes of pages: the more a cell has, the larger the next one is.
const (
	leastPage  = 256
	mostPage   = 8 << 10
	paperSheet = 1 << 20
)

// paper is the memory of many pages, cut from few sheets.
type paper struct {
	left   []byte   // of the last sheet
	sheets [][]byte // in use
	spare  [][]byte // that may be used again
}

// page is an empty one of n bytes.
func (p *paper) page(n int) []byte {
	if n > len(p.left) {
		if n > paperSheet/4 {
			return make([]byte, 0, n)
		}
		p.next()
	}
	page := p.left[:0:n]
	p.left = p.left[n:]
	return page
}

func (p *paper) next() {
	if last := len(p.spare) - 1; last >= 0 {
		p.left, p.spare = p.spare[last], p.spare[:last]
	} else {
		p.left = make([]byte, paperSheet)
	}
	p.sheets = append(p.sheets, p.left)
}

// reuse takes all pages back.
func (p *paper) reuse() {
	p.spare, p.sheets, p.left = append(p.spare, p.sheets...), nil, nil
}

// cornerOf is where a cell's units begin.
func cornerOf(p *bandPlan, x, y uint32) tiles.Point {
	return tiles.Point{X: tiles.World(x) << p.shift, Y: tiles.World(y) << p.shift}
}
