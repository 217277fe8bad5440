package statistics

import (
	"context"
	"time"

	"priyom/tiles"
)

// Square is a square of the map, and how many reports came from there.
type Square struct {
	Box tiles.Box
	N   int64
}

// Density tells from where the reports came that a filter asks for.
func (c *Cube) Density(ctx context.Context, f Filter) (squares []Square, version int64, err error) {
	err = c.read(ctx, func(time.Time) error {
		at := map[[2]int]int64{}
		for i := range c.spots.keys {
			k := &c.spots.keys[i]
			if Month(k.Month) >= f.From && Month(k.Month) <= f.To && f.takes(k.Settlement, k.Theme, k.Department, k.Public) {
				at[[2]int{k.X, k.Y}] += c.spots.cells[i]
			}
		}
		for k, n := range at {
			if n > 0 {
				squares = append(squares, Square{boxOf(k[0], k[1]), n})
			}
		}
		version = c.version
		return nil
	})
	return squares, version, err
}

func boxOf(x, y int) tiles.Box {
	const side = tiles.WorldSize >> spotBits
	p := tiles.Point{X: tiles.World(x) * side, Y: tiles.World(y) * side}
	return tiles.Box{MinX: p.X, MinY: p.Y, MaxX: p.X + side, MaxY: p.Y + side}
}
