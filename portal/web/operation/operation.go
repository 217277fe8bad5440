package operation

import (
	"embed"
	"errors"
	"net/http"

	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/retention"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// The addresses of the pages.
const (
	section       = "/staff/settings"
	auditPath     = "/staff/audit"
	jobsPath      = "/staff/settings/jobs"
	retentionPath = "/staff/settings/retention"
)

const (
	pageLength = 50
	maxForm    = 64 << 10
	maxNote    = 300
)

// Pages draws them.
type Pages struct {
	kit       *kit.Kit
	retention *retention.Office
	pages     *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(k *kit.Kit, r *retention.Office) (*Pages, error) {
	p := &Pages{kit: k, retention: r}
	var err error
	p.pages, err = k.Pages(files, nil, "audit", "jobs", "retention", "act")
	return p, err
}

// Routes are the pages and who they are for.
func (p *Pages) Routes() []kit.Route {
	administer := kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + auditPath, Access: administer, Handler: p.audit},
		{Pattern: "GET " + jobsPath, Access: administer, Handler: p.jobs},
		{Pattern: "POST " + jobsPath, Access: administer, Handler: p.retry},
		{Pattern: "GET " + retentionPath, Access: administer, Handler: p.rule},
		{Pattern: "POST " + retentionPath, Access: administer, Handler: p.putRule},
		{Pattern: "POST " + retentionPath + "/erase", Access: administer, Handler: p.erase},
		{Pattern: "GET " + retentionPath + "/{act}", Access: administer, Handler: p.act},
	}
}

// name is somebody of staff's; "" for who isn't one, or isn't any more.
func name(tx *db.Tx, known map[db.Account]string, id db.Account) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	if n, ok := known[id]; ok {
		return n, nil
	}
	s, err := tx.Staff(id)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return "", err
	}
	known[id] = s.Name
	return s.Name, nil
}

// readForm reads a form; it answers by itself if that can't be done.
func (p *Pages) readForm(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.kit.Message(rw, r, http.StatusBadRequest, "form")
		return false
	}
	return true
}
