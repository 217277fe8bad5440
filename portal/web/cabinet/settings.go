package cabinet

import (
	"errors"
	"net/http"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/portal/web/kit"
)

// ways and news are what a citizen can choose from.
var (
	ways = []db.Way{db.WayEmail, db.WaySMS, db.WayTelegram, db.WayPoint}
	news = []db.News{db.NewsStatus, db.NewsAnswer, db.NewsMessage, db.NewsPetition}
)

type settingsData struct {
	db.Wish
	AllWays  []db.Way
	AllNews  []db.News
	Langs    []civic.Lang
	From, To string // "21:00"
	Saved    bool
	Email    string
	Wrong    string
}

// Has says that news come by a way.
func (s settingsData) Has(n db.News, w db.Way) bool { return slices.Contains(s.Ways[n], w) }

func (p *Cabinet) settings(rw http.ResponseWriter, r *http.Request) {
	w, err := p.wish(r)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.showSettings(rw, r, http.StatusOK, settingsData{Wish: w, From: notify.Clock(w.QuietFrom), To: notify.Clock(w.QuietTo), Saved: r.URL.Query().Has("saved")})
}

func (p *Cabinet) wish(r *http.Request) (w db.Wish, err error) {
	err = p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err = tx.Wish(kit.Who(r.Context()).Citizen.ID)
		if errors.Is(err, db.ErrNotFound) {
			w, err = db.UsualWish(p.Kit.Language(r)), nil
		}
		return err
	})
	return w, err
}

func (p *Cabinet) showSettings(rw http.ResponseWriter, r *http.Request, status int, data settingsData) {
	data.AllWays, data.AllNews, data.Langs, data.Email = ways, news, civic.Langs(), kit.Who(r.Context()).Citizen.Email
	p.pages.Show(rw, r, status, "settings", kit.Page{Section: "/me", Data: data})
}

func (p *Cabinet) putSettings(rw http.ResponseWriter, r *http.Request) {
	f, err := p.read(rw, r)
	if err != nil {
		http.Redirect(rw, r, "/me/settings", http.StatusSeeOther)
		return
	}
	defer f.close()
	w, ok := notify.ReadWish(f.get, news, ways, p.Kit.Language(r))
	if !ok {
		p.showSettings(rw, r, http.StatusUnprocessableEntity, settingsData{Wish: w, From: f.get("from"), To: f.get("to"), Wrong: "settings.quiet.wrong"})
		return
	}
	if err := p.Kit.DB.Write(r.Context(), func(tx *db.Tx) error { return tx.PutWish(kit.Who(r.Context()).Citizen.ID, w) }); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, "/me/settings?saved", http.StatusSeeOther)
}
