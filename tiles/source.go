package tiles

import (
	"context"
	"errors"
	"image"
	"time"
)

// Variant is the light or the dark map.
type Variant uint8

// The variants.
const (
	Light Variant = iota
	Dark
)

// Size is a tile's side in pixels.
type Size int

// The sizes that sources must know.
const (
	Size256 Size = 256
	Size512 Size = 512 // for screens with twice the pixels: the same map, drawn finer
)

// Request is a tile as it is wanted.
type Request struct {
	Coord
	Size    Size
	Variant Variant
}

// Tile is a picture, Size pixels wide and high. It is shared: nobody draws into it.
type Tile struct {
	Image *image.RGBA
	Of    Coord     // the tile that was asked for
	From  Coord     // the tile that the picture was made of: Of, or one above it, enlarged
	At    time.Time // when the data is from; zero if that isn't known
	Stale bool      // it has expired or is only a stand-in, and the server couldn't be asked
}

// Errors of sources.
var (
	// ErrNoTile is returned where a source has nothing, which another may have.
	ErrNoTile = errors.New("tiles: nothing there")
	// ErrTile is returned for a tile that can't be used: damaged, not a picture, too large.
	ErrTile = errors.New("tiles: unusable tile")
)

// Source gives tiles. It may be used by several goroutines at once.
type Source interface {
	// Tile draws or brings a tile. The errors wrap ErrNoTile, ErrTile, ErrCoord, ctx's or the source's own.
	Tile(ctx context.Context, r Request) (Tile, error)
	// Attribution is who must be named on a map made of these tiles.
	Attribution() string
}
