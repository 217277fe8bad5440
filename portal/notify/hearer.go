package notify

import (
	"errors"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Account is somebody who can be told by e-mail.
type Account struct {
	ID         db.Account
	Email      string // "" if nobody told
	Lang       civic.Lang
	Department civic.DepartmentSlug // of staff
	Role       civic.Role           // of staff
}

// Directory knows accounts.
type Directory interface {
	// Citizen finds a citizen who may sign in; the error wraps db.ErrNotFound.
	Citizen(tx *db.Tx, id db.Account) (Account, error)
	// Staff lists the staff who may sign in.
	Staff(tx *db.Tx) ([]Account, error)
	// Colleague finds a member of staff who may sign in; the error wraps db.ErrNotFound.
	Colleague(tx *db.Tx, id db.Account) (Account, error)
}

// Book knows the addresses that follow a report without an account.
type Book interface {
	Email(f db.Follower) (string, error)
	Path(f db.Follower) (string, error) // where they can stop
	Home(f db.Follower) string          // where an author finds their report; "" for the public page
}

// hearer is somebody to be told, by some ways.
type hearer struct {
	person db.Account
	lang   civic.Lang
	to     map[db.Way]string
	stop   string // path where they end it; "" for the usual
	quiet  *Quiet
	author bool   // the report is theirs
	home   string // path where they find it; "" for the usual
	office bool   // a place that is told by duty: there is nothing to end
}

// hearers are all who are told news about a report, each once: its author, those whose reports became part of it, and whoever
// follows it. Who did it themselves isn't told.
func (o *Office) hearers(tx *db.Tx, s Settings, c db.Case, news db.News, actor db.Account) ([]hearer, error) {
	authors := []db.Account{c.Author}
	merged, err := tx.Merged(c.Report)
	if err != nil {
		return nil, err
	}
	for _, id := range merged {
		part, err := tx.Case(id)
		if err != nil {
			return nil, err
		}
		authors = append(authors, part.Author)
	}
	followers, err := tx.Followers(c.Report)
	if err != nil {
		return nil, err
	}
	seen := map[db.Account]bool{actor: true, {}: true}
	var all []hearer
	for _, id := range authors {
		if err := o.addAccount(tx, s, &all, seen, id, news, true); err != nil {
			return nil, err
		}
	}
	for _, f := range followers {
		if !c.Public() && !f.Author {
			continue
		}
		if !f.Account.IsZero() {
			if err := o.addAccount(tx, s, &all, seen, f.Account, news, false); err != nil {
				return nil, err
			}
			continue
		}
		if err := o.addAddress(s, &all, f); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// addAddress adds a follower without an account.
func (o *Office) addAddress(s Settings, all *[]hearer, f db.Follower) error {
	if o.book == nil || !s.Mail.On {
		return nil
	}
	email, err := o.book.Email(f)
	if err != nil {
		o.log.Error("notify: a follower's address can't be opened", "report", f.Report.String())
		return nil
	}
	stop, err := o.book.Path(f)
	if err != nil {
		return err
	}
	*all = append(*all, hearer{person: f.ID, lang: f.Lang, to: map[db.Way]string{db.WayEmail: email}, stop: stop, author: f.Author, home: o.book.Home(f)})
	return nil
}

// addAccount adds an account if it wishes the news by a way that is set up.
func (o *Office) addAccount(tx *db.Tx, s Settings, all *[]hearer, seen map[db.Account]bool, id db.Account, news db.News, author bool) error {
	if seen[id] || o.people == nil {
		return nil
	}
	seen[id] = true
	who, err := o.people.Citizen(tx, id)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return o.addWished(tx, s, all, who, news, author)
}

// addWished adds somebody for the ways that they chose and that are set up.
func (o *Office) addWished(tx *db.Tx, s Settings, all *[]hearer, who Account, news db.News, author bool) error {
	wish, err := o.wish(tx, who)
	if err != nil {
		return err
	}
	h := hearer{person: who.ID, lang: wish.Lang, to: map[db.Way]string{}, author: author}
	h.quiet = &Quiet{int(wish.QuietFrom / time.Minute), int(wish.QuietTo / time.Minute), s.Quiet.Mail}
	for _, way := range wish.Ways[news] {
		var to string
		switch {
		case way == db.WayEmail && s.Mail.On:
			to = who.Email
		case way == db.WaySMS && s.SMS.On, way == db.WayTelegram && s.Telegram.On:
			if to, err = o.Contact(tx, who.ID, way); err != nil {
				return err
			}
		}
		if to != "" {
			h.to[way] = to
		}
	}
	if len(h.to) > 0 {
		*all = append(*all, h)
	}
	return nil
}

// wish is what an account chose, or the usual.
func (o *Office) wish(tx *db.Tx, who Account) (db.Wish, error) {
	w, err := tx.Wish(who.ID)
	if errors.Is(err, db.ErrNotFound) {
		if who.Role == civic.RoleCitizen {
			return db.UsualWish(who.Lang), nil
		}
		return db.UsualStaffWish(who.Lang), nil
	}
	return w, err
}

// Wish is what an account chose, or the usual for who never did. The error wraps db.ErrNotFound for nobody's account.
func (o *Office) Wish(tx *db.Tx, id db.Account) (db.Wish, error) {
	who, err := o.account(tx, id)
	if err != nil {
		return db.Wish{}, err
	}
	return o.wish(tx, who)
}

// account finds a citizen or a member of staff; the error wraps db.ErrNotFound.
func (o *Office) account(tx *db.Tx, id db.Account) (Account, error) {
	if o.people == nil {
		return Account{}, db.ErrNotFound
	}
	who, err := o.people.Citizen(tx, id)
	if errors.Is(err, db.ErrNotFound) {
		who, err = o.people.Colleague(tx, id)
	}
	return who, err
}

// unwish takes a way out of all that an account is told, for who pressed the link in a letter.
func (o *Office) unwish(tx *db.Tx, person db.Account, way db.Way) error {
	who, err := o.account(tx, person)
	if errors.Is(err, db.ErrNotFound) {
		return tx.PutWish(person, db.Wish{Lang: civic.LangRU}) // should they come back
	}
	if err != nil {
		return err
	}
	w, err := o.wish(tx, who)
	if err != nil {
		return err
	}
	return tx.PutWish(person, without(w, way))
}

func without(w db.Wish, way db.Way) db.Wish {
	fewer := map[db.News][]db.Way{}
	for news, ways := range w.Ways {
		for _, other := range ways {
			if other != way {
				fewer[news] = append(fewer[news], other)
			}
		}
	}
	w.Ways = fewer
	return w
}

// staff are the members of staff whom choose picks and who can be told some news by a way that they chose.
func (o *Office) staff(tx *db.Tx, s Settings, news db.News, choose func(Account) bool) (chosen []hearer, err error) {
	if o.people == nil {
		return nil, nil
	}
	all, err := o.people.Staff(tx)
	if err != nil {
		return nil, err
	}
	for _, who := range all {
		if !choose(who) {
			continue
		}
		if err := o.addWished(tx, s, &chosen, who, news, false); err != nil {
			return nil, err
		}
	}
	return chosen, nil
}
