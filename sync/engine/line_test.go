package engine

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"priyom/civic"
	"priyom/portal"
	"priyom/store"
	"priyom/store/storetest"
)

// line is a bad line to a portal.
type line struct {
	url   string
	proxy *toxiproxy.Proxy
}

func newLine(t testing.TB, h http.Handler) *line {
	t.Helper()
	srv := httptest.NewUnstartedServer(nil)
	srv.Config = portal.Server(h, slog.New(slog.DiscardHandler))
	srv.Start()
	t.Cleanup(srv.Close)
	p := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "line", "127.0.0.1:0",
		strings.TrimPrefix(srv.URL, "http://"))
	check(t, p.Start())
	t.Cleanup(p.Stop)
	return &line{"http://" + p.Listen, p}
}

// is makes the line like this, until it is well again.
func (l *line) is(t testing.TB, toxic, stream string, attributes string) {
	t.Helper()
	_, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(fmt.Sprintf(`{"name":"%s-%s","type":"%s","stream":"%s","attributes":%s}`,
		toxic, stream, toxic, stream, attributes)))
	check(t, err)
}

func (l *line) isWell(t testing.TB) {
	t.Helper()
	l.proxy.Toxics.ResetToxics(t.Context())
}

// noise is a picture whose copy stays large, about half a byte for each pixel.
func noise(t testing.TB, width, height int, seed uint64) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	_, _ = chance(seed).Read(img.Pix)
	var b bytes.Buffer
	check(t, jpeg.Encode(&b, img, nil))
	return b.Bytes()
}

// capturedLarge hands in a report with large pictures and makes their copies.
func capturedLarge(t testing.TB, s *store.Store, text string, pictures ...[]byte) civic.Report {
	t.Helper()
	r := storetest.Draft(t, s, text)
	r.Category = "electricity-outage"
	for i, p := range pictures {
		_, err := s.AttachPhoto(t.Context(), r.ID, fmt.Sprintf("%d.jpg", i), bytes.NewReader(p))
		check(t, err)
	}
	r, err := s.Capture(t.Context(), r)
	check(t, err)
	_, err = s.PreparePhotos(t.Context())
	check(t, err)
	return r
}

// running runs an engine in the background until the test ends, and makes sure that it ends well.
func running(t testing.TB, e *Engine) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- e.Run(t.Context()) }()
	t.Cleanup(func() {
		e.Close()
		check(t, <-ended)
	})
}

// until waits for something to become true of an engine's state.
func until(t testing.TB, e *Engine, what string, f func(State) bool) State {
	t.Helper()
	changed, cancel := e.Subscribe()
	defer cancel()
	deadline := time.After(30 * time.Second)
	for {
		s := e.State()
		if f(s) {
			return s
		}
		select {
		case <-changed:
		case <-time.After(20 * time.Millisecond): // what isn't the engine's, such as the queue
		case <-deadline:
			t.Fatalf("never %s: %+v", what, s)
		}
	}
}

func isClear(t testing.TB, s *store.Store) func(State) bool {
	return func(State) bool {
		totals, err := s.Totals(t.Context())
		check(t, err)
		return totals.Clear()
	}
}

// A report captured while photos crawl over a slow line is acknowledged before any of them is.
func TestTextOvertakesFiles(t *testing.T) {
	d := newDistrict(t)
	l := newLine(t, d.handler)
	s := d.enrolled(t, l.url)
	l.is(t, "bandwidth", "upstream", `{"rate":20}`)
	l.is(t, "latency", "downstream", `{"latency":100}`)
	capturedLarge(t, s, "С большими снимками", noise(t, 900, 700, 1), noise(t, 900, 700, 2), noise(t, 900, 700, 3))
	e := anEngine(t, s, Options{Limits: Limits{}.filled()})
	running(t, e)
	until(t, e, "carrying two files", func(s State) bool {
		return len(s.Files) == fileLanes && s.Files[0].Size > 100_000 && s.Files[0].Sent > 0 && s.Files[1].Sent > 0
	})
	for i := range 3 {
		r := captured(t, s, fmt.Sprintf("Срочно %d", i))
		start := time.Now()
		e.Kick()
		until(t, e, "delivering the text", func(State) bool {
			now, err := s.Report(t.Context(), r.ID)
			check(t, err)
			return now.Status == civic.StatusDelivered
		})
		t.Logf("acknowledged after %v", time.Since(start))
	}
	totals, err := s.Totals(t.Context())
	check(t, err)
	if totals.Files < 3 {
		t.Errorf("the line was too fast to show anything: %+v", totals)
	}
	if state := e.State(); len(state.Files) != fileLanes || state.Speed == 0 || state.Link == LinkOffline {
		t.Errorf("%+v", state)
	}
}

// A connection that never carries a whole file brings it all the same, and no byte of it twice.
func TestFilesGoOnWhereTheyBroke(t *testing.T) {
	d := newDistrict(t)
	counted := &counter{next: d.handler}
	l := newLine(t, counted)
	s := d.enrolled(t, l.url)
	capturedLarge(t, s, "Со снимками", noise(t, 600, 500, 1), noise(t, 600, 500, 2))
	totals, err := s.Totals(t.Context())
	check(t, err)
	l.is(t, "limit_data", "upstream", `{"bytes":50000}`)
	limits := quick
	limits.Tries = 100
	cleared(t, anEngine(t, s, Options{Limits: limits}))
	_, content := counted.seen()
	if totals.Bytes < 200_000 || content > totals.Bytes {
		t.Errorf("%d bytes arrived, of files of %d", content, totals.Bytes)
	}
	d.audited(t)
}

// The line stalls, resets, trickles and comes back; in the end everything is there, once.
func TestLineStallsAndResets(t *testing.T) {
	for name, c := range map[string]struct{ toxic, stream, attributes string }{
		"nothing goes up":    {"timeout", "upstream", `{"timeout":0}`},
		"nothing comes down": {"timeout", "downstream", `{"timeout":0}`},
		"resets":             {"reset_peer", "upstream", `{"timeout":30}`},
		"resets of answers":  {"reset_peer", "downstream", `{"timeout":30}`},
		"breaks after 60 kB": {"limit_data", "upstream", `{"bytes":60000}`},
		"breaks in answers":  {"limit_data", "downstream", `{"bytes":300}`},
		"trickles":           {"slicer", "upstream", `{"average_size":400,"size_variation":300,"delay":200}`},
		"delay spikes":       {"latency", "downstream", `{"latency":150,"jitter":140}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDistrict(t)
			l := newLine(t, d.handler)
			s := d.enrolled(t, l.url)
			capturedLarge(t, s, "Со снимком", noise(t, 500, 400, 1))
			limits := quick
			limits.Stall, limits.Reply = 250*time.Millisecond, 250*time.Millisecond
			limits.FirstRetry, limits.LongestRetry = 20*time.Millisecond, 100*time.Millisecond
			e := anEngine(t, s, Options{Limits: limits})
			l.is(t, c.toxic, c.stream, c.attributes)
			running(t, e)
			time.Sleep(700 * time.Millisecond)
			captured(t, s, "Потом")
			e.Kick()
			time.Sleep(700 * time.Millisecond)
			l.isWell(t)
			until(t, e, "clear", isClear(t, s))
			if n := d.texts(t); n["Со снимком"] != 1 || n["Потом"] != 1 || len(n) != 2 {
				t.Errorf("%v", n)
			}
			d.audited(t)
			verified(t, s)
		})
	}
}
