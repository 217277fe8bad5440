package db

import (
	"encoding/json"
	"errors"
	"time"

	"priyom/civic"
)

// Way is how news reaches a person.
type Way string

// The ways.
const (
	WayEmail    Way = "email"
	WaySMS      Way = "sms"
	WayTelegram Way = "telegram"
	WayPoint    Way = "point" // somebody at the reception point tells them
)

// News is what people can be told about.
type News string

// The news. Staff can be told of the last two.
const (
	NewsStatus   News = "status"   // what became of a report
	NewsAnswer   News = "answer"   // an official answer
	NewsMessage  News = "message"  // somebody wrote in the dialogue
	NewsPetition News = "petition" // one they signed or follow
	NewsAssigned News = "assigned" // a report for their department
	NewsOverdue  News = "overdue"  // a deadline that has passed

	NewsLetter News = "letter" // no news: what somebody asked for, such as a new password
	NewsTest   News = "test"   // whether it works
)

// Wish is how somebody with an account wants to be told of news. The zero Wish is to be told nothing.
type Wish struct {
	Lang civic.Lang
	Ways map[News][]Way // none: not to be told of it

	// Not to be woken: from and to are times of day by the portal's location. The same twice is never.
	QuietFrom, QuietTo time.Duration
}

// UsualWish is what somebody gets who never chose.
func UsualWish(lang civic.Lang) Wish {
	email := []Way{WayEmail}
	return Wish{
		Lang: lang, Ways: map[News][]Way{NewsStatus: email, NewsAnswer: email, NewsMessage: email, NewsPetition: email},
		QuietFrom: 21 * time.Hour, QuietTo: 8 * time.Hour,
	}
}

// UsualStaffWish is what a member of staff gets who never chose.
func UsualStaffWish(lang civic.Lang) Wish {
	w := UsualWish(lang)
	w.Ways = map[News][]Way{NewsAssigned: {WayEmail}, NewsOverdue: {WayEmail}}
	return w
}

// Wish reads what somebody with an account chose; the error wraps ErrNotFound for who never did: see UsualWish.
func (t *Tx) Wish(account Account) (w Wish, err error) {
	return one(t, "read wish", func(row scanner) (w Wish, err error) {
		var ways string
		var from, to int64
		if err := row.Scan(&w.Lang, &ways, &from, &to); err != nil {
			return w, err
		}
		w.QuietFrom, w.QuietTo = time.Duration(from)*time.Minute, time.Duration(to)*time.Minute
		if err := json.Unmarshal([]byte(ways), &w.Ways); err != nil {
			return w, errors.Join(ErrDamaged, err)
		}
		return w, nil
	}, "SELECT lang, ways, quiet_from, quiet_to FROM wish WHERE account = $1", account[:])
}

// PutWish keeps what somebody chose.
func (t *Tx) PutWish(account Account, w Wish) error {
	ways, err := json.Marshal(w.Ways)
	if err != nil {
		return err
	}
	_, err = t.exec("write wish", `INSERT INTO wish (account, lang, ways, quiet_from, quiet_to, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (account) DO UPDATE SET lang = excluded.lang, ways = excluded.ways, quiet_from = excluded.quiet_from,
		quiet_to = excluded.quiet_to, changed_at = excluded.changed_at`, account[:], string(w.Lang), string(ways),
		int64(w.QuietFrom/time.Minute), int64(w.QuietTo/time.Minute), t.Now.UnixMilli())
	return err
}
