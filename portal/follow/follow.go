package follow

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/portal/notify"
)

// Errors of this package.
var (
	ErrHidden  = errors.New("follow: report isn't public")
	ErrAddress = errors.New("follow: not an address for e-mail")
)

const (
	askAgain = 10 * time.Minute   // before it an address isn't asked a second time about one report
	waits    = 3 * 24 * time.Hour // for an answer
	purpose  = "follower"         // of the key that addresses are locked under
)

// Book is where followers are written.
type Book struct {
	db     *db.DB
	keys   keys.Keys
	mail   Post
	random io.Reader
}

// Post sends letters.
type Post interface {
	notify.Mailer
	CanMail(tx *db.Tx) (bool, error)
}

// New makes one. Until MailBy addresses can't follow.
func New(d *db.DB, k keys.Keys, random io.Reader) *Book { return &Book{db: d, keys: k, random: random} }

// MailBy says by what letters are sent. Call it before anybody asks.
func (b *Book) MailBy(p Post) { b.mail = p }

// ByMail says that addresses can follow.
func (b *Book) ByMail(tx *db.Tx) (bool, error) {
	if b.mail == nil {
		return false, nil
	}
	return b.mail.CanMail(tx)
}

// Account lets an account follow a public report; a second time changes nothing. The error is ErrHidden or the database's.
func (b *Book) Account(ctx context.Context, report civic.ReportID, account db.Account, lang civic.Lang) error {
	f, _, err := b.blank(report, lang)
	if err != nil {
		return err
	}
	f.Account = account
	return b.db.Write(ctx, func(tx *db.Tx) error {
		if err := public(tx, report); err != nil {
			return err
		}
		if _, err := tx.FollowerByAccount(report, account); !errors.Is(err, db.ErrNotFound) {
			return err
		}
		f.Asked, f.Confirmed = tx.Now, tx.Now
		return tx.AddFollower(f)
	})
}

// Leave ends that an account follows a report.
func (b *Book) Leave(ctx context.Context, report civic.ReportID, account db.Account) error {
	return b.db.Write(ctx, func(tx *db.Tx) error {
		f, err := tx.FollowerByAccount(report, account)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return tx.DropFollower(f.ID)
	})
}

// Write makes the letter that asks an address; path is where its link leads to.
type Write func(path string) notify.Letter

// Author asks the address that the author of a report gave whether it is theirs. The errors are those of Address.
func (b *Book) Author(ctx context.Context, report civic.ReportID, email string, lang civic.Lang, write Write) error {
	return b.ask(ctx, report, email, lang, true, write)
}

// Address asks an address whether it wants to follow a public report. What is answered doesn't tell whether it does already. The error is
// ErrHidden, ErrAddress, the mailer's, or the database's.
func (b *Book) Address(ctx context.Context, report civic.ReportID, email string, lang civic.Lang, write Write) error {
	return b.ask(ctx, report, email, lang, false, write)
}

func (b *Book) ask(ctx context.Context, report civic.ReportID, email string, lang civic.Lang, author bool, write Write) error {
	email = strings.TrimSpace(email)
	who := civic.Reporter{Email: email, Consent: civic.Consent{Given: true}}
	if email == "" || len(who.Validate()) > 0 {
		return ErrAddress
	}
	f, secret, err := b.blank(report, lang)
	if err != nil {
		return err
	}
	f.Author = author
	if f.Address, err = b.mark(report, email); err != nil {
		return err
	}
	if f.Email, err = b.keys.Lock(purpose, fmt.Sprintf("%x", f.ID), []byte(email), b.random); err != nil {
		return err
	}
	return b.db.Write(ctx, func(tx *db.Tx) error {
		if err := public(tx, report); err != nil && !(author && errors.Is(err, ErrHidden)) {
			return err
		}
		if can, err := b.ByMail(tx); err != nil || !can {
			return errors.Join(err, notify.ErrNoMail)
		}
		if err := tx.DropUnconfirmed(tx.Now.Add(-waits)); err != nil {
			return err
		}
		switch before, err := tx.FollowerByAddress(report, f.Address); {
		case errors.Is(err, db.ErrNotFound):
			f.Asked = tx.Now
			if err := tx.AddFollower(f); err != nil {
				return err
			}
		case err != nil:
			return err
		case !before.Confirmed.IsZero() || tx.Now.Sub(before.Asked) < askAgain:
			return nil
		default:
			if secret, err = b.secret(before.ID); err != nil {
				return err
			}
			if err := tx.AskFollower(before.ID); err != nil {
				return err
			}
		}
		letter := write("/follow/" + secret)
		letter.To, letter.Lang = email, lang
		return b.mail.Mail(tx, letter)
	})
}

