package portal

import (
	"net/http"

	"priyom/portal/db"
	"priyom/portal/hooks"
	"priyom/portal/notify"
	"priyom/portal/web"
)

// callOut lets programs of others be called when something happens.
func (p *Portal) callOut(o Options) {
	p.hooks = hooks.New(hooks.Config{DB: p.db, Keys: p.keys, Rand: o.Rand, Log: o.Log, Base: p.base, Networks: o.HookNetworks})
	p.cases.Follow(p.hooks.Follow)
	p.hooks.Work(p.jobs)
}

// petitioned tells of a petition that was published or closed.
func (p *Portal) petitioned(tx *db.Tx, petition db.Petition) error {
	kind := hooks.PetitionPublished
	if !petition.ClosedAt.IsZero() {
		kind = hooks.PetitionClosed
	}
	return p.hooks.Petition(tx, kind, petition.Petition)
}

// base is the portal's address for people, if somebody told it.
func (p *Portal) base(tx *db.Tx) (string, error) {
	s, err := p.news.Settings(tx)
	return p.news.Base(s), err
}

// outward is what the pages need that have to do with others' programs and with messages.
func (p *Portal) outward(o Options) (w web.Outward, err error) {
	w = web.Outward{News: p.news, Hooks: p.hooks, Journal: p.own, Random: o.Rand, Base: p.baseFor}
	w.Secret, err = p.keys.Derive("open311 token", nil)
	return w, err
}

// baseFor is the same, or else the address that somebody asks at.
func (p *Portal) baseFor(r *http.Request) string {
	told := p.news.Base(notify.Settings{})
	err := p.db.Read(r.Context(), func(tx *db.Tx) (err error) {
		told, err = p.base(tx)
		return err
	})
	if err == nil && told != "" {
		return told
	}
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
