package accounts

import (
	"fmt"
	"io"
	"sync/atomic"

	"github.com/google/uuid"

	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/portal/notify"
)

// purpose of what is locked here.
const purpose = "account secrets"

// Config is what an office is made of.
type Config struct {
	DB   *db.DB
	Keys keys.Keys
	Rand io.Reader
	Cost Cost          // of a password; zero: UsualCost
	Mail notify.Mailer // nil: the portal can't send letters
}

// Office keeps the accounts.
type Office struct {
	db      *db.DB
	random  io.Reader
	hasher  *hasher
	mail    notify.Mailer
	keys    keys.Keys
	secrets secrets
	staffed atomic.Bool // somebody is a member of staff; that never ends
	erasers []func(*db.Tx, db.Account) error
}

// secrets follow from the portal's keys and are in no database.
type secrets struct {
	tally, recovery []byte
}

// New makes an office.
func New(c Config) (*Office, error) {
	if c.Cost == (Cost{}) {
		c.Cost = UsualCost()
	}
	o := &Office{db: c.DB, random: c.Rand, keys: c.Keys, mail: c.Mail}
	var err error
	if o.hasher, err = newHasher(c.Cost, c.Rand); err != nil {
		return nil, err
	}
	if o.secrets.tally, err = c.Keys.Derive("sign-in tally", nil); err != nil {
		return nil, err
	}
	if o.secrets.recovery, err = c.Keys.Derive("recovery code", nil); err != nil {
		return nil, err
	}
	return o, nil
}

// lock hides a secret that must be read again, of one owner.
func (o *Office) lock(secret []byte, name string) ([]byte, error) {
	return o.keys.Lock(purpose, name, secret, o.random)
}

func (o *Office) unlock(locked []byte, name string) ([]byte, error) {
	return o.keys.Unlock(purpose, name, locked)
}

func (o *Office) newID() (db.Account, error) {
	id, err := uuid.NewV7FromReader(o.random)
	if err != nil {
		return db.Account{}, fmt.Errorf("accounts: draw an id: %w", err)
	}
	return db.Account(id), nil
}
