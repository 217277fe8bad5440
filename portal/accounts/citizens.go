package accounts

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
)

// Errors of citizens' accounts.
var (
	ErrLink    = errors.New("accounts: link unknown, used or over")
	ErrConsent = errors.New("accounts: nobody is registered without their consent")
	ErrNoMail  = errors.New("accounts: the portal can't send letters")
)

// ConsentVersion names the text that citizens agree to when they register.
const ConsentVersion = "1"

const linkLife = 24 * time.Hour

// Note is what a letter is about.
type Note string

// The letters.
const (
	NoteJoin    Note = "join"    // a link that makes an account
	NoteHave    Note = "have"    // there is an account already: a link that gives another password
	NoteReset   Note = "reset"   // the same, asked for
	NoteNobody  Note = "nobody"  // another password was asked for, and there is no account
	NoteChanged Note = "changed" // the password was changed

	NoteMoveOld Note = "move-old" // the account is to have another address: a link for the one that it has
	NoteMoveNew Note = "move-new" // the same for the new one
	NoteMoved   Note = "moved"    // it has another address
	NoteTaken   Note = "in-use"   // somebody wanted the address of another account
)

// Write makes a letter of a note in a language; path is what its link leads to, "" for none.
type Write func(n Note, lang civic.Lang, path string) notify.Letter

// foldEmail brings an address into the form that is compared.
func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// Join mails a link to whoever has an address, so that they can make an account; to somebody with an account it mails another. What is
// answered doesn't tell which. The error is ErrEmail, ErrTries or ErrNoMail.
func (o *Office) Join(ctx context.Context, email string, lang civic.Lang, b Browser, write Write) error {
	return o.mailLink(ctx, email, lang, b, write, NoteJoin, NoteHave)
}

// Forgot mails a link with which somebody can give themselves another password.
func (o *Office) Forgot(ctx context.Context, email string, lang civic.Lang, b Browser, write Write) error {
	return o.mailLink(ctx, email, lang, b, write, NoteNobody, NoteReset)
}

func (o *Office) mailLink(ctx context.Context, email string, lang civic.Lang, b Browser, write Write, stranger, known Note) error {
	email = foldEmail(email)
	if !goodEmail(email) {
		return ErrEmail
	}
	if o.mail == nil {
		return ErrNoMail
	}
	to, all := o.count(limitLetter, email), o.count(limitLetters, from(b.Address))
	token, hash, err := o.token()
	if err != nil {
		return err
	}
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if err := spent(tx, all); err != nil {
			return err
		}
		if err := spent(tx, to); errors.Is(err, ErrTries) { // silently: whose address it is has nothing to do with who asks
			return add(tx, all)
		} else if err != nil {
			return err
		}
		if err := add(tx, all, to); err != nil {
			return err
		}
		note, link := stranger, db.MailedLink{Hash: hash, Kind: db.LinkJoin, Email: email, Created: tx.Now, Expires: tx.Now.Add(linkLife)}
		c, err := tx.CitizenByEmail(email)
		switch {
		case err == nil && c.Disabled.IsZero():
			note, link.Kind, link.Account, lang = known, db.LinkReset, c.ID, c.Lang
		case err != nil && !errors.Is(err, db.ErrNotFound):
			return err
		case err == nil:
			return nil // an account that was ended gets no letters
		}
		if err := tx.AddMailedLink(link); err != nil {
			return err
		}
		return o.post(tx, email, write(note, lang, "/join/"+token))
	})
}

// post puts a letter into the outbox.
func (o *Office) post(tx *db.Tx, email string, l notify.Letter) error {
	if o.mail == nil {
		return nil
	}
	l.To = email
	err := o.mail.Mail(tx, l)
	if errors.Is(err, notify.ErrNoMail) {
		return ErrNoMail
	}
	return err
}

// tell is post for a letter that nothing depends on: where none can be sent, none is.
func (o *Office) tell(tx *db.Tx, email string, l notify.Letter) error {
	if err := o.post(tx, email, l); !errors.Is(err, ErrNoMail) {
		return err
	}
	return nil
}

// inform puts a letter into the outbox that nothing depends on.
func (o *Office) inform(tx *db.Tx, email string, l notify.Letter) error {
	if err := o.post(tx, email, l); !errors.Is(err, notify.ErrNoMail) && !errors.Is(err, notify.ErrAddress) {
		return err
	}
	return nil
}

