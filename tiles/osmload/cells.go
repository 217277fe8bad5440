package osmload

import (
	"context"
	"encoding/binary"
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
}

// cellKey is band << 56 | x << 28 | y, and sorts as the cells are written.
type cellKey uint64

func keyOf(b pack.Band, x, y uint32) cellKey {
	return cellKey(b)<<56 | cellKey(x)<<28 | cellKey(y)
}

func (k cellKey) split() (b pack.Band, x, y uint32) {
	return pack.Band(k >> 56), uint32(k>>28) & (1<<28 - 1), uint32(k) & (1<<28 - 1)
}

type cellBytes struct {
	mem   []byte
	filed []span
}

type span struct {
	at int64
	n  int
}

// add puts a feature, as appendFeature wrote it, into a cell. Nothing is kept of what is given.
func (c *cells) add(key cellKey, feature []byte) error {
	cell := c.at[key]
	if cell == nil {
		cell = &cellBytes{}
		c.at[key] = cell
	}
	cell.mem = append(cell.mem, feature...)
	c.bytes += len(feature)
	if c.bytes < c.budget {
		return nil
	}
	return c.spill()
}

// spill moves all cells' bytes to the file.
func (c *cells) spill() error {
	for _, key := range c.keys() {
		cell := c.at[key]
		if len(cell.mem) == 0 {
			continue
		}
		cell.filed = append(cell.filed, span{c.spool.size(), len(cell.mem)})
		if err := c.spool.write(cell.mem); err != nil {
			return err
		}
		cell.mem = nil
	}
	c.bytes = 0
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

// each gives the cells in their order.
func (c *cells) each(ctx context.Context, do func(key cellKey, raw []byte) error) error {
	var buf []byte
	for _, key := range c.keys() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		cell := c.at[key]
		var raw []byte
		for _, s := range cell.filed {
			b, err := c.spool.read(s.at, s.n, &buf)
			if err != nil {
				return err
			}
			raw = append(raw, b...)
		}
		raw = append(raw, cell.mem...)
		delete(c.at, key)
		if err := do(key, raw); err != nil {
			return err
		}
	}
	return nil
}

func appendFeature(to []byte, f *pack.Feature, parts [][]pack.CellPoint) []byte {
	flags := byte(f.Oneway + 1)
	if f.Bridge {
		flags |= 4
	}
	if f.Tunnel {
		flags |= 8
	}
	to = append(to, byte(f.Class), flags, byte(f.Layer), f.Rank)
	for _, s := range []string{f.Name, f.Ref} {
		to = append(binary.AppendUvarint(to, uint64(len(s))), s...)
	}
	to = binary.AppendUvarint(to, uint64(len(parts)))
	var at pack.CellPoint
	for _, p := range parts {
		to = binary.AppendUvarint(to, uint64(len(p)))
		for _, q := range p {
			to = binary.AppendVarint(binary.AppendVarint(to, int64(q.X-at.X)), int64(q.Y-at.Y))
			at = q
		}
	}
	return to
}

// parseFeatures reads what appendFeature wrote.
func parseFeatures(raw []byte) *pack.Cell {
	c := &pack.Cell{Points: make([]pack.CellPoint, 0, len(raw)/4), Features: make([]pack.Feature, 0, len(raw)/16)}
	var parts slab
	for r := (varints{raw}); len(r.b) > 0; {
		f := pack.Feature{
			Class: pack.Class(r.b[0]), Oneway: pack.Oneway(r.b[1]&3) - 1, Bridge: r.b[1]&4 != 0, Tunnel: r.b[1]&8 != 0,
			Layer: int8(r.b[2]), Rank: r.b[3],
		}
		r.b = r.b[4:]
		f.Name, f.Ref = r.string(), r.string()
		f.Parts = parts.take(int(r.unsigned()))
		var at pack.CellPoint
		for i := range f.Parts {
			from := int32(len(c.Points))
			for range r.unsigned() {
				at.X += int32(r.signed())
				at.Y += int32(r.signed())
				c.Points = append(c.Points, at)
			}
			f.Parts[i] = pack.Part{From: from, To: int32(len(c.Points))}
		}
		c.Features = append(c.Features, f)
	}
	return c
}

// slab gives out the memory of many small lists of parts.
type slab struct{ left []pack.Part }

func (s *slab) take(n int) []pack.Part {
	if n > len(s.left) {
		s.left = make([]pack.Part, max(n, 256))
	}
	taken := s.left[:n:n]
	s.left = s.left[n:]
	return taken
}

// cornerOf is where a cell's units begin.
func cornerOf(p *bandPlan, x, y uint32) tiles.Point {
	return tiles.Point{X: tiles.World(x) << p.shift, Y: tiles.World(y) << p.shift}
}
