package notify

import (
	"fmt"
	"slices"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// ReadWish reads what somebody chose in a form: fields "<news> <way>", lang, from and to. ok is false if a time of day isn't one. Without
// a language it is the one given.
func ReadWish(field func(name string) string, news []db.News, ways []db.Way, lang civic.Lang) (w db.Wish, ok bool) {
	w = db.Wish{Lang: civic.Lang(field("lang")), Ways: map[db.News][]db.Way{}}
	if !slices.Contains(civic.Langs(), w.Lang) {
		w.Lang = lang
	}
	for _, n := range news {
		for _, way := range ways {
			if field(string(n)+" "+string(way)) != "" {
				w.Ways[n] = append(w.Ways[n], way)
			}
		}
	}
	var from, to bool
	w.QuietFrom, from = timeOfDay(field("from"))
	w.QuietTo, to = timeOfDay(field("to"))
	return w, from && to
}

// Clock writes a time of day as the form has it: 21:00.
func Clock(d time.Duration) string {
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

// Reachable says by which ways an account can be told now: there is an address, and the way is set up.
func (o *Office) Reachable(tx *db.Tx, account db.Account, email string) (map[db.Way]bool, error) {
	s, err := o.read(tx)
	if err != nil {
		return nil, err
	}
	set := map[db.Way]bool{db.WayEmail: s.Mail.On && email != ""}
	for way, on := range map[db.Way]bool{db.WaySMS: s.SMS.On, db.WayTelegram: s.Telegram.On} {
		to, err := o.Contact(tx, account, way)
		if err != nil {
			return nil, err
		}
		set[way] = on && to != ""
	}
	return set, nil
}
