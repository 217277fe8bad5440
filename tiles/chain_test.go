package tiles_test

import (
	"context"
	"errors"
	"image"
	"slices"
	"sync"
	"testing"

	"priyom/tiles"
)

// source answers as a test wants, and notes what it was asked for.
type source struct {
	name   string
	answer func(ctx context.Context, r tiles.Request) (tiles.Tile, error)

	mu    sync.Mutex
	asked []string
}

func (s *source) Attribution() string { return s.name }

func (s *source) Tile(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
	s.mu.Lock()
	s.asked = append(s.asked, r.Coord.String())
	s.mu.Unlock()
	return s.answer(ctx, r)
}

func (s *source) times() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

// has is a source of certain tiles.
func has(name string, what ...string) *source {
	return &source{name: name, answer: func(_ context.Context, r tiles.Request) (tiles.Tile, error) {
		if !slices.Contains(what, r.Coord.String()) {
			return tiles.Tile{}, tiles.ErrNoTile
		}
		return plain(r), nil
	}}
}

func fails(err error) *source {
	return &source{answer: func(context.Context, tiles.Request) (tiles.Tile, error) { return tiles.Tile{}, err }}
}

func plain(r tiles.Request) tiles.Tile {
	return tiles.Tile{Image: image.NewRGBA(image.Rect(0, 0, int(r.Size), int(r.Size))), Of: r.Coord, From: r.Coord}
}

func TestChainAsksInOrder(t *testing.T) {
	pack, net := has("pack", "5/1/1"), has("net", "5/1/1", "5/2/2")
	chain := tiles.Chain{pack, net}
	if _, err := chain.Tile(t.Context(), request(5, 1, 1, 256)); err != nil || net.times() != 0 {
		t.Errorf("%v; the second was asked %d times for what the first has", err, net.times())
	}
	tile, err := chain.Tile(t.Context(), request(5, 2, 2, 256))
	if err != nil || tile.From != tile.Of || tile.Stale || pack.times() != 2 || net.times() != 1 {
		t.Errorf("%+v, %v; asked %v and %v", tile, err, pack.asked, net.asked)
	}
}

func TestChainEnlargesWhatIsAbove(t *testing.T) {
	low, high := has("low", "3/0/1"), has("high", "2/0/0")
	tile, err := tiles.Chain{high, low}.Tile(t.Context(), request(5, 2, 5, 512))
	if err != nil || tile.From.String() != "3/0/1" || tile.Of.String() != "5/2/5" || tile.Image.Rect.Dx() != 512 || tile.Stale {
		t.Errorf("%v %v %v, %v", tile.Of, tile.From, tile.Image.Rect, err)
	}
	if want := []string{"5/2/5", "4/1/2", "3/0/1"}; !slices.Equal(high.asked, want) || !slices.Equal(low.asked, want) {
		t.Errorf("asked %v and %v", high.asked, low.asked)
	}
}

func TestChainStopsAfterFourZooms(t *testing.T) {
	only := has("world", "0/0/0")
	if _, err := (tiles.Chain{only}).Tile(t.Context(), request(4, 3, 3, 256)); err != nil {
		t.Errorf("four above: %v", err)
	}
	only.asked = nil
	if _, err := (tiles.Chain{only}).Tile(t.Context(), request(5, 3, 3, 256)); !errors.Is(err, tiles.ErrNoTile) || only.times() != 5 {
		t.Errorf("five above: %v, asked %v", err, only.asked)
	}
	if _, err := (tiles.Chain{}).Tile(t.Context(), request(0, 0, 0, 256)); !errors.Is(err, tiles.ErrNoTile) {
		t.Errorf("without sources: %v", err)
	}
}

func TestChainErrors(t *testing.T) {
	down := errors.New("line is down")
	_, err := tiles.Chain{fails(down), fails(tiles.ErrTile)}.Tile(t.Context(), request(1, 0, 0, 256))
	if !errors.Is(err, tiles.ErrNoTile) || !errors.Is(err, down) || !errors.Is(err, tiles.ErrTile) {
		t.Errorf("not all is said: %v", err)
	}
	if tile, err := (tiles.Chain{fails(down), has("b", "1/0/0")}).Tile(t.Context(), request(1, 0, 0, 256)); err != nil || tile.Stale {
		t.Errorf("another source has it: %v, %v", tile.Stale, err)
	}
	asked := has("a", "0/0/0")
	if _, err := (tiles.Chain{asked}).Tile(t.Context(), request(1, 2, 0, 256)); !errors.Is(err, tiles.ErrCoord) || asked.times() != 0 {
		t.Errorf("outside the world: %v, asked %v", err, asked.asked)
	}
}

// A stand-in must not be kept as if it were the tile when the tile may come once the line is back.
func TestChainSaysThatAStandInIsOne(t *testing.T) {
	for name, c := range map[string]struct {
		first error
		stale bool
	}{
		"the line is down":         {errors.New("line is down"), true},
		"the tile is damaged":      {tiles.ErrTile, false},
		"there is nothing, surely": {tiles.ErrNoTile, false},
	} {
		tile, err := tiles.Chain{fails(c.first), has("above", "0/0/0")}.Tile(t.Context(), request(1, 0, 0, 256))
		if err != nil || tile.Stale != c.stale || tile.From.Z != 0 {
			t.Errorf("%s: stale %v from %v, %v", name, tile.Stale, tile.From, err)
		}
	}
}

func TestChainStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	slow := &source{answer: func(ctx context.Context, _ tiles.Request) (tiles.Tile, error) {
		cancel()
		return tiles.Tile{}, ctx.Err()
	}}
	next := has("next", "3/0/0")
	if _, err := (tiles.Chain{slow, next}).Tile(ctx, request(3, 0, 0, 256)); !errors.Is(err, context.Canceled) || next.times() != 0 || slow.times() != 1 {
		t.Errorf("%v; then asked %v and %v", err, slow.asked, next.asked)
	}
}

func TestChainAttribution(t *testing.T) {
	chain := tiles.Chain{has("© OpenStreetMap"), has(""), has("Survey"), has("© OpenStreetMap")}
	if got := chain.Attribution(); got != "© OpenStreetMap · Survey" {
		t.Errorf("%q", got)
	}
}
