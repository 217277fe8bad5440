package db

import "time"

// Contact is where a person with an account can be told news, besides their account's e-mail address.
type Contact struct {
	Account Account
	Way     Way
	Address []byte // locked
	Mark    []byte // keyed hash of it
	Proved  time.Time
}

const contactColumns = "account, way, address, mark, proved_at"

func readContact(row scanner) (c Contact, err error) {
	err = row.Scan(fixed(c.Account[:]), &c.Way, &c.Address, &c.Mark, moment{&c.Proved})
	return c, err
}

// PutContact keeps a contact in place of the one before.
func (t *Tx) PutContact(c Contact) error {
	_, err := t.exec("put contact", "INSERT INTO contact ("+contactColumns+`) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account, way) DO UPDATE SET address = excluded.address, mark = excluded.mark, proved_at = excluded.proved_at`,
		c.Account[:], string(c.Way), c.Address, c.Mark, t.Now.UnixMilli())
	return err
}

// Contact finds where an account is told by a way; the error wraps ErrNotFound.
func (t *Tx) Contact(account Account, way Way) (Contact, error) {
	return one(t, "read contact", readContact, "SELECT "+contactColumns+" FROM contact WHERE account = $1 AND way = $2", account[:], string(way))
}

// ContactsByMark lists the accounts that are told at one address.
func (t *Tx) ContactsByMark(way Way, mark []byte) ([]Contact, error) {
	return all(t, "find contacts", readContact, "SELECT "+contactColumns+" FROM contact WHERE way = $1 AND mark = $2 ORDER BY account", string(way), mark)
}

// DropContact forgets one, with whatever code was on its way to prove it.
func (t *Tx) DropContact(account Account, way Way) error {
	if err := t.SpendContactCode(account, way); err != nil {
		return err
	}
	_, err := t.exec("drop contact", "DELETE FROM contact WHERE account = $1 AND way = $2", account[:], string(way))
	return err
}

// ContactCode is a one-time code that proves that an address is an account's.
type ContactCode struct {
	Account Account
	Way     Way
	Code    []byte // keyed hash
	Address []byte // locked; nil: whoever sends the code says it by that
	Tries   int
	Sent    int // codes since Since
	Since   time.Time
	Made    time.Time
	Expires time.Time
}

const codeColumns = "account, way, code, address, tries, sent, since_at, made_at, expires_at"

func readContactCode(row scanner) (c ContactCode, err error) {
	err = row.Scan(fixed(c.Account[:]), &c.Way, &c.Code, &c.Address, &c.Tries, &c.Sent, moment{&c.Since}, moment{&c.Made}, moment{&c.Expires})
	return c, err
}

// PutContactCode keeps a code in place of the one before.
func (t *Tx) PutContactCode(c ContactCode) error {
	_, err := t.exec("put contact code", "INSERT INTO contact_code ("+codeColumns+`) VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $8)
		ON CONFLICT (account, way) DO UPDATE SET code = excluded.code, address = excluded.address, tries = 0, sent = excluded.sent,
		since_at = excluded.since_at, made_at = excluded.made_at, expires_at = excluded.expires_at`,
		c.Account[:], string(c.Way), c.Code, c.Address, c.Sent, c.Since.UnixMilli(), t.Now.UnixMilli(), c.Expires.UnixMilli())
	return err
}

// ContactCode finds the code that an account waits for; the error wraps ErrNotFound.
func (t *Tx) ContactCode(account Account, way Way) (ContactCode, error) {
	return one(t, "read contact code", readContactCode, "SELECT "+codeColumns+" FROM contact_code WHERE account = $1 AND way = $2", account[:], string(way))
}

// ContactCodeByHash finds whose code it is; the error wraps ErrNotFound.
func (t *Tx) ContactCodeByHash(way Way, code []byte) (ContactCode, error) {
	return one(t, "find contact code", readContactCode, "SELECT "+codeColumns+` FROM contact_code WHERE way = $1 AND code = $2
		ORDER BY made_at DESC LIMIT 1`, string(way), code)
}

// WrongContactCode counts a wrong one.
func (t *Tx) WrongContactCode(account Account, way Way) error {
	_, err := t.exec("count contact code", "UPDATE contact_code SET tries = tries + 1 WHERE account = $1 AND way = $2", account[:], string(way))
	return err
}

// SpendContactCode makes a code worthless. How many were sent stays.
func (t *Tx) SpendContactCode(account Account, way Way) error {
	_, err := t.exec("spend contact code", "UPDATE contact_code SET expires_at = 0, address = NULL WHERE account = $1 AND way = $2", account[:], string(way))
	return err
}

// AnyContactCode says that somebody is about to send a code by a way.
func (t *Tx) AnyContactCode(way Way) (bool, error) {
	return one(t, "any contact code", value[bool], "SELECT EXISTS (SELECT 1 FROM contact_code WHERE way = $1 AND expires_at > $2)",
		string(way), t.Now.UnixMilli())
}
