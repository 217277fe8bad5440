package store

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"golang.org/x/crypto/argon2"

	"priyom/civic"
	"priyom/store/journal"
)

// A PIN has so many digits.
const (
	MinPIN = 4
	MaxPIN = 8
)

// Errors of PINs; a *PINWaitError says that it is too early to try again.
var (
	ErrPINForm  = errors.New("store: a PIN is 4 to 8 digits")
	ErrWrongPIN = errors.New("store: wrong PIN")
)

// PINWaitError is the answer to a try that came too early after wrong ones; it wasn't looked at.
type PINWaitError struct{ Until time.Time }

func (e *PINWaitError) Error() string {
	return "store: no PIN is looked at until " + e.Until.Format(time.RFC3339)
}

// freePINs is how many wrong PINs in a row cost no time, and pinWaits how long each one after them does; then it stays
// at the last. Ten thousand PINs of four digits take a month at five minutes each.
const freePINs = 2

var pinWaits = []time.Duration{5 * time.Second, 15 * time.Second, time.Minute, 5 * time.Minute}

func pinWait(wrong int) time.Duration {
	if wrong <= freePINs {
		return 0
	}
	return pinWaits[min(wrong-freePINs, len(pinWaits))-1]
}

// The parameters of Argon2id for PINs: those of package vault.
const (
	pinTime    = 1
	pinMemory  = 46 << 10 // KiB
	pinThreads = 1
	pinLength  = 32
)

// pinBox is what of a PIN lies encrypted.
type pinBox struct {
	Salt    []byte `cbor:"1,keyasint"`
	Time    uint32 `cbor:"2,keyasint"`
	Memory  uint32 `cbor:"3,keyasint"` // KiB
	Threads uint8  `cbor:"4,keyasint"`
	Hash    []byte `cbor:"5,keyasint"`
}

func (s *Store) hashPIN(pin string) ([]byte, error) {
	if !pinForm(pin) {
		return nil, ErrPINForm
	}
	salt, err := s.random(16)
	if err != nil {
		return nil, err
	}
	return journal.Encode(pinBox{salt, pinTime, pinMemory, pinThreads, argon2.IDKey([]byte(pin), salt, pinTime, pinMemory, pinThreads, pinLength)})
}

func pinForm(pin string) bool {
	for _, r := range pin {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(pin) >= MinPIN && len(pin) <= MaxPIN
}

func (s *Store) boxPIN(id civic.OperatorID, hash []byte) []byte {
	return s.vault.Seal(operatorContext(id, "pin"), hash)
}

// SetPIN gives an operator another PIN; wrong ones are forgiven. Whoever calls it has made sure that it may.
func (s *Store) SetPIN(ctx context.Context, id civic.OperatorID, pin string) error {
	hash, err := s.hashPIN(pin)
	if err != nil {
		return err
	}
	return s.write(ctx, "set PIN", func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE operator SET pin_box = ?, wrong = 0, wrong_at = 0 WHERE id = ?", s.boxPIN(id, hash), id)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("%w: operator %d", ErrNotFound, id))
		}
		return nil
	})
}

// CheckPIN says whether a PIN is an active operator's, and how many wrong ones there were before it. The errors are
// ErrWrongPIN, a *PINWaitError, ErrNotFound, or the disk's.
//
// A try is counted, durably, before it is looked at: ending the program saves nobody a wait.
func (s *Store) CheckPIN(ctx context.Context, id civic.OperatorID, pin string) (wrong int, err error) {
	var box []byte
	if err := s.write(ctx, "check PIN", func(tx *sql.Tx) error {
		var at int64
		var active bool
		err := tx.QueryRowContext(ctx, "SELECT pin_box, wrong, wrong_at, active FROM operator WHERE id = ?", id).Scan(&box, &wrong, &at, &active)
		if errors.Is(err, sql.ErrNoRows) || err == nil && !active {
			return fmt.Errorf("%w: operator %d", ErrNotFound, id)
		}
		if err != nil {
			return err
		}
		now := s.now()
		if until := s.pinUntil(wrong, at, now); now.Before(until) {
			return &PINWaitError{until}
		}
		_, err = tx.ExecContext(ctx, "UPDATE operator SET wrong = wrong + 1, wrong_at = ? WHERE id = ?", millis(now), id)
		return err
	}); err != nil {
		return wrong, err
	}
	if right, err := s.isPIN(id, box, pin); err != nil || !right {
		return wrong + 1, errors.Join(err, ErrWrongPIN)
	}
	return wrong, s.write(ctx, "check PIN", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE operator SET wrong = 0, wrong_at = 0 WHERE id = ?", id)
		return err
	})
}

// PINWait is until when no PIN of an operator is looked at; zero if one would be now.
func (s *Store) PINWait(ctx context.Context, id civic.OperatorID) (time.Time, error) {
	var wrong int
	var at int64
	err := s.reader.QueryRowContext(ctx, "SELECT wrong, wrong_at FROM operator WHERE id = ?", id).Scan(&wrong, &at)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: operator %d", ErrNotFound, id)
	}
	if err != nil {
		return time.Time{}, dbError("PIN", err)
	}
	if until := s.pinUntil(wrong, at, s.now()); s.now().Before(until) {
		return until, nil
	}
	return time.Time{}, nil
}

// pinUntil is when a try may follow the last wrong one. A clock that was set back makes nobody wait longer than a wait.
func (s *Store) pinUntil(wrong int, at int64, now time.Time) time.Time {
	wait := pinWait(wrong)
	until := fromMillis(at).Add(wait)
	if latest := now.Add(wait); until.After(latest) {
		return latest
	}
	return until
}

func (s *Store) isPIN(id civic.OperatorID, box []byte, pin string) (bool, error) {
	raw, err := s.vault.Open(operatorContext(id, "pin"), box)
	if err != nil {
		return false, fmt.Errorf("%w: PIN of operator %d: %w", ErrDamaged, id, err)
	}
	right, err := samePIN(raw, pin)
	if err != nil {
		return false, fmt.Errorf("operator %d: %w", id, err)
	}
	return right, nil
}

// samePIN compares a PIN with a hash; the error is ErrDamaged.
func samePIN(hashed []byte, pin string) (bool, error) {
	var b pinBox
	if err := journal.Decode(hashed, &b); err != nil || b.Time == 0 || b.Time > 100 || b.Threads == 0 || b.Memory > 1<<20 || len(b.Hash) != pinLength {
		return false, errors.Join(fmt.Errorf("%w: PIN", ErrDamaged), err)
	}
	hash := argon2.IDKey([]byte(pin), b.Salt, b.Time, b.Memory, b.Threads, pinLength)
	return subtle.ConstantTimeCompare(hash, b.Hash) == 1, nil
}
