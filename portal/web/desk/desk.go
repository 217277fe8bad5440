package desk

import (
	"context"
	"embed"
	"net/http"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/dialogue"
	"priyom/portal/web/kit"
	"priyom/portal/web/picture"
)

//go:embed page
var files embed.FS

// Config is what the pages are made from.
type Config struct {
	Kit      *kit.Kit
	Pictures *picture.Pictures
	Answer   func(ctx context.Context, a civic.Answer) (civic.Answer, error) // gives an official answer
	Dialogue *dialogue.Office
}

// Desk draws the pages.
type Desk struct {
	Config
	pages *kit.Pages
}

// New reads the templates. The error is a mistake in them.
func New(c Config) (*Desk, error) {
	d := &Desk{Config: c}
	var err error
	d.pages, err = c.Kit.Pages(files, nil, "list", "report")
	return d, err
}

// listPath is where all reports are listed.
const listPath = "/staff/reports"

func reportPath(id civic.ReportID) string { return listPath + "/" + id.String() }

// Routes are the pages and who they are for.
func (d *Desk) Routes() []kit.Route {
	read, edit := kit.Staff(accounts.RightRead), kit.Staff(accounts.RightRead, accounts.RightEdit)
	return []kit.Route{
		{Pattern: "GET /staff/{$}", Access: read, Handler: d.front},
		{Pattern: "GET " + listPath, Access: read, Handler: d.list},
		{Pattern: "GET /staff/reports/{id}", Access: read, Handler: d.report},
		{Pattern: "POST /staff/reports/{id}/answers", Access: edit, Handler: d.answer},
		{Pattern: "POST /staff/reports/{id}/messages", Access: edit, Handler: d.say},
		{Pattern: "GET /staff/reports/{id}/map.png", Access: read, Handler: d.still},
		{Pattern: "GET /staff/photos/{sha256}", Access: read, Handler: d.photo},
	}
}

// front leads to where staff begin.
func (d *Desk) front(rw http.ResponseWriter, r *http.Request) {
	http.Redirect(rw, r, listPath, http.StatusSeeOther)
}

// photo sends a photo of any report that may be looked at.
func (d *Desk) photo(rw http.ResponseWriter, r *http.Request) {
	d.Pictures.Photo(rw, r, func(tx *db.Tx, sum [32]byte) (bool, error) { return tx.Showable(sum) })
}

// still draws the map around a report.
func (d *Desk) still(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		d.Kit.Missing(rw, r)
		return
	}
	var place civic.Place
	if err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		report, err := tx.Report(id)
		place = report.Place
		return err
	}); err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	d.Pictures.Still(rw, r, place)
}
