package operation

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/retention"
	"priyom/portal/web/kit"
)

// act is one act in a list.
type act struct {
	db.Erasure
	Who string
}

type retentionData struct {
	Version             int64
	Reports, Signatures string
	Note                string
	Number, Why         string
	Problem             string // translation key of what is wrong with the rule
	EraseProblem        string // and with what somebody wants destroyed
	Saved               bool
	Acts                []act
	Older               int64
}

// rule shows after how long what is destroyed, and the acts.
func (p *Pages) rule(rw http.ResponseWriter, r *http.Request) {
	p.showRule(rw, r, http.StatusOK, retentionData{Version: -1, Saved: r.URL.Query().Has("saved")})
}

func (p *Pages) showRule(rw http.ResponseWriter, r *http.Request, status int, data retentionData) {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		rule, version, err := p.retention.In(tx)
		if err != nil {
			return err
		}
		if data.Version < 0 {
			data.Version, data.Reports, data.Signatures = version, strconv.Itoa(rule.Reports), strconv.Itoa(rule.Signatures)
		}
		acts, err := tx.Erasures(before, pageLength+1)
		if err != nil {
			return err
		}
		if len(acts) > pageLength {
			acts = acts[:pageLength]
			data.Older = acts[pageLength-1].N
		}
		known := map[db.Account]string{}
		for _, e := range acts {
			who, err := name(tx, known, e.Actor)
			if err != nil {
				return err
			}
			data.Acts = append(data.Acts, act{e, who})
		}
		return nil
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "retention", kit.Page{Section: section, Data: data})
}

// putRule makes the form a new version of the rule.
func (p *Pages) putRule(rw http.ResponseWriter, r *http.Request) {
	if !p.readForm(rw, r) {
		return
	}
	data := retentionData{
		Reports: strings.TrimSpace(r.PostForm.Get("reports")), Signatures: strings.TrimSpace(r.PostForm.Get("signatures")), Note: civic.Tidy(r.PostForm.Get("note")),
	}
	version, err := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	if data.Version = version; err != nil || version < 0 {
		data.Version = 0
	}
	reports, err := strconv.Atoi(data.Reports)
	signatures, err2 := strconv.Atoi(data.Signatures)
	rule := retention.Rule{Reports: reports, Signatures: signatures}
	who := kit.Who(r.Context()).Staff
	switch {
	case err != nil || err2 != nil || rule.Check() != nil:
		data.Problem = "retention.bad"
	case data.Note == "":
		data.Problem = "rules.note.missing"
	case len([]rune(data.Note)) > maxNote:
		data.Problem = "rules.note.long"
	default:
		err := p.retention.Put(r.Context(), rule, data.Version, data.Note, who.ID, who.Role)
		if err == nil {
			http.Redirect(rw, r, retentionPath+"?saved", http.StatusSeeOther)
			return
		}
		if !errors.Is(err, db.ErrStale) {
			p.kit.Fail(rw, r, err)
			return
		}
		data.Problem = "rules.stale"
	}
	p.showRule(rw, r, http.StatusUnprocessableEntity, data)
}

// erase destroys the personal data of one report.
func (p *Pages) erase(rw http.ResponseWriter, r *http.Request) {
	if !p.readForm(rw, r) {
		return
	}
	data := retentionData{Version: -1, Number: civic.Tidy(r.PostForm.Get("number")), Why: civic.Tidy(r.PostForm.Get("why"))}
	var found db.Report
	var err error
	switch {
	case data.Why == "":
		data.EraseProblem = "retention.why.missing"
	case len([]rune(data.Why)) > maxNote:
		data.EraseProblem = "rules.note.long"
	case r.PostForm.Get("sure") == "":
		data.EraseProblem = "retention.sure.missing"
	default:
		err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
			found, err = tx.ReportByNumber(data.Number)
			return err
		})
		if errors.Is(err, db.ErrNotFound) {
			data.EraseProblem, err = "retention.number.missing", nil
		}
	}
	who := kit.Who(r.Context()).Staff
	if err == nil && data.EraseProblem == "" {
		var done db.Erasure
		if done, err = p.retention.Erase(r.Context(), found.ID, data.Why, who.ID, who.Role); err == nil {
			http.Redirect(rw, r, retentionPath+"/"+strconv.FormatInt(done.N, 10), http.StatusSeeOther)
			return
		}
	}
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.showRule(rw, r, http.StatusUnprocessableEntity, data)
}

type actData struct {
	act
	Numbers []db.Report
	More    civic.ReportID // zero on the last page
}

// actLength is how many reports of an act are on one page.
const actLength = 500

// act shows one act, with the numbers of the reports.
func (p *Pages) act(rw http.ResponseWriter, r *http.Request) {
	n, err := strconv.ParseInt(r.PathValue("act"), 10, 64)
	if err != nil {
		p.kit.Missing(rw, r)
		return
	}
	after, _ := civic.ParseReportID(r.URL.Query().Get("after"))
	var data actData
	err = p.kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		if data.Erasure, err = tx.Erasure(n); err != nil {
			return err
		}
		if data.Who, err = name(tx, map[db.Account]string{}, data.Actor); err != nil {
			return err
		}
		data.Numbers, err = tx.ErasedIn(n, after, actLength)
		if len(data.Numbers) == actLength {
			data.More = data.Numbers[actLength-1].ID
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "act", kit.Page{Section: section, Data: data})
}
