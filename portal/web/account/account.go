package account

import (
	"embed"
	"net/http"

	"priyom/portal/accounts"
	"priyom/portal/openid"
	"priyom/portal/web/kit"
)

//go:embed page
var files embed.FS

// Config is what the pages are made from. Kit comes later, with Draw: it asks Identify who people are.
type Config struct {
	Office *accounts.Office
	Setup  func(r *http.Request, key string) (bool, error) // whether it is the key in the setup link
	OpenID *openid.Client
	URL    string // where people find the portal; "" if nobody told
}

// Accounts draws the pages and knows who asks for any page.
type Accounts struct {
	Config
	kit   *kit.Kit
	pages *kit.Pages
}

// New makes them.
func New(c Config) *Accounts { return &Accounts{Config: c} }

// Draw reads the templates. The error is a mistake in them.
func (a *Accounts) Draw(k *kit.Kit) (err error) {
	a.kit = k
	a.pages, err = k.Pages(files, nil, "login", "setup", "code", "password", "codes", "recovery", "me", "people", "person", "told", "citizen_login", "letter", "link", "own", "email", "vouched")
	return err
}

// Routes are the pages and who they are for. Everybody may come where one signs in; how far they are there, the session says.
func (a *Accounts) Routes() []kit.Route {
	staff, administer := kit.Staff(), kit.Staff(accounts.RightAdminister)
	return []kit.Route{
		{Pattern: "GET /staff/setup", Access: kit.Everybody, Handler: a.setup},
		{Pattern: "POST /staff/setup", Access: kit.Everybody, Handler: a.found},
		{Pattern: "GET /staff/login", Access: kit.Everybody, Handler: a.staffLogin},
		{Pattern: "POST /staff/login", Access: kit.Everybody, Handler: a.staffSignIn},
		{Pattern: "GET /staff/code", Access: kit.Everybody, Handler: a.code},
		{Pattern: "POST /staff/code", Access: kit.Everybody, Handler: a.giveCode},
		{Pattern: "POST /staff/logout", Access: kit.Everybody, Handler: a.staffSignOut},
		{Pattern: "GET /staff/me/password", Access: kit.Everybody, Handler: a.password},
		{Pattern: "POST /staff/me/password", Access: kit.Everybody, Handler: a.changePassword},
		{Pattern: "GET /staff/me/codes", Access: kit.Everybody, Handler: a.codes},
		{Pattern: "GET /staff/me/codes/qr.png", Access: kit.Everybody, Handler: a.codesPicture},
		{Pattern: "POST /staff/me/codes", Access: kit.Everybody, Handler: a.beginCodes},
		{Pattern: "POST /staff/me/codes/end", Access: staff, Handler: a.endCodes},
		{Pattern: "POST /staff/me/codes/recovery", Access: staff, Handler: a.renewRecovery},
		{Pattern: "GET /staff/me", Access: staff, Handler: a.me},
		{Pattern: "POST /staff/me/sessions/end", Access: staff, Handler: a.endSession},
		{Pattern: "GET /login", Access: kit.Everybody, Handler: a.citizenLogin},
		{Pattern: "POST /login", Access: kit.Everybody, Handler: a.citizenSignIn},
		{Pattern: "POST /logout", Access: kit.Everybody, Handler: a.citizenSignOut},
		{Pattern: "GET /join", Access: kit.Everybody, Handler: a.join},
		{Pattern: "POST /join", Access: kit.Everybody, Handler: a.sendJoin},
		{Pattern: "GET /forgot", Access: kit.Everybody, Handler: a.forgot},
		{Pattern: "POST /forgot", Access: kit.Everybody, Handler: a.sendForgot},
		{Pattern: "GET /join/{token}", Access: kit.Everybody, Handler: a.link},
		{Pattern: "POST /join/{token}", Access: kit.Everybody, Handler: a.followLink},
		{Pattern: "GET /login/with/{provider}", Access: kit.Everybody, Handler: a.leave},
		{Pattern: "GET /login/back/{provider}", Access: kit.Everybody, Handler: a.comeBack},
		{Pattern: "GET /join/vouched", Access: kit.Everybody, Handler: a.welcome},
		{Pattern: "POST /join/vouched", Access: kit.Everybody, Handler: a.welcomed},
		{Pattern: "GET /me/account", Access: kit.Citizens, Handler: a.own},
		{Pattern: "POST /me/account", Access: kit.Citizens, Handler: a.changeOwn},
		{Pattern: "POST /me/account/password", Access: kit.Citizens, Handler: a.changeOwnPassword},
		{Pattern: "POST /me/account/email", Access: kit.Citizens, Handler: a.askEmail},
		{Pattern: "GET /email/{token}", Access: kit.Everybody, Handler: a.emailLink},
		{Pattern: "POST /email/{token}", Access: kit.Everybody, Handler: a.confirmEmail},
		{Pattern: "POST /me/account/sessions/end", Access: kit.Citizens, Handler: a.endOwnSession},
		{Pattern: "POST /me/account/unlink", Access: kit.Citizens, Handler: a.unlink},
		{Pattern: "GET /staff/people", Access: administer, Handler: a.people},
		{Pattern: "POST /staff/people", Access: administer, Handler: a.whoNeedsCodes},
		{Pattern: "GET /staff/people/new", Access: administer, Handler: a.newPerson},
		{Pattern: "POST /staff/people/new", Access: administer, Handler: a.addPerson},
		{Pattern: "GET /staff/people/{id}", Access: administer, Handler: a.person},
		{Pattern: "POST /staff/people/{id}", Access: administer, Handler: a.changePerson},
		{Pattern: "POST /staff/people/{id}/reset", Access: administer, Handler: a.resetPerson},
		{Pattern: "POST /staff/people/{id}/active", Access: administer, Handler: a.endPerson},
	}
}

const maxForm = 32 << 10

// form reads a posted form; if it can't, it answers and says false.
func (a *Accounts) form(rw http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(rw, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		a.kit.Message(rw, r, http.StatusBadRequest, "form")
		return false
	}
	return true
}

func (a *Accounts) show(rw http.ResponseWriter, r *http.Request, status int, name string, data any) {
	a.pages.Show(rw, r, status, name, kit.Page{Section: section[name], Data: data})
}

// section is where pages stand in the navigation.
var section = map[string]string{"people": peoplePath, "person": peoplePath, "told": peoplePath}

func lead(rw http.ResponseWriter, r *http.Request, to string) {
	rw.Header().Set("Cache-Control", "no-store")
	http.Redirect(rw, r, to, http.StatusSeeOther)
}
