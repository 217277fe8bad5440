package engine

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"priyom/store/journal"
	"priyom/sync/wire"
)

// aClient talks to a server; opt may change how.
func aClient(t *testing.T, url string, opt Options) *client {
	t.Helper()
	opt = opt.filled()
	codec, err := wire.NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	transport := newTransport(opt, newMeter(), opt.Clock)
	t.Cleanup(transport.CloseIdleConnections)
	return &client{
		http: newHTTPClient(transport), codec: codec, stall: opt.Limits.Stall, url: url, portal: "p",
		key: ed25519.NewKeyFromSeed(make([]byte, 32)),
	}
}

func sayHello(w http.ResponseWriter, versions ...int) {
	codec, err := wire.NewCodec()
	if err != nil {
		panic(err)
	}
	packed, err := codec.Pack(wire.Hello{Portal: "p", Versions: versions})
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", wire.ContentType)
	_, _ = w.Write(packed)
}

var impatient = Limits{
	Dial: time.Second, Reply: 100 * time.Millisecond, Stall: 150 * time.Millisecond, FirstRetry: time.Millisecond,
	LongestRetry: 10 * time.Millisecond,
}

// What is no portal's reply is never taken for one, and every way a line fails has its cause.
func TestClientCauses(t *testing.T) {
	page := func(status int, contentType, content string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Location", "http://login.example.org/")
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, content)
		}
	}
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		cause   Cause
		link    Link
		after   time.Duration
		firm    bool
	}{
		"portal":               {func(w http.ResponseWriter, _ *http.Request) { sayHello(w, 1, 2) }, "", "", 0, false},
		"newer portal":         {func(w http.ResponseWriter, _ *http.Request) { sayHello(w, 7, 8) }, CauseVersion, LinkGood, 0, false},
		"captive page":         {page(200, "text/html", "<html>Log in</html>"), CauseCaptive, LinkCaptive, 7 * time.Second, false},
		"captive in disguise":  {page(200, wire.ContentType, "<html>Log in</html>"), CauseCaptive, LinkCaptive, 0, false},
		"nothing":              {page(200, wire.ContentType, ""), CauseCaptive, LinkCaptive, 0, false},
		"no content":           {page(204, wire.ContentType, ""), CauseCaptive, LinkCaptive, 0, false},
		"redirect":             {page(302, "text/html", ""), CauseCaptive, LinkCaptive, 7 * time.Second, false},
		"redirect in disguise": {page(307, wire.ContentType, ""), CauseCaptive, LinkCaptive, 7 * time.Second, false},
		"bad gateway":          {page(502, "text/html", "<h1>502</h1>"), CauseOffline, LinkOffline, 7 * time.Second, false},
		"closing":              {page(503, "text/plain", "closing"), CauseOffline, LinkOffline, 7 * time.Second, false},
		"network login":        {page(511, "text/html", ""), CauseCaptive, LinkCaptive, 7 * time.Second, false},
		"foreign problem":      {page(403, "application/problem+json", `{"title":"no"}`), CauseCaptive, LinkCaptive, 7 * time.Second, false},
		"problem":              {page(500, "application/problem+json", `{"key":"problem.internal"}`), "problem.internal", LinkGood, 7 * time.Second, true},
		"revoked":              {page(403, "application/problem+json", `{"key":"problem.revoked"}`), "problem.revoked", LinkRefused, 7 * time.Second, true},
		"unknown device":       {page(401, "application/problem+json", `{"key":"problem.unsigned"}`), "problem.unsigned", LinkRefused, 7 * time.Second, true},
		"full":                 {page(507, "application/problem+json", `{"key":"problem.storage"}`), CausePortalFull, LinkGood, 7 * time.Second, true},
		"silence":              {hang, CauseStalled, LinkWeak, 0, false},
		"half an answer": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", wire.ContentType)
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write(make([]byte, 10))
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		}, CauseStalled, LinkWeak, 0, false},
		"cut answer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", wire.ContentType)
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write(make([]byte, 10))
		}, CauseBroken, LinkWeak, 0, false},
		"closed at once": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, CauseBroken, LinkWeak, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(c.handler)
			defer srv.Close()
			defer srv.CloseClientConnections()
			_, err := aClient(t, srv.URL, Options{Limits: impatient}).hello(t.Context())
			f, fatal := failure(t.Context(), err)
			if fatal != nil {
				t.Fatal(fatal)
			}
			if f == nil {
				f = &Failure{}
			}
			if f.Cause != c.cause || f.Link != c.link || f.After != c.after || f.Firm != c.firm {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestClientNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := aClient(t, url, Options{}).hello(t.Context()); !IsCause(err, CauseOffline) {
		t.Errorf("%v", err)
	}
}

// An end that was asked for is no failure of the line.
func TestClientContextEnds(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer srv.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := aClient(t, srv.URL, Options{}).hello(ctx)
	if f, fatal := failure(ctx, err); f != nil || fatal == nil {
		t.Errorf("%v, %v", f, fatal)
	}
}

