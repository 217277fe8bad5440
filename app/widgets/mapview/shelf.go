package mapview

import (
	"context"

	"priyom/tiles"
)

// keeper is a source that can say at once what it has: a tiles.Cache, which several maps may share.
type keeper interface {
	tiles.Source
	Kept(r tiles.Request) (tiles.Tile, bool)
	// Fit is told how many bytes of pixels the map shows.
	Fit(shown int)
}

// kept is the source as a keeper: itself, or with a cache of so many bytes before it.
func kept(s tiles.Source, budget int) keeper {
	if k, ok := s.(keeper); ok {
		return k
	}
	return &shelf{Source: s, cache: tiles.NewCache(handed{}, budget)}
}

// shelf keeps what its source has drawn. A Cache asked for a tile goes on when nobody waits for it any more, for it may
// serve others; a shelf serves one map, and lets cancelling reach the source.
type shelf struct {
	tiles.Source
	cache *tiles.Cache
}

func (s *shelf) Fit(shown int) { s.cache.Fit(shown) }

func (s *shelf) Kept(r tiles.Request) (tiles.Tile, bool) { return s.cache.Kept(r) }

func (s *shelf) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	t, err := s.Source.Tile(ctx, r)
	if err != nil {
		return t, err
	}
	return s.cache.Tile(context.WithValue(ctx, handedKey{}, t), r)
}

// handed is the source of a shelf's cache: it passes on what the context brings.
type (
	handed    struct{}
	handedKey struct{}
)

func (handed) Attribution() string { return "" }

func (handed) Tile(ctx context.Context, _ tiles.Request) (tiles.Tile, error) {
	t, ok := ctx.Value(handedKey{}).(tiles.Tile)
	if !ok {
		return t, tiles.ErrNoTile
	}
	return t, nil
}
