package cabinet

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/follow"
	"priyom/portal/notify"
	"priyom/portal/own"
	"priyom/portal/web/kit"
)

// visitCookie tells one browser from another, so that a nameless visitor joins in once.
const visitCookie = "visit"

const visitAge = 365 * 24 * time.Hour

// visitor is a random word that a browser keeps.
func visitor(rw http.ResponseWriter, r *http.Request) string {
	const size = 24
	if c, err := r.Cookie(visitCookie); err == nil {
		if raw, err := base64.RawURLEncoding.DecodeString(c.Value); err == nil && len(raw) == size {
			return c.Value
		}
	}
	raw := make([]byte, size)
	_, _ = rand.Read(raw) // it never fails (crypto/rand)
	word := base64.RawURLEncoding.EncodeToString(raw)
	http.SetCookie(rw, &http.Cookie{
		Name: visitCookie, Value: word, Path: "/", MaxAge: int(visitAge.Seconds()), HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure(r),
	})
	return word
}

// Joined says whether whoever asks has joined in a report, follows it, or is its author: for the page of the report. A browser that nobody
// signed in with is known by its cookie.
type Joined struct {
	Supports, Follows, Mine bool
	CanMail                 bool // an address can follow
}

// JoinedIn reads it.
func (p *Cabinet) JoinedIn(tx *db.Tx, r *http.Request, c db.Case) (j Joined, err error) {
	if j.CanMail, err = p.Follow.ByMail(tx); err != nil {
		return j, err
	}
	me := kit.Who(r.Context()).Citizen
	if me == nil {
		if cookie, err := r.Cookie(visitCookie); err == nil {
			_, err = tx.Told(visit(cookie.Value, c.Report))
			j.Supports = err == nil
		}
		return j, nil
	}
	j.Mine = c.Author == me.ID
	if j.Supports, err = tx.OwnSupports(me.ID, c.Report); err != nil {
		return j, err
	}
	_, err = tx.FollowerByAccount(c.Report, me.ID)
	j.Follows = err == nil
	if errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return j, err
}

// visit is what a nameless visitor's support is known by.
func visit(word string, report civic.ReportID) own.Key { return key("visit "+report.String(), word) }

// support joins in a report.
func (p *Cabinet) support(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		p.Kit.Missing(rw, r)
		return
	}
	if p.limits.spend(r, limitSupport) {
		p.joined(rw, r, http.StatusTooManyRequests, id, "limit")
		return
	}
	who, account, k := civic.Reporter{}, db.Account{}, visit(visitor(rw, r), id)
	if me := kit.Who(r.Context()).Citizen; me != nil {
		who = civic.Reporter{Email: me.Email, Consent: civic.Consent{Given: me.Email != "", Version: ConsentVersion}}
		account, k = me.ID, key("support "+id.String(), me.ID.String())
		if me.Email == "" {
			who = civic.Reporter{}
		}
	}
	switch err := p.Journal.Support(r.Context(), k, id, who, account); {
	case err == nil:
		p.joined(rw, r, http.StatusOK, id, "support")
	case errors.Is(err, own.ErrHidden):
		p.joined(rw, r, http.StatusConflict, id, "over")
	default:
		p.Kit.Fail(rw, r, err)
	}
}

type joinedData struct {
	ID      civic.ReportID
	What    string
	Public  bool
	Signed  bool // somebody with an account
	Mail    bool
	Number  string
	N       int
	Follows bool
	Email   string
	Wrong   string
}

// joined says what became of it, and asks whether they want to hear what becomes of the report.
func (p *Cabinet) joined(rw http.ResponseWriter, r *http.Request, status int, id civic.ReportID, what string, change ...func(*joinedData)) {
	data := joinedData{ID: id, What: what, Signed: kit.Who(r.Context()).Citizen != nil}
	err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		c, err := tx.Case(id)
		if err != nil {
			return err
		}
		data.Public, data.Number, data.N = c.Public(), c.Number, c.Supporters
		j, err := p.JoinedIn(tx, r, c)
		data.Follows, data.Mail = j.Follows || j.Mine, j.CanMail
		return err
	})
	if err == nil && !data.Public {
		err = db.ErrNotFound // nobody learns of it this way
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	for _, f := range change {
		f(&data)
	}
	p.pages.Show(rw, r, status, "joined", kit.Page{Section: "/list", Data: data})
}

