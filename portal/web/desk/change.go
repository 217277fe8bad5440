package desk

import (
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

func (d *Desk) claim(rw http.ResponseWriter, r *http.Request) {
	if c, ok := d.post(rw, r); ok {
		err := d.Cases.Claim(r.Context(), c.Report, casework.Staff(kit.Who(r.Context()).Staff))
		d.after(rw, r, c, err, "claim", emptyForms())
	}
}

func (d *Desk) release(rw http.ResponseWriter, r *http.Request) {
	if c, ok := d.post(rw, r); ok {
		err := d.Cases.Release(r.Context(), c.Report, casework.Staff(kit.Who(r.Context()).Staff))
		d.after(rw, r, c, err, "release", emptyForms())
	}
}

// raise passes a report to the senior moderators.
func (d *Desk) raise(rw http.ResponseWriter, r *http.Request) {
	if c, ok := d.post(rw, r); ok {
		_, err := d.Cases.Raise(r.Context(), c.Report, number(r, "version"), casework.Staff(kit.Who(r.Context()).Staff), r.PostForm.Get("comment"))
		d.after(rw, r, c, err, "raise", emptyForms())
	}
}

// show lets the public see a report, or hides it.
func (d *Desk) show(rw http.ResponseWriter, r *http.Request) {
	if c, ok := d.post(rw, r); ok {
		public := r.PostForm.Get("public") == "yes"
		_, err := d.Cases.Show(r.Context(), c.Report, number(r, "version"), casework.Staff(kit.Who(r.Context()).Staff), public, r.PostForm.Get("comment"))
		what := "hide"
		if public {
			what = "show"
		}
		d.after(rw, r, c, err, what, emptyForms())
	}
}

// entrust says who of a department deals with a report.
func (d *Desk) entrust(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.post(rw, r)
	if !ok {
		return
	}
	var who db.Account
	if raw, err := hex.DecodeString(r.PostForm.Get("executor")); err == nil && len(raw) == len(who) {
		who = db.Account(raw)
	}
	_, err := d.Cases.Entrust(r.Context(), c.Report, number(r, "version"), casework.Staff(kit.Who(r.Context()).Staff), who)
	d.after(rw, r, c, err, "entrust", emptyForms())
}

// edit changes words, kind, urgency and place.
func (d *Desk) edit(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.post(rw, r)
	if !ok {
		return
	}
	f := r.PostForm
	t := typed{
		Edit: true, Text: f.Get("text"), Category: civic.CategorySlug(f.Get("category")), Urgency: civic.Urgency(f.Get("urgency")),
		Address: f.Get("address"), Settlement: f.Get("settlement"), Position: strings.TrimSpace(f.Get("position")), Note: f.Get("note"),
	}
	half := emptyForms()
	half.act = t
	place, good := readPlace(c.Place, t)
	if !good {
		half.wrong = []string{"desk.wrong.position"}
		d.showReport(rw, r, http.StatusUnprocessableEntity, c.Report, half)
		return
	}
	_, err := d.Cases.Edit(r.Context(), casework.Change{
		Report: c.Report, Version: number(r, "version"), By: casework.Staff(kit.Who(r.Context()).Staff), Text: &t.Text, Category: &t.Category,
		Urgency: &t.Urgency, Place: &place, Note: t.Note,
	})
	d.after(rw, r, c, err, "edit", half)
}

// readPlace is a place as somebody typed it. A position that stays as it was keeps what it came from.
func readPlace(was civic.Place, t typed) (civic.Place, bool) {
	p := civic.Place{Address: t.Address, Settlement: t.Settlement}
	if t.Position == "" {
		return p, true
	}
	lat, lon, ok := strings.Cut(t.Position, ",")
	y, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	x, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if !ok || err1 != nil || err2 != nil {
		return p, false
	}
	p.Position, p.Source = civic.Position{Lat: civic.Degrees(y), Lon: civic.Degrees(x)}, civic.SourceMap
	if was.Source != civic.SourceNone && civic.Distance(p.Position, was.Position) < 1.2 { // it is shown to five places
		p.Position, p.Source = was.Position, was.Source
	}
	return p, true
}
