package operation

import (
	"errors"
	"net/http"

	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// failed is a job that was given up, and waiting are those of a kind.
type (
	failed struct {
		db.Job
		Does string
	}
	waiting struct {
		db.JobCount
		Does string
	}
)

type jobsData struct {
	Failed  []failed
	Waiting []waiting
}

// jobs shows what was given up and what waits.
func (p *Pages) jobs(rw http.ResponseWriter, r *http.Request) {
	var data jobsData
	say := p.kit.Words(p.kit.Language(r))
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		given, err := tx.FailedJobs(pageLength)
		if err != nil {
			return err
		}
		for _, j := range given {
			data.Failed = append(data.Failed, failed{j, jobWord(say, j.Kind)})
		}
		counts, err := tx.CountJobs()
		for _, c := range counts {
			if c.State == db.JobWaiting {
				data.Waiting = append(data.Waiting, waiting{c, jobWord(say, c.Kind)})
			}
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "jobs", kit.Page{Section: section, Data: data})
}

// AuditRetry is that somebody had a job tried again.
const AuditRetry db.AuditAct = "retry"

// retry has a job tried again that was given up.
func (p *Pages) retry(rw http.ResponseWriter, r *http.Request) {
	if !p.readForm(rw, r) {
		return
	}
	kind, key := r.PostForm.Get("kind"), r.PostForm.Get("key")
	who := kit.Who(r.Context()).Staff
	err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		if err := tx.RetryJob(db.JobKind(kind), key); err != nil {
			return err
		}
		return tx.AddAudit(db.Audit{Actor: who.ID, Role: who.Role, Act: AuditRetry, Object: kind})
	})
	if err != nil && !errors.Is(err, db.ErrNotFound) { // somebody else was faster
		p.kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, jobsPath, http.StatusSeeOther)
}
