package accounts

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"priyom/civic"
	"priyom/portal/db"
)

// Codes of an app beside the password: RFC 6238 with what every app takes, SHA-1, six digits, half a minute.
const (
	step       = 30 * time.Second
	steps      = 1 // that a clock may be off by
	secretSize = 20
	issuer     = "Priyom"

	recoveryCodes  = 10
	recoveryLength = 10
)

// Errors of codes.
var (
	ErrCode   = errors.New("accounts: wrong code")
	ErrUsed   = errors.New("accounts: code was used already")
	ErrNeeded = errors.New("accounts: codes are asked of everybody like this")
)

// CodesFor says who must have codes.
type CodesFor string

// Who must.
const (
	CodesForNobody         CodesFor = ""
	CodesForAdministrators CodesFor = "administrators"
	CodesForStaff          CodesFor = "staff"
)

// AllCodesFor lists the choices.
func AllCodesFor() []CodesFor {
	return []CodesFor{CodesForNobody, CodesForAdministrators, CodesForStaff}
}

// EventCodesFor is noted when the setting changes.
const EventCodesFor db.AuditAct = "account-codes-for"

func codesFor(tx *db.Tx) (CodesFor, error) {
	v, err := tx.Setting(db.SettingCodes)
	if errors.Is(err, db.ErrNotFound) {
		return CodesForNobody, nil
	}
	return CodesFor(v), err
}

// Codes says who must have codes.
func (o *Office) Codes(ctx context.Context) (whom CodesFor, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		whom, err = codesFor(tx)
		return err
	})
	return whom, err
}

// PutCodes says who must have codes from the next sign-in on.
func (o *Office) PutCodes(ctx context.Context, by db.Account, whom CodesFor) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if err := tx.PutSetting(db.SettingCodes, []byte(whom)); err != nil {
			return err
		}
		return note(tx, by, db.Account{}, EventCodesFor, string(whom))
	})
}

func codesNeeded(tx *db.Tx, s db.Staff) (bool, error) {
	whom, err := codesFor(tx)
	return whom == CodesForStaff || whom == CodesForAdministrators && (s.Role == civic.RoleAdministrator || StaffOf(s).May(RightAdminister)), err
}

// Enrolment is what an app needs to make codes.
type Enrolment struct {
	Secret string // as people type it
	URI    string // as a picture tells it
}

// BeginCodes draws a secret for somebody, or tells the one that was drawn and not proved yet. The error is ErrUsed if codes are
// asked for already: those must be ended first.
func (o *Office) BeginCodes(ctx context.Context, v Visit) (e Enrolment, err error) {
	fresh := make([]byte, secretSize)
	if _, err := io.ReadFull(o.random, fresh); err != nil {
		return e, fmt.Errorf("accounts: draw a secret: %w", err)
	}
	if v.Staff == nil || v.Stage == db.StageCode || v.Stage == db.StageChange {
		return e, ErrNoSession
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		s, err := tx.Staff(v.Account)
		if err != nil {
			return err
		}
		if !s.TOTPAt.IsZero() {
			return ErrUsed
		}
		secret := fresh
		if s.TOTP != nil {
			secret, err = o.unlock(s.TOTP, codesOf(s))
		} else if s.TOTP, err = o.lock(fresh, codesOf(s)); err == nil {
			err = tx.PutStaff(s)
		}
		if err == nil {
			e = enrolment(secret, s.Login)
		}
		return err
	})
	return e, err
}

func codesOf(s db.Staff) string { return "codes of " + s.ID.String() }

// enrolment keeps the address short: a telephone's camera reads a small picture better.
func enrolment(secret []byte, login string) Enrolment {
	typed := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	return Enrolment{typed, "otpauth://totp/" + issuer + ":" + url.PathEscape(login) + "?" + url.Values{"secret": {typed}, "issuer": {issuer}}.Encode()}
}

// FinishCodes asks for codes from now on, once a code proved that the app makes them. The recovery codes are told once. Other
// sessions end. The error is ErrCode or ErrTries.
func (o *Office) FinishCodes(ctx context.Context, v Visit, code string, b Browser) (begun Begun, recovery []string, err error) {
	if v.Staff == nil || v.Stage == db.StageCode || v.Stage == db.StageChange {
		return begun, nil, ErrNoSession
	}
	recovery, hashes, err := o.drawRecovery(v.Account)
	if err != nil {
		return begun, nil, err
	}
	err = o.try(ctx, v, func(tx *db.Tx, s *db.Staff) error {
		if s.TOTP == nil || !s.TOTPAt.IsZero() {
			return ErrCode
		}
		if err := o.spendCode(tx, s, code); err != nil {
			return err
		}
		s.TOTPAt = tx.Now
		if err := errors.Join(tx.PutRecoveryCodes(s.ID, hashes), tx.EndSessions(s.ID, nil), note(tx, s.ID, s.ID, EventCodes, "")); err != nil {
			return err
		}
		begun, err = o.enter(tx, *s, db.StageFull, b)
		return err
	})
	return begun, recovery, err
}

