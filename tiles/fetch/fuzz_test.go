package fetch_test

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/fetch"
)

// FuzzResponse lets a server answer with anything, to somebody with an old tile and to somebody without.
func FuzzResponse(f *testing.F) {
	good := picture(f, color.RGBA{1, 2, 3, 255}, 8)
	f.Add(200, "Content-Type: image/png\nETag: \"a\"", good, false)
	f.Add(200, "Content-Type: text/html", []byte("<html>"), true)
	f.Add(200, "Content-Type: image/png\nCache-Control: no-store", good[:40], true)
	f.Add(304, "Cache-Control: max-age=5", []byte{}, true)
	f.Add(404, "Expires: 0", []byte("gone"), true)
	f.Add(429, "Retry-After: 99999999999", []byte{}, false)
	f.Add(302, "Location: http://[::1", []byte{}, false)
	f.Add(302, "Location: /1/0/0.png", []byte{}, false)
	f.Add(-7, "", []byte{}, false)
	w := newWorld(f)
	var answer roundTrip
	n := 0
	opt := w.options()
	opt.Transport = roundTrip(func(r *http.Request) (*http.Response, error) { return answer(r) })
	opt.MaxZoom, opt.Budget = 20, 1<<20
	s, err := fetch.Open(f.Context(), opt)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	f.Fuzz(func(t *testing.T, code int, lines string, body []byte, chunked bool) {
		size := int64(len(body))
		if chunked {
			size = -1
		}
		gives := func(h http.Header, code int, body []byte) roundTrip {
			return func(r *http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: code, Header: h, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: size, Request: r}, nil
			}
		}
		answer = gives(http.Header{"Cache-Control": {"max-age=1"}}, 200, good)
		w.pass(2 * 365 * 24 * time.Hour)
		for _, name := range []string{"1/0/0", "1/1/1"} {
			if _, err := ask(s, name); err != nil {
				t.Fatal(err)
			}
		}
		w.pass(time.Minute)
		n++ // a tile that nobody has had
		answer = gives(headers(strings.ToValidUTF8(lines, "")), code, body)
		for _, name := range []string{fmt.Sprintf("20/%d/0", n), fmt.Sprintf("20/%d/0", n), "1/0/0", "1/0/0", "1/1/1"} {
			tile, err := ask(s, name)
			if err == nil && (tile.Image == nil || tile.Image.Rect.Dx() != 256 || tile.Image.Rect.Dy() != 256) {
				t.Fatalf("%s: %v", name, tile)
			}
			if err != nil && !errors.Is(err, tiles.ErrNoTile) && !errors.Is(err, tiles.ErrTile) && !errors.Is(err, fetch.ErrUnreachable) && !errors.Is(err, fetch.ErrRefused) {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if w.trouble != nil {
			t.Fatalf("the cache: %v", w.trouble)
		}
	})
}
