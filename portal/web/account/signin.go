package account

import (
	"errors"
	"net/http"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const loginPath = "/staff/login"

type loginData struct {
	Login, Next string
	Wrong       wrong
	Setup       bool // nobody is a member of staff yet
}

// staffLogin shows where staff sign in. Whoever did is led on.
func (a *Accounts) staffLogin(rw http.ResponseWriter, r *http.Request) {
	v, err := a.visit(rw, r)
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	if v.Staff != nil && v.Full() {
		lead(rw, r, next(r, "/staff/"))
		return
	}
	staffed, err := a.Office.Staffed(r.Context())
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	a.show(rw, r, http.StatusOK, "login", loginData{Next: next(r, ""), Setup: !staffed})
}

func (a *Accounts) staffSignIn(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	begun, err := a.Office.SignInStaff(r.Context(), r.PostFormValue("login"), r.PostFormValue("password"), a.browser(r))
	if err != nil {
		a.again(rw, r, err, "login", func(w wrong) any { return loginData{r.PostFormValue("login"), next(r, ""), w, false} })
		return
	}
	a.keep(rw, r, begun, false)
	lead(rw, r, stagePath(begun.Stage, r))
}

// staffSignOut ends the session, also one that isn't full.
func (a *Accounts) staffSignOut(rw http.ResponseWriter, r *http.Request) {
	if err := a.Office.SignOut(r.Context(), a.token(r)); err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	a.drop(rw, r)
	lead(rw, r, loginPath)
}

type setupData struct {
	Key, Login, Name string
	Wrong            wrong
}

// mayFound says that who asks may make the first account: they have the key, or are at the portal's own machine. It answers those who
// may not.
func (a *Accounts) mayFound(rw http.ResponseWriter, r *http.Request) bool {
	staffed, err := a.Office.Staffed(r.Context())
	if err != nil {
		a.kit.Fail(rw, r, err)
		return false
	}
	if staffed {
		lead(rw, r, loginPath)
		return false
	}
	if kit.Who(r.Context()).Staff != nil {
		return true
	}
	ok, err := a.Setup(r, r.FormValue("key"))
	switch {
	case err != nil:
		a.kit.Fail(rw, r, err)
	case !ok:
		a.kit.Message(rw, r, http.StatusForbidden, "setup")
	}
	return ok
}

func (a *Accounts) setup(rw http.ResponseWriter, r *http.Request) {
	if a.mayFound(rw, r) {
		a.show(rw, r, http.StatusOK, "setup", setupData{Key: r.FormValue("key")})
	}
}

// found makes the first administrator and signs them in.
func (a *Accounts) found(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) || !a.mayFound(rw, r) {
		return
	}
	login, name, password := r.PostFormValue("login"), r.PostFormValue("name"), r.PostFormValue("password")
	_, err := a.Office.Found(r.Context(), accounts.NewStaff{Login: login, Name: name, Role: civic.RoleAdministrator}, password)
	if errors.Is(err, accounts.ErrStaffed) {
		lead(rw, r, loginPath)
		return
	}
	var begun accounts.Begun
	if err == nil {
		begun, err = a.Office.SignInStaff(r.Context(), login, password, a.browser(r))
	}
	if err != nil {
		a.again(rw, r, err, "setup", func(w wrong) any { return setupData{r.PostFormValue("key"), login, name, w} })
		return
	}
	a.keep(rw, r, begun, false)
	lead(rw, r, stagePath(begun.Stage, r))
}

type codeData struct {
	Next  string
	Wrong wrong
}

// code asks for the code after the password.
func (a *Accounts) code(rw http.ResponseWriter, r *http.Request) {
	v, ok := a.staffVisit(rw, r)
	if !ok {
		return
	}
	if v.Stage != db.StageCode {
		lead(rw, r, stagePath(v.Stage, r))
		return
	}
	a.show(rw, r, http.StatusOK, "code", codeData{Next: next(r, "")})
}

func (a *Accounts) giveCode(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	v, ok := a.staffVisit(rw, r)
	if !ok {
		return
	}
	begun, err := a.Office.SignInCode(r.Context(), v, r.PostFormValue("code"), a.browser(r))
	if errors.Is(err, accounts.ErrNoSession) {
		lead(rw, r, stagePath(v.Stage, r))
		return
	}
	if err != nil {
		a.again(rw, r, err, "code", func(w wrong) any { return codeData{next(r, ""), w} })
		return
	}
	a.keep(rw, r, begun, false)
	lead(rw, r, stagePath(begun.Stage, r))
}

type passwordData struct {
	Login string
	Must  bool
	Next  string
	Wrong wrong
}

// password asks for another password; those whom somebody gave theirs, before anything else.
func (a *Accounts) password(rw http.ResponseWriter, r *http.Request) {
	v, ok := a.staffVisit(rw, r)
	if !ok {
		return
	}
	if v.Stage != db.StageChange && !v.Full() {
		lead(rw, r, stagePath(v.Stage, r))
		return
	}
	a.show(rw, r, http.StatusOK, "password", passwordData{Login: v.Staff.Login, Must: !v.Full(), Next: next(r, "")})
}

func (a *Accounts) changePassword(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	v, ok := a.staffVisit(rw, r)
	if !ok {
		return
	}
	if v.Stage != db.StageChange && !v.Full() {
		lead(rw, r, stagePath(v.Stage, r))
		return
	}
	begun, err := a.Office.ChangePassword(r.Context(), v, r.PostFormValue("old"), r.PostFormValue("password"), a.browser(r))
	if err != nil {
		a.again(rw, r, err, "password", func(w wrong) any {
			if w[""] == "account.wrong.sign-in" {
				w = wrong{"old": "account.wrong.old"}
			}
			return passwordData{v.Staff.Login, !v.Full(), next(r, ""), w}
		})
		return
	}
	a.keep(rw, r, begun, false)
	if begun.Stage == db.StageFull && v.Full() {
		lead(rw, r, mePath+"?done=password")
		return
	}
	lead(rw, r, stagePath(begun.Stage, r))
}