// follow lets an account follow, or asks an address.
func (p *Cabinet) follow(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		p.Kit.Missing(rw, r)
		return
	}
	lang := p.Kit.Language(r)
	if me := kit.Who(r.Context()).Citizen; me != nil {
		if err := p.Follow.Account(r.Context(), id, me.ID, lang); err != nil && !errors.Is(err, follow.ErrHidden) {
			p.Kit.Fail(rw, r, err)
			return
		}
		p.joined(rw, r, http.StatusOK, id, "follow")
		return
	}
	f, err := p.read(rw, r)
	if err != nil {
		p.joined(rw, r, http.StatusBadRequest, id, "unreadable")
		return
	}
	defer f.close()
	email := f.get("email")
	if email == "" { // the button on the report's page
		p.joined(rw, r, http.StatusOK, id, "ask")
		return
	}
	if p.limits.spend(r, limitLetters) {
		p.joined(rw, r, http.StatusTooManyRequests, id, "limit")
		return
	}
	write := func(path string) notify.Letter { return p.letter(r, "follow", lang, path, "/reports/"+id.String()) }
	switch err := p.Follow.Address(r.Context(), id, email, lang, write); {
	case err == nil:
		p.joined(rw, r, http.StatusOK, id, "asked")
	case errors.Is(err, follow.ErrAddress):
		p.joined(rw, r, http.StatusUnprocessableEntity, id, "ask", func(d *joinedData) { d.Email, d.Wrong = email, "validate.email.implausible" })
	case errors.Is(err, follow.ErrHidden):
		p.Kit.Missing(rw, r)
	case errors.Is(err, notify.ErrNoMail):
		p.joined(rw, r, http.StatusConflict, id, "no-mail")
	default:
		p.Kit.Fail(rw, r, err)
	}
}

// letter asks an address whether it is its owner who asked. Of a report that isn't public it says nothing: the address may be mistyped.
func (p *Cabinet) letter(r *http.Request, what string, lang civic.Lang, path, about string) notify.Letter {
	t := func(key string) string {
		text, err := p.Kit.Words(lang)(key)
		if err != nil {
			p.Kit.Log.ErrorContext(r.Context(), "word", "error", err)
		}
		return text
	}
	l := notify.Letter{Subject: t(what + ".letter.subject"), Paragraphs: []string{t(what + ".letter.text")}, Link: address(r, path), LinkText: t("follow.letter.link")}
	if about != "" {
		l.Paragraphs = append(l.Paragraphs, address(r, about))
	}
	l.Paragraphs = append(l.Paragraphs, t("follow.letter.else"))
	return l
}

func (p *Cabinet) unfollow(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		p.Kit.Missing(rw, r)
		return
	}
	if err := p.Follow.Leave(r.Context(), id, kit.Who(r.Context()).Citizen.ID); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.joined(rw, r, http.StatusOK, id, "unfollow")
}

type confirmData struct {
	Word      string
	Confirmed bool
	Done      string // "confirm" or "stop"
	ID        civic.ReportID
}

// followLink asks once more: programs that look at letters open links, and must neither confirm nor stop anything.
func (p *Cabinet) followLink(rw http.ResponseWriter, r *http.Request) {
	f, err := p.Follow.Find(r.Context(), r.PathValue("word"))
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("X-Robots-Tag", "noindex")
	p.pages.Show(rw, r, http.StatusOK, "confirm", kit.Page{Data: confirmData{Word: r.PathValue("word"), Confirmed: !f.Confirmed.IsZero(), ID: f.Report}})
}

func (p *Cabinet) settleFollow(rw http.ResponseWriter, r *http.Request) {
	f, err := p.read(rw, r)
	if err != nil {
		http.Redirect(rw, r, r.URL.Path, http.StatusSeeOther)
		return
	}
	defer f.close()
	data := confirmData{Word: r.PathValue("word"), Done: "confirm"}
	if f.get("act") == "stop" {
		data.Done = "stop"
		data.ID, err = p.Follow.Stop(r.Context(), data.Word)
	} else {
		data.ID, err = p.Follow.Confirm(r.Context(), data.Word)
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "confirm", kit.Page{Data: data})
}