// Find tells whose a link is; the error wraps db.ErrNotFound.
func (b *Book) Find(ctx context.Context, secret string) (f db.Follower, err error) {
	err = b.db.Read(ctx, func(tx *db.Tx) error {
		f, err = tx.FollowerBySecret(sha256.Sum256([]byte(secret)))
		return err
	})
	return f, err
}

// Confirm lets whoever has a link follow; a second time changes nothing. The error wraps db.ErrNotFound.
func (b *Book) Confirm(ctx context.Context, secret string) (report civic.ReportID, err error) {
	return b.settle(ctx, secret, (*db.Tx).ConfirmFollower)
}

// Stop ends what a link stands for. The error wraps db.ErrNotFound.
func (b *Book) Stop(ctx context.Context, secret string) (report civic.ReportID, err error) {
	return b.settle(ctx, secret, (*db.Tx).DropFollower)
}

func (b *Book) settle(ctx context.Context, secret string, do func(*db.Tx, [16]byte) error) (report civic.ReportID, err error) {
	err = b.db.Write(ctx, func(tx *db.Tx) error {
		f, err := tx.FollowerBySecret(sha256.Sum256([]byte(secret)))
		if err != nil {
			return err
		}
		report = f.Report
		return do(tx, f.ID)
	})
	return report, err
}

// Email opens the address of a follower without an account; the error wraps keys.ErrLocked.
func (b *Book) Email(f db.Follower) (string, error) {
	plain, err := b.keys.Unlock(purpose, fmt.Sprintf("%x", f.ID), f.Email)
	return string(plain), err
}

// secretBytes are what a link is made of: 144 bits.
const secretBytes = 18

func (b *Book) blank(report civic.ReportID, lang civic.Lang) (f db.Follower, secret string, err error) {
	id, err := uuid.NewV7FromReader(b.random)
	if err != nil {
		return f, "", fmt.Errorf("follow: randomness: %w", err)
	}
	secret, err = b.secret(id)
	return db.Follower{ID: id, Report: report, Lang: lang, Secret: sha256.Sum256([]byte(secret))}, secret, err
}

// secret is the word in a follower's links. It follows from the portal's keys, so that every letter can have it.
func (b *Book) secret(id [16]byte) (string, error) {
	key, err := b.keys.Derive("follower link", nil)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(id[:])
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:secretBytes]), nil
}

// Path is where a follower can stop; it belongs into every letter to them.
func (b *Book) Path(f db.Follower) (string, error) {
	secret, err := b.secret(f.ID)
	return "/follow/" + secret, err
}

// mark tells one address from another at one report, and nothing anywhere else.
func (b *Book) mark(report civic.ReportID, email string) (m [32]byte, err error) {
	key, err := b.keys.Derive("follower address", report[:])
	if err != nil {
		return m, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(strings.ToLower(email)))
	copy(m[:], mac.Sum(nil))
	return m, nil
}

func public(tx *db.Tx, report civic.ReportID) error {
	c, err := tx.Case(report)
	if err == nil && !c.Public() {
		return ErrHidden
	}
	return err
}
