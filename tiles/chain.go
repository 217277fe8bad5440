package tiles

import (
	"context"
	"errors"
	"image"
	"strings"

	"golang.org/x/image/draw"
)

// overzoom is how far a tile above may be enlarged to stand in.
const overzoom Zoom = 4

// Chain asks sources one after the other: what the first has, the others aren't asked for.
type Chain []Source

// Tile gives the first source's tile that there is. If none has it, a tile above is enlarged; ErrNoTile if there is none
// either.
func (c Chain) Tile(ctx context.Context, r Request) (Tile, error) {
	if !r.Valid() {
		return Tile{}, ErrCoord
	}
	var all []error
	for up := Zoom(0); up <= min(overzoom, r.Z); up++ {
		above := r
		above.Coord = r.Up(up)
		for _, s := range c {
			t, err := s.Tile(ctx, above)
			switch {
			case err == nil && up == 0:
				return t, nil
			case err == nil:
				return Enlarge(t, r), nil
			case ctx.Err() != nil:
				return Tile{}, ctx.Err()
			case !errors.Is(err, ErrNoTile):
				all = append(all, err)
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

// Enlarge cuts a tile out of one above it.
func Enlarge(t Tile, r Request) Tile {
	from := t.Of
	n := r.Z - from.Z
	side := t.Image.Bounds().Dx()
	part := max(1, side>>n)
	x, y := int(r.X-from.X<<n)*side>>n, int(r.Y-from.Y<<n)*side>>n
	out := image.NewRGBA(image.Rect(0, 0, int(r.Size), int(r.Size)))
	draw.BiLinear.Scale(out, out.Rect, t.Image, image.Rect(x, y, x+part, y+part), draw.Src, nil)
	return Tile{Image: out, Of: r.Coord, From: t.From, At: t.At, Stale: t.Stale}
}
