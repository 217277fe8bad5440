package portaltest

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/guard"
	"priyom/portal/notify"
	"priyom/sync/wire"
)

// Portal is a portal in a temporary folder, and its server.
type Portal struct {
	*portal.Portal
	Home   string
	Clock  *Clock
	Log    *Log
	Codec  *wire.Codec
	Server *httptest.Server
	idle   time.Duration
	posts  bool // letters go over a mail server

	Letters Letters // to those who sign in
}

// Start starts a portal that ends with the test. idle is how long a line may bring nothing; 0 is the usual.
func Start(t testing.TB, home string, idle time.Duration) *Portal {
	t.Helper()
	return start(t, home, idle, false)
}

func start(t testing.TB, home string, idle time.Duration, posts bool) *Portal {
	t.Helper()
	Settle(t, home)
	codec, err := wire.NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	p := &Portal{Home: home, Codec: codec, Clock: &Clock{now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}, Log: &Log{}, idle: idle, posts: posts}
	p.open(t)
	t.Cleanup(func() {
		p.stop(t)
		if t.Failed() {
			t.Log(p.Log.String())
		}
	})
	return p
}

func (p *Portal) open(t testing.TB) {
	t.Helper()
	p.Server = httptest.NewUnstartedServer(nil)
	var mail notify.Mailer = &p.Letters
	if p.posts {
		mail = nil
	}
	var err error
	if p.Portal, err = portal.Open(p.Home, portal.Options{
		Name: "Заречный район", Clock: p.Clock.Now, Log: slog.New(slog.NewJSONHandler(p.Log, nil)), Guard: guard.Config{Budgets: &guard.Budgets{}}, Location: time.UTC, Idle: p.idle, URL: "http://" + p.Server.Listener.Addr().String(), Cost: Cheap(), Mail: mail,
	}); err != nil {
		t.Fatal(err)
	}
	p.Server.Config = portal.Server(p.Handler(), slog.New(slog.DiscardHandler))
	p.Server.Start()
}

func (p *Portal) stop(t testing.TB) {
	t.Helper()
	p.Server.CloseClientConnections()
	p.Server.Close()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

// Restart ends the portal and opens it again on what is on the disk.
func (p *Portal) Restart(t testing.TB) {
	t.Helper()
	p.stop(t)
	p.open(t)
}

// Verified fails the test for each thing that an audit finds.
func (p *Portal) Verified(t testing.TB) {
	t.Helper()
	result, err := p.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		t.Errorf("audit: %s", f)
	}
}

// AllReports lists the reports by id.
func (p *Portal) AllReports(t testing.TB) map[civic.ReportID]portal.Report {
	t.Helper()
	list, err := p.Reports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	by := map[civic.ReportID]portal.Report{}
	for _, r := range list {
		if _, twice := by[r.ID]; twice {
			t.Errorf("%s is there twice", r.ID)
		}
		by[r.ID] = r
	}
	return by
}

// Clock is a clock that only tests move.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Add moves the clock on.
func (c *Clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Log keeps what was logged.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write is for the logger.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is all of it.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
