package guard_test

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"priyom/portal/guard"
)

// ask sends a request through a guard and says who the handler saw, and what came back.
func ask(g *guard.Guard, method, path, remote string, change ...func(*http.Request)) (seen string, rec *httptest.ResponseRecorder) {
	r := httptest.NewRequest(method, path, nil)
	r.RemoteAddr = remote
	for _, f := range change {
		f(r)
	}
	rec = httptest.NewRecorder()
	g.Around(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.RemoteAddr })).ServeHTTP(rec, r)
	return seen, rec
}

func said(v string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("X-Forwarded-For", v) }
}

func TestWhoReallyAsks(t *testing.T) {
	usual := guard.New(guard.Config{})
	office := guard.New(guard.Config{Proxies: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}})
	for name, row := range map[string]struct {
		g            *guard.Guard
		remote, said string
		want         string
	}{
		"nobody between":            {usual, "203.0.113.9:4711", "", "203.0.113.9:4711"},
		"a proxy here":              {usual, "127.0.0.1:4711", "203.0.113.9", "203.0.113.9:0"},
		"and one before it":         {usual, "127.0.0.1:4711", "198.51.100.7, 203.0.113.9", "203.0.113.9:0"},
		"a liar":                    {usual, "203.0.113.9:4711", "127.0.0.1", "203.0.113.9:4711"},
		"a liar behind a proxy":     {usual, "[::1]:4711", "127.0.0.1, 203.0.113.9", "203.0.113.9:0"},
		"garbage":                   {usual, "127.0.0.1:4711", "who knows", "127.0.0.1:4711"},
		"IPv6":                      {usual, "127.0.0.1:4711", "2001:db8::1", "[2001:db8::1]:0"},
		"another proxy":             {office, "10.1.2.3:4711", "198.51.100.7, 10.1.9.9", "198.51.100.7:0"},
		"loopback isn't one then":   {office, "127.0.0.1:4711", "198.51.100.7", "127.0.0.1:4711"},
		"a proxy for this machine":  {usual, "127.0.0.1:4711", "127.0.0.1", "127.0.0.1:4711"},
		"an address in IPv6's coat": {usual, "[::ffff:127.0.0.1]:4711", "203.0.113.9", "203.0.113.9:0"},
	} {
		var change []func(*http.Request)
		if row.said != "" {
			change = append(change, said(row.said))
		}
		if got, _ := ask(row.g, "GET", "/", row.remote, change...); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

func TestBudgets(t *testing.T) {
	now := time.Unix(1e9, 0)
	g := guard.New(guard.Config{
		Clock: func() time.Time { return now }, Sessions: []string{"staff"},
		Budgets: &guard.Budgets{Read: guard.Budget{Burst: 3, Second: 1}, Write: guard.Budget{Burst: 2, Second: 0.5}, Device: guard.Budget{Burst: 1, Second: 0.1}, Person: guard.Budget{Burst: 1, Second: 0.1}},
	})
	code := func(method, path, remote string, change ...func(*http.Request)) int {
		_, rec := ask(g, method, path, remote, change...)
		if wait, err := strconv.Atoi(rec.Header().Get("Retry-After")); rec.Code == http.StatusTooManyRequests && (err != nil || wait < 1) {
			t.Errorf("%s %s: come back after %q", method, path, rec.Header().Get("Retry-After"))
		}
		return rec.Code
	}
	for i, want := range []int{200, 200, 200, 429} {
		if got := code("GET", "/", "203.0.113.9:1"); got != want {
			t.Errorf("page %d: %d", i, got)
		}
	}
	if got := code("GET", "/", "203.0.113.10:1"); got != 200 {
		t.Errorf("a neighbour: %d", got)
	}
	if got := code("GET", "/", "[2001:db8::1]:1"); got != 200 {
		t.Errorf("IPv6: %d", got)
	}
	for i, want := range []int{200, 200, 429} {
		if got := code("POST", "/x", "203.0.113.9:1"); got != want {
			t.Errorf("form %d: %d", i, got)
		}
	}
	if a, b := code("POST", "/v1/sync", "203.0.113.9:1"), code("POST", "/v1/sync", "203.0.113.9:1"); a != 200 || b != 429 {
		t.Errorf("devices: %d, %d", a, b)
	}
	now = now.Add(10 * time.Second)
	if got := code("GET", "/", "203.0.113.9:1"); got != 200 {
		t.Errorf("later: %d", got)
	}
	cookie := func(v string) func(*http.Request) {
		return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "staff", Value: v}) }
	}
	if a, b, c := code("POST", "/x", "198.51.100.1:1", cookie("a")), code("POST", "/x", "198.51.100.2:1", cookie("a")), code("POST", "/x", "198.51.100.3:1", cookie("b")); a != 200 || b != 429 || c != 200 {
		t.Errorf("one person from two addresses: %d, %d, another: %d", a, b, c)
	}
}

// A crowd of addresses is forgotten rather than kept.
func TestManyAddresses(t *testing.T) {
	g := guard.New(guard.Config{})
	for i := range 60_000 {
		a := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		if _, rec := ask(g, "GET", "/", netip.AddrPortFrom(a, 1).String()); rec.Code != http.StatusOK {
			t.Fatalf("%d: %d", i, rec.Code)
		}
	}
}

// A form that is too large, or that drips in, ends with an error in the handler; the reply still comes.
func TestLargeAndSlowForms(t *testing.T) {
	failed := make(chan error, 2)
	g := guard.New(guard.Config{MaxForm: 1000, Idle: 100 * time.Millisecond, Patience: 2 * time.Second})
	srv := httptest.NewServer(g.Around(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			failed <- err
			http.Error(rw, "no", http.StatusBadRequest)
		}
	})))
	defer srv.Close()
	res, err := http.Post(srv.URL, "text/plain", strings.NewReader(strings.Repeat("x", 2000)))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	var large *http.MaxBytesError
	if err := <-failed; res.StatusCode != http.StatusBadRequest || !errors.As(err, &large) {
		t.Errorf("%s, %v", res.Status, err)
	}
	line, err := net.Dial("tcp", srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	if _, err := io.WriteString(line, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nabc"); err != nil {
		t.Fatal(err)
	}
	_ = line.SetReadDeadline(time.Now().Add(20 * time.Second))
	answer, _ := io.ReadAll(line) // until the server gives it up
	if !strings.Contains(string(answer), "400") {
		t.Errorf("%q", answer)
	}
}

// What is written down names nobody.
func TestLogNamesNobody(t *testing.T) {
	var log strings.Builder
	g := guard.New(guard.Config{Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	mux := http.NewServeMux()
	mux.HandleFunc("POST /reports/{id}", func(http.ResponseWriter, *http.Request) {})
	r := httptest.NewRequest("POST", "/reports/canary-id?name=canary", strings.NewReader("phone=canary"))
	r.RemoteAddr = "203.0.113.9:4711"
	r.Header.Set("User-Agent", "canary")
	r.Header.Set("Cookie", "staff=canary")
	g.Around(mux).ServeHTTP(httptest.NewRecorder(), r)
	if got := log.String(); strings.Contains(got, "canary") || strings.Contains(got, "203.0.113") || !strings.Contains(got, `"route":"POST /reports/{id}"`) {
		t.Error(got)
	}
}
