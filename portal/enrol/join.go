package enrol

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/notify"
	"priyom/sync/wire"
)

// People are the accounts to which citizens' devices come.
type People struct {
	Office *accounts.Office
	// Bind says whose a device is from now on; of nobody, with the zero account.
	Bind func(tx *db.Tx, device civic.DeviceID, account db.Account, way db.JoinWay) error
	// Letter brings a code to somebody; device is how the device calls itself.
	Letter func(lang civic.Lang, code, device string) notify.Letter
}

// JoinBy lets citizens' devices join. Set it before the first request.
func (d *Desk) JoinBy(p People) { d.people = p }

const (
	joinTries = 5 // wrong codes
	pageWord  = 18
)

// Asking is a device that wants to join. That it has Key's private half was checked.
type Asking struct {
	Way     db.JoinWay
	Device  civic.DeviceID
	Key     ed25519.PublicKey
	Name    string
	Program string
	Email   string
	Lang    civic.Lang
	Consent string
	Back    string
	Remote  netip.Addr
}

// Asked is what it is told.
type Asked struct {
	Until time.Time
	Code  string // nameless
	Page  string // word in the page's address, with a browser
}

// Ways are those that are open.
func (d *Desk) Ways(tx *db.Tx) (ways []db.JoinWay, err error) {
	if d.people.Office == nil {
		return nil, nil
	}
	if can, err := d.people.Office.CanMail(tx); err != nil {
		return nil, err
	} else if can {
		ways = append(ways, db.JoinMail)
	}
	ways = append(ways, db.JoinBrowser)
	nameless, err := tx.Setting(db.SettingNameless)
	if string(nameless) == "1" {
		ways = append(ways, db.JoinNameless)
	}
	if errors.Is(err, db.ErrNotFound) {
		err = nil
	}
	return ways, err
}

// Ask begins to join. What is answered doesn't tell whether there is an account with an address. The errors are ErrWay, ErrConsent,
// ErrTries, ErrTaken, ErrRevoked, accounts.ErrEmail, accounts.ErrNoMail, or the database's.
func (d *Desk) Ask(ctx context.Context, a Asking) (asked Asked, err error) {
	if d.people.Office == nil || !goodBack(a.Back) {
		return asked, ErrWay
	}
	err = d.db.Write(ctx, func(tx *db.Tx) error {
		asked, err = d.ask(tx, a)
		if errors.Is(err, accounts.ErrTries) {
			err = ErrTries
		}
		return err
	})
	return asked, err
}

func (d *Desk) ask(tx *db.Tx, a Asking) (asked Asked, err error) {
	switch known, err := tx.Device(a.Device); {
	case errors.Is(err, db.ErrNotFound):
	case err != nil:
		return asked, err
	case !known.Key.Equal(a.Key):
		return asked, ErrTaken
	case !known.Revoked.IsZero():
		return asked, ErrRevoked
	case known.Role != civic.RoleCitizen:
		return asked, ErrWay
	}
	if err := d.people.Office.Knock(tx, a.Device, a.Remote); err != nil {
		return asked, err
	}
	j := db.Joining{
		Device: a.Device, Key: a.Key, Way: a.Way, Name: a.Name, Program: a.Program, Lang: a.Lang, Consent: a.Consent, Back: a.Back,
		Made: tx.Now, Expires: tx.Now.Add(lifetime),
	}
	asked.Until = j.Expires
	code, err := newCode(d.random)
	if err != nil {
		return asked, err
	}
	switch a.Way {
	case db.JoinMail:
		if a.Consent != accounts.ConsentVersion {
			return asked, ErrConsent
		}
		j.Email, j.Hash = strings.ToLower(strings.TrimSpace(a.Email)), d.codeOf(a.Device, code)
		err = d.people.Office.MailCode(tx, j.Email, a.Lang, a.Remote, func(l civic.Lang) notify.Letter { return d.people.Letter(l, show(code), a.Name) })
	case db.JoinBrowser:
		asked.Page, j.Page, err = d.newPage()
	case db.JoinNameless:
		if on, settingErr := tx.Setting(db.SettingNameless); string(on) != "1" {
			if errors.Is(settingErr, db.ErrNotFound) {
				settingErr = nil
			}
			return asked, errors.Join(settingErr, ErrWay)
		}
		asked.Code, j.Hash = show(code), d.codeOf(a.Device, code)
	default:
		err = ErrWay
	}
	if err != nil {
		return asked, err
	}
	return asked, tx.PutJoining(j, tx.Now.Add(-keepUnused))
}

// goodBack says that a page may lead there: to the program on a phone, or to this very computer (RFC 8252, 7.1 and 7.3).
func goodBack(back string) bool {
	if back == "" || back == wire.BackScheme {
		return true
	}
	u, err := url.Parse(back)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddrPort(u.Host)
	return err == nil && addr.Addr().IsLoopback() && addr.Port() != 0 && back == "http://"+addr.String()
}

