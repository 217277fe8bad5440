package accounts

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
)

// Errors of sign-in with a provider.
var (
	ErrProvider = errors.New("accounts: provider needs an id of a-z and 0-9, a name, an https address and a client")
	ErrStranger = errors.New("accounts: a provider vouches for somebody who has no account yet")
	ErrOthers   = errors.New("accounts: this identity belongs to another account")
	ErrOnlyWay  = errors.New("accounts: there would be no way left to sign in")
)

// Claims are what a provider says of somebody, once that was checked.
type Claims struct {
	Provider, Issuer, Subject string
	Email                     string
	Verified                  bool // the e-mail address is proved
	Name                      string
}

// AddProvider lets citizens sign in with a provider of OpenID Connect. The same id again changes it.
func (o *Office) AddProvider(ctx context.Context, p db.Provider, secret string) error {
	u, err := url.Parse(p.Issuer)
	local := err == nil && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")
	if err != nil || u.Host == "" || u.Scheme != "https" && !local || p.ID == "" || p.ID != url.PathEscape(p.ID) || strings.ContainsAny(p.ID, ".~_") || len(p.ID) > 40 ||
		p.Client == "" || !goodName(p.Name) {
		return ErrProvider
	}
	if p.Secret, err = o.lock([]byte(secret), "provider "+p.ID); err != nil {
		return err
	}
	return o.db.Write(ctx, func(tx *db.Tx) error {
		p.Added = tx.Now
		if err := tx.PutProvider(p); err != nil {
			return err
		}
		return note(tx, db.Account{}, db.Account{}, "provider-added", p.ID)
	})
}

// DropProvider ends sign-in with a provider. Who came by it keeps the account. The error wraps db.ErrNotFound.
func (o *Office) DropProvider(ctx context.Context, id string) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.DropProvider(id); err != nil {
			return err
		}
		return note(tx, db.Account{}, db.Account{}, "provider-dropped", id)
	})
}

// Providers lists all, by name.
func (o *Office) Providers(ctx context.Context) (list []db.Provider, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		list, err = tx.Providers()
		return err
	})
	return list, err
}

// ProviderSecret is what the portal proves itself to a provider with.
func (o *Office) ProviderSecret(p db.Provider) (string, error) {
	secret, err := o.unlock(p.Secret, "provider "+p.ID)
	return string(secret), err
}

// SignInVouched begins a session for whom a provider vouches: who came by it before, or whose account has the address that the
// provider says is proved. An address that isn't proved finds nobody's account. The error is ErrStranger for a new person, who must agree
// first: see JoinVouched.
func (o *Office) SignInVouched(ctx context.Context, c Claims, b Browser) (begun Begun, err error) {
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		citizen, err := o.vouched(tx, c)
		if err != nil {
			return err
		}
		begun, err = o.enterCitizen(tx, citizen, b)
		return err
	})
	return begun, err
}

func (o *Office) vouched(tx *db.Tx, c Claims) (citizen db.Citizen, err error) {
	known, err := tx.Identity(c.Issuer, c.Subject)
	switch {
	case err == nil:
		citizen, err = tx.Citizen(known.Citizen)
	case !errors.Is(err, db.ErrNotFound):
		return citizen, err
	case !c.Verified || c.Email == "":
		return citizen, ErrStranger
	default:
		if citizen, err = tx.CitizenByEmail(foldEmail(c.Email)); errors.Is(err, db.ErrNotFound) {
			return citizen, ErrStranger
		}
		if err == nil {
			err = o.link(tx, citizen.ID, c)
		}
	}
	if err == nil && !citizen.Disabled.IsZero() {
		err = ErrSignIn
	}
	return citizen, err
}

func (o *Office) link(tx *db.Tx, citizen db.Account, c Claims) error {
	return tx.AddIdentity(db.Identity{Issuer: c.Issuer, Subject: c.Subject, Citizen: citizen, Provider: c.Provider, Added: tx.Now})
}