// Link tells what a mailed link is for. The error is ErrLink.
func (o *Office) Link(ctx context.Context, token string) (l db.MailedLink, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		l, err = findLink(tx, token)
		return err
	})
	return l, err
}

func findLink(tx *db.Tx, token string) (db.MailedLink, error) {
	hash := tokenHash(token)
	if hash == nil {
		return db.MailedLink{}, ErrLink
	}
	l, err := tx.MailedLink(hash)
	if errors.Is(err, db.ErrNotFound) || err == nil && !tx.Now.Before(l.Expires) {
		err = ErrLink
	}
	return l, err
}

// Joining is what somebody tells who followed a mailed link.
type Joining struct {
	Name, Password string
	Consent        bool // to what ConsentVersion says; asked of new accounts alone
	Lang           civic.Lang
}

// FollowLink makes an account, or gives it another password, and signs in. Other sessions of the account end, and so do all links to
// the address. The error is ErrLink, ErrName, ErrConsent, ErrPassword or ErrBusy.
func (o *Office) FollowLink(ctx context.Context, token string, j Joining, b Browser, write Write) (begun Begun, err error) {
	l, err := o.Link(ctx, token)
	if err != nil {
		return begun, err
	}
	var wrong []error
	if j.Name = cleanName(j.Name); l.Kind == db.LinkJoin && !goodName(j.Name) {
		wrong = append(wrong, ErrName)
	}
	if l.Kind == db.LinkJoin && !j.Consent {
		wrong = append(wrong, ErrConsent)
	}
	if err := errors.Join(append(wrong, checkPassword(j.Password, l.Email))...); err != nil {
		return begun, err
	}
	hash, err := o.hasher.hash(ctx, j.Password)
	if err != nil {
		return begun, err
	}
	id, err := o.newID()
	if err != nil {
		return begun, err
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		l, err := findLink(tx, token) // spent meanwhile, perhaps
		if err != nil {
			return err
		}
		c, err := o.settle(tx, l, db.Citizen{
			ID: id, Email: l.Email, Name: j.Name, Password: hash, PasswordAt: tx.Now, Lang: j.Lang, Consent: ConsentVersion,
			ConsentAt: tx.Now, Created: tx.Now,
		}, write)
		if err != nil {
			return err
		}
		begun, err = o.enterCitizen(tx, c, b)
		return err
	})
	return begun, err
}

// AddCitizen makes an account whose address somebody else vouches for, such as the portal's own command. The error is ErrEmail,
// ErrTaken, ErrName or ErrPassword.
func (o *Office) AddCitizen(ctx context.Context, email string, j Joining) (c db.Citizen, err error) {
	email, j.Name = foldEmail(email), cleanName(j.Name)
	var wrong []error
	if !goodEmail(email) {
		wrong = append(wrong, ErrEmail)
	}
	if !goodName(j.Name) {
		wrong = append(wrong, ErrName)
	}
	if !j.Consent {
		wrong = append(wrong, ErrConsent)
	}
	if err := errors.Join(append(wrong, checkPassword(j.Password, email))...); err != nil {
		return c, err
	}
	hash, err := o.hasher.hash(ctx, j.Password)
	if err != nil {
		return c, err
	}
	id, err := o.newID()
	if err != nil {
		return c, err
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.CitizenByEmail(email); !errors.Is(err, db.ErrNotFound) {
			return errors.Join(err, ErrTaken)
		}
		c = db.Citizen{
			ID: id, Email: email, Name: j.Name, Password: hash, PasswordAt: tx.Now, Lang: j.Lang, Consent: ConsentVersion,
			ConsentAt: tx.Now, Created: tx.Now,
		}
		return tx.AddCitizen(c)
	})
	return c, err
}

// settle keeps what a followed link makes.
func (o *Office) settle(tx *db.Tx, l db.MailedLink, fresh db.Citizen, write Write) (db.Citizen, error) {
	if err := tx.SpendMailedLinks(l.Email); err != nil {
		return fresh, err
	}
	if l.Kind == db.LinkJoin {
		if _, err := tx.CitizenByEmail(l.Email); !errors.Is(err, db.ErrNotFound) {
			return fresh, errors.Join(err, ErrLink) // the account was made by another link
		}
		return fresh, tx.AddCitizen(fresh)
	}
	c, err := tx.Citizen(l.Account)
	if err != nil || !c.Disabled.IsZero() || c.Email != l.Email {
		return fresh, errors.Join(err, ErrLink)
	}
	c.Password, c.PasswordAt = fresh.Password, tx.Now
	if err := errors.Join(tx.PutCitizen(c), tx.EndSessions(c.ID, nil), forget(tx, o.count(limitAccount, "citizen "+c.Email))); err != nil {
		return c, err
	}
	return c, o.tell(tx, c.Email, write(NoteChanged, c.Lang, ""))
}

