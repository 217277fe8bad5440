package desk

import (
	"context"
	"embed"
	"html/template"
	"net/http"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/dialogue"
	"priyom/portal/intake"
	"priyom/portal/search"
	"priyom/portal/web/kit"
	"priyom/portal/web/picture"
)

//go:embed page
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	Kit       *kit.Kit
	Pictures  *picture.Pictures
	Cases     *casework.Office
	Deadlines *deadlines.Office
	Search    *search.Index
	Intake    *intake.Intake                                                  // opens who reported
	Answer    func(ctx context.Context, a civic.Answer) (civic.Answer, error) // gives an official answer
	Dialogue  *dialogue.Office
}

// Desk draws the pages.
type Desk struct {
	Config
	pages      *kit.Pages
	checklists *civic.Checklists
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Desk, error) {
	d := &Desk{Config: c}
	var err error
	if d.checklists, err = assets.Checklists(); err != nil {
		return nil, err
	}
	d.pages, err = c.Kit.Pages(files, template.FuncMap{"pair": func(a, b any) pair { return pair{a, b} }, "visiticon": visitIcon}, "list", "report", "queue", "work", "routing", "templates")
	return d, err
}

// pair is two things for a part of a page that takes one.
type pair struct{ A, B any }

// The addresses of the pages.
const (
	listPath       = "/staff/reports"
	queuePath      = "/staff/queue"
	workPath       = "/staff/work"
	statisticsPath = "/staff/statistics"
	routingPath    = "/staff/settings/routing"
	templatesPath  = "/staff/settings/templates"
	settingsPath   = "/staff/settings"
)

func reportPath(id civic.ReportID) string { return listPath + "/" + id.String() }

// Routes are the pages and who they are for. Which reports somebody of a department sees, and what whose role may do, the handlers ask.
func (d *Desk) Routes() []kit.Route {
	read, edit := kit.Staff(accounts.RightRead), kit.Staff(accounts.RightRead, accounts.RightEdit)
	route, administer := kit.Staff(accounts.RightRead, accounts.RightRoute), kit.Staff(accounts.RightAdminister)
	publish := kit.Staff(accounts.RightRead, accounts.RightPublish)
	return []kit.Route{
		{Pattern: "GET /staff/{$}", Access: kit.Staff(), Handler: d.front},
		{Pattern: "GET " + queuePath, Access: route, Handler: d.queue},
		{Pattern: "POST " + queuePath + "/next", Access: route, Handler: d.next},
		{Pattern: "GET " + workPath, Access: read, Handler: d.work},
		{Pattern: "GET " + listPath, Access: read, Handler: d.list},
		{Pattern: "GET /staff/reports/{id}", Access: read, Handler: d.report},
		{Pattern: "GET /staff/reports/{id}/map.png", Access: read, Handler: d.still},
		{Pattern: "GET /staff/photos/{sha256}", Access: read, Handler: d.photo},
		{Pattern: "GET /staff/reports/{id}/voice/{inspection}", Access: read, Handler: d.voice},
		{Pattern: "POST /staff/reports/{id}/reporter", Access: read, Handler: d.reporter},
		{Pattern: "POST /staff/reports/{id}/acts", Access: read, Handler: d.act},
		{Pattern: "POST /staff/reports/{id}/claim", Access: route, Handler: d.claim},
		{Pattern: "POST /staff/reports/{id}/release", Access: route, Handler: d.release},
		{Pattern: "POST /staff/reports/{id}/raise", Access: route, Handler: d.raise},
		{Pattern: "POST /staff/reports/{id}/edit", Access: edit, Handler: d.edit},
		{Pattern: "POST /staff/reports/{id}/public", Access: publish, Handler: d.show},
		{Pattern: "POST /staff/reports/{id}/executor", Access: edit, Handler: d.entrust},
		{Pattern: "POST /staff/reports/{id}/photos", Access: edit, Handler: d.addPhoto},
		{Pattern: "POST /staff/reports/{id}/photos/{photo}/drop", Access: edit, Handler: d.dropPhoto},
		{Pattern: "POST /staff/reports/{id}/answers", Access: edit, Handler: d.answer},
		{Pattern: "POST /staff/reports/{id}/messages", Access: edit, Handler: d.say},
		{Pattern: "POST /staff/reports/{id}/messages/read", Access: edit, Handler: d.readMessages},
		{Pattern: "GET " + routingPath, Access: administer, Handler: d.routing},
		{Pattern: "POST " + routingPath, Access: administer, Handler: d.putRouting},
		{Pattern: "GET " + templatesPath, Access: edit, Handler: d.templates},
		{Pattern: "POST " + templatesPath, Access: edit, Handler: d.putTemplate},
	}
}

// front leads to where somebody begins their day.
func (d *Desk) front(rw http.ResponseWriter, r *http.Request) {
	to := listPath
	switch me := kit.Who(r.Context()).Staff; me.Role {
	case civic.RoleModerator, civic.RoleSenior, civic.RoleArbiter:
		to = queuePath
	case civic.RoleDepartment, civic.RoleInspector:
		to = workPath
	case civic.RoleHead:
		to = statisticsPath
	}
	if q := r.URL.RawQuery; q != "" { // a language that was chosen
		to += "?" + q
	}
	http.Redirect(rw, r, to, http.StatusSeeOther)
}

// sees says that somebody may look at a case: a department's people at their own department's.
func sees(me *accounts.Staff, c db.Case) bool {
	if me == nil {
		return false
	}
	switch me.Role {
	case civic.RoleDepartment, civic.RoleInspector:
		return me.Department == "" || me.Department == c.Department
	}
	return true
}

// find reads the case that the address names, if it is for whoever asks; else it answers and says false.
func (d *Desk) find(rw http.ResponseWriter, r *http.Request) (c db.Case, ok bool) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		d.Kit.Missing(rw, r)
		return c, false
	}
	c, err = d.Cases.Case(r.Context(), id)
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return c, false
	}
	if !sees(kit.Who(r.Context()).Staff, c) {
		d.Kit.Missing(rw, r)
		return c, false
	}
	return c, true
}

// photo sends a photo of a report that whoever asks may look at.
func (d *Desk) photo(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Staff
	d.Pictures.Photo(rw, r, func(tx *db.Tx, sum [32]byte) (bool, error) {
		may, err := tx.Showable(sum)
		if err != nil || !may || sees(me, db.Case{}) {
			return may, err
		}
		return tx.PictureOf(sum, me.Department)
	})
}

// still draws the map around a report, where the moderators say that it is.
func (d *Desk) still(rw http.ResponseWriter, r *http.Request) {
	if c, ok := d.find(rw, r); ok {
		d.Pictures.Still(rw, r, c.Place)
	}
}
