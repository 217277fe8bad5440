package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// routingData is the table of who deals with what where.
type routingData struct {
	Rows     []routeRow
	Kinds    []string // titles to choose from
	People   []string
	Versions []routingVersion
	Version  int64 // the last one when the form was drawn
	Shown    int64 // whose rows are in the form; 0: as it is in force
	Note     string
	Preview  *casework.Preview
	Moved    []movedRow
	Wrong    string
	Bad      int // the row that is wrong, from 1
	Done     bool
}

// routeRow is a route as people write it.
type routeRow struct {
	Places, Kind, Who string
	Wrong             bool
}

type routingVersion struct {
	db.RoutingVersion
	Who string
}

type movedRow struct {
	card
	From, To string
}

// spareRows are empty rows at the end of the table, to be filled in.
const spareRows = 4

// showVersions is how many versions are listed.
const showVersions = 20

func (d *Desk) routing(rw http.ResponseWriter, r *http.Request) {
	data := routingData{Done: r.URL.Query().Get("done") == "save"}
	data.Shown, _ = strconv.ParseInt(r.URL.Query().Get("version"), 10, 64) // what is no number shows what is in force
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		table, err := casework.Routing(tx)
		if err != nil {
			return err
		}
		versions, err := tx.RoutingVersions(showVersions)
		for _, v := range versions {
			if v.N == data.Shown {
				if table, err = civic.ParseRouting(v.Body); err != nil {
					return err
				}
			}
		}
		data.Rows = d.rows(table, d.Kit.Language(r))
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.showRouting(rw, r, http.StatusOK, data)
}

// showRouting adds what every state of the page has.
func (d *Desk) showRouting(rw http.ResponseWriter, r *http.Request, status int, data routingData) {
	lang := d.Kit.Language(r)
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := d.drawer(tx, lang)
		if err != nil {
			return err
		}
		versions, err := tx.RoutingVersions(showVersions)
		for i, v := range versions {
			if i == 0 && data.Version == 0 {
				data.Version = v.N
			}
			data.Versions = append(data.Versions, routingVersion{v, w.name(v.Actor)})
		}
		for _, dep := range w.departments {
			data.People = append(data.People, dep.Title.In(lang))
		}
		if data.Preview != nil {
			for _, m := range data.Preview.Moved {
				data.Moved = append(data.Moved, movedRow{w.bare(m.Case), m.From.Title.In(lang), m.To.Title.In(lang)})
			}
		}
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	for _, t := range d.Kit.Classifier.Themes() {
		data.Kinds = append(data.Kinds, t.Title.In(lang))
		for _, c := range t.Categories {
			data.Kinds = append(data.Kinds, kindTitle(t, c, lang))
		}
	}
	data.Rows = append(data.Rows, make([]routeRow, spareRows)...)
	d.pages.Show(rw, r, status, "routing", kit.Page{Section: settingsPath, Data: data})
}

func kindTitle(t civic.Theme, c civic.Category, lang civic.Lang) string {
	return t.Title.In(lang) + ": " + c.Title.In(lang)
}

// rows writes a table as people read it: one kind a row.
func (d *Desk) rows(table civic.Routing, lang civic.Lang) (rows []routeRow) {
	for _, route := range table.Routes() {
		row := routeRow{Places: strings.Join(route.Settlements, ", "), Who: route.Title.In(lang)}
		if route.Title == (civic.Title{}) {
			row.Who = string(route.Department)
			if dep, ok := d.Kit.Classifier.Department(route.Department); ok {
				row.Who = dep.Title.In(lang)
			}
		}
		kinds := []string{}
		for _, slug := range route.Themes {
			if t, ok := d.Kit.Classifier.Theme(slug); ok {
				kinds = append(kinds, t.Title.In(lang))
			}
		}
		for _, slug := range route.Categories {
			if c, ok := d.Kit.Classifier.Category(slug); ok {
				if t, ok := d.Kit.Classifier.Theme(c.Theme); ok {
					kinds = append(kinds, kindTitle(t, c, lang))
				}
			}
		}
		if len(route.Themes)+len(route.Categories) == 0 {
			kinds = []string{""}
		}
		for _, kind := range kinds {
			row.Kind = kind
			rows = append(rows, row)
		}
	}
	return rows
}

