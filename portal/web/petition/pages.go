package petition

import (
	"embed"

	"priyom/portal/accounts"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// Pages draws the pages.
type Pages struct {
	kit      *kit.Kit
	register Register
	pages    *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(k *kit.Kit, register Register) (*Pages, error) {
	p := &Pages{kit: k, register: register}
	var err error
	p.pages, err = k.Pages(files, nil, "petitions", "petition", "petition_new", "signatures")
	return p, err
}

// The addresses of the lists.
const (
	path      = "/petitions"
	staffPath = "/staff/petitions"
)

// Routes are the pages and who they are for.
func (p *Pages) Routes() []kit.Route {
	read, publish := kit.Staff(accounts.RightRead), kit.Staff(accounts.RightPublish)
	return []kit.Route{
		{Pattern: "GET " + path, Access: kit.Everybody, Handler: p.list},
		{Pattern: "GET /petitions/{id}", Access: kit.Everybody, Handler: p.one},
		{Pattern: "POST /petitions/{id}/follow", Access: kit.Citizens, Handler: p.follow},
		{Pattern: "POST /petitions/{id}/unfollow", Access: kit.Citizens, Handler: p.unfollow},
		{Pattern: "POST /staff/petitions/{id}/answer", Access: publish, Handler: p.answer},
		{Pattern: "GET " + staffPath, Access: read, Handler: p.list},
		{Pattern: "GET /staff/petitions/{id}", Access: read, Handler: p.one},
		{Pattern: "GET /staff/petitions/new", Access: publish, Handler: p.form},
		{Pattern: "POST /staff/petitions/new", Access: publish, Handler: p.publish},
		{Pattern: "GET /staff/petitions/{id}/signatures", Access: read, Handler: p.signatures},
		{Pattern: "POST /staff/petitions/{id}/close", Access: publish, Handler: p.close},
	}
}
