package notices

import (
	"errors"
	"net/http"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/web/kit"
)

// staffPath begins what is a member of staff's own.
const staffPath = "/staff/me"

// owner is whose page it is: a citizen's or a member of staff's.
type owner struct {
	account db.Account
	Home    string // address of their own page, which theirs begin with
	Staff   bool
}

// owner says who asks, or leads whoever has no account, at the portal's own machine, to where that is said.
func (p *Pages) owner(rw http.ResponseWriter, r *http.Request) (owner, bool) {
	if !strings.HasPrefix(r.URL.Path, staffPath) {
		return owner{kit.Who(r.Context()).Citizen.ID, "/me", false}, true
	}
	id := kit.Who(r.Context()).Staff.ID
	if id.IsZero() {
		http.Redirect(rw, r, staffPath, http.StatusSeeOther)
	}
	return owner{id, staffPath, true}, !id.IsZero()
}

type contactsData struct {
	owner
	Phone, Chat   string // "" for none
	SMS, Telegram bool   // set up here
	Number        string // as it was typed
	Asked         bool   // a code was sent
	Code, Link    string // for the bot
	Problem       string // translation key
	Done          string // translation key
}

// contacts is how somebody can be told besides by e-mail.
func (p *Pages) contacts(rw http.ResponseWriter, r *http.Request) {
	if me, ok := p.owner(rw, r); ok {
		p.showContacts(rw, r, http.StatusOK, contactsData{owner: me})
	}
}

func (p *Pages) showContacts(rw http.ResponseWriter, r *http.Request, status int, d contactsData) {
	err := p.read(r.Context(), func(tx *db.Tx) error {
		s, err := p.news.Settings(tx)
		if err != nil {
			return err
		}
		d.SMS, d.Telegram = s.SMS.On, s.Telegram.On && s.Telegram.Name != ""
		if d.Phone, err = p.news.Contact(tx, d.account, db.WaySMS); err != nil {
			return err
		}
		d.Phone = civic.GroupPhone(d.Phone)
		d.Chat, err = p.news.Contact(tx, d.account, db.WayTelegram)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "contacts", kit.Page{Section: d.Home, Data: d})
}

// putContacts does what one of the page's buttons says.
func (p *Pages) putContacts(rw http.ResponseWriter, r *http.Request) {
	who, ok := p.owner(rw, r)
	if !ok || !p.form(rw, r) {
		return
	}
	me, lang := who.account, p.kit.Language(r)
	d := contactsData{owner: who, Number: r.PostFormValue("phone")}
	right := false
	err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) (err error) {
		switch r.PostFormValue("do") {
		case "phone":
			d.Asked = true
			return p.news.ProvePhone(tx, me, d.Number, lang)
		case "code":
			right, err = p.news.ConfirmPhone(tx, me, r.PostFormValue("code"))
			return err
		case "telegram":
			d.Code, d.Link, err = p.news.LinkTelegram(tx, me)
			return err
		case "drop-sms":
			d.Done = "contacts.dropped"
			return p.news.DropContact(tx, me, db.WaySMS)
		case "drop-telegram":
			d.Done = "contacts.dropped"
			return p.news.DropContact(tx, me, db.WayTelegram)
		}
		return nil
	})
	if r.PostFormValue("do") == "code" && err == nil {
		if d.Done = "contacts.phone.done"; !right {
			d.Done, d.Asked, err = "", true, notify.ErrCode
		}
	}
	status := http.StatusOK
	if err != nil {
		status = http.StatusUnprocessableEntity
		switch {
		case errors.Is(err, notify.ErrAddress):
			d.Problem, d.Asked = "contacts.phone.wrong", false
		case errors.Is(err, notify.ErrSoon):
			d.Problem = "contacts.soon"
		case errors.Is(err, notify.ErrCode):
			d.Problem = "contacts.code.wrong"
		case errors.Is(err, notify.ErrNoWay):
			d.Problem, d.Asked = "contacts.noway", false
		default:
			p.kit.Fail(rw, r, err)
			return
		}
	}
	p.showContacts(rw, r, status, d)
}
