package account

import (
	"errors"
	"net/http"

	"github.com/skip2/go-qrcode"

	"priyom/portal/accounts"
	"priyom/portal/db"
)

type codesData struct {
	Secret string
	Must   bool
	Next   string
	Wrong  wrong
}

// enrolling is the secret that somebody is setting up; without one it answers and says false.
func (a *Accounts) enrolling(rw http.ResponseWriter, r *http.Request) (accounts.Visit, accounts.Enrolment, bool) {
	v, ok := a.staffVisit(rw, r)
	if !ok {
		return v, accounts.Enrolment{}, false
	}
	e, err := a.Office.BeginCodes(r.Context(), v)
	switch {
	case errors.Is(err, accounts.ErrNoSession):
		lead(rw, r, stagePath(v.Stage, r))
	case errors.Is(err, accounts.ErrUsed): // they have codes
		lead(rw, r, mePath)
	case err != nil:
		a.kit.Fail(rw, r, err)
	}
	return v, e, err == nil
}

// codes shows the secret for the app that makes codes.
func (a *Accounts) codes(rw http.ResponseWriter, r *http.Request) {
	if v, e, ok := a.enrolling(rw, r); ok {
		a.show(rw, r, http.StatusOK, "codes", codesData{Secret: e.Secret, Must: v.Stage == db.StageEnrol, Next: next(r, "")})
	}
}

// codesPicture is the same to point the app at.
func (a *Accounts) codesPicture(rw http.ResponseWriter, r *http.Request) {
	_, e, ok := a.enrolling(rw, r)
	if !ok {
		return
	}
	png, err := qrcode.Encode(e.URI, qrcode.Low, 480)
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "image/png")
	rw.Header().Set("Cache-Control", "private, no-store")
	_, _ = rw.Write(png) // whoever went away doesn't miss it
}

type recoveryData struct {
	Codes []string
	Next  string
}

func (a *Accounts) beginCodes(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	v, e, ok := a.enrolling(rw, r)
	if !ok {
		return
	}
	begun, recovery, err := a.Office.FinishCodes(r.Context(), v, r.PostFormValue("code"), a.browser(r))
	if err != nil {
		a.again(rw, r, err, "codes", func(w wrong) any { return codesData{e.Secret, v.Stage == db.StageEnrol, next(r, ""), w} })
		return
	}
	a.keep(rw, r, begun, false)
	a.show(rw, r, http.StatusOK, "recovery", recoveryData{recovery, next(r, mePath)})
}

func (a *Accounts) endCodes(rw http.ResponseWriter, r *http.Request) {
	a.withCode(rw, r, func(v accounts.Visit, code string) error { return a.Office.EndCodes(r.Context(), v, code) }, func() { lead(rw, r, mePath+"?done=no-codes") })
}

func (a *Accounts) renewRecovery(rw http.ResponseWriter, r *http.Request) {
	var recovery []string
	a.withCode(rw, r, func(v accounts.Visit, code string) (err error) {
		recovery, err = a.Office.RenewRecovery(r.Context(), v, code)
		return err
	}, func() { a.show(rw, r, http.StatusOK, "recovery", recoveryData{recovery, mePath}) })
}

// withCode does what needs a code once more; a wrong one is told on the page of one's own account.
func (a *Accounts) withCode(rw http.ResponseWriter, r *http.Request, f func(accounts.Visit, string) error, done func()) {
	if !a.form(rw, r) {
		return
	}
	v, ok := a.staffVisit(rw, r)
	if !ok {
		return
	}
	if err := f(v, r.PostFormValue("code")); err != nil {
		data, failed := a.meData(r, v)
		if failed != nil {
			a.kit.Fail(rw, r, failed)
			return
		}
		a.again(rw, r, err, "me", func(w wrong) any {
			data.Wrong = w
			return data
		})
		return
	}
	done()
}
