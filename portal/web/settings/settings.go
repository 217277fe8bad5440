// Package settings is the page that leads to all there is to set: every area's own pages do the setting.
package settings

import (
	"embed"
	"net/http"

	"priyom/portal/accounts"
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
	{"routing", "route", path + "/routing"},
	{"deadlines", "clock", path + "/deadlines"},
	{"calendar", "calendar", path + "/calendar"},
	{"templates", "mail", path + "/templates"},
	{"notifications", "bell", path + "/notifications"},
	{"api", "key", path + "/api"},
	{"webhooks", "link", path + "/webhooks"},
	{"retention", "box", path + "/retention"},
	{"audit", "eye", "/staff/audit"},
	{"jobs", "work", path + "/jobs"},
}

// Page is the page.
type Page struct {
	kit   *kit.Kit
	pages *kit.Pages
}

// New reads the template. The error is a mistake in it.
func New(k *kit.Kit) (*Page, error) {
	pages, err := k.Pages(files, nil, "settings")
	return &Page{k, pages}, err
}

// Routes are the page and who it is for.
func (p *Page) Routes() []kit.Route {
	return []kit.Route{{Pattern: "GET " + path, Access: kit.Staff(accounts.RightAdminister), Handler: p.show}}
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
