package db

import (
	"database/sql"
	"time"

	"priyom/civic"
)

// Citizen is the account of a citizen.
type Citizen struct {
	ID         Account
	Email      string // in lower case, proved, nobody else's; "" for who came from a provider that told none
	Name       string
	Password   string // its hash; "": a provider vouches
	PasswordAt time.Time
	Lang       civic.Lang // of letters to them
	Consent    string     // version of the text they agreed to
	ConsentAt  time.Time
	Created    time.Time
	Seen       time.Time // zero: never
	Disabled   time.Time // zero: may sign in
}

const citizenColumns = "id, email, name, password, password_at, lang, consent, consent_at, created_at, seen_at, disabled_at"

func readCitizen(row scanner) (c Citizen, err error) {
	var email sql.NullString
	err = row.Scan(fixed(c.ID[:]), &email, &c.Name, &c.Password, moment{&c.PasswordAt}, &c.Lang, &c.Consent, moment{&c.ConsentAt},
		moment{&c.Created}, moment{&c.Seen}, moment{&c.Disabled})
	c.Email = email.String
	return c, err
}

// Citizen finds one; the error wraps ErrNotFound.
func (t *Tx) Citizen(id Account) (Citizen, error) {
	return one(t, "read citizen "+id.String(), readCitizen, "SELECT "+citizenColumns+" FROM citizen WHERE id = $1", id[:])
}

// CitizenByEmail finds one; the error wraps ErrNotFound.
func (t *Tx) CitizenByEmail(email string) (Citizen, error) {
	return one(t, "find citizen", readCitizen, "SELECT "+citizenColumns+" FROM citizen WHERE email = $1", email)
}

// AddCitizen keeps a new one.
func (t *Tx) AddCitizen(c Citizen) error {
	_, err := t.exec("add citizen "+c.ID.String(), "INSERT INTO citizen ("+citizenColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		c.values()...)
	return err
}

// PutCitizen keeps one that was read and changed in this transaction.
func (t *Tx) PutCitizen(c Citizen) error {
	_, err := t.exec("put citizen "+c.ID.String(), `UPDATE citizen SET email = $2, name = $3, password = $4, password_at = $5, lang = $6,
		consent = $7, consent_at = $8, created_at = $9, seen_at = $10, disabled_at = $11 WHERE id = $1`, c.values()...)
	return err
}

func (c Citizen) values() []any {
	var email any
	if c.Email != "" {
		email = c.Email
	}
	return []any{
		c.ID[:], email, c.Name, c.Password, c.PasswordAt.UnixMilli(), string(c.Lang), c.Consent, c.ConsentAt.UnixMilli(),
		c.Created.UnixMilli(), orNull(c.Seen), orNull(c.Disabled),
	}
}

// EraseCitizen forgets an account and who it was. Reports stay, as those of somebody without an account.
func (t *Tx) EraseCitizen(id Account) error {
	theirs, err := all(t, "list cases of "+id.String(), readCase, "SELECT "+caseColumns+" FROM cases WHERE author = $1 ORDER BY arrival", id[:])
	if err != nil {
		return err
	}
	for _, c := range theirs {
		c.Author = Account{}
		if err := t.PutCase(&c); err != nil {
			return err
		}
	}
	for _, query := range []string{
		"DELETE FROM session WHERE account = $1", "DELETE FROM citizen_identity WHERE citizen = $1", "DELETE FROM mailed_link WHERE account = $1", "DELETE FROM email_change WHERE account = $1",
		"DELETE FROM citizen WHERE id = $1",
	} {
		if _, err := t.exec("erase citizen "+id.String(), query, id[:]); err != nil {
			return err
		}
	}
	return nil
}

// Identity is who a provider says a citizen is.
type Identity struct {
	Issuer, Subject string
	Citizen         Account
	Provider        string
	Added           time.Time
}

func readIdentity(row scanner) (i Identity, err error) {
	err = row.Scan(&i.Issuer, &i.Subject, fixed(i.Citizen[:]), &i.Provider, moment{&i.Added})
	return i, err
}

const identityColumns = "issuer, subject, citizen, provider, added_at"

// Identity finds who a provider knows by a subject; the error wraps ErrNotFound.
func (t *Tx) Identity(issuer, subject string) (Identity, error) {
	return one(t, "find identity", readIdentity, "SELECT "+identityColumns+" FROM citizen_identity WHERE issuer = $1 AND subject = $2", issuer, subject)
}

// Identities lists a citizen's.
func (t *Tx) Identities(citizen Account) ([]Identity, error) {
	return all(t, "list identities", readIdentity, "SELECT "+identityColumns+" FROM citizen_identity WHERE citizen = $1 ORDER BY added_at, issuer, subject", citizen[:])
}

// AddIdentity keeps a new one.
func (t *Tx) AddIdentity(i Identity) error {
	_, err := t.exec("add identity", "INSERT INTO citizen_identity ("+identityColumns+") VALUES ($1, $2, $3, $4, $5)",
		i.Issuer, i.Subject, i.Citizen[:], i.Provider, i.Added.UnixMilli())
	return err
}

// DropIdentity forgets one of a citizen's.
func (t *Tx) DropIdentity(citizen Account, issuer string) error {
	_, err := t.exec("drop identity", "DELETE FROM citizen_identity WHERE citizen = $1 AND issuer = $2", citizen[:], issuer)
	return err
}

// LinkKind says what a mailed link is for.
type LinkKind string

// The kinds of mailed link.
const (
	LinkJoin  LinkKind = "join"  // makes an account
	LinkReset LinkKind = "reset" // gives another password
)

// MailedLink is a link that proves an address.
type MailedLink struct {
	Hash    []byte // of its token
	Kind    LinkKind
	Email   string
	Account Account // zero: there is none yet
	Created time.Time
	Expires time.Time
}

// MailedLink finds one; the error wraps ErrNotFound. Whether it is over is the caller's to see.
func (t *Tx) MailedLink(hash []byte) (MailedLink, error) {
	return one(t, "read mailed link", func(row scanner) (l MailedLink, err error) {
		err = row.Scan(&l.Hash, &l.Kind, &l.Email, fixed(l.Account[:]), moment{&l.Created}, moment{&l.Expires})
		return l, err
	}, "SELECT hash, kind, email, account, created_at, expires_at FROM mailed_link WHERE hash = $1", hash)
}

// AddMailedLink keeps a new one and forgets those that are over.
func (t *Tx) AddMailedLink(l MailedLink) error {
	if _, err := t.exec("forget mailed links", "DELETE FROM mailed_link WHERE expires_at < $1", t.Now.UnixMilli()); err != nil {
		return err
	}
	_, err := t.exec("add mailed link", "INSERT INTO mailed_link (hash, kind, email, account, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
		l.Hash, string(l.Kind), l.Email, orNobody(l.Account), l.Created.UnixMilli(), l.Expires.UnixMilli())
	return err
}

// SpendMailedLinks forgets all links to an address: one was used.
func (t *Tx) SpendMailedLinks(email string) error {
	_, err := t.exec("spend mailed links", "DELETE FROM mailed_link WHERE email = $1", email)
	return err
}
