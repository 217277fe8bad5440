package petition

import (
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
)

// auditWithdrawn is that somebody took a signature back at the portal, in the name of who gave it.
const auditWithdrawn db.AuditAct = "signature-withdrawn"

// withdraw takes a signature back that was given anywhere, once the box beside the button was ticked: the person asked for it in writing.
func (p *Pages) withdraw(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxPetitionForm)
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	id, err := civic.ParseSignatureID(r.PostFormValue("signature"))
	if err != nil {
		p.kit.Missing(rw, r)
		return
	}
	back := staffPath + "/" + it.Number + "/signatures"
	if r.PostFormValue("sure") == "" {
		http.Redirect(rw, r, back, http.StatusSeeOther)
		return
	}
	me := actor(r)
	err = p.journal.TakeBack(r.Context(), own.KeyOf("take back", id.String()), it.ID, id, func(tx *db.Tx) error {
		return tx.AddAudit(db.Audit{Actor: me.Account, Role: me.Role, Act: auditWithdrawn, Object: id.String(), Detail: it.Number})
	})
	if err != nil && !errors.Is(err, db.ErrNotFound) { // it is taken back already
		p.kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, back, http.StatusSeeOther)
}
