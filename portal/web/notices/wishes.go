package notices

import (
	"net/http"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/web/kit"
)

// What a member of staff can choose from.
var (
	staffWays = []db.Way{db.WayEmail, db.WaySMS, db.WayTelegram}
	staffNews = []db.News{db.NewsAssigned, db.NewsOverdue}
)

type wishesData struct {
	db.Wish
	AllWays  []db.Way
	AllNews  []db.News
	Langs    []civic.Lang
	From, To string // "21:00"
	Email    string
	Set      map[db.Way]bool // there is an address for it, and it is set up here
	Saved    bool
	Wrong    string
}

// Has says that news come by a way.
func (d wishesData) Has(n db.News, w db.Way) bool { return slices.Contains(d.Ways[n], w) }

// wishes is by which ways a member of staff is told of what.
func (p *Pages) wishes(rw http.ResponseWriter, r *http.Request) {
	me, ok := p.owner(rw, r)
	if !ok {
		return
	}
	d := wishesData{Saved: r.URL.Query().Has("saved")}
	err := p.read(r.Context(), func(tx *db.Tx) (err error) {
		d.Wish, err = p.news.Wish(tx, me.account)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	d.From, d.To = notify.Clock(d.QuietFrom), notify.Clock(d.QuietTo)
	p.showWishes(rw, r, http.StatusOK, me, d)
}

func (p *Pages) showWishes(rw http.ResponseWriter, r *http.Request, status int, me owner, d wishesData) {
	d.AllWays, d.AllNews, d.Langs = staffWays, staffNews, civic.Langs()
	err := p.read(r.Context(), func(tx *db.Tx) error {
		s, err := tx.Staff(me.account)
		if err != nil {
			return err
		}
		d.Email = s.Email
		d.Set, err = p.news.Reachable(tx, me.account, s.Email)
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, status, "wishes", kit.Page{Section: staffPath, Data: d})
}

func (p *Pages) putWishes(rw http.ResponseWriter, r *http.Request) {
	me, ok := p.owner(rw, r)
	if !ok || !p.form(rw, r) {
		return
	}
	w, ok := notify.ReadWish(r.PostFormValue, staffNews, staffWays, p.kit.Language(r))
	if !ok {
		p.showWishes(rw, r, http.StatusUnprocessableEntity, me, wishesData{Wish: w, From: r.PostFormValue("from"), To: r.PostFormValue("to"), Wrong: "settings.quiet.wrong"})
		return
	}
	if err := p.kit.DB.Write(r.Context(), func(tx *db.Tx) error { return tx.PutWish(me.account, w) }); err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, staffPath+"/news?saved", http.StatusSeeOther)
}
