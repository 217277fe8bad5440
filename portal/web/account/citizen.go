package account

import (
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/web/kit"
)

// The addresses where citizens sign in, and what is theirs.
const (
	citizenLoginPath = "/login"
	cabinetPath      = "/me"
	ownPath          = "/me/account"
)

type citizenData struct {
	Email, Next string
	Providers   []db.Provider
	Wrong       wrong
}

func (a *Accounts) citizenLogin(rw http.ResponseWriter, r *http.Request) {
	if kit.Who(r.Context()).Citizen != nil {
		lead(rw, r, next(r, a.cabinet()))
		return
	}
	a.showLogin(rw, r, nil)
}

// showLogin shows where citizens sign in, with what went wrong.
func (a *Accounts) showLogin(rw http.ResponseWriter, r *http.Request, failed error) {
	providers, err := a.Office.Providers(r.Context())
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	data := citizenData{Email: r.PostFormValue("email"), Next: next(r, ""), Providers: providers}
	if failed == nil {
		a.show(rw, r, http.StatusOK, "citizen_login", data)
		return
	}
	a.again(rw, r, failed, "citizen_login", func(w wrong) any {
		data.Wrong = w
		return data
	})
}

// cabinet is where citizens are led who wanted nothing else.
func (a *Accounts) cabinet() string {
	if a.kit.Has("GET " + cabinetPath) {
		return cabinetPath
	}
	return ownPath
}

func (a *Accounts) citizenSignIn(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	begun, err := a.Office.SignInCitizen(r.Context(), r.PostFormValue("email"), r.PostFormValue("password"), a.browser(r))
	if err != nil {
		a.showLogin(rw, r, err)
		return
	}
	a.keep(rw, r, begun, r.PostFormValue("stay") != "")
	lead(rw, r, next(r, a.cabinet()))
}

func (a *Accounts) citizenSignOut(rw http.ResponseWriter, r *http.Request) {
	if err := a.Office.SignOut(r.Context(), a.token(r)); err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	a.drop(rw, r)
	lead(rw, r, "/")
}

type letterData struct {
	Forgot bool
	Email  string
	Sent   bool
	Wrong  wrong
}

func (a *Accounts) join(rw http.ResponseWriter, r *http.Request) {
	a.show(rw, r, http.StatusOK, "letter", letterData{})
}

func (a *Accounts) forgot(rw http.ResponseWriter, r *http.Request) {
	a.show(rw, r, http.StatusOK, "letter", letterData{Forgot: true})
}

func (a *Accounts) sendJoin(rw http.ResponseWriter, r *http.Request)   { a.send(rw, r, false) }
func (a *Accounts) sendForgot(rw http.ResponseWriter, r *http.Request) { a.send(rw, r, true) }

// send mails a link. The answer is the same whether or not somebody has an account.
func (a *Accounts) send(rw http.ResponseWriter, r *http.Request, forgot bool) {
	if !a.form(rw, r) {
		return
	}
	email, mail := r.PostFormValue("email"), a.Office.Join
	if forgot {
		mail = a.Office.Forgot
	}
	if err := mail(r.Context(), email, a.kit.Language(r), a.browser(r), a.write(r)); err != nil {
		a.again(rw, r, err, "letter", func(w wrong) any { return letterData{Forgot: forgot, Email: email, Wrong: w} })
		return
	}
	a.show(rw, r, http.StatusOK, "letter", letterData{Forgot: forgot, Email: email, Sent: true})
}

// base is the portal's address for what leaves it. A request's own word on it is believed only at the portal's machine: whoever asks
// could put another site's name into a letter.
func (a *Accounts) base(r *http.Request) string {
	if a.URL == "" && here(r) {
		return "http://" + r.Host
	}
	return a.URL
}

// write makes letters.
func (a *Accounts) write(r *http.Request) accounts.Write {
	return func(n accounts.Note, lang civic.Lang, path string) notify.Letter {
		t := a.kit.Words(lang)
		say := func(what string) string {
			text, err := t("letter."+string(n)+"."+what, "Portal", a.base(r))
			if err != nil {
				a.kit.Log.ErrorContext(r.Context(), "letter", "error", err)
			}
			return text
		}
		l := notify.Letter{Lang: lang, Subject: say("subject"), Paragraphs: []string{say("text")}}
		if path != "" {
			l.Link, l.LinkText = a.base(r)+path, say("link")
		}
		return l
	}
}

// CodeLetter brings somebody the code with which a device of theirs joins.
func (a *Accounts) CodeLetter(lang civic.Lang, code, device string) notify.Letter {
	t := a.kit.Words(lang)
	say := func(what string) string {
		text, err := t("letter.code."+what, "Code", code, "Device", device)
		if err != nil {
			a.kit.Log.Error("letter", "error", err)
		}
		return text
	}
	l := notify.Letter{Lang: lang, Subject: say("subject"), Paragraphs: []string{say("text"), code, say("not-you")}}
	if device != "" {
		l.Paragraphs = slices.Insert(l.Paragraphs, 2, say("device"))
	}
	return l
}

type linkData struct {
	Token, Email, Name string
	Reset              bool
	Wrong              wrong
}

// link shows what a mailed link leads to: a form for a new account or another password. Looking spends nothing: programs that read
// letters follow links, too.
func (a *Accounts) link(rw http.ResponseWriter, r *http.Request) {
	l, ok := a.findLink(rw, r)
	if ok {
		a.show(rw, r, http.StatusOK, "link", linkData{Token: r.PathValue("token"), Email: l.Email, Reset: l.Kind == db.LinkReset})
	}
}

