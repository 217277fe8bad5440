package notify

import (
	"crypto/hmac"
	"encoding/base64"
	"errors"
	"fmt"

	"priyom/portal/db"
)

// UnsubscribePath begins the addresses where people end what we send them, without signing in.
const UnsubscribePath = "/unsubscribe/"

// ErrToken is returned for a link that isn't ours, or was bent.
var ErrToken = errors.New("notify: not a link of ours")

// tokenVersion begins what is signed, should its meaning ever change.
const tokenVersion = "unsubscribe 1"

// UnsubscribeToken says whose news by which way end. It is good for ever: old letters stay in mailboxes.
func (o *Office) UnsubscribeToken(person db.Account, way db.Way) string {
	body := append(append([]byte{}, person[:]...), way...)
	return base64.RawURLEncoding.EncodeToString(append(o.mark(tokenVersion, string(body))[:16], body...))
}

func (o *Office) readToken(token string) (person db.Account, way db.Way, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) <= 32 {
		return person, "", ErrToken
	}
	mac, body := raw[:16], raw[16:]
	if !hmac.Equal(mac, o.mark(tokenVersion, string(body))[:16]) {
		return person, "", ErrToken
	}
	copy(person[:], body)
	return person, db.Way(body[len(person):]), nil
}

// CheckToken says what a link from a letter would end. The error is ErrToken.
func (o *Office) CheckToken(token string) (db.Way, error) {
	_, way, err := o.readToken(token)
	return way, err
}

// Unsubscribe ends all news to who got the link, by that way; a second time changes nothing. The error wraps ErrToken.
func (o *Office) Unsubscribe(tx *db.Tx, token string) error {
	person, way, err := o.readToken(token)
	if err != nil {
		return err
	}
	if err := o.unwish(tx, person, way); err != nil {
		return fmt.Errorf("notify: unsubscribe: %w", err)
	}
	return tx.DropNotices(person, way, string(CauseUnwish))
}
