package petition

import (
	"embed"

	"priyom/portal/accounts"
	"priyom/portal/doubts"
	"priyom/portal/own"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// Pages draws the pages.
type Pages struct {
	kit      *kit.Kit
	register Register
	office   *doubts.Office
	journal  *own.Journal
	pages    *kit.Pages
}

// Config is what the pages are made from.
type Config struct {
	Kit      *kit.Kit
	Register Register
	Doubts   *doubts.Office
	Journal  *own.Journal // tells of signatures that are taken back here
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Pages, error) {
	p := &Pages{kit: c.Kit, register: c.Register, office: c.Doubts, journal: c.Journal}
	var err error
	p.pages, err = c.Kit.Pages(files, nil, "petitions", "petition", "petition_new", "signatures", "doubts", "doubt")
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
		{Pattern: "POST /staff/petitions/{id}/withdraw", Access: publish, Handler: p.withdraw},
		{Pattern: "GET /staff/petitions/{id}/doubts", Access: publish, Handler: p.doubts},
		{Pattern: "GET /staff/petitions/{id}/doubts/{n}", Access: publish, Handler: p.doubt},
		{Pattern: "POST /staff/petitions/{id}/doubts/{n}/say", Access: publish, Handler: p.sayDoubt},
		{Pattern: "POST /staff/petitions/{id}/doubts/{n}/anew", Access: publish, Handler: p.anewDoubt},
	}
}