func TestClientTLS(t *testing.T) {
	var mu sync.Mutex
	var curves []tls.CurveID
	var protos []string
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		protos = append(protos, r.Proto)
		sayHello(w, 1)
	}))
	srv.EnableHTTP2 = true
	srv.TLS = &tls.Config{GetConfigForClient: func(h *tls.ClientHelloInfo) (*tls.Config, error) {
		mu.Lock()
		defer mu.Unlock()
		curves = h.SupportedCurves
		return nil, nil
	}}
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that are meant to fail
	srv.StartTLS()
	defer srv.Close()
	trust := srv.Client().Transport.(*http.Transport).TLSClientConfig

	if _, err := aClient(t, srv.URL, Options{TLS: trust}).hello(t.Context()); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(protos) != "[HTTP/1.1]" || fmt.Sprint(curves) != fmt.Sprint([]tls.CurveID{tls.X25519, tls.CurveP256}) {
		t.Errorf("spoke %v with %v", protos, curves)
	}
	if _, err := aClient(t, srv.URL, Options{}).hello(t.Context()); !IsCause(err, CauseTLS) {
		t.Errorf("a stranger's certificate: %v", err)
	}
	early := func() time.Time { return time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC) }
	if _, err := aClient(t, srv.URL, Options{TLS: trust, Clock: early}).hello(t.Context()); !IsCause(err, CauseClock) {
		t.Errorf("a clock before the certificate: %v", err)
	}
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	if _, err := aClient(t, "https"+plain.URL[len("http"):], Options{}).hello(t.Context()); !IsCause(err, CauseTLS) {
		t.Errorf("no TLS there: %v", err)
	}
}

// Two files under way leave a connection free, and there are never more than three.
func TestClientConnections(t *testing.T) {
	var mu sync.Mutex
	conns := map[net.Conn]bool{}
	most := 0
	release := make(chan struct{})
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPatch {
			<-release
		}
		sayHello(w, 1)
	}))
	srv.Config.ConnState = func(c net.Conn, s http.ConnState) {
		mu.Lock()
		defer mu.Unlock()
		switch s {
		case http.StateNew:
			conns[c] = true
		case http.StateClosed:
			delete(conns, c)
		}
		most = max(most, len(conns))
	}
	srv.Start()
	defer srv.Close()
	c := aClient(t, srv.URL, Options{})
	var files sync.WaitGroup
	for range fileLanes {
		files.Go(func() {
			body := &uploadBody{file: io.NopCloser(bytes.NewReader(make([]byte, 10))), sent: func(int64) {}}
			_, _ = c.patch(t.Context(), journal.Hash{1}, 10, 0, body)
		})
	}
	for range 20 {
		if _, err := c.hello(t.Context()); err != nil {
			t.Error(err)
		}
	}
	close(release)
	files.Wait()
	if most > fileLanes+1 {
		t.Errorf("%d connections at once", most)
	}
}

// stuck is a listener that takes connections and never reads from them.
func stuck(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var conns []net.Conn
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			conns = append(conns, c)
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-ended
		for _, c := range conns {
			_ = c.Close()
		}
	})
	return "http://" + l.Addr().String()
}

// zeros is a file without end that notices being closed.
type zeros struct{ closed chan struct{} }

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
func (z zeros) Close() error             { close(z.closed); return nil }

func TestPatchGivesUpWhenNothingMoves(t *testing.T) {
	limits := impatient
	limits.Reply = time.Hour
	z := zeros{make(chan struct{})}
	var sent int64
	body := &uploadBody{file: z, sent: func(n int64) { sent = n }}
	_, err := aClient(t, stuck(t), Options{Limits: limits}).patch(t.Context(), journal.Hash{1}, 1<<40, 0, body)
	if !IsCause(err, CauseStalled) {
		t.Errorf("%v", err)
	}
	<-z.closed
	if sent == 0 || sent > 8<<20 {
		t.Errorf("%d bytes were taken", sent)
	}
}

// broken gives some bytes and then an error of the disk.
type broken struct{ n int }

func (b *broken) Read(p []byte) (int, error) {
	if b.n == 0 {
		return 0, io.ErrNoProgress
	}
	n := min(b.n, len(p))
	b.n -= n
	return n, nil
}
func (b *broken) Close() error { return nil }

func TestPatchTellsTheDisksErrorsFromTheLines(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }))
	defer srv.Close()
	body := &uploadBody{file: &broken{100_000}, sent: func(int64) {}}
	_, err := aClient(t, srv.URL, Options{}).patch(t.Context(), journal.Hash{1}, 200_000, 0, body)
	if !IsCause(err, CauseUnreadable) {
		t.Errorf("%v", err)
	}
}

func TestSureTime(t *testing.T) {
	device := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	e := &Engine{opt: Options{Clock: func() time.Time { return device }}, meter: newMeter()}
	if got := e.sureTime(); got != device {
		t.Errorf("%v", got)
	}
	e.receipted(device.AddDate(1, 0, 0))
	if got := e.sureTime(); got != device.AddDate(1, 0, 0) {
		t.Errorf("a clock set back: %v", got)
	}
	e.receipted(device.AddDate(-1, 0, 0))
	if got := e.sureTime(); got != device.AddDate(1, 0, 0) {
		t.Errorf("an old receipt: %v", got)
	}
}
