package petition

import (
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/petitions"
	"priyom/portal/web/kit"
)

// answer publishes what the district answers to a petition.
func (p *Pages) answer(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, maxPetitionForm)
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	a := db.PetitionAnswer{Petition: it.ID, Text: r.PostFormValue("text"), Signatory: r.PostFormValue("signatory")}
	who := kit.Who(r.Context()).Staff
	if who == nil {
		who = &accounts.Staff{Role: civic.RoleAdministrator} // at the portal's own machine
	}
	a.Actor = who.ID
	err := p.register.Answer(r.Context(), a, who.Role, p.kit.Location)
	wrong := map[string]string{}
	for field, sentinel := range map[string]error{"text": petitions.ErrText, "signatory": petitions.ErrSignatory} {
		if errors.Is(err, sentinel) {
			wrong[field] = "petition.answer.wrong." + field
		}
	}
	switch {
	case len(wrong) > 0:
		p.showOne(rw, r, http.StatusUnprocessableEntity, it, petitionData{Draft: a, Wrong: wrong})
	case err == nil, errors.Is(err, petitions.ErrAnswered), errors.Is(err, petitions.ErrEarly): // the page shows how it stands
		http.Redirect(rw, r, staffPath+"/"+it.Number, http.StatusSeeOther)
	default:
		p.kit.Fail(rw, r, err)
	}
}

// follow lets a citizen hear what becomes of a petition that they needn't have signed.
func (p *Pages) follow(rw http.ResponseWriter, r *http.Request) { p.hear(rw, r, true) }

func (p *Pages) unfollow(rw http.ResponseWriter, r *http.Request) { p.hear(rw, r, false) }

func (p *Pages) hear(rw http.ResponseWriter, r *http.Request, follow bool) {
	it, ok := p.find(rw, r)
	if !ok {
		return
	}
	me := kit.Who(r.Context()).Citizen.ID
	if err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error { return tx.FollowPetition(it.ID, me, follow) }); err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, path+"/"+it.Number+"#follow", http.StatusSeeOther)
}
