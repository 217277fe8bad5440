package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/fetch"
)

// kept is a source with an expired tile 1/0/0 of colour 1, and nothing else.
func kept(w *world) *fetch.Source {
	s := w.open()
	w.gives(color.RGBA{1, 1, 1, 255}, "Cache-Control", "max-age=1, must-revalidate")
	if _, err := ask(s, "1/0/0"); err != nil {
		w.t.Fatal(err)
	}
	w.pass(time.Minute)
	return s
}

// Whatever a server does, an old tile is shown and marked, and where there is none the error says whose trouble it is.
func TestTrouble(t *testing.T) {
	whole := picture(t, color.RGBA{7, 7, 7, 255}, 256)
	raw := func(head string, body []byte) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			conn, _, err := rw.(http.Hijacker).Hijack()
			if err != nil {
				panic(err)
			}
			defer conn.Close()
			conn.Write([]byte(head + "\r\n\r\n"))
			conn.Write(body)
		}
	}
	typed := func(kind, body string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", kind)
			rw.Write([]byte(body))
		}
	}
	endless := func(rw http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := rw.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	}
	drip := func(rw http.ResponseWriter, r *http.Request) {
		for _, b := range whole {
			rw.Write([]byte{b})
			rw.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	redirect := func(to string) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusFound) }
	}
	status := func(code int) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(code) }
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
	}{
		"429":                   {status(429), fetch.ErrUnreachable},
		"500":                   {status(500), fetch.ErrUnreachable},
		"503":                   {status(503), fetch.ErrUnreachable},
		"a status nobody knows": {status(299), fetch.ErrUnreachable},
		"304, unasked":          {status(304), nil},
		"401":                   {status(401), fetch.ErrRefused},
		"403":                   {status(403), fetch.ErrRefused},
		"418":                   {status(418), fetch.ErrRefused},
		"a page to log in":      {typed("text/html; charset=utf-8", "<html>password?"), fetch.ErrUnreachable},
		"a page as a picture":   {typed("image/png", "<html>password?"), tiles.ErrTile},
		"GIF":                   {typed("image/gif", "GIF89a"), tiles.ErrTile},
		"nothing":               {typed("image/png", ""), tiles.ErrTile},
		"half, said":            {raw(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: %d", len(whole)), whole[:len(whole)/2]), fetch.ErrUnreachable},
		"half, in chunks":       {raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", append([]byte("20\r\n"), whole[:0x20]...)), fetch.ErrUnreachable},
		"half, unsaid":          {raw("HTTP/1.0 200 OK\r\nContent-Type: image/png", whole[:len(whole)-20]), tiles.ErrTile},
		"not HTTP":              {raw("SSH-2.0-OpenSSH_9.2", nil), fetch.ErrUnreachable},
		"huge, said":            {raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999", nil), tiles.ErrTile},
		"endless":               {endless, tiles.ErrTile},
		"endless headers":       {raw("HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 1<<18), nil), fetch.ErrUnreachable},
		"byte by byte":          {drip, fetch.ErrUnreachable},
		"silent":                {silent, fetch.ErrUnreachable},
		"redirected in circle":  {redirect("/1/0/0.png"), fetch.ErrUnreachable},
		"redirected to a file":  {redirect("file:///etc/passwd"), fetch.ErrUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.timeout = 500 * time.Millisecond
			s := kept(w)
			w.answers(c.answer)
			if tile, err := ask(s, "1/0/0"); err != nil || c.want != nil && !tile.Stale || tile.Image.RGBAAt(0, 0).R != 1 {
				t.Errorf("over an old tile: stale %v, %v", tile.Stale, err)
			}
			w.pass(24 * time.Hour)
			if tile, err := ask(s, "1/1/0"); c.want != nil && !errors.Is(err, c.want) || err == nil || tile.Image != nil {
				t.Errorf("without one: %v", err)
			}
			for _, err := range w.trouble {
				t.Errorf("the cache: %v", err)
			}
			w.pass(8 * 24 * time.Hour) // all troubles pass
			w.gives(color.RGBA{9, 9, 9, 255})
			for _, name := range []string{"1/0/0", "1/1/0"} {
				if tile, err := ask(s, name); err != nil || tile.Stale || tile.Image.RGBAAt(0, 0).R != 9 {
					t.Errorf("afterwards: %s: %v", name, err)
				}
			}
		})
	}
}

func TestWithoutALine(t *testing.T) {
	w := newWorld(t)
	s := kept(w)
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := gone.Addr().String()
	gone.Close()
	s.Close()
	opt := w.options()
	asked := 0
	opt.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		asked++
		r.URL.Host = addr
		return http.DefaultTransport.RoundTrip(r)
	})
	if s, err = fetch.Open(t.Context(), opt); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 3 {
		if tile, err := ask(s, "1/0/0"); err != nil || !tile.Stale {
			t.Errorf("stale %v, %v", tile.Stale, err)
		}
		if _, err := ask(s, "1/1/1"); !errors.Is(err, fetch.ErrUnreachable) {
			t.Errorf("%v", err)
		}
	}
	if asked != 1 {
		t.Errorf("tried %d times in one moment", asked)
	}
	for range 10 { // however long it was, the line is tried again within a minute
		w.pass(time.Hour)
		_, _ = ask(s, "1/1/1")
	}
	before := asked
	w.pass(time.Minute)
	if _, _ = ask(s, "1/1/1"); asked != before+1 {
		t.Error("not tried again after a minute")
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A server in trouble is left alone, longer each time, and at least as long as it asks.
func TestBackoff(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	w.status(503)
	var gaps []time.Duration
	for last, tried := w.clock(), 0; tried < 12; w.pass(500 * time.Millisecond) {
		for _, name := range []string{"3/0/0", "3/1/0", "3/2/0"} { // a map wants many at once
			if _, err := ask(s, name); !errors.Is(err, fetch.ErrUnreachable) {
				t.Fatalf("%v", err)
			}
		}
		if w.times() > tried {
			if w.times() != tried+1 {
				t.Fatalf("%d requests in one moment", w.times()-tried)
			}
			tried++
			gaps = append(gaps, w.clock().Sub(last))
			last = w.clock()
		}
	}
	for i := 2; i < len(gaps); i++ {
		if gaps[i] < gaps[i-1] || gaps[i] > 10*time.Minute {
			t.Errorf("waits: %v", gaps)
			break
		}
	}
	if gaps[1] < time.Second || gaps[11] < 4*time.Minute {
		t.Errorf("waits: %v", gaps)
	}
	w.pass(time.Hour)
	w.gives(color.RGBA{1, 1, 1, 255})
	if _, err := ask(s, "3/0/0"); err != nil {
		t.Fatal(err)
	}
	w.status(429, "Retry-After", "3600")
	_, _ = ask(s, "3/1/0")
	before := w.times()
	w.pass(time.Hour - time.Second)
	if _, err := ask(s, "3/1/0"); !errors.Is(err, fetch.ErrUnreachable) || w.times() != before {
		t.Errorf("asked before the hour was over: %v", err)
	}
	w.pass(5 * time.Second)
	if _, _ = ask(s, "3/1/0"); w.times() != before+1 {
		t.Error("not asked after it")
	}
}

// A refused or unusable tile is left for an hour; its neighbours aren't, until refusals follow one another.
func TestRefusals(t *testing.T) {
	w := newWorld(t)
	s := w.open()
	w.status(403)
	for range 3 {
		_, _ = ask(s, "4/0/0")
	}
	if w.times() != 1 {
		t.Errorf("one refused tile was asked for %d times", w.times())
	}
	for x := range 16 {
		_, _ = ask(s, fmt.Sprintf("4/%d/1", x))
	}
	if w.times() != 8 {
		t.Errorf("%d refusals until it was understood", w.times())
	}
	w.pass(time.Hour + time.Second)
	w.gives(color.RGBA{1, 1, 1, 255})
	if _, err := ask(s, "4/0/0"); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

func TestTwoAtATime(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	inner := w.answer
	w.answers(func(rw http.ResponseWriter, r *http.Request) {
		<-release
		inner(rw, r)
	})
	s := w.open()
	var wg sync.WaitGroup
	for x := range 32 {
		wg.Go(func() {
			if _, err := ask(s, fmt.Sprintf("4/%d/1", x%16)); err != nil { // each by two
				t.Error(err)
			}
		})
	}
	for w.times() < 2 {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(50 * time.Millisecond)
	close(release)
	wg.Wait()
	if w.most != 2 || w.times() != 16 {
		t.Errorf("%d at a time, %d in all", w.most, w.times())
	}
}

// Who moves the map on frees the line for others, and a server isn't blamed for it.
func TestCancelledRequestsEnd(t *testing.T) {
	w := newWorld(t)
	ended := make(chan struct{}, 1)
	w.answers(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		ended <- struct{}{}
	})
	s := w.open()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for w.times() == 0 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	if _, err := s.Tile(ctx, request("1/0/0", 256)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	<-ended
	w.gives(color.RGBA{1, 1, 1, 255})
	if _, err := ask(s, "1/0/0"); err != nil {
		t.Errorf("asked again at once: %v", err)
	}
}

// A key in the address reaches its server, and neither another one nor a log.
func TestKeysStaySecret(t *testing.T) {
	const canary = "s3cr3t-k3y"
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		seen = append(seen, fmt.Sprint(r.URL, r.Header))
		rw.WriteHeader(http.StatusForbidden)
	}))
	defer other.Close()
	w := newWorld(t)
	w.key = "?key=" + canary
	w.timeout = 200 * time.Millisecond
	s := w.open()
	var said []string
	for i, answer := range []http.HandlerFunc{
		func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, other.URL, http.StatusFound) },
		func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(500) },
		func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	} {
		w.answers(answer)
		w.pass(time.Hour)
		_, err := ask(s, fmt.Sprintf("5/%d/0", i))
		said = append(said, fmt.Sprint(err))
	}
	_, err := fetch.ParseTemplate("ftp://x/{z}/{x}/{y}?key=" + canary)
	said = append(said, fmt.Sprint(err))
	if len(seen) != 1 || strings.Contains(fmt.Sprint(seen, said), canary) {
		t.Errorf("%v\n%v", seen, said)
	}
}