func (o *Office) enterCitizen(tx *db.Tx, c db.Citizen, b Browser) (Begun, error) {
	c.Seen = tx.Now
	if err := tx.PutCitizen(c); err != nil {
		return Begun{}, err
	}
	return o.begin(tx, db.SessionCitizen, c.ID, db.StageFull, b)
}

// SignInCitizen begins a session for a citizen. The error is ErrSignIn, ErrTries or ErrBusy, or the database's.
func (o *Office) SignInCitizen(ctx context.Context, email, password string, b Browser) (begun Begun, err error) {
	email = foldEmail(email)
	name := "citizen " + email
	var c db.Citizen
	stale, err := o.prove(ctx, name, password, b, func(tx *db.Tx) (string, error) {
		c, err = tx.CitizenByEmail(email)
		if err == nil && !c.Disabled.IsZero() {
			err = db.ErrNotFound
		}
		return c.Password, err
	})
	if err != nil {
		return begun, err
	}
	fresh := c.Password
	if stale {
		if fresh, err = o.hasher.hash(ctx, password); err != nil {
			return begun, err
		}
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		now, err := tx.Citizen(c.ID)
		if err != nil {
			return err
		}
		if !now.Disabled.IsZero() || now.Password != c.Password { // changed while this was hashed
			return ErrSignIn
		}
		now.Password = fresh
		if err := o.welcome(tx, name, b); err != nil {
			return err
		}
		if begun, err = o.enterCitizen(tx, now, b); err == nil {
			begun.Known, err = o.recognise(tx, name, b)
		}
		return err
	})
	return begun, err
}

// ProveCitizen checks the password of a citizen who is signed in, before something that can't be undone. One without a password is
// known by the session alone.
func (o *Office) ProveCitizen(ctx context.Context, v Visit, password string, b Browser) error {
	if v.Citizen == nil {
		return ErrNoSession
	}
	var c db.Citizen
	err := o.db.Read(ctx, func(tx *db.Tx) (err error) {
		c, err = tx.Citizen(v.Account)
		return err
	})
	if err != nil || c.Password == "" {
		return err
	}
	name := "citizen " + c.Email
	if _, err := o.prove(ctx, name, password, b, func(*db.Tx) (string, error) { return c.Password, nil }); err != nil {
		return err
	}
	return o.db.Write(ctx, func(tx *db.Tx) error { return o.welcome(tx, name, b) })
}

// Citizen reads the account of a citizen; the error wraps db.ErrNotFound.
func (o *Office) Citizen(ctx context.Context, id db.Account) (c db.Citizen, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		c, err = tx.Citizen(id)
		return err
	})
	return c, err
}

// RenameCitizen gives a citizen another name and language of letters. The error is ErrName.
func (o *Office) RenameCitizen(ctx context.Context, id db.Account, name string, lang civic.Lang) error {
	if name = cleanName(name); !goodName(name) {
		return ErrName
	}
	return o.db.Write(ctx, func(tx *db.Tx) error {
		c, err := tx.Citizen(id)
		if err != nil {
			return err
		}
		c.Name, c.Lang = name, lang
		return tx.PutCitizen(c)
	})
}

// OnErase has something else forgotten together with a citizen, in the same transaction.
func (o *Office) OnErase(f func(*db.Tx, db.Account) error) { o.erasers = append(o.erasers, f) }

// EraseCitizen forgets an account and who it was. What they reported stays, as reports of somebody without an account.
func (o *Office) EraseCitizen(ctx context.Context, id db.Account) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		for _, f := range o.erasers {
			if err := f(tx, id); err != nil {
				return err
			}
		}
		return tx.EraseCitizen(id)
	})
}

func citizenOf(c db.Citizen) *Citizen { return &Citizen{ID: c.ID, Email: c.Email, Name: c.Name} }

func cleanName(name string) string { return strings.Join(strings.Fields(name), " ") }

func goodName(name string) bool {
	n := utf8.RuneCountInString(name)
	return n > 0 && n <= maxName && utf8.ValidString(name)
}
