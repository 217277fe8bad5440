package tiles

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"priyom/civic"
)

// Zoom is how often the world was halved: 0 is one tile.
type Zoom uint8

// MaxZoom is the deepest zoom that anything here knows.
const MaxZoom Zoom = 22

// MaxLat is where Web Mercator ends, in degrees north and south: atan(sinh π).
const MaxLat civic.Degrees = 85.0511287798066

// ErrCoord is a tile that isn't in the world.
var ErrCoord = errors.New("tiles: no such tile")

// Coord names a tile.
type Coord struct {
	Z    Zoom
	X, Y uint32
}

// ParseCoord reads "z/x/y"; the error wraps ErrCoord.
func ParseCoord(s string) (c Coord, err error) {
	parts := strings.Split(s, "/")
	if len(parts) != 3 {
		return c, fmt.Errorf("%w: %q isn't z/x/y", ErrCoord, s)
	}
	var n [3]uint64
	for i, part := range parts {
		if n[i], err = strconv.ParseUint(part, 10, 32); err != nil {
			return c, fmt.Errorf("%w: %q isn't z/x/y", ErrCoord, s)
		}
	}
	if n[0] > uint64(MaxZoom) {
		return c, fmt.Errorf("%w: zoom %d", ErrCoord, n[0])
	}
	c = Coord{Zoom(n[0]), uint32(n[1]), uint32(n[2])}
	if !c.Valid() {
		return c, fmt.Errorf("%w: %s", ErrCoord, c)
	}
	return c, nil
}

// String is "z/x/y".
func (c Coord) String() string { return fmt.Sprintf("%d/%d/%d", c.Z, c.X, c.Y) }

// Valid says that the tile is in the world.
func (c Coord) Valid() bool {
	return c.Z <= MaxZoom && uint64(c.X) < uint64(1)<<c.Z && uint64(c.Y) < uint64(1)<<c.Z
}

// Up is the tile that contains this one, so many zooms above; the world's if there aren't as many.
func (c Coord) Up(n Zoom) Coord {
	n = min(n, c.Z)
	return Coord{c.Z - n, c.X >> n, c.Y >> n}
}

// Box is a rectangle on the map, in World units; the maximum isn't part of it.
type Box struct{ MinX, MinY, MaxX, MaxY World }

// Box is where the tile lies.
func (c Coord) Box() Box {
	side := WorldSize >> c.Z
	x, y := World(c.X)*side, World(c.Y)*side
	return Box{x, y, x + side, y + side}
}

// Grow makes a box larger by a margin on every side; it may then reach beyond the world.
func (b Box) Grow(margin World) Box {
	return Box{b.MinX - margin, b.MinY - margin, b.MaxX + margin, b.MaxY + margin}
}

// Meets says that two boxes have something in common.
func (b Box) Meets(o Box) bool {
	return b.MinX < o.MaxX && o.MinX < b.MaxX && b.MinY < o.MaxY && o.MinY < b.MaxY
}

// World is a length or a place on Web Mercator's plane, WorldSize for the whole way round: under a centimetre at the equator.
type World int64

// WorldSize is the side of the world.
const WorldSize World = 1 << 32

// Point is a place on the plane, x to the east from 180° W, y to the south from MaxLat.
type Point struct{ X, Y World }

// Project puts a position on the plane; what is north or south of MaxLat is moved there.
func Project(lat, lon civic.Degrees) Point {
	lat = max(-MaxLat, min(MaxLat, lat))
	sin := math.Sin(float64(lat) * math.Pi / 180)
	x := (float64(lon) + 180) / 360
	y := 0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)
	return Point{World(math.Round(x * float64(WorldSize))), World(math.Round(y * float64(WorldSize)))}
}

// Position is where on Earth a point is.
func (p Point) Position() (lat, lon civic.Degrees) {
	n := math.Pi * (1 - 2*float64(p.Y)/float64(WorldSize))
	return civic.Degrees(math.Atan(math.Sinh(n)) * 180 / math.Pi), civic.Degrees(float64(p.X)/float64(WorldSize)*360 - 180)
}

// At is the tile of a zoom in which a point lies; a point beyond the world is in its outermost tile.
func (p Point) At(z Zoom) Coord {
	side, last := WorldSize>>z, World(1)<<z-1
	clamp := func(w World) uint32 { return uint32(max(0, min(last, w/side))) }
	return Coord{z, clamp(p.X), clamp(p.Y)}
}

// MetresPerUnit is how many metres one World unit is at a latitude, with the Earth's equatorial radius of WGS 84, 6 378 137 m.
func MetresPerUnit(lat civic.Degrees) float64 {
	return 2 * math.Pi * 6_378_137 * math.Cos(float64(lat)*math.Pi/180) / float64(WorldSize)
}
