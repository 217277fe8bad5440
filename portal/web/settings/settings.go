// Package settings is the page that leads to all there is to set: every area's own pages do the setting.
package settings

import (
	"embed"
	"net/http"

	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// path is the page's.
const path = "/staff/settings"

// item is something to set. Its words are "settings.<name>" and "settings.<name>.text".
type item struct{ Name, Icon, Href string }

// items are in the order of how often they are needed. One that nothing answers at isn't shown.
var items = []item{
	{"people", "user", "/staff/people"},
	{"devices", "device", "/staff/devices"},
	{"phones", "user", path + "/phones"},
	{"offices", "phone", officesPath},
	{"routing", "route", path + "/routing"},
	{"deadlines", "clock", path + "/deadlines"},
	{"calendar", "calendar", path + "/calendar"},
	{"templates", "mail", path + "/templates"},
	{"sensitive", "lock", sensitivePath},
	{"notifications", "bell", path + "/notifications"},
	{"api", "key", path + "/api"},
	{"webhooks", "link", path + "/webhooks"},
	{"frames", "share", framesPath},
	{"retention", "box", path + "/retention"},
	{"audit", "eye", "/staff/audit"},
	{"jobs", "work", path + "/jobs"},
}

// Page is the page.
type Page struct {
	kit   *kit.Kit
	cases *casework.Office
	base  func(r *http.Request) string // the portal's address for people
	pages *kit.Pages
}

// New reads the template. The error is a mistake in it.
func New(k *kit.Kit, cases *casework.Office, base func(r *http.Request) string) (*Page, error) {
	pages, err := k.Pages(files, nil, "settings", "sensitive", "frames", "offices")
	return &Page{k, cases, base, pages}, err
}

// Routes are the page and who it is for.
func (p *Page) Routes() []kit.Route {
	administer := kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET " + path, Access: administer, Handler: p.show},
		{Pattern: "GET " + sensitivePath, Access: administer, Handler: p.sensitive},
		{Pattern: "POST " + sensitivePath, Access: administer, Handler: p.putSensitive},
		{Pattern: "GET " + officesPath, Access: administer, Handler: p.offices},
		{Pattern: "POST " + officesPath, Access: administer, Handler: p.putOffices},
		{Pattern: "GET " + framesPath, Access: administer, Handler: p.frames},
		{Pattern: "POST " + framesPath, Access: administer, Handler: p.putFrames},
	}
}

// maxForm is the largest form that is read, in bytes.
const maxForm = 64 << 10

// form reads a form; it answers by itself if that can't be done.
func (p *Page) form(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		p.kit.Message(rw, r, http.StatusBadRequest, "form")
		return false
	}
	return true
}

func (p *Page) show(rw http.ResponseWriter, r *http.Request) {
	var there []item
	for _, i := range items {
		if p.kit.Has("GET " + i.Href) {
			there = append(there, i)
		}
	}
	p.pages.Show(rw, r, http.StatusOK, "settings", kit.Page{Section: path, Data: there})
}