// JoinVouched makes an account for somebody new whom a provider vouches for. The e-mail address becomes theirs only if it is proved.
func (o *Office) JoinVouched(ctx context.Context, c Claims, name string, consent bool, lang civic.Lang, b Browser) (begun Begun, err error) {
	name = cleanName(name)
	var wrong []error
	if !goodName(name) {
		wrong = append(wrong, ErrName)
	}
	if !consent {
		wrong = append(wrong, ErrConsent)
	}
	if err := errors.Join(wrong...); err != nil {
		return begun, err
	}
	id, err := o.newID()
	if err != nil {
		return begun, err
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		citizen, err := o.vouched(tx, c)
		if errors.Is(err, ErrStranger) {
			citizen = db.Citizen{ID: id, Name: name, PasswordAt: tx.Now, Lang: lang, Consent: ConsentVersion, ConsentAt: tx.Now, Created: tx.Now}
			if email := foldEmail(c.Email); c.Verified && goodEmail(email) {
				citizen.Email = email
			}
			if err = tx.AddCitizen(citizen); err == nil {
				err = o.link(tx, id, c)
			}
		}
		if err != nil {
			return err
		}
		begun, err = o.enterCitizen(tx, citizen, b)
		return err
	})
	return begun, err
}

// LinkIdentity lets a citizen who is signed in come by a provider too. The error is ErrOthers if that identity is somebody else's.
func (o *Office) LinkIdentity(ctx context.Context, v Visit, c Claims) error {
	if v.Citizen == nil {
		return ErrNoSession
	}
	return o.db.Write(ctx, func(tx *db.Tx) error {
		known, err := tx.Identity(c.Issuer, c.Subject)
		switch {
		case errors.Is(err, db.ErrNotFound):
			return o.link(tx, v.Account, c)
		case err == nil && known.Citizen != v.Account:
			return ErrOthers
		}
		return err
	})
}

// Identities lists by which providers a citizen may come.
func (o *Office) Identities(ctx context.Context, citizen db.Account) (list []db.Identity, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		list, err = tx.Identities(citizen)
		return err
	})
	return list, err
}

// UnlinkIdentity lets a citizen come by a provider no more. The error is ErrOnlyWay if they have no password and no other provider.
func (o *Office) UnlinkIdentity(ctx context.Context, citizen db.Account, issuer string) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		c, err := tx.Citizen(citizen)
		if err != nil {
			return err
		}
		if err := tx.DropIdentity(citizen, issuer); err != nil {
			return err
		}
		left, err := tx.Identities(citizen)
		if err == nil && c.Password == "" && len(left) == 0 {
			err = ErrOnlyWay
		}
		return err
	})
}

// ChangeCitizenPassword gives a citizen who is signed in another password; their other sessions end. Who has none yet, but a proved
// address, gets a first one. The error is ErrSignIn if the old one is wrong, ErrPassword, ErrTries or ErrBusy.
func (o *Office) ChangeCitizenPassword(ctx context.Context, v Visit, old, fresh string, b Browser, write Write) (begun Begun, err error) {
	if v.Citizen == nil {
		return begun, ErrNoSession
	}
	if err := checkPassword(fresh, v.Citizen.Email); err != nil || old == fresh {
		return begun, ErrPassword
	}
	if v.Citizen.Email == "" {
		return begun, ErrEmail
	}
	if err := o.ProveCitizen(ctx, v, old, b); err != nil {
		return begun, err
	}
	hash, err := o.hasher.hash(ctx, fresh)
	if err != nil {
		return begun, err
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		c, err := tx.Citizen(v.Account)
		if err != nil {
			return err
		}
		c.Password, c.PasswordAt = hash, tx.Now
		if err := errors.Join(tx.PutCitizen(c), tx.EndSessions(c.ID, nil), o.inform(tx, c.Email, write(NoteChanged, c.Lang, ""))); err != nil {
			return err
		}
		begun, err = o.enterCitizen(tx, c, b)
		return err
	})
	return begun, err
}