// codeOf is what is kept of a code that only one device may spend.
func (d *Desk) codeOf(device civic.DeviceID, code string) []byte {
	m := hmac.New(sha256.New, d.secret)
	m.Write([]byte("join\n"))
	m.Write(device[:])
	m.Write([]byte(code))
	return m.Sum(nil)
}

func (d *Desk) newPage() (word string, sum []byte, err error) {
	raw := make([]byte, pageWord)
	if _, err := io.ReadFull(d.random, raw); err != nil {
		return "", nil, fmt.Errorf("enrol: draw a page: %w", err)
	}
	word = base64.RawURLEncoding.EncodeToString(raw)
	return word, pageHash(word), nil
}

func pageHash(word string) []byte {
	sum := sha256.Sum256([]byte(word))
	return sum[:]
}

// Page finds the device that opened a page in a browser; the error wraps db.ErrNotFound, also when its time is over.
func (d *Desk) Page(tx *db.Tx, word string) (db.Joining, error) {
	j, err := tx.JoiningByPage(pageHash(word))
	if err == nil && (!tx.Now.Before(j.Expires) || !j.Spent.IsZero()) {
		err = db.ErrNotFound
	}
	return j, err
}

// Agree says that the device on a page is an account's, and makes the code with which that device alone can collect. A second time makes
// another code. The error wraps db.ErrNotFound.
func (d *Desk) Agree(tx *db.Tx, word string, account db.Account) (j db.Joining, code string, err error) {
	if j, err = d.Page(tx, word); err != nil {
		return j, "", err
	}
	if !j.Account.IsZero() && j.Account != account { // somebody else was here in the meantime
		return j, "", db.ErrNotFound
	}
	if code, err = newCode(d.random); err != nil {
		return j, "", err
	}
	j.Account, j.Hash, j.Tries, j.Expires = account, d.codeOf(j.Device, code), 0, tx.Now.Add(lifetime)
	return j, show(code), tx.PutJoining(j, tx.Now.Add(-keepUnused))
}

// collect spends the code that a device got for itself. mine is false for a code that may be an invitation's; a wrong one is counted.
func (d *Desk) collect(tx *db.Tx, j db.Joining, a Applicant, code string) (device db.Device, mine bool, refusal, err error) {
	burnt := j.Tries >= joinTries
	if j.Hash == nil || !hmac.Equal(j.Hash, d.codeOf(a.Device, code)) || !j.Key.Equal(a.Key) {
		if j.Hash == nil || !j.Spent.IsZero() || burnt || !tx.Now.Before(j.Expires) {
			return device, false, nil, nil
		}
		j.Tries++
		return device, false, nil, tx.PutJoining(j, tx.Now.Add(-keepUnused))
	}
	switch {
	case burnt:
		return device, true, ErrTries, nil
	case j.Spent.IsZero() && !tx.Now.Before(j.Expires):
		return device, true, ErrCode, nil
	}
	g, refusal, err := d.grantOf(tx, j)
	if refusal != nil || err != nil {
		return device, true, refusal, err
	}
	if device, refusal, err = d.take(tx, g, a); refusal != nil || err != nil || g.again {
		return device, true, refusal, err
	}
	j.Spent, j.Email, j.Account, j.Page = tx.Now, "", db.Account{}, nil
	return device, true, nil, tx.PutJoining(j, tx.Now.Add(-keepUnused))
}

// grantOf is what a device gets that shows the right code.
func (d *Desk) grantOf(tx *db.Tx, j db.Joining) (g grant, refusal, err error) {
	place, err := tx.Setting(db.SettingName)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return g, nil, err
	}
	g = grant{role: civic.RoleCitizen, place: districtPlace(string(place)), way: j.Way, account: j.Account, again: !j.Spent.IsZero()}
	if j.Way != db.JoinMail || g.again {
		return g, nil, nil
	}
	g.account, err = d.people.Office.Proved(tx, j.Email, j.Lang)
	if errors.Is(err, accounts.ErrSignIn) {
		return g, ErrCode, nil
	}
	return g, nil, err
}

// districtPlace is where a citizen's device is: somewhere in the district.
func districtPlace(name string) string {
	if name == "" {
		return "\u2014"
	}
	if utf8.RuneCountInString(name) > maxPlace {
		return string([]rune(name)[:maxPlace])
	}
	return name
}

// InviteOwn makes a code with which somebody brings a device of their own to their account, good for ten minutes. What they were given
// before is worth nothing any more.
func (d *Desk) InviteOwn(tx *db.Tx, account db.Account) (code string, expires time.Time, err error) {
	if err := tx.DropInvitesOf(account); err != nil {
		return "", expires, err
	}
	name, err := tx.Setting(db.SettingName)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return "", expires, err
	}
	codes, expires, err := d.InviteIn(tx, db.Invite{Role: civic.RoleCitizen, Place: districtPlace(string(name)), Account: account}, 1, lifetime)
	if err != nil {
		return "", expires, err
	}
	return codes[0], expires, nil
}
