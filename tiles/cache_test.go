package tiles_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"priyom/tiles"
)

const tileBytes = 16 * 16 * 4

// drawn is a source that has everything, once it is let go.
func drawn(release <-chan struct{}) *source {
	return &source{name: "drawn", answer: func(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
		if release != nil {
			select {
			case <-release:
			case <-ctx.Done():
				return tiles.Tile{}, ctx.Err()
			}
		}
		return plain(r), nil
	}}
}

func TestCacheKeepsWhatWasUsedLast(t *testing.T) {
	from := drawn(nil)
	c := tiles.NewCache(from, 2*tileBytes)
	for _, x := range []uint32{0, 1, 0, 2} { // the third puts 0 in front of 1
		if _, err := c.Tile(t.Context(), request(4, x, 0, 16)); err != nil {
			t.Fatal(err)
		}
	}
	for x, want := range []bool{true, false, true} {
		if _, ok := c.Kept(request(4, uint32(x), 0, 16)); ok != want {
			t.Errorf("tile %d kept: %v", x, ok)
		}
	}
	if from.times() != 3 || c.Attribution() != "drawn" {
		t.Errorf("drawn %v by %s", from.asked, c.Attribution())
	}
}

func TestCacheTellsSizesAndVariantsApart(t *testing.T) {
	from := drawn(nil)
	c := tiles.NewCache(from, 1<<20)
	light, dark := request(1, 0, 0, 16), request(1, 0, 0, 16)
	dark.Variant = tiles.Dark
	for _, r := range []tiles.Request{light, dark, request(1, 0, 0, 32), light, dark} {
		if tile, err := c.Tile(t.Context(), r); err != nil || tile.Image.Rect.Dx() != int(r.Size) {
			t.Errorf("%v, %v", tile.Image.Rect, err)
		}
	}
	if from.times() != 3 {
		t.Errorf("drawn %d times", from.times())
	}
}

// Whatever is asked for, the tiles that are kept never exceed the budget, not even by one that alone is too large.
func TestCacheKeepsItsBudget(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		budget := rapid.IntRange(0, 6*tileBytes).Draw(rt, "budget")
		c := tiles.NewCache(drawn(nil), budget)
		asked := map[tiles.Request]bool{}
		for range rapid.IntRange(1, 30).Draw(rt, "n") {
			r := request(3, rapid.Uint32Range(0, 7).Draw(rt, "x"), 0, tiles.Size(rapid.SampledFrom([]int{8, 16, 32, 48}).Draw(rt, "size")))
			asked[r] = true
			if _, err := c.Tile(t.Context(), r); err != nil {
				rt.Fatal(err)
			}
		}
		bytes := 0
		for r := range asked {
			if tile, ok := c.Kept(r); ok {
				bytes += len(tile.Image.Pix)
			}
		}
		if bytes > budget {
			rt.Fatalf("%d bytes are kept of %d", bytes, budget)
		}
	})
}

func TestCacheDrawsOnceForMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		from := drawn(release)
		c := tiles.NewCache(from, 1<<20)
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if _, err := c.Tile(t.Context(), request(2, 1, 1, 16)); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		close(release)
		wg.Wait()
		if from.times() != 1 {
			t.Errorf("drawn %d times", from.times())
		}
	})
}

func TestCacheOutlivesAnAsker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		from := drawn(release)
		c := tiles.NewCache(from, 1<<20)
		hasty, cancel := context.WithCancel(t.Context())
		var first, second error
		var wg sync.WaitGroup
		wg.Go(func() { _, first = c.Tile(hasty, request(2, 1, 1, 16)) })
		synctest.Wait() // it is the hasty one's drawing that the other joins
		wg.Go(func() { _, second = c.Tile(t.Context(), request(2, 1, 1, 16)) })
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(release)
		wg.Wait()
		if !errors.Is(first, context.Canceled) || second != nil || from.times() != 1 {
			t.Errorf("%v, %v, drawn %d times", first, second, from.times())
		}
	})
}