// SignInCode takes a session from the password to the code: one of the app's, or a recovery code, each good once. The error is
// ErrCode, ErrUsed or ErrTries.
func (o *Office) SignInCode(ctx context.Context, v Visit, code string, b Browser) (begun Begun, err error) {
	if v.Staff == nil || v.Stage != db.StageCode {
		return begun, ErrNoSession
	}
	err = o.try(ctx, v, func(tx *db.Tx, s *db.Staff) error {
		if err := o.spendAny(tx, s, code); err != nil {
			return err
		}
		stage, err := stageOf(tx, *s, true)
		if err != nil {
			return err
		}
		begun, err = o.enter(tx, *s, stage, b)
		return err
	})
	return begun, err
}

// EndCodes asks for codes no more, once one more was given. The error may be ErrNeeded too.
func (o *Office) EndCodes(ctx context.Context, v Visit, code string) error {
	if v.Staff == nil || !v.Full() {
		return ErrNoSession
	}
	return o.try(ctx, v, func(tx *db.Tx, s *db.Staff) error {
		if needed, err := codesNeeded(tx, *s); err != nil || needed {
			return errors.Join(err, ErrNeeded)
		}
		if err := o.spendAny(tx, s, code); err != nil {
			return err
		}
		s.TOTP, s.TOTPAt = nil, time.Time{}
		return errors.Join(tx.PutStaff(*s), tx.PutRecoveryCodes(s.ID, nil), note(tx, s.ID, s.ID, EventNoCodes, ""))
	})
}

// RenewRecovery draws other recovery codes, once one more code was given.
func (o *Office) RenewRecovery(ctx context.Context, v Visit, code string) (recovery []string, err error) {
	if v.Staff == nil || !v.Full() {
		return nil, ErrNoSession
	}
	recovery, hashes, err := o.drawRecovery(v.Account)
	if err != nil {
		return nil, err
	}
	return recovery, o.try(ctx, v, func(tx *db.Tx, s *db.Staff) error {
		if err := o.spendAny(tx, s, code); err != nil {
			return err
		}
		return tx.PutRecoveryCodes(s.ID, hashes)
	})
}

// RecoveryLeft is how many recovery codes weren't used yet.
func (o *Office) RecoveryLeft(ctx context.Context, id db.Account) (n int64, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		n, err = tx.CountRecoveryCodes(id)
		return err
	})
	return n, err
}

// try runs f on somebody and counts the wrong codes that it meets, against the account: a guess at six digits must be dear.
func (o *Office) try(ctx context.Context, v Visit, f func(*db.Tx, *db.Staff) error) error {
	c := o.count(limitCode, v.Account.String())
	var wrong error
	err := o.db.Write(ctx, func(tx *db.Tx) error {
		if err := spent(tx, c); err != nil {
			return err
		}
		s, err := tx.Staff(v.Account)
		if err != nil {
			return err
		}
		err = f(tx, &s)
		if errors.Is(err, ErrCode) || errors.Is(err, ErrUsed) { // nothing was written before it
			wrong = err
			return add(tx, c)
		}
		if err != nil {
			return err
		}
		return forget(tx, c)
	})
	if err == nil {
		err = wrong
	}
	return err
}

// spendAny uses up a code of the app's or a recovery code.
func (o *Office) spendAny(tx *db.Tx, s *db.Staff, code string) error {
	if s.TOTPAt.IsZero() {
		return ErrCode
	}
	if plain := plainCode(code); len(plain) == recoveryLength {
		found, err := tx.SpendRecoveryCode(s.ID, o.hashRecovery(s.ID, plain))
		if err != nil {
			return err
		}
		if !found {
			return ErrCode
		}
		return note(tx, s.ID, s.ID, EventRecovery, "")
	}
	return o.spendCode(tx, s, code)
}

// spendCode uses up a code of the app's, and with it all earlier ones.
func (o *Office) spendCode(tx *db.Tx, s *db.Staff, code string) error {
	secret, err := o.unlock(s.TOTP, codesOf(*s))
	if err != nil {
		return err
	}
	typed, now := plainCode(code), tx.Now.Unix()/int64(step.Seconds())
	for at := now - steps; at <= now+steps; at++ {
		want, err := hotp.GenerateCodeCustom(base32.StdEncoding.EncodeToString(secret), uint64(at), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return fmt.Errorf("accounts: code: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(typed)) != 1 {
			continue
		}
		fresh, err := tx.SpendStep(s.ID, at)
		if err == nil && !fresh {
			err = ErrUsed
		}
		s.TOTPStep = at
		return err
	}
	return ErrCode
}

// plainCode reads a code as people type it.
func plainCode(code string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, code)
}

func (o *Office) hashRecovery(id db.Account, code string) []byte {
	m := hmac.New(sha256.New, o.secrets.recovery)
	m.Write(id[:])
	m.Write([]byte(code))
	return m.Sum(nil)
}

// drawRecovery draws recovery codes of 49 bits each.
func (o *Office) drawRecovery(id db.Account) (codes []string, hashes [][]byte, err error) {
	for range recoveryCodes {
		long, err := newPassword(o.random)
		if err != nil {
			return nil, nil, err
		}
		plain := plainCode(long)[:recoveryLength]
		codes = append(codes, plain[:5]+"-"+plain[5:])
		hashes = append(hashes, o.hashRecovery(id, plain))
	}
	return codes, hashes, nil
}
