package account

import (
	"errors"
	"net/http"
	"time"

	"priyom/portal/accounts"
	"priyom/portal/openid"
	"priyom/portal/web/kit"
)

// The cookies of somebody who is at a provider, and of somebody new who came back from one.
const (
	tripCookie = "trip"
	newCookie  = "newcomer"
)

// stranger is somebody whom a provider vouches for and who has no account yet.
type stranger struct {
	Claims accounts.Claims
	Next   string
	Until  time.Time
}

func (a *Accounts) lend(rw http.ResponseWriter, r *http.Request, name, value string) {
	c := &http.Cookie{Name: a.prefixed(r, name), Value: value, Path: "/", MaxAge: int(openid.Life.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.secure(r)}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(rw, c)
}

func (a *Accounts) lent(r *http.Request, name string) string {
	c, err := r.Cookie(a.prefixed(r, name))
	if err != nil {
		return ""
	}
	return c.Value
}

// back is where a provider sends people back to.
func (a *Accounts) back(r *http.Request) string {
	return a.base(r) + "/login/back/" + r.PathValue("provider")
}

// leave sends somebody to a provider.
func (a *Accounts) leave(rw http.ResponseWriter, r *http.Request) {
	to, cookie, err := a.OpenID.Leave(r.Context(), r.PathValue("provider"), a.back(r), next(r, ""))
	if err != nil {
		a.vouchless(rw, r, err)
		return
	}
	a.lend(rw, r, tripCookie, cookie)
	lead(rw, r, to)
}

// vouchless says that a provider didn't vouch, and why as far as it can be told.
func (a *Accounts) vouchless(rw http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, openid.ErrNone):
		a.kit.Missing(rw, r)
	case errors.Is(err, openid.ErrDown):
		a.kit.Log.WarnContext(r.Context(), "provider", "error", err)
		a.kit.Message(rw, r, http.StatusBadGateway, "provider-down")
	case errors.Is(err, openid.ErrBack), errors.Is(err, openid.ErrRefused):
		a.kit.Message(rw, r, http.StatusForbidden, "provider-refused")
	case errors.Is(err, accounts.ErrSignIn):
		a.kit.Message(rw, r, http.StatusForbidden, "forbidden")
	default:
		a.kit.Fail(rw, r, err)
	}
}

// comeBack lets in whom a provider vouches for. Somebody new is asked for their consent first; who is signed in has the provider added.
func (a *Accounts) comeBack(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Referrer-Policy", "no-referrer") // the address has a code
	claims, to, err := a.OpenID.Return(r.Context(), r.PathValue("provider"), a.back(r), r.URL.Query(), a.lent(r, tripCookie))
	a.lend(rw, r, tripCookie, "")
	if err != nil {
		a.vouchless(rw, r, err)
		return
	}
	v, err := a.visit(rw, r)
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	if v.Citizen != nil {
		if err := a.Office.LinkIdentity(r.Context(), v, claims); err != nil {
			a.showOwn(rw, r, err)
			return
		}
		lead(rw, r, ownPath+"?done=linked")
		return
	}
	if to == "" {
		to = a.cabinet()
	}
	begun, err := a.Office.SignInVouched(r.Context(), claims, a.browser(r))
	switch {
	case errors.Is(err, accounts.ErrStranger):
		cookie, err := openid.Seal(a.OpenID.Keys, a.OpenID.Rand, newCookie, stranger{claims, to, a.kit.DB.Now().Add(openid.Life)})
		if err != nil {
			a.kit.Fail(rw, r, err)
			return
		}
		a.lend(rw, r, newCookie, cookie)
		lead(rw, r, "/join/vouched")
	case err != nil:
		a.vouchless(rw, r, err)
	default:
		a.keep(rw, r, begun, false)
		lead(rw, r, to)
	}
}

type strangerData struct {
	Name, Email string
	Wrong       wrong
}

// newcomer is who came back from a provider in this browser; without one it leads to where they sign in, and false is said.
func (a *Accounts) newcomer(rw http.ResponseWriter, r *http.Request) (s stranger, ok bool) {
	if err := openid.Unseal(a.OpenID.Keys, newCookie, a.lent(r, newCookie), &s); err != nil || !a.kit.DB.Now().Before(s.Until) || kit.Who(r.Context()).Citizen != nil {
		lead(rw, r, citizenLoginPath)
		return s, false
	}
	return s, true
}

func (a *Accounts) welcome(rw http.ResponseWriter, r *http.Request) {
	if s, ok := a.newcomer(rw, r); ok {
		a.show(rw, r, http.StatusOK, "vouched", strangerData{Name: s.Claims.Name, Email: provedOf(s.Claims)})
	}
}

// provedOf is the address that becomes an account's.
func provedOf(c accounts.Claims) string {
	if !c.Verified {
		return ""
	}
	return c.Email
}

func (a *Accounts) welcomed(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	s, ok := a.newcomer(rw, r)
	if !ok {
		return
	}
	name := r.PostFormValue("name")
	begun, err := a.Office.JoinVouched(r.Context(), s.Claims, name, r.PostFormValue("consent") != "", a.kit.Language(r), a.browser(r))
	if err != nil {
		a.again(rw, r, err, "vouched", func(w wrong) any { return strangerData{name, provedOf(s.Claims), w} })
		return
	}
	a.lend(rw, r, newCookie, "")
	a.keep(rw, r, begun, false)
	lead(rw, r, s.Next)
}
