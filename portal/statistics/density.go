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
	err = c.read(ctx, c.places, c.readSpots, func(time.Time) error {
		at, asked := map[[2]int32]int64{}, c.places.names.sieve(f)
		for i := range c.spots.keys {
			k := &c.spots.keys[i]
			if Month(k.month) >= f.From && Month(k.month) <= f.To && asked.takes(k.settlement, k.theme, k.department, k.public) {
				at[[2]int32{k.x, k.y}] += int64(c.spots.cells[i])
			}
		}
		for k, n := range at {
			if n > 0 {
				squares = append(squares, Square{boxOf(int(k[0]), int(k[1])), n})
			}
		}
		version = c.places.version
		return nil
	})
	return squares, version, err
}

func boxOf(x, y int) tiles.Box {
	const side = tiles.WorldSize >> spotBits
	p := tiles.Point{X: tiles.World(x) * side, Y: tiles.World(y) * side}
	return tiles.Box{MinX: p.X, MinY: p.Y, MaxX: p.X + side, MaxY: p.Y + side}
}
