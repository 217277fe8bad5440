package portaltest

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
)

// Password is everybody's password in tests.
const Password = "четыре слова подряд"

// Cheap is what a password costs in tests.
func Cheap() accounts.Cost { return accounts.Cost{Memory: 64, Passes: 1, Lanes: 1} }

// Somebody is a browser and whoever sits at it, at another machine than the portal's own.
type Somebody struct {
	t       testing.TB
	p       *Portal
	Account db.Account // zero: they didn't sign in
	Login   string     // or the e-mail address
	Client  *http.Client
}

// Nobody is a browser in which nobody signed in.
func (p *Portal) Nobody(t testing.TB) *Somebody {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &Somebody{t: t, p: p, Client: &http.Client{
		Jar: jar, Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	t.Cleanup(s.Client.CloseIdleConnections)
	return s
}

// Staff makes a member of staff with a role's usual rights, and signs them in. Without a department "roads" is theirs where they need one.
func (p *Portal) Staff(t testing.TB, login string, role civic.Role, department civic.DepartmentSlug, rights ...accounts.Right) *Somebody {
	t.Helper()
	n := accounts.NewStaff{Login: login, Name: "Служащий " + login, Role: role, Rights: rights, Department: department}
	if department == "" && (role == civic.RoleDepartment || role == civic.RoleInspector) {
		n.Department = "roads"
	}
	account, _, err := p.Accounts().AddStaff(t.Context(), db.Account{}, n, "первый пароль его")
	if err != nil {
		t.Fatal(err)
	}
	s := p.Nobody(t)
	s.Account, s.Login = account.ID, login
	s.Form("/staff/login", url.Values{"login": {login}, "password": {"первый пароль его"}}).Status(http.StatusSeeOther)
	s.Form("/staff/me/password", url.Values{"old": {"первый пароль его"}, "password": {Password}}).Status(http.StatusSeeOther)
	s.Get("/staff/me").Status(http.StatusOK)
	return s
}

// Reply is what somebody's browser was answered.
type Reply struct {
	*http.Response
	t    testing.TB
	Body string
}

// Status fails the test if the answer has another one.
func (r Reply) Status(want int) Reply {
	r.t.Helper()
	if r.StatusCode != want {
		r.t.Errorf("%s %s: %s, not %d: %.300s", r.Request.Method, r.Request.URL.Path, r.Response.Status, want, r.Body)
	}
	return r
}

// Get asks for a page, as a browser does. It doesn't follow where it is led.
func (s *Somebody) Get(path string) Reply {
	s.t.Helper()
	return s.Do(http.MethodGet, path, nil, nil)
}

// Form sends a form of this site's.
func (s *Somebody) Form(path string, form url.Values) Reply {
	s.t.Helper()
	return s.Do(http.MethodPost, path, form, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-origin") })
}

// Do sends a request that was changed a little.
func (s *Somebody) Do(method, path string, form url.Values, change func(*http.Request)) Reply {
	s.t.Helper()
	return s.Send(method, path, strings.NewReader(form.Encode()), func(req *http.Request) {
		if form != nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if change != nil {
			change(req)
		}
	})
}

// Send sends whatever it is given.
func (s *Somebody) Send(method, path string, content io.Reader, change func(*http.Request)) Reply {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.p.Server.URL+path, content)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("X-Forwarded-For", "203.0.113.9") // a proxy at the portal's machine speaks for them
	req.Header.Set("Accept-Language", "ru")
	req.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
	change(req)
	res, err := s.Client.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return Reply{res, s.t, string(body)}
}

// Cookies are what the browser keeps of the portal's.
func (s *Somebody) Cookies() []*http.Cookie {
	s.t.Helper()
	u, err := url.Parse(s.p.Server.URL)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.Client.Jar.Cookies(u)
}

// Citizen makes a citizen's account and signs them in.
func (p *Portal) Citizen(t testing.TB, email string) *Somebody {
	t.Helper()
	c, err := p.Accounts().AddCitizen(t.Context(), email, accounts.Joining{Name: "Житель " + email, Password: Password, Consent: true, Lang: civic.LangRU})
	if err != nil {
		t.Fatal(err)
	}
	s := p.Nobody(t)
	s.Account, s.Login = c.ID, email
	s.Form("/login", url.Values{"email": {email}, "password": {Password}}).Status(http.StatusSeeOther)
	return s
}

// Aside sends a form or asks for a page with the session's cookies as they are now, and keeps nothing of the answer: signed out by it, one
// signs in again.
func (s *Somebody) Aside(method, path string, form url.Values) Reply {
	s.t.Helper()
	kept := s.Cookies()
	r := s.Do(method, path, form, func(r *http.Request) {
		if method != http.MethodGet {
			r.Header.Set("Sec-Fetch-Site", "same-origin")
		}
	})
	u, err := url.Parse(s.p.Server.URL)
	if err != nil {
		s.t.Fatal(err)
	}
	s.Client.Jar.SetCookies(u, kept)
	if strings.HasSuffix(path, "/logout") {
		s.again()
	}
	return r
}

// again signs in anew.
func (s *Somebody) again() {
	s.t.Helper()
	switch {
	case s.Account.IsZero():
	case strings.Contains(s.Login, "@"):
		s.Form("/login", url.Values{"email": {s.Login}, "password": {Password}}).Status(http.StatusSeeOther)
	default:
		s.Form("/staff/login", url.Values{"login": {s.Login}, "password": {Password}}).Status(http.StatusSeeOther)
	}
}
