package cabinet

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/db"
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
	p.showSettings(rw, r, http.StatusOK, settingsData{Wish: w, From: clock(w.QuietFrom), To: clock(w.QuietTo), Saved: r.URL.Query().Has("saved")})
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
	w := db.Wish{Lang: civic.Lang(f.get("lang")), Ways: map[db.News][]db.Way{}}
	if !slices.Contains(civic.Langs(), w.Lang) {
		w.Lang = p.Kit.Language(r)
	}
	for _, n := range news {
		for _, way := range ways {
			if f.get(string(n)+" "+string(way)) != "" {
				w.Ways[n] = append(w.Ways[n], way)
			}
		}
	}
	var okFrom, okTo bool
	w.QuietFrom, okFrom = timeOfDay(f.get("from"))
	w.QuietTo, okTo = timeOfDay(f.get("to"))
	if !okFrom || !okTo {
		p.showSettings(rw, r, http.StatusUnprocessableEntity, settingsData{Wish: w, From: f.get("from"), To: f.get("to"), Wrong: "settings.quiet.wrong"})
		return
	}
	if err := p.Kit.DB.Write(r.Context(), func(tx *db.Tx) error { return tx.PutWish(kit.Who(r.Context()).Citizen.ID, w) }); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	http.Redirect(rw, r, "/me/settings?saved", http.StatusSeeOther)
}

func clock(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// timeOfDay reads 21:00; an empty one is midnight.
func timeOfDay(s string) (time.Duration, bool) {
	if s == "" {
		return 0, true
	}
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}
