package fetch_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/fetch"
)

// picture is a tile of one colour, with a tail of noise to make it of about a size.
func picture(t testing.TB, c color.RGBA, side int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range m.Pix {
		m.Pix[i] = []uint8{c.R, c.G, c.B, 255}[i%4]
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func colourOf(c tiles.Coord) color.RGBA { return color.RGBA{uint8(c.Z), uint8(c.X), uint8(c.Y), 255} }

// world is a real server, a clock and a cache of our own.
type world struct {
	t       testing.TB
	url     string
	path    string
	answer  http.HandlerFunc
	timeout time.Duration
	budget  int64
	key     string

	mu       sync.Mutex
	now      time.Time
	requests []*http.Request
	trouble  []error
	under    int
	most     int
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, path: filepath.Join(t.TempDir(), "tiles ?#.db"), now: time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC), timeout: 5 * time.Second}
	w.answer = func(rw http.ResponseWriter, r *http.Request) { rw.Write(picture(t, colourOf(w.asked(r)), 256)) }
	server := httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.requests = append(w.requests, r.Clone(context.Background()))
	w.under++
	w.most = max(w.most, w.under)
	answer := w.answer
	w.mu.Unlock()
	rw.Header().Set("Date", w.clock().Format(http.TimeFormat))
	answer(rw, r)
	w.mu.Lock()
	w.under--
	w.mu.Unlock()
}

func (w *world) asked(r *http.Request) (c tiles.Coord) {
	if _, err := fmt.Sscanf(r.URL.Path, "/%d/%d/%d.png", &c.Z, &c.X, &c.Y); err != nil {
		w.t.Errorf("asked for %s", r.URL)
	}
	return c
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) answers(h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answer = h
}

// status answers with a code and headers.
func (w *world) status(code int, headers ...string) {
	w.answers(func(rw http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			rw.Header().Set(headers[i], headers[i+1])
		}
		rw.WriteHeader(code)
	})
}

// gives answers with a picture and headers.
func (w *world) gives(c color.RGBA, headers ...string) {
	body := picture(w.t, c, 256)
	w.answers(func(rw http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			rw.Header().Set(headers[i], headers[i+1])
		}
		rw.Write(body)
	})
}

func (w *world) times() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.requests)
}

func (w *world) last() http.Header {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.requests[len(w.requests)-1].Header
}

func (w *world) options() fetch.Options {
	w.t.Helper()
	template, err := fetch.ParseTemplate(w.url + "/{z}/{x}/{y}.png" + w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	return fetch.Options{
		Agent: fetch.Agent{Name: "Priyom", Version: "1.0", Contact: "https://priyom.example"}, Template: template, Attribution: "© tests",
		Path: w.path, Budget: w.budget, Timeout: w.timeout, Clock: w.clock, Rand: bytes.NewReader(nil),
		Trouble: func(err error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.trouble = append(w.trouble, err)
		},
	}
}

func (w *world) open() *fetch.Source {
	w.t.Helper()
	s, err := fetch.Open(context.Background(), w.options())
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { s.Close() })
	return s
}

func request(name string, size tiles.Size) tiles.Request {
	c, err := tiles.ParseCoord(name)
	if err != nil {
		panic(err)
	}
	return tiles.Request{Coord: c, Size: size}
}

func ask(s *fetch.Source, name string) (tiles.Tile, error) {
	return s.Tile(context.Background(), request(name, tiles.Size256))
}
