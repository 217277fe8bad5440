package render

import (
	"cmp"
	"context"
	"slices"
	"unsafe"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// Labels are placed for a block of tiles at once, as if there were no tiles. Between blocks they meet by these rules:
//
//   - A settlement's name stands unless one that matters more would touch it, whether that one stands or not. So it can be
//     decided from what lies within a few times placeReach.
//   - What stands about a point may cross an edge between two blocks. Those that do are decided before what is inside, first
//     those near a corner of four blocks, then those of each edge, from what crosses that corner or edge alone; both sides
//     find the same.
//   - Names along lines stay inside a block.
const (
	placeReach = 85  // pixels from a settlement's point to the end of its name at most
	crossReach = 60  // pixels from a point to the end of a label that crosses an edge at most
	cornerZone = 120 // pixels from a corner in which labels that cross an edge are the corner's
	pointsFrom = 256 // pixels around a block from which points are looked at
	placesFrom = 512 // and settlements
)

// blockKey names a block.
type blockKey struct {
	zoom tiles.Zoom
	x, y uint32
}

// blockTiles is a block's side in tiles: where a tile is a cell, few, as each takes another cell to read.
func blockTiles(z tiles.Zoom) uint32 {
	if band, ok := pack.BandOf(z); ok && tiles.Zoom(band) == z {
		return 2
	}
	return 4
}

// block is a block's labels.
type block struct {
	labels []label
}

func (r *Renderer) block(ctx context.Context, k blockKey) (*block, error) {
	if b, ok := r.blocks.get(k); ok {
		return b, nil
	}
	return r.placing.Do(ctx, k, func(ctx context.Context) (*block, error) {
		if b, ok := r.blocks.get(k); ok {
			return b, nil
		}
		g := &gathering{r: r, key: k, side: sub(blockTiles(k.zoom)*256) << subBits}
		if err := g.gather(ctx); err != nil {
			return nil, err
		}
		b := &block{labels: g.place()}
		size := int(unsafe.Sizeof(*b))
		for _, l := range b.labels {
			size += l.size()
		}
		r.blocks.put(k, b, size)
		return b, nil
	})
}

func (l *label) size() int {
	size := int(unsafe.Sizeof(*l)) + len(l.boxes)*int(unsafe.Sizeof(box{})) + len(l.curve)*int(unsafe.Sizeof(curved{}))
	for _, line := range l.lines {
		size += int(unsafe.Sizeof(line)) + len(line.glyphs)*int(unsafe.Sizeof(glyph{}))
	}
	return size
}

// gathering collects a block's candidates and places them.
type gathering struct {
	r    *Renderer
	key  blockKey
	side sub // the block's

	all   []candidate
	lines []piece // for names along lines
	work  dasher
	line  []place
}

// gather looks through the cells on and around the block.
func (g *gathering) gather(ctx context.Context) error {
	band, ok := pack.BandOf(g.key.zoom)
	if !ok {
		return nil
	}
	inCell := int64(256) << (g.key.zoom - tiles.Zoom(band))
	inBlock := int64(g.side >> subBits)
	x0, y0 := int64(g.key.x)*inBlock, int64(g.key.y)*inBlock
	first := func(v int64) int64 { return max(0, (v-placesFrom)/inCell) }
	last := func(v int64) int64 { return min(int64(1)<<band-1, (v+inBlock+placesFrom-1)/inCell) }
	for cy := first(y0); cy <= last(y0); cy++ {
		for cx := first(x0); cx <= last(x0); cx++ {
			c, err := g.r.cell(ctx, cellKey{band, uint32(cx), uint32(cy)})
			if err != nil {
				return err
			}
			if c != nil {
				g.cell(c, band, place{sub(cx*inCell-x0) << subBits, sub(cy*inCell-y0) << subBits})
			}
		}
	}
	g.tracks()
	// The same order on both sides of an edge: nothing in it depends on where places are counted from.
	slices.SortStableFunc(g.all, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.plan.Priority, b.plan.Priority), cmp.Compare(a.rank, b.rank), cmp.Compare(a.class, b.class),
			cmp.Compare(a.at.y, b.at.y), cmp.Compare(a.at.x, b.at.x), cmp.Compare(a.text, b.text),
		)
	})
	return nil
}

// cell collects a cell's candidates; at is its corner from the block's.
func (g *gathering) cell(c *cell, band pack.Band, at place) {
	z := g.key.zoom
	unit := subsPerUnit(band, z, 256)
	side := unit * band.Extent()
	own := box{0, 0, side, side}.move(at)
	onBlock := own.meets(g.inside())
	near := g.around(pointsFrom)
	for i := range g.r.labels {
		p := &g.r.labels[i]
		if !p.at(z) {
			continue
		}
		for _, class := range p.classes {
			from, group := near, class.Group()
			if class.Settlement() {
				from = g.around(placesFrom)
			}
			if group != pack.GroupPoint && !onBlock {
				continue
			}
			features := c.of(class)
			for j := range features {
				f := &features[j]
				if !p.ranked(f.Rank, z) {
					continue
				}
				text := p.text(f, z)
				switch {
				case text == "" && p.icon == nil:
				case group == pack.GroupLine:
					g.addLine(c, f, p, text, unit, at, own)
				default:
					q := c.PointsOf(f.Parts[0])
					if len(q) == 0 || q[0].X < 0 || q[0].Y < 0 || q[0].X >= band.Extent() || q[0].Y >= band.Extent() {
						continue // another cell's
					}
					if spot := (place{q[0].X*unit + at.x, q[0].Y*unit + at.y}); from.holds(spot) {
						g.all = append(g.all, candidate{plan: p, class: class, rank: f.Rank, text: text, at: spot})
					}
				}
			}
		}
	}
}

func (g *gathering) inside() box { return box{0, 0, g.side, g.side} }

func (g *gathering) around(pixels sub) box {
	m := pixels << subBits
	return box{-m, -m, g.side + m, g.side + m}
}

func (b box) holds(p place) bool {
	return p.x >= b.minX && p.x < b.maxX && p.y >= b.minY && p.y < b.maxY
}
