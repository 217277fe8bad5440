package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// done is what was just done, for the notice above a page; it must be something that there is a word for.
func done(r *http.Request) string {
	d := r.URL.Query().Get("done")
	if slices.Contains(notices(), d) {
		return d
	}
	return ""
}

// notices are the things that can have been done.
func notices() []string {
	all := []string{"claim", "release", "raise", "edit", "show", "hide", "entrust", "photo", "drop", "read"}
	for _, act := range []civic.Action{
		civic.ActAssign, civic.ActReject, civic.ActMerge, civic.ActSplit, civic.ActAppeal, civic.ActReopen, civic.ActUphold, civic.ActStart,
		civic.ActReturn, civic.ActSolve, civic.ActRefuse, civic.ActConfirm, civic.ActRate, civic.ActRework, civic.ActEscalate, civic.ActClose,
		civic.ActWithdraw, civic.ActProgress,
	} {
		all = append(all, string(act))
	}
	return all
}

// post reads a form about a case that is for whoever sends it; if it can't, it answers and says false.
func (d *Desk) post(rw http.ResponseWriter, r *http.Request) (c db.Case, ok bool) {
	c, ok = d.find(rw, r)
	if !ok {
		return c, false
	}
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		d.showReport(rw, r, http.StatusRequestEntityTooLarge, c.Report, wrong("desk.wrong.form"))
		return c, false
	}
	return c, true
}

func wrong(keys ...string) forms {
	f := emptyForms()
	f.wrong = keys
	return f
}

// act does what a form of the panel says.
func (d *Desk) act(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.post(rw, r)
	if !ok {
		return
	}
	me := kit.Who(r.Context()).Staff
	deed := casework.Deed{
		Report: c.Report, Version: number(r, "version"), Act: civic.Action(r.PostForm.Get("act")), By: casework.Staff(me),
		Department: civic.DepartmentSlug(r.PostForm.Get("department")), Reason: civic.Reason(r.PostForm.Get("reason")),
		Comment: r.PostForm.Get("comment"), Private: r.PostForm.Get("private") != "", Hidden: r.PostForm.Get("hidden") != "",
		Rating: int(number(r, "rating")),
	}
	if other := r.PostForm.Get("other"); other != "" {
		deed.Department = civic.DepartmentSlug(other)
	}
	if r.PostForm.Get("for") == "citizen" && moderates(me) {
		deed.By = casework.ForCitizen(me)
	}
	if deed.Act == civic.ActMerge {
		deed.Into = d.target(r)
	}
	_, err := d.Cases.Act(r.Context(), deed)
	half := emptyForms()
	half.act = typed{Act: deed.Act, Comment: deed.Comment, Department: deed.Department, Reason: deed.Reason, Into: r.PostForm.Get("number")}
	d.after(rw, r, c, err, string(deed.Act), half)
}

func number(r *http.Request, name string) int64 {
	n, err := strconv.ParseInt(r.PostForm.Get(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// target is the report that another is merged into: chosen, or named by its number.
func (d *Desk) target(r *http.Request) (id civic.ReportID) {
	if id, err := civic.ParseReportID(r.PostForm.Get("into")); err == nil {
		return id
	}
	number := strings.TrimSpace(r.PostForm.Get("number"))
	if number == "" {
		return id
	}
	if err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		c, err := tx.CaseByNumber(number)
		id = c.Report
		return err
	}); err != nil {
		return civic.ReportID{0xFF} // no report: the office says so
	}
	return id
}

// after leads on when something was done, or shows the report with what is wrong and all that was typed.
func (d *Desk) after(rw http.ResponseWriter, r *http.Request, c db.Case, err error, what string, half forms) {
	if err == nil {
		http.Redirect(rw, r, leadsTo(r, c.Report, what), http.StatusSeeOther)
		return
	}
	keys, status := explain(err)
	if keys == nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	half.wrong = keys
	d.showReport(rw, r, status, c.Report, half)
}

// leadsTo is where somebody goes on: in the queue, if they came from there, or on the report.
func leadsTo(r *http.Request, id civic.ReportID, what string) string {
	if from := r.PostForm.Get("back"); from == queuePath || strings.HasPrefix(from, queuePath+"?") {
		u, err := url.Parse(from)
		if err == nil && u.Path == queuePath {
			q := u.Query()
			q.Set("done", what)
			if what == "claim" || what == "edit" || what == "release" {
				q.Set("report", id.String())
			}
			return queuePath + "?" + q.Encode()
		}
	}
	return reportPath(id) + "?" + url.Values{"done": {what}}.Encode()
}

// explain names what kept somebody from doing something, as translation keys, and how a page says it; nil for what is nobody's
// fault.
func explain(err error) (keys []string, status int) {
	var needs *civic.NeedsError
	var problems civic.Problems
	switch {
	case errors.As(err, &needs):
		for _, n := range needs.Missing {
			keys = append(keys, "desk.need."+string(n))
		}
		return keys, http.StatusUnprocessableEntity
	case errors.As(err, &problems):
		return []string{"desk.wrong.edit"}, http.StatusUnprocessableEntity
	case errors.Is(err, db.ErrStale):
		return []string{"desk.wrong.stale"}, http.StatusConflict
	case errors.Is(err, civic.ErrNoTransition):
		return []string{"desk.wrong.status"}, http.StatusConflict
	case errors.Is(err, casework.ErrClaimed):
		return []string{"desk.wrong.claimed"}, http.StatusConflict
	case errors.Is(err, casework.ErrTarget):
		return []string{"desk.wrong.target"}, http.StatusUnprocessableEntity
	case errors.Is(err, casework.ErrJoined):
		return []string{"desk.wrong.joined"}, http.StatusConflict
	case errors.Is(err, casework.ErrPhotos):
		return []string{"desk.wrong.photos"}, http.StatusUnprocessableEntity
	case errors.Is(err, casework.ErrForbidden):
		return []string{"desk.wrong.forbidden"}, http.StatusConflict
	}
	return nil, 0
}
