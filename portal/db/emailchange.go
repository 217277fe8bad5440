package db

import "time"

// EmailChange is that a citizen wants another address: both must say so.
type EmailChange struct {
	Account          Account
	Email            string // the new one
	OldLink, NewLink []byte // hashes of the links' tokens; nil once they were followed
	Created, Expires time.Time
}

const emailChangeColumns = "account, email, old_link, new_link, created_at, expires_at"

func readEmailChange(row scanner) (c EmailChange, err error) {
	err = row.Scan(fixed(c.Account[:]), &c.Email, &c.OldLink, &c.NewLink, moment{&c.Created}, moment{&c.Expires})
	return c, err
}

// PutEmailChange keeps one, in place of what the account wanted before, and forgets those of everybody whose time is over.
func (t *Tx) PutEmailChange(c EmailChange) error {
	if _, err := t.exec("forget changes of address", "DELETE FROM email_change WHERE expires_at <= $1 OR account = $2", t.Now.UnixMilli(), c.Account[:]); err != nil {
		return err
	}
	_, err := t.exec("keep change of address", "INSERT INTO email_change ("+emailChangeColumns+") VALUES ($1, $2, $3, $4, $5, $6)", c.Account[:], c.Email,
		orEmpty(c.OldLink), orEmpty(c.NewLink), c.Created.UnixMilli(), c.Expires.UnixMilli())
	return err
}

// orEmpty is NULL for no bytes.
func orEmpty(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}

// EmailChange is what an account wants; the error wraps ErrNotFound.
func (t *Tx) EmailChange(account Account) (EmailChange, error) {
	return one(t, "read change of address", readEmailChange, "SELECT "+emailChangeColumns+" FROM email_change WHERE account = $1", account[:])
}

// EmailChangeByLink finds whose link it is; the error wraps ErrNotFound.
func (t *Tx) EmailChangeByLink(hash []byte) (EmailChange, error) {
	return one(t, "find change of address", readEmailChange, "SELECT "+emailChangeColumns+" FROM email_change WHERE old_link = $1 OR new_link = $1", hash)
}

// DropEmailChange forgets it.
func (t *Tx) DropEmailChange(account Account) error {
	_, err := t.exec("drop change of address", "DELETE FROM email_change WHERE account = $1", account[:])
	return err
}

// KnownBrowser says that one of some browsers was seen since a time.
func (t *Tx) KnownBrowser(hashes [][]byte, since time.Time) (bool, error) {
	for _, h := range hashes {
		known, err := one(t, "find browser", value[bool], "SELECT EXISTS (SELECT 1 FROM known_browser WHERE hash = $1 AND seen_at >= $2)", h, since.UnixMilli())
		if err != nil || known {
			return known, err
		}
	}
	return false, nil
}

// PutKnownBrowser notes that a browser was seen, and forgets those that weren't since a time.
func (t *Tx) PutKnownBrowser(hash []byte, since time.Time) error {
	if _, err := t.exec("forget browsers", "DELETE FROM known_browser WHERE seen_at < $1", since.UnixMilli()); err != nil {
		return err
	}
	_, err := t.exec("note browser", `INSERT INTO known_browser (hash, seen_at) VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET seen_at = excluded.seen_at`,
		hash, t.Now.UnixMilli())
	return err
}
