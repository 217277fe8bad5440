package desk

import (
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// AuditReporter is the line that the audit log gets when somebody looks who reported.
const AuditReporter db.AuditAct = "report.reporter-seen"

// reporter shows who reported, once it is written down who looked.
func (d *Desk) reporter(rw http.ResponseWriter, r *http.Request) {
	c, ok := d.post(rw, r)
	if !ok {
		return
	}
	me := kit.Who(r.Context()).Staff
	err := d.Kit.DB.Write(r.Context(), func(tx *db.Tx) error {
		return tx.AddAudit(db.Audit{Actor: me.ID, Role: me.Role, Act: AuditReporter, Object: c.Report.String()})
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	half := emptyForms()
	half.reporter = true
	d.showReport(rw, r, http.StatusOK, c.Report, half)
}

// openReporter opens the sealed part of the entry that told the report.
func (w *drawer) openReporter(data *reportData) error {
	told, err := w.tx.Report(data.ID)
	if err != nil {
		return err
	}
	e, err := w.tx.Entry(told.Device, told.Epoch, told.Seq)
	if err != nil {
		return err
	}
	who, ok := w.Intake.Reporter(&e.Entry)
	if !ok {
		who = civic.Reporter{} // erased, or nobody told
	}
	data.Reporter = &who
	return nil
}