func (a *Accounts) findLink(rw http.ResponseWriter, r *http.Request) (db.MailedLink, bool) {
	rw.Header().Set("Referrer-Policy", "no-referrer") // the address is a secret
	l, err := a.Office.Link(r.Context(), r.PathValue("token"))
	switch {
	case errors.Is(err, accounts.ErrLink):
		a.kit.Message(rw, r, http.StatusNotFound, "link")
	case err != nil:
		a.kit.Fail(rw, r, err)
	}
	return l, err == nil
}

func (a *Accounts) followLink(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	l, ok := a.findLink(rw, r)
	if !ok {
		return
	}
	j := accounts.Joining{Name: r.PostFormValue("name"), Password: r.PostFormValue("password"), Consent: r.PostFormValue("consent") != "", Lang: a.kit.Language(r)}
	begun, err := a.Office.FollowLink(r.Context(), r.PathValue("token"), j, a.browser(r), a.write(r))
	if errors.Is(err, accounts.ErrLink) {
		a.kit.Message(rw, r, http.StatusNotFound, "link")
		return
	}
	if err != nil {
		a.again(rw, r, err, "link", func(w wrong) any {
			return linkData{r.PathValue("token"), l.Email, j.Name, l.Kind == db.LinkReset, w}
		})
		return
	}
	a.keep(rw, r, begun, false)
	lead(rw, r, a.cabinet())
}

type ownData struct {
	db.Citizen
	HasPassword bool
	Langs       []civic.Lang
	Sessions    []sessionRow
	Identities  []db.Identity
	Providers   []db.Provider       // by which they don't come yet
	Data        bool                // there is a page on their data
	Moving      *accounts.EmailStep // to another address; nil: not
	Wanted      string              // address, as it was typed
	Done        string
	Wrong       wrong
}

// own shows a citizen's own account.
func (a *Accounts) own(rw http.ResponseWriter, r *http.Request) {
	a.showOwn(rw, r, nil)
}

func (a *Accounts) showOwn(rw http.ResponseWriter, r *http.Request, failed error) {
	data, err := a.ownData(rw, r)
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	if failed != nil {
		a.again(rw, r, failed, "own", func(w wrong) any {
			if w[""] == "account.wrong.sign-in" {
				w = wrong{"old": "account.wrong.old"}
			}
			data.Wrong = w
			return data
		})
		return
	}
	switch done := r.FormValue("done"); done {
	case "password", "sessions", "saved", "linked", "unlinked", "email", "email-kept":
		data.Done = "account.done." + done
	}
	a.show(rw, r, http.StatusOK, "own", data)
}

func (a *Accounts) ownData(rw http.ResponseWriter, r *http.Request) (data ownData, err error) {
	v, err := a.visit(rw, r)
	if err != nil || v.Citizen == nil {
		return data, errors.Join(err, db.ErrNotFound)
	}
	if data.Citizen, err = a.Office.Citizen(r.Context(), v.Account); err != nil {
		return data, err
	}
	data.HasPassword, data.Langs, data.Data = data.Password != "", civic.Langs(), a.kit.Has("GET /me/data")
	if data.Sessions, err = a.sessions(r, v); err != nil {
		return data, err
	}
	data.Wanted = r.PostFormValue("email")
	if step, moving, err := a.Office.EmailChange(r.Context(), v.Account); err != nil {
		return data, err
	} else if moving {
		data.Moving = &step
	}
	if data.Identities, err = a.Office.Identities(r.Context(), v.Account); err != nil {
		return data, err
	}
	all, err := a.Office.Providers(r.Context())
	has := map[string]bool{}
	for _, i := range data.Identities {
		has[i.Issuer] = true
	}
	for _, p := range all {
		if !has[p.Issuer] {
			data.Providers = append(data.Providers, p)
		}
	}
	return data, err
}

// changeOwn keeps a citizen's name and language.
func (a *Accounts) changeOwn(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	lang := civic.Lang(r.PostFormValue("letters"))
	if lang != civic.LangRU && lang != civic.LangUK && lang != civic.LangEN {
		lang = a.kit.Language(r)
	}
	a.doneOwn(rw, r, a.Office.RenameCitizen(r.Context(), kit.Who(r.Context()).Citizen.ID, r.PostFormValue("name"), lang), "saved")
}

func (a *Accounts) doneOwn(rw http.ResponseWriter, r *http.Request, err error, done string) {
	if err != nil {
		a.showOwn(rw, r, err)
		return
	}
	lead(rw, r, ownPath+"?"+url.Values{"done": {done}}.Encode())
}

func (a *Accounts) changeOwnPassword(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	v, err := a.visit(rw, r)
	var begun accounts.Begun
	if err == nil {
		begun, err = a.Office.ChangeCitizenPassword(r.Context(), v, r.PostFormValue("old"), r.PostFormValue("password"), a.browser(r), a.write(r))
	}
	if err == nil {
		a.keep(rw, r, begun, false)
	}
	a.doneOwn(rw, r, err, "password")
}

func (a *Accounts) endOwnSession(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	v, err := a.visit(rw, r)
	if err != nil {
		a.kit.Fail(rw, r, err)
		return
	}
	if a.endOne(rw, r, v) {
		lead(rw, r, ownPath+"?done=sessions")
	}
}

func (a *Accounts) unlink(rw http.ResponseWriter, r *http.Request) {
	if !a.form(rw, r) {
		return
	}
	issuer, err := hex.DecodeString(r.PostFormValue("issuer"))
	if err != nil {
		a.kit.Message(rw, r, http.StatusBadRequest, "form")
		return
	}
	a.doneOwn(rw, r, a.Office.UnlinkIdentity(r.Context(), kit.Who(r.Context()).Citizen.ID, string(issuer)), "unlinked")
}
