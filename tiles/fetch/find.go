package fetch

import (
	"context"
	"errors"
	"fmt"

	"priyom/tiles"
	"priyom/tiles/picture"
)

// find looks into the cache, and asks the server only if that doesn't do.
//
// A stale tile is also shown where "must-revalidate" would have us show none: that is for answers which do harm when they are
// old, web servers send it with everything, and a map without a line is what this program is for. It is marked as stale.
func (s *Source) find(ctx context.Context, c tiles.Coord) (found, error) {
	now := s.opt.Clock()
	old := s.kept(ctx, c)
	waiting := now.Before(old.again) && old.again.Sub(now) <= badTile
	switch {
	case ctx.Err() != nil:
		return found{}, ctx.Err()
	case old.fresh(now):
		if now.Sub(old.used) > touchEach {
			s.note(s.cache.touch(ctx, s.id, c, now))
		}
		return old.shown(c, false)
	case waiting && old.there():
		return old.shown(c, true)
	case waiting:
		return found{}, fmt.Errorf("%w: %s: asked for a moment ago, in vain", tiles.ErrTile, c)
	}
	e, err := s.server.ask(ctx, c, old)
	put := context.WithoutCancel(ctx) // what a server was troubled for isn't thrown away
	if err == nil {
		s.note(s.cache.put(put, s.id, c, e))
		return e.shown(c, false)
	}
	if errors.Is(err, tiles.ErrTile) || errors.Is(err, ErrRefused) { // this tile's own trouble
		old.again, old.used = now.Add(badTile), now
		s.note(s.cache.put(put, s.id, c, old))
	}
	if old.there() && ctx.Err() == nil {
		return old.shown(c, true)
	}
	return found{}, err
}

// kept is what the cache has; a picture that can't be read counts as none.
func (s *Source) kept(ctx context.Context, c tiles.Coord) entry {
	e, err := s.cache.get(ctx, s.id, c)
	if err == nil && e.there() {
		e.image, err = picture.Decode(e.body)
	}
	if err == nil {
		return e
	}
	if err != errNotKept && ctx.Err() == nil {
		s.note(fmt.Errorf("fetch: cache: %s: %w", c, err))
	}
	return entry{}
}

// shown is the entry as an answer.
func (e entry) shown(c tiles.Coord, stale bool) (found, error) {
	if !e.there() {
		return found{}, fmt.Errorf("%w: %s", tiles.ErrNoTile, c)
	}
	return found{e.image, e.checked, stale}, nil
}