// putRouting shows what a table would change, or puts it in force.
func (d *Desk) putRouting(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		d.showRouting(rw, r, http.StatusRequestEntityTooLarge, routingData{Wrong: "desk.wrong.form"})
		return
	}
	data := routingData{Note: r.PostForm.Get("note"), Version: number(r, "version")}
	table, err := d.readRows(r, &data)
	var routing civic.Routing
	if err == nil {
		routing, err = d.Cases.ReadRouting(table)
	}
	if errors.Is(err, civic.ErrRouting) {
		data.Wrong = "routing.wrong.row"
		d.showRouting(rw, r, http.StatusUnprocessableEntity, data)
		return
	}
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	if r.PostForm.Get("save") == "" {
		d.preview(rw, r, data, routing)
		return
	}
	stale := false
	if err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		last, err := tx.RoutingVersions(1)
		stale = len(last) > 0 && last[0].N != data.Version
		return err
	}); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	if stale {
		data.Wrong, data.Version = "desk.wrong.stale", 0
		d.showRouting(rw, r, http.StatusConflict, data)
		return
	}
	if _, err := d.Cases.PutRouting(r.Context(), table, casework.Staff(kit.Who(r.Context()).Staff), data.Note); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, routingPath+"?done=save", http.StatusSeeOther)
}

func (d *Desk) preview(rw http.ResponseWriter, r *http.Request, data routingData, routing civic.Routing) {
	var p casework.Preview
	if err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		p, err = d.Cases.PreviewRouting(tx, routing)
		return err
	}); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	data.Preview = &p
	d.showRouting(rw, r, http.StatusOK, data)
}

// readRows makes a table of what people wrote. The error is civic.ErrRouting, and the row it is about is marked.
func (d *Desk) readRows(r *http.Request, data *routingData) ([]byte, error) {
	f := r.PostForm
	known := d.kinds()
	own, err := d.owners(r)
	if err != nil {
		return nil, err
	}
	routes := []civic.Route{}
	bad := false
	for i := range f["who"] {
		row := routeRow{Who: civic.Tidy(f["who"][i])}
		if i < len(f["places"]) && i < len(f["kind"]) {
			row.Places, row.Kind = civic.Tidy(f["places"][i]), civic.Tidy(f["kind"][i])
		}
		if row == (routeRow{}) {
			continue
		}
		route := civic.Route{}
		for _, place := range strings.Split(row.Places, ",") {
			if place = strings.TrimSpace(place); place != "" {
				route.Settlements = append(route.Settlements, place)
			}
		}
		kind, knows := known[civic.Normalise(row.Kind)]
		if row.Wrong = row.Kind != "" && !knows || row.Who == ""; row.Wrong {
			bad = true
		}
		route.Themes, route.Categories = kind.Themes, kind.Categories
		if who, ok := own[civic.Normalise(row.Who)]; ok {
			route.Department, route.Title = who.Department, who.Title
		} else {
			route.Title = civic.Title{RU: row.Who, UK: row.Who, EN: row.Who}
		}
		routes = append(routes, route)
		data.Rows = append(data.Rows, row)
	}
	if bad {
		return nil, civic.ErrRouting
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err = e.Encode(routes)
	return bytes.TrimSpace(b.Bytes()), err
}

// kinds finds a kind of problem by its title in any language.
func (d *Desk) kinds() map[string]civic.Route {
	known := map[string]civic.Route{}
	for _, t := range d.Kit.Classifier.Themes() {
		for _, lang := range civic.Langs() {
			known[civic.Normalise(t.Title.In(lang))] = civic.Route{Themes: []civic.ThemeSlug{t.Slug}}
			for _, c := range t.Categories {
				known[civic.Normalise(kindTitle(t, c, lang))] = civic.Route{Categories: []civic.CategorySlug{c.Slug}}
			}
		}
	}
	return known
}

// owners finds who deals with something by what they are called in any language: the classifier's departments, and the district's own
// that the table in force names.
func (d *Desk) owners(r *http.Request) (own map[string]civic.Route, err error) {
	own = map[string]civic.Route{}
	var table civic.Routing
	if err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		table, err = casework.Routing(tx)
		return err
	}); err != nil {
		return nil, err
	}
	for _, lang := range civic.Langs() {
		for _, route := range slices.Backward(table.Routes()) {
			if route.Title != (civic.Title{}) {
				own[civic.Normalise(route.Title.In(lang))] = civic.Route{Department: route.Department, Title: route.Title}
			}
		}
		for _, dep := range d.Kit.Classifier.Departments() {
			own[civic.Normalise(dep.Title.In(lang))] = civic.Route{Department: dep.Slug}
		}
	}
	return own, nil
}
