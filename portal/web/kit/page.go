package kit

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"net/url"

	"priyom/civic"
)

// Pages are an area's templates, in every language.
type Pages struct {
	kit  *Kit
	sets map[civic.Lang]map[string]*template.Template
}

// Pages reads templates page/<name>.html, each of which defines "title", of the whole View, and "main", of its Data. Those
// named page/parts*.html define what several of them use. funcs may add to the templates' functions.
func (k *Kit) Pages(from fs.FS, funcs template.FuncMap, names ...string) (*Pages, error) {
	p := &Pages{k, map[civic.Lang]map[string]*template.Template{}}
	parts, err := fs.Glob(from, "page/parts*.html")
	if err != nil {
		return nil, err
	}
	for _, lang := range civic.Langs() {
		p.sets[lang] = map[string]*template.Template{}
		known := k.funcs(lang)
		maps.Copy(known, funcs)
		for _, name := range names {
			t, err := template.New(name).Funcs(known).ParseFS(files, "page/layout.html", "page/icons.html")
			if err != nil {
				return nil, err
			}
			if t, err = t.ParseFS(from, append(parts, "page/"+name+".html")...); err != nil {
				return nil, err
			}
			p.sets[lang][name] = t
		}
	}
	return p, nil
}

// funcs are what every template may call.
func (k *Kit) funcs(lang civic.Lang) template.FuncMap {
	return template.FuncMap{
		"t": k.words.in(lang), "date": k.dates(lang), "day": k.days(lang), "problem": k.problems(lang), "percent": percent,
		"lang": func() civic.Lang { return lang }, "short": short,
	}
}

// Page is one page to show.
type Page struct {
	Section string // address of the place in the navigation that it belongs to
	Data    any
	Bare    bool     // without header and footer, to be framed
	Wide    bool     // it takes all of the window
	Scripts []string // addresses of this site's scripts
	Styles  []string // addresses of this site's styles, besides the one that all pages have
}

// View is what the layout sees.
type View struct {
	Page
	Lang   civic.Lang
	Langs  []Choice
	Style  string       // address of the style
	Script string       // address of the script that all pages have
	Name   string       // of the district
	Office civic.Office // how people reach it
	Person Person
	Desk   bool // it is one of staff's pages
	Nav    []Place
	Foot   []Place
	Report string // where a problem is reported; "" where it can't be
}

// reportForm is where a problem is reported.
const reportForm = "/report/new"

// Choice is a language to choose, and where this page is in it.
type Choice struct {
	Lang civic.Lang
	Href string
}

// Show draws a whole page before it sends any of it.
func (p *Pages) Show(rw http.ResponseWriter, r *http.Request, status int, name string, page Page) {
	k := p.kit
	district, office, err := k.district(r.Context())
	if err != nil {
		k.Fail(rw, r, err)
		return
	}
	lang := k.Language(r)
	t := p.sets[lang][name]
	if t == nil {
		k.Fail(rw, r, fmt.Errorf("web: no page %q", name))
		return
	}
	v := View{Page: page, Lang: lang, Langs: choices(r), Style: "/style.css?v=" + k.tag, Script: "/nav.js?v=" + k.scriptTag, Name: district, Office: office, Person: Who(r.Context())}
	v.Desk = onDesk(r.URL.Path)
	v.Nav, v.Foot = k.nav(v), k.foot()
	if k.has["GET "+reportForm] && !v.Desk && r.URL.Path != reportForm {
		v.Report = reportForm
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", v); err != nil {
		k.Fail(rw, r, err)
		return
	}
	remember(rw, r, lang)
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	rw.Header().Set("Content-Language", string(lang))
	rw.Header().Set("Cache-Control", "private, no-store")
	rw.Header().Set("Vary", "Accept-Language, Cookie")
	rw.WriteHeader(status)
	_, _ = rw.Write(b.Bytes()) // whoever went away doesn't miss it
}

// Part draws what one template of a page defines, alone, for a script that puts it into a page which is shown.
func (p *Pages) Part(rw http.ResponseWriter, r *http.Request, name, defined string, data any) {
	t := p.sets[p.kit.Language(r)][name]
	if t == nil {
		p.kit.Fail(rw, r, fmt.Errorf("web: no page %q", name))
		return
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, defined, data); err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	rw.Header().Set("Cache-Control", "private, no-store")
	_, _ = rw.Write(b.Bytes()) // whoever went away doesn't miss it
}

// choices are this page in all languages. What was posted can't be asked for again: then only its address is.
func choices(r *http.Request) []Choice {
	q := url.Values{}
	if r.Method == http.MethodGet {
		q = r.URL.Query()
	}
	var all []Choice
	for _, lang := range civic.Langs() {
		q.Set("lang", string(lang))
		all = append(all, Choice{lang, r.URL.EscapedPath() + "?" + q.Encode()})
	}
	return all
}
