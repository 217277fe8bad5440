package tiles

import (
	"context"
	"errors"
	"strings"
)

// overzoom is how far a tile above may be enlarged to stand in.
const overzoom Zoom = 4

// Chain asks sources one after the other: what the first has, the others aren't asked for.
type Chain []Source

// Tile gives the first source's tile that there is. If none has it, a tile above is enlarged, stale if a source might have the
// right one another time; ErrNoTile if there is none either, and with it what went wrong at a source.
func (c Chain) Tile(ctx context.Context, r Request) (Tile, error) {
	if !r.Valid() {
		return Tile{}, ErrCoord
	}
	var all []error
	later := false // a source failed that may do better
	for up := Zoom(0); up <= min(overzoom, r.Z); up++ {
		above := r
		above.Coord = r.Up(up)
		for _, s := range c {
			t, err := s.Tile(ctx, above)
			switch {
			case err == nil && up == 0:
				return t, nil
			case err == nil:
				t = Enlarge(t, r)
				t.Stale = t.Stale || later
				return t, nil
			case ctx.Err() != nil:
				return Tile{}, ctx.Err()
			case !errors.Is(err, ErrNoTile):
				all = append(all, err)
				later = later || !errors.Is(err, ErrTile)
			}
		}
	}
	return Tile{}, errors.Join(append(all, ErrNoTile)...)
}

// Attribution names everybody, each once.
func (c Chain) Attribution() string {
	var names []string
	seen := map[string]bool{}
	for _, s := range c {
		if a := s.Attribution(); a != "" && !seen[a] {
			seen[a] = true
			names = append(names, a)
		}
	}
	return strings.Join(names, " \u00b7 ")
}
