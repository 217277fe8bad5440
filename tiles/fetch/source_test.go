package fetch_test

import (
	"context"
	"errors"
	"image/color"
	"net/http"
	"strings"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/fetch"
)

func TestATileIsAskedForOnceAndKept(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	for range 2 {
		tile, err := ask(s, "5/3/7")
		if err != nil || tile.Image.RGBAAt(9, 9) != (color.RGBA{5, 3, 7, 255}) || tile.Stale || !tile.At.Equal(w.now) || tile.From != tile.Of {
			t.Fatalf("%+v, %v", tile.Of, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = w.open() // and after a restart
	w.pass(7*24*time.Hour - time.Second)
	if tile, err := ask(s, "5/3/7"); err != nil || tile.Stale || w.times() != 1 {
		t.Errorf("%v, asked %d times", err, w.times())
	}
	w.pass(time.Second)
	if _, err := ask(s, "5/3/7"); err != nil || w.times() != 2 {
		t.Errorf("after seven days: %v, asked %d times", err, w.times())
	}
	if w.trouble != nil {
		t.Error(w.trouble)
	}
}

func TestWeSayWhoWeAre(t *testing.T) {
	w := newWorld(t)
	if _, err := ask(w.open(), "0/0/0"); err != nil {
		t.Fatal(err)
	}
	h := w.last()
	if h.Get("User-Agent") != "Priyom/1.0 (+https://priyom.example)" || !strings.HasPrefix(h.Get("Accept"), "image/") {
		t.Errorf("%v", h)
	}
	for _, name := range []string{"Cache-Control", "Pragma", "Referer", "Cookie"} { // "DO NOT send no-cache headers"
		if h.Get(name) != "" {
			t.Errorf("%s: %s", name, h.Get(name))
		}
	}
}

func TestRevalidation(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	w.gives(color.RGBA{1, 1, 1, 255}, "ETag", `"one"`, "Last-Modified", "Wed, 25 Nov 2026 10:00:00 GMT", "Cache-Control", "max-age=60")
	if _, err := ask(s, "1/0/0"); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	w.status(http.StatusNotModified, "Cache-Control", "max-age=600")
	tile, err := ask(s, "1/0/0")
	if err != nil || tile.Stale || !tile.At.Equal(w.now) || tile.Image.RGBAAt(0, 0).R != 1 {
		t.Errorf("not modified: %v", err)
	}
	if h := w.last(); h.Get("If-None-Match") != `"one"` || h.Get("If-Modified-Since") != "Wed, 25 Nov 2026 10:00:00 GMT" {
		t.Errorf("%v", h)
	}
	w.pass(10*time.Minute - time.Second)
	if _, err := ask(s, "1/0/0"); err != nil || w.times() != 2 {
		t.Errorf("within the ten minutes: %v, asked %d times", err, w.times())
	}
	w.pass(time.Second)
	w.gives(color.RGBA{2, 2, 2, 255}, "ETag", `"two"`)
	if tile, err = ask(s, "1/0/0"); err != nil || tile.Image.RGBAAt(0, 0).R != 2 || w.last().Get("If-None-Match") != `"one"` {
		t.Errorf("modified: %v, %v", err, w.last())
	}
}

func TestSizes(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	for _, size := range []tiles.Size{tiles.Size256, tiles.Size512} {
		tile, err := s.Tile(t.Context(), request("5/3/7", size))
		if err != nil || tile.Image.Rect.Dx() != int(size) || tile.Image.RGBAAt(int(size)-1, 0) != (color.RGBA{5, 3, 7, 255}) {
			t.Errorf("%d: %v", size, err)
		}
	}
	if w.times() != 1 {
		t.Errorf("asked %d times", w.times())
	}
}

func TestWhatIsNeverAskedFor(t *testing.T) {
	w := newWorld(t)
	opt := w.options()
	opt.MinZoom, opt.MaxZoom = 3, 10
	s, err := fetch.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, r := range []tiles.Request{request("2/0/0", 256), request("11/0/0", 256), request("5/0/0", 0), request("5/0/0", 1<<20)} {
		if _, err := s.Tile(t.Context(), r); !errors.Is(err, tiles.ErrNoTile) {
			t.Errorf("%v: %v", r, err)
		}
	}
	if _, err := s.Tile(t.Context(), tiles.Request{Coord: tiles.Coord{Z: 5, X: 32}, Size: 256}); !errors.Is(err, tiles.ErrCoord) {
		t.Errorf("outside the world: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Tile(ctx, request("5/0/0", 256)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	time.Sleep(20 * time.Millisecond) // the cancelled one may be on its way
	if w.times() > 1 {
		t.Errorf("asked for %d", w.times())
	}
}

// A tile that isn't there isn't asked for again for a day, or as long as the server says.
func TestNoTile(t *testing.T) {
	for _, code := range []int{http.StatusNotFound, http.StatusGone, http.StatusNoContent} {
		w := newWorld(t)
		s := w.open()
		w.status(code, "ETag", `"x"`)
		for range 3 {
			if _, err := ask(s, "1/0/0"); !errors.Is(err, tiles.ErrNoTile) {
				t.Errorf("%d: %v", code, err)
			}
		}
		w.pass(24*time.Hour - time.Second)
		if _, err := ask(s, "1/0/0"); !errors.Is(err, tiles.ErrNoTile) || w.times() != 1 {
			t.Errorf("%d: %v, asked %d times", code, err, w.times())
		}
		w.pass(time.Second)
		w.gives(color.RGBA{1, 2, 3, 255})
		if _, err := ask(s, "1/0/0"); err != nil || w.last().Get("If-None-Match") != "" {
			t.Errorf("%d, a day later: %v", code, err)
		}
		w.pass(8 * 24 * time.Hour)
		w.status(code)
		if _, err := ask(s, "1/0/0"); !errors.Is(err, tiles.ErrNoTile) {
			t.Errorf("%d, taken away: %v", code, err)
		}
	}
}

func TestWhatMustNotBeKeptIsnt(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	w.gives(color.RGBA{1, 1, 1, 255}, "Cache-Control", "max-age=1")
	if _, err := ask(s, "1/0/0"); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Second)
	w.gives(color.RGBA{2, 2, 2, 255}, "Cache-Control", "no-store, max-age=600")
	for range 2 {
		if tile, err := ask(s, "1/0/0"); err != nil || tile.Image.RGBAAt(0, 0).R != 2 {
			t.Errorf("%v", err)
		}
	}
	w.status(500)
	if _, err := ask(s, "1/0/0"); !errors.Is(err, fetch.ErrUnreachable) || w.times() != 4 {
		t.Errorf("what was older is still there: %v, asked %d times", err, w.times())
	}
}

func TestClearForgets(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	if _, err := ask(s, "1/0/0"); err != nil {
		t.Fatal(err)
	}
	if err := s.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(s, "1/0/0"); err != nil || w.times() != 2 {
		t.Errorf("%v, asked %d times", err, w.times())
	}
}

// Another server's tiles, or the same server's under another key, are others.
func TestServersAreToldApart(t *testing.T) {
	w := newWorld(t)
	if _, err := ask(w.open(), "1/0/0"); err != nil {
		t.Fatal(err)
	}
	w.key = "?style=other"
	if _, err := ask(w.open(), "1/0/0"); err != nil || w.times() != 2 {
		t.Errorf("%v, asked %d times", err, w.times())
	}
}

func TestAClockSetBackDoesntKeepATileForYears(t *testing.T) {
	w := newWorld(t)
	w.pass(10 * 365 * 24 * time.Hour)
	if _, err := ask(w.open(), "1/0/0"); err != nil {
		t.Fatal(err)
	}
	w.pass(-10 * 365 * 24 * time.Hour)
	if _, err := ask(w.open(), "1/0/0"); err != nil || w.times() != 2 {
		t.Errorf("%v, asked %d times", err, w.times())
	}
}

func TestOpenRefuses(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		change func(*fetch.Options)
		want   error
	}{
		"nobody":          {func(o *fetch.Options) { o.Agent = fetch.Agent{} }, fetch.ErrAgent},
		"no address":      {func(o *fetch.Options) { o.Template = fetch.Template{} }, fetch.ErrTemplate},
		"no attribution":  {func(o *fetch.Options) { o.Attribution = "" }, fetch.ErrAttribution},
		"no folder":       {func(o *fetch.Options) { o.Path = w.path + "/no/db" }, nil},
		"a folder's name": {func(o *fetch.Options) { o.Path = t.TempDir() }, nil},
	} {
		opt := w.options()
		c.change(&opt)
		if s, err := fetch.Open(t.Context(), opt); err == nil || c.want != nil && !errors.Is(err, c.want) || s != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkKept(b *testing.B) {
	s := newWorld(b).open()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ask(s, "5/3/7"); err != nil {
			b.Fatal(err)
		}
	}
}
