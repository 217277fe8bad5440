package account

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// sessionCookie has the session's token.
const sessionCookie = "session"

// Cookies are the names of the cookies that tell people apart.
func Cookies() []string { return []string{sessionCookie, "__Host-" + sessionCookie} }

// secure says that the browser came by TLS, also where a proxy ends it. Whoever is at the portal's own machine needs none.
func (a *Accounts) secure(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(a.URL, "https://") && !here(r)
}

// prefixed is a cookie's name. The prefix has the browser refuse it from anybody who isn't this very host over TLS.
func (a *Accounts) prefixed(r *http.Request, name string) string {
	if a.secure(r) {
		return "__Host-" + name
	}
	return name
}

// token is the session's token; "" for none.
func (a *Accounts) token(r *http.Request) string {
	c, err := r.Cookie(a.prefixed(r, sessionCookie))
	if err != nil {
		return ""
	}
	return c.Value
}

func (a *Accounts) browser(r *http.Request) accounts.Browser {
	return accounts.Browser{Address: peer(r), Agent: r.UserAgent(), Token: a.token(r), Lang: a.kit.Language(r), Known: a.known(r)}
}

// knownCookie tells browsers in which somebody signed in before: it lets nobody in.
const knownCookie = "known"

func (a *Accounts) known(r *http.Request) string {
	c, err := r.Cookie(a.prefixed(r, knownCookie))
	if err != nil || len(c.Value) > 100 {
		return ""
	}
	return c.Value
}

// keep gives the browser a session's token. The cookie ends with the browser at staff's shared computers; at a citizen's it stays.
func (a *Accounts) keep(rw http.ResponseWriter, r *http.Request, b accounts.Begun, stays bool) {
	c := &http.Cookie{Name: a.prefixed(r, sessionCookie), Value: b.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.secure(r)}
	if stays {
		c.MaxAge = int(b.Expires.Sub(a.kit.DB.Now()).Seconds())
	}
	http.SetCookie(rw, c)
	if b.Known != "" {
		http.SetCookie(rw, &http.Cookie{
			Name: a.prefixed(r, knownCookie), Value: b.Known, Path: "/", MaxAge: 90 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: a.secure(r),
		})
	}
}

func (a *Accounts) drop(rw http.ResponseWriter, r *http.Request) {
	http.SetCookie(rw, &http.Cookie{Name: a.prefixed(r, sessionCookie), Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.secure(r)})
}

// visit is the session that a request has, full or not. Without one it is empty.
func (a *Accounts) visit(rw http.ResponseWriter, r *http.Request) (accounts.Visit, error) {
	token := a.token(r)
	if token == "" {
		return accounts.Visit{}, nil
	}
	v, err := a.Office.Visit(r.Context(), token)
	if errors.Is(err, accounts.ErrNoSession) {
		a.drop(rw, r)
		return accounts.Visit{}, nil
	}
	return v, err
}

// Identify finds out who sends a request. While nobody is a member of staff, whoever is at the portal's own machine is its
// administrator.
func (a *Accounts) Identify(rw http.ResponseWriter, r *http.Request) (kit.Person, error) {
	v, err := a.visit(rw, r)
	if err != nil {
		return kit.Person{}, err
	}
	if v.Full() {
		return kit.Person{Staff: v.Staff, Citizen: v.Citizen}, nil
	}
	if staffed, err := a.Office.Staffed(r.Context()); err != nil || staffed || !here(r) {
		return kit.Person{}, err
	}
	return kit.Person{Staff: &accounts.Staff{Role: civic.RoleAdministrator, Rights: accounts.Rights()}}, nil
}

// staffVisit is the session of a member of staff, full or not. Whoever has none is led to where they sign in, and false is said.
func (a *Accounts) staffVisit(rw http.ResponseWriter, r *http.Request) (accounts.Visit, bool) {
	v, err := a.visit(rw, r)
	switch {
	case err != nil:
		a.kit.Fail(rw, r, err)
		return v, false
	case v.Staff == nil:
		lead(rw, r, loginPath)
		return v, false
	}
	return v, true
}

// next is the address on this site to which somebody wanted to go; else the usual one. Addresses of other sites aren't followed.
func next(r *http.Request, usual string) string {
	to := r.FormValue("next")
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return usual
	}
	return to
}

// stagePath is where a session of staff has to go next.
func stagePath(stage db.SessionStage, r *http.Request) string {
	paths := map[db.SessionStage]string{db.StageCode: "/staff/code", db.StageChange: "/staff/me/password", db.StageEnrol: "/staff/me/codes"}
	to := next(r, "/staff/")
	path, half := paths[stage]
	if !half {
		return to
	}
	return path + "?" + url.Values{"next": {to}}.Encode()
}
