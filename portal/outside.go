package portal

import (
	"net/http"
	"strings"
	"time"

	"priyom/portal/guard"
	"priyom/portal/health"
	"priyom/portal/web/account"
	"priyom/sync/wire"
)

// outside is what stands before all that the portal answers: the guard, and addresses for whatever keeps the portal running.
func (p *Portal) outside(inside http.Handler, o Options) http.Handler {
	check := health.Check{DB: p.db, Home: p.home}
	figures := health.NewFigures(check)
	c := o.Guard
	c.Log, c.Busy, c.Sessions = o.Log, p.busy, account.Cookies()
	c.Seen = func(kind guard.Kind, status int, took time.Duration) { figures.Count(string(kind), status, took) }
	g := guard.New(c)
	guarded := p.gate.around(g.Around(inside))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", health.Alive)
	mux.Handle("GET /readyz", p.gate.around(http.HandlerFunc(check.Ready)))
	mux.Handle("GET /metrics", p.gate.around(figures.Handler(o.Metrics)))
	mux.Handle("/", guarded)
	return mux
}

// busy tells a device, or a person, that they ask too much.
func (p *Portal) busy(rw http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/v1/") {
		(&wire.Problem{Status: http.StatusTooManyRequests, Title: "too many requests", Key: wire.ProblemInternal.Key}).Write(rw)
		return
	}
	p.pages.Busy(rw, r)
}
