package account

import (
	"errors"
	"net/http"

	"priyom/portal/accounts"
	"priyom/portal/web/kit"
)

type emailData struct {
	Token string
	accounts.EmailStep
	Done bool
}

// askEmail begins to give a citizen another address, or ends that.
func (a *Accounts) askEmail(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	if r.PostFormValue("do") == "cancel" {
		a.doneOwn(rw, r, a.Office.CancelEmail(r.Context(), kit.Who(r.Context()).Citizen.ID), "email-kept")
		return
	}
	v, err := a.visit(rw, r)
	if err == nil {
		err = a.Office.AskEmail(r.Context(), v, r.PostFormValue("email"), r.PostFormValue("proof"), a.browser(r), a.write(r))
	}
	if errors.Is(err, accounts.ErrSignIn) {
		err = accounts.ErrProof
	}
	a.doneOwn(rw, r, err, "email")
}

// emailLink shows what a link from a letter confirms.
func (a *Accounts) emailLink(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Referrer-Policy", "no-referrer") // the address is a secret
	step, err := a.Office.EmailLink(r.Context(), r.PathValue("token"))
	a.showEmail(rw, r, emailData{r.PathValue("token"), step, false}, err)
}

func (a *Accounts) confirmEmail(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Referrer-Policy", "no-referrer")
	step, err := a.Office.ConfirmEmail(r.Context(), r.PathValue("token"), a.write(r))
	a.showEmail(rw, r, emailData{r.PathValue("token"), step, true}, err)
}

func (a *Accounts) showEmail(rw http.ResponseWriter, r *http.Request, data emailData, err error) {
	switch {
	case errors.Is(err, accounts.ErrLink):
		a.kit.Message(rw, r, http.StatusNotFound, "link")
	case err != nil:
		a.kit.Fail(rw, r, err)
	default:
		a.show(rw, r, http.StatusOK, "email", data)
	}
}