// When the last asker has gone, such as after the map was moved on, the drawing ends too; whoever asks again begins anew.
func TestCacheEndsWhatNobodyWants(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		ended := make(chan error, 1)
		from := drawn(release)
		inner := from.answer
		from.answer = func(ctx context.Context, r tiles.Request) (tiles.Tile, error) {
			tile, err := inner(ctx, r)
			ended <- err
			return tile, err
		}
		c := tiles.NewCache(from, 1<<20)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			synctest.Wait()
			cancel()
		}()
		if _, err := c.Tile(ctx, request(2, 1, 1, 16)); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the drawing went on: %v", err)
		}
		close(release)
		if _, err := c.Tile(t.Context(), request(2, 1, 1, 16)); err != nil || from.times() != 2 {
			t.Errorf("asked again: %v, drawn %d times", err, from.times())
		}
	})
}

// Another pack was opened while a tile of the old one was being drawn: it isn't kept, nor given to those who ask now.
func TestCacheClearForgetsWhatIsBeingDrawn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		from := drawn(release)
		c := tiles.NewCache(from, 1<<20)
		r := request(2, 1, 1, 16)
		var wg sync.WaitGroup
		ask := func() {
			if _, err := c.Tile(t.Context(), r); err != nil {
				t.Error(err)
			}
		}
		wg.Go(ask)
		synctest.Wait()
		c.Clear()
		wg.Go(ask)
		synctest.Wait()
		if from.times() != 2 {
			t.Errorf("who asked afterwards was given the old tile; drawn %d times", from.times())
		}
		c.Clear()
		close(release)
		wg.Wait()
		if _, ok := c.Kept(r); ok {
			t.Error("an old tile was kept")
		}
		ask()
		if _, ok := c.Kept(r); !ok {
			t.Error("a new one wasn't")
		}
		c.Clear()
		if _, ok := c.Kept(r); ok {
			t.Error("it is still there after Clear")
		}
	})
}

func TestCacheDoesntKeepStaleTilesOrErrors(t *testing.T) {
	from := drawn(nil)
	var err error
	from.answer = func(_ context.Context, r tiles.Request) (tiles.Tile, error) {
		tile := plain(r)
		tile.Stale = true
		return tile, err
	}
	c := tiles.NewCache(from, 1<<20)
	for _, err = range []error{nil, tiles.ErrNoTile, nil} {
		if _, got := c.Tile(t.Context(), request(1, 0, 0, 16)); !errors.Is(got, err) {
			t.Errorf("%v, not %v", got, err)
		}
	}
	if from.times() != 3 {
		t.Errorf("asked %d times", from.times())
	}
}

// A lean cache keeps what a map shows and half as much again, between its least and its most; another keeps its budget.
func TestLeanCacheFitsWhatIsShown(t *testing.T) {
	kept := func(c *tiles.Cache) (n int) {
		for x := range uint32(40) {
			if _, err := c.Tile(t.Context(), request(6, x, 0, 16)); err != nil {
				t.Fatal(err)
			}
		}
		for x := range uint32(40) {
			if _, ok := c.Kept(request(6, x, 0, 16)); ok {
				n++
			}
		}
		return n
	}
	for shown, want := range map[int]int{0: 4, 2: 4, 10: 15, 30: 20} {
		lean, rich := tiles.NewCache(drawn(nil), 20*tileBytes).Lean(4*tileBytes), tiles.NewCache(drawn(nil), 20*tileBytes)
		lean.Fit(shown * tileBytes)
		rich.Fit(shown * tileBytes)
		if got := kept(lean); got != want {
			t.Errorf("%d shown: %d kept, want %d", shown, got, want)
		}
		if got := kept(rich); got != 20 {
			t.Errorf("%d shown: %d kept of 20", shown, got)
		}
	}
	c := tiles.NewCache(drawn(nil), 20*tileBytes).Lean(4 * tileBytes)
	c.Fit(20 * tileBytes)
	kept(c)
	c.Fit(0)
	n := 0
	for x := range uint32(40) {
		if _, ok := c.Kept(request(6, x, 0, 16)); ok {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d are left when the map shows nothing any more", n)
	}
}
