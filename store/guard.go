package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// settingGuard is the administrator's PIN over the settings, boxed.
const settingGuard = "guard"

// guardBox is how it lies in the vault. Wrong tries are counted as an operator's are.
type guardBox struct {
	PIN   []byte `cbor:"1,keyasint"` // pinBox
	Wrong int    `cbor:"2,keyasint,omitempty"`
	At    int64  `cbor:"3,keyasint,omitempty"` // of the last wrong try, Unix milliseconds
}

// Guarded says that an administrator keeps settings of this computer under a PIN.
func (s *Store) Guarded(ctx context.Context) (bool, error) {
	_, err := getSetting(ctx, s.reader, settingGuard)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, dbError("guard", err)
}

// SetGuard puts settings under a PIN; "" frees them. Whoever calls it has made sure that it may. The error is ErrPINForm, or
// the disk's.
func (s *Store) SetGuard(ctx context.Context, pin string) error {
	if pin == "" {
		return s.write(ctx, "guard", func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "DELETE FROM setting WHERE key = ?", settingGuard)
			return err
		})
	}
	hash, err := s.hashPIN(pin)
	if err != nil {
		return err
	}
	return s.write(ctx, "guard", func(tx *sql.Tx) error { return s.putGuard(ctx, tx, guardBox{PIN: hash}) })
}

// CheckGuard says whether a PIN is the administrator's. The errors are those of CheckPIN; ErrNotFound where there is none.
func (s *Store) CheckGuard(ctx context.Context, pin string) error {
	var b guardBox
	if err := s.write(ctx, "check guard", func(tx *sql.Tx) (err error) {
		if b, err = s.guard(ctx, tx); err != nil {
			return err
		}
		now := s.now()
		if until := s.pinUntil(b.Wrong, b.At, now); now.Before(until) {
			return &PINWaitError{until}
		}
		b.Wrong, b.At = b.Wrong+1, millis(now) // before it is looked at: ending the program saves nobody a wait
		return s.putGuard(ctx, tx, b)
	}); err != nil {
		return err
	}
	right, err := samePIN(b.PIN, pin)
	if err != nil {
		return fmt.Errorf("guard: %w", err)
	}
	if !right {
		return ErrWrongPIN
	}
	b.Wrong, b.At = 0, 0
	return s.write(ctx, "check guard", func(tx *sql.Tx) error { return s.putGuard(ctx, tx, b) })
}

func (s *Store) guard(ctx context.Context, q querier) (b guardBox, err error) {
	boxed, err := getSetting(ctx, q, settingGuard)
	if err != nil {
		return b, err
	}
	err = s.unbox(settingGuard, boxed, &b)
	return b, err
}

func (s *Store) putGuard(ctx context.Context, tx *sql.Tx, b guardBox) error {
	boxed, err := s.box(settingGuard, b)
	if err != nil {
		return err
	}
	return putSetting(ctx, tx, settingGuard, boxed)
}
