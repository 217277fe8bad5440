package guard

import (
	"crypto/sha256"
	"log/slog"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Kind is what a request is for.
type Kind string

// The kinds.
const (
	KindPage   Kind = "page"
	KindForm   Kind = "form"
	KindDevice Kind = "device"
	KindAPI    Kind = "api"
)

// Config is how strict a guard is. The zero value is as strict as usual.
type Config struct {
	Proxies  []netip.Prefix // whose word counts on whom they speak for; nil: Loopback
	Budgets  *Budgets       // nil: Usual
	Sessions []string       // names of the cookies that tell people apart
	Clock    func() time.Time
	Log      *slog.Logger // nil: nothing is written down

	MaxForm  int64         // bytes of a form; 128 MiB, ten photos
	Idle     time.Duration // how long a form's content may pause; 30 s
	Patience time.Duration // how long all of it may take, and its answer; 15 min

	Busy func(http.ResponseWriter, *http.Request)        // says that somebody asks too much; Retry-After is set
	Seen func(kind Kind, status int, took time.Duration) // counts
}

// Guard stands before handlers.
type Guard struct {
	Config
	read, write, device limiter[netip.Prefix]
	person              limiter[[32]byte]
}

// New makes a guard.
func New(c Config) *Guard {
	if c.Proxies == nil {
		c.Proxies = Loopback()
	}
	if c.Budgets == nil {
		usual := Usual()
		c.Budgets = &usual
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.MaxForm == 0 {
		c.MaxForm = 128 << 20
	}
	if c.Idle == 0 {
		c.Idle = 30 * time.Second
	}
	if c.Patience == 0 {
		c.Patience = 15 * time.Minute
	}
	if c.Busy == nil {
		c.Busy = func(rw http.ResponseWriter, _ *http.Request) {
			http.Error(rw, http.StatusText(http.StatusTooManyRequests), http.StatusTooManyRequests)
		}
	}
	g := &Guard{Config: c}
	g.read.budget, g.write.budget, g.device.budget, g.person.budget = c.Budgets.Read, c.Budgets.Write, c.Budgets.Device, c.Budgets.Person
	return g
}

// Around guards a handler.
func (g *Guard) Around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		began := g.Clock()
		proxies(g.Proxies).resolve(r)
		kind := kindOf(r)
		seen := &answer{ResponseWriter: rw}
		if wait, ok := g.admit(kind, r); !ok {
			seen.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			seen.Header().Set("Connection", "close") // what it still sends isn't read
			g.Busy(seen, r)
		} else {
			if kind != KindDevice { // devices' own handlers watch the line themselves: a photo may take an hour
				rc := http.NewResponseController(rw)
				_ = rc.SetWriteDeadline(time.Now().Add(g.Patience))
				if r.Body != nil && r.Body != http.NoBody {
					r.Body = &body{http.MaxBytesReader(seen, r.Body, g.MaxForm), rw.Header(), rc, g.Idle, time.Now().Add(g.Patience)}
				}
			}
			next.ServeHTTP(seen, r)
		}
		g.tell(kind, r, seen, g.Clock().Sub(began))
	})
}

// admit takes a request from the budgets that it counts against.
func (g *Guard) admit(kind Kind, r *http.Request) (time.Duration, bool) {
	who, now := Network(r), g.Clock()
	switch {
	case who.Addr().IsLoopback(): // the portal's own machine, or a proxy that doesn't say whom it speaks for: nobody can be told apart
		return 0, true
	case kind == KindDevice:
		return g.device.allow(who, now)
	case !changes(r):
		return g.read.allow(who, now)
	}
	if wait, ok := g.write.allow(who, now); !ok {
		return wait, false
	}
	for _, name := range g.Sessions {
		if c, err := r.Cookie(name); err == nil && c.Value != "" {
			return g.person.allow(sha256.Sum256([]byte(c.Value)), now)
		}
	}
	return 0, true
}

func kindOf(r *http.Request) Kind {
	switch {
	case strings.HasPrefix(r.URL.Path, "/v1/"):
		return KindDevice
	case strings.HasPrefix(r.URL.Path, "/open311/"), strings.HasPrefix(r.URL.Path, "/api/"):
		return KindAPI
	case changes(r):
		return KindForm
	}
	return KindPage
}

// tell writes down and counts a request: by its pattern, which names nobody.
func (g *Guard) tell(kind Kind, r *http.Request, a *answer, took time.Duration) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if g.Seen != nil {
		g.Seen(kind, a.status, took)
	}
	if g.Log == nil || kind == KindDevice { // which writes its own line
		return
	}
	level := slog.LevelDebug
	switch {
	case a.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case changes(r), a.status == http.StatusTooManyRequests:
		level = slog.LevelInfo
	}
	g.Log.LogAttrs(r.Context(), level, "request", slog.String("what", string(kind)), slog.String("route", r.Pattern), slog.Int("status", a.status),
		slog.Duration("took", took), slog.Int64("bytes", a.bytes))
}

// answer remembers what was answered.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 || a.status < http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController through.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
