package db

import (
	"crypto/ed25519"
	"database/sql"
	"time"

	"priyom/civic"
)

// Joining is a device that asked to join. It is one of ours once it collected.
type Joining struct {
	Device  civic.DeviceID
	Key     ed25519.PublicKey
	Way     JoinWay
	Name    string
	Program string
	Email   string // "": not by e-mail, or not any more
	Lang    civic.Lang
	Consent string
	Account Account // of whom the browser says that it is theirs; zero: nobody yet
	Hash    []byte  // keyed, of the code; nil: none was given out
	Page    []byte  // hash of the word in the page's address; nil: none
	Back    string  // where the page leads
	Tries   int64
	Made    time.Time
	Expires time.Time
	Spent   time.Time // zero: not yet
}

const joiningColumns = "device, key, way, name, program, email, lang, consent, account, hash, page, back, tries, made_at, expires_at, spent_at"

func readJoining(row scanner) (j Joining, err error) {
	var email sql.NullString
	err = row.Scan(fixed(j.Device[:]), (*[]byte)(&j.Key), &j.Way, &j.Name, &j.Program, &email, &j.Lang, &j.Consent, fixed(j.Account[:]), &j.Hash, &j.Page,
		&j.Back, &j.Tries, moment{&j.Made}, moment{&j.Expires}, moment{&j.Spent})
	j.Email = email.String
	return j, err
}

// Joining finds how a device wants to join; the error wraps ErrNotFound.
func (t *Tx) Joining(device civic.DeviceID) (Joining, error) {
	return one(t, "find joining "+device.String(), readJoining, "SELECT "+joiningColumns+" FROM joining WHERE device = $1", device[:])
}

// JoiningByPage finds it by the word in the page's address; the error wraps ErrNotFound.
func (t *Tx) JoiningByPage(page []byte) (Joining, error) {
	return one(t, "find joining", readJoining, "SELECT "+joiningColumns+" FROM joining WHERE page = $1", page)
}

// PutJoining keeps one, in place of what its device wanted before, and forgets those that ended before a time without being collected.
func (t *Tx) PutJoining(j Joining, forget time.Time) error {
	if _, err := t.exec("forget joinings", "DELETE FROM joining WHERE spent_at IS NULL AND expires_at < $1", forget.UnixMilli()); err != nil {
		return err
	}
	var email any
	if j.Email != "" {
		email = j.Email
	}
	_, err := t.exec("put joining "+j.Device.String(), "INSERT INTO joining ("+joiningColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
		ON CONFLICT (device) DO UPDATE SET key = excluded.key, way = excluded.way, name = excluded.name, program = excluded.program, email = excluded.email,
		lang = excluded.lang, consent = excluded.consent, account = excluded.account, hash = excluded.hash, page = excluded.page, back = excluded.back,
		tries = excluded.tries, made_at = excluded.made_at, expires_at = excluded.expires_at, spent_at = excluded.spent_at`,
		j.Device[:], []byte(j.Key), string(j.Way), j.Name, j.Program, email, string(j.Lang), j.Consent, orNobody(j.Account), orNone(j.Hash), orNone(j.Page),
		j.Back, j.Tries, j.Made.UnixMilli(), j.Expires.UnixMilli(), orNull(j.Spent))
	return err
}

// ForgetJoinings forgets what devices wanted that would have come to an account.
func (t *Tx) ForgetJoinings(account Account, email string) error {
	_, err := t.exec("forget joinings", "DELETE FROM joining WHERE account = $1 OR email = $2", account[:], email)
	return err
}

// orNone writes no bytes as NULL.
func orNone(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return b
}
