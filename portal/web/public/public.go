package public

import (
	"context"
	"embed"
	"html/template"
	"net/http"

	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/search"
	"priyom/portal/web/front"
	"priyom/portal/web/kit"
	"priyom/portal/web/picture"
)

//go:embed page
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	Kit       *kit.Kit
	Pictures  *picture.Pictures
	Atlas     *atlas.Atlas
	Search    *search.Index
	Petitions func(ctx context.Context) ([]db.Petition, error)
	Base      func(r *http.Request) string // the portal's address for people
}

// Public draws the pages.
type Public struct {
	Config
	pages *kit.Pages
	front *front.Files
}

// New reads the templates and scripts. The error is a mistake in them.
func New(c Config) (*Public, error) {
	p := &Public{Config: c}
	var err error
	if p.front, err = front.New(); err != nil {
		return nil, err
	}
	p.pages, err = c.Kit.Pages(files, template.FuncMap{"add": func(a, b int) int { return a + b }},
		"home", "panel", "cards", "list", "report", "embed", "about", "privacy", "accessibility")
	return p, err
}

// Addresses.
const (
	homePath   = "/"
	listPath   = "/list"
	searchPath = "/search"
	aboutPath  = "/about"
)

// Routes are the pages. All are for everybody.
func (p *Public) Routes() []kit.Route {
	var routes []kit.Route
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /{$}":                  p.home,
		"GET /map/panel":            p.panel,
		"GET /map/points":           p.points,
		"GET /map/cards":            p.cards,
		"GET /map.png":              p.still,
		"GET /list":                 p.list,
		"GET /search":               p.list,
		"GET /reports/{id}":         p.report,
		"GET /reports/{id}/map.png": p.reportMap,
		"GET /photos/{sha256}":      p.photo,
		"GET /feed.rss":             p.rss,
		"GET /feed.json":            p.jsonFeed,
		"GET /about":                p.text("about"),
		"GET /privacy":              p.text("privacy"),
		"GET /accessibility":        p.text("accessibility"),
		"GET /robots.txt":           p.robots,
		"GET /sitemap.xml":          p.sitemap,
		"GET /sitemap/{n}":          p.sitemapPart,
		"GET /front/{name}":         func(rw http.ResponseWriter, r *http.Request) { p.front.Serve(rw, r, p.Kit.Missing) },
	} {
		routes = append(routes, kit.Route{Pattern: pattern, Access: kit.Everybody, Handler: h})
	}
	return append(routes, kit.Route{Pattern: "GET /embed", Access: kit.Everybody, Handler: p.embed, Framed: true})
}

// photo sends a photo of a published report.
func (p *Public) photo(rw http.ResponseWriter, r *http.Request) {
	p.Pictures.Photo(rw, r, func(tx *db.Tx, sum [32]byte) (bool, error) { return tx.PublicPhoto(sum) })
}

// text is a page that says the same to everybody.
func (p *Public) text(name string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		p.pages.Show(rw, r, http.StatusOK, name, kit.Page{Section: aboutPath, Data: textData{Origin: p.Base(r), Map: p.front.Address("map.js") != ""}})
	}
}

type textData struct {
	Origin string // of this site
	Map    bool   // the map was bundled
}
