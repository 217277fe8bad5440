package notify

import (
	"crypto/hmac"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Errors of proving an address.
var (
	ErrCode = errors.New("notify: not the code that was sent")
	ErrSoon = errors.New("notify: a code was sent just now, or too many were today")
)

// The limits of codes.
const (
	codeLives = 15 * time.Minute
	codeTries = 5
	codeAgain = time.Minute
	codesADay = 5
)

// goodPhone is a telephone number as gateways want it, such as +79120004115.
func goodPhone(s string) (string, bool) {
	grouped := civic.GroupPhone(s)
	if !strings.HasPrefix(grouped, "+") {
		return "", false
	}
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case strings.ContainsRune("+ -()", r):
			return -1
		}
		return 'x'
	}, grouped)
	if strings.Contains(digits, "x") || len(digits) < 8 || len(digits) > 15 {
		return "", false
	}
	return "+" + digits, true
}

func goodChat(s string) bool {
	_, err := strconv.ParseInt(s, 10, 64)
	return err == nil
}

// ProvePhone sends a code to a telephone that somebody says is theirs. The errors are ErrNoWay, ErrAddress, ErrSoon.
func (o *Office) ProvePhone(tx *db.Tx, account db.Account, phone string, lang civic.Lang) error {
	s, err := o.read(tx)
	if err != nil {
		return err
	}
	number, ok := goodPhone(phone)
	switch {
	case !s.SMS.On:
		return ErrNoWay
	case !ok:
		return ErrAddress
	}
	var b [8]byte
	if _, err := io.ReadFull(o.random, b[:]); err != nil {
		return fmt.Errorf("notify: randomness: %w", err)
	}
	code := fmt.Sprintf("%06d", binary.BigEndian.Uint64(b[:])%1_000_000)
	if err := o.putCode(tx, account, db.WaySMS, code, number); err != nil {
		return err
	}
	id, err := o.newID()
	if err != nil {
		return err
	}
	name, err := district(tx)
	if err != nil {
		return err
	}
	n := db.Notice{Event: "code/" + id.String(), Way: db.WaySMS, News: db.NewsLetter, Urgent: true}
	copy(n.Person[:], o.mark("address", number))
	return o.put(tx, s, n, content{To: number, Lang: lang, Item: Item{Brief: o.words.say(lang, "code.sms", "Code", code, "District", name)}})
}

// ConfirmPhone says that somebody knows the code that was sent to their telephone. The error is ErrCode; a wrong one is counted,
// so keep the transaction all the same.
func (o *Office) ConfirmPhone(tx *db.Tx, account db.Account, code string) (right bool, err error) {
	c, err := tx.ContactCode(account, db.WaySMS)
	if errors.Is(err, db.ErrNotFound) || err == nil && (!tx.Now.Before(c.Expires) || c.Tries >= codeTries) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !hmac.Equal(c.Code, o.codeMark(db.WaySMS, account, strings.TrimSpace(code))) {
		return false, tx.WrongContactCode(account, db.WaySMS)
	}
	number, err := o.keys.Unlock(purpose, "contact "+account.String(), c.Address)
	if err != nil {
		return false, err
	}
	if err := o.putContact(tx, account, db.WaySMS, string(number)); err != nil {
		return false, err
	}
	return true, tx.SpendContactCode(account, db.WaySMS)
}

// LinkTelegram makes a code that somebody sends to our bot from their Telegram, and the address that does so at a press. The errors
// are ErrNoWay and ErrSoon.
func (o *Office) LinkTelegram(tx *db.Tx, account db.Account) (code, link string, err error) {
	s, err := o.read(tx)
	if err != nil {
		return "", "", err
	}
	if !s.Telegram.On || s.Telegram.Name == "" {
		return "", "", ErrNoWay
	}
	var b [10]byte
	if _, err := io.ReadFull(o.random, b[:]); err != nil {
		return "", "", fmt.Errorf("notify: randomness: %w", err)
	}
	code = base32.StdEncoding.EncodeToString(b[:])
	return code, "https://t.me/" + s.Telegram.Name + "?start=" + code, o.putCode(tx, account, db.WayTelegram, code, "")
}

func (o *Office) putCode(tx *db.Tx, account db.Account, way db.Way, code, address string) error {
	before, err := tx.ContactCode(account, way)
	c := db.ContactCode{Account: account, Way: way, Code: o.codeMark(way, account, code), Sent: 1, Since: tx.Now, Expires: tx.Now.Add(codeLives)}
	switch {
	case err != nil && !errors.Is(err, db.ErrNotFound):
		return err
	case err == nil && way == db.WaySMS && tx.Now.Sub(before.Made) < codeAgain:
		return ErrSoon
	case err == nil && tx.Now.Sub(before.Since) < 24*time.Hour:
		if c.Sent, c.Since = before.Sent+1, before.Since; way == db.WaySMS && before.Sent >= codesADay {
			return ErrSoon
		}
	}
	if address != "" {
		if c.Address, err = o.keys.Lock(purpose, "contact "+account.String(), []byte(address), o.random); err != nil {
			return err
		}
	}
	return tx.PutContactCode(c)
}

// codeMark is what is kept of a code. One that is sent by a message is short and belongs to an account; one that arrives by a
// message tells whose it is.
func (o *Office) codeMark(way db.Way, account db.Account, code string) []byte {
	if way == db.WaySMS {
		return o.mark("code", string(way), account.String(), code)
	}
	return o.mark("code", string(way), code)
}

func (o *Office) putContact(tx *db.Tx, account db.Account, way db.Way, address string) error {
	locked, err := o.keys.Lock(purpose, "contact "+account.String(), []byte(address), o.random)
	if err != nil {
		return err
	}
	return tx.PutContact(db.Contact{Account: account, Way: way, Address: locked, Mark: o.mark("contact", string(way), address)})
}

// Contact is where an account is told by SMS or Telegram; "" if nowhere.
func (o *Office) Contact(tx *db.Tx, account db.Account, way db.Way) (string, error) {
	c, err := tx.Contact(account, way)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	address, err := o.keys.Unlock(purpose, "contact "+account.String(), c.Address)
	return string(address), err
}

// DropContact forgets where an account is told by a way, and what waits to go there.
func (o *Office) DropContact(tx *db.Tx, account db.Account, way db.Way) error {
	if err := tx.DropContact(account, way); err != nil {
		return err
	}
	return tx.DropNotices(account, way, string(CauseUnwish))
}

// Forget is for an account that ends: nothing of it stays here but that something was sent.
func (o *Office) Forget(tx *db.Tx, account db.Account) error {
	for _, way := range []db.Way{db.WayEmail, db.WaySMS, db.WayTelegram, db.WayPoint} {
		if err := o.DropContact(tx, account, way); err != nil {
			return err
		}
	}
	return nil
}
