package store

import (
	"context"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
)

// A report's number is CODE-NNNN or CODE-TAG-NNNN. CODE is the device's own: given by the portal, which gives it to
// nobody else, or before enrolment made of 40 random bits. NNNN counts up in the transaction that captures. TAG is 15
// random bits, there since the database was found to be a copy of an older one, whose count may have been used already.
// So no two devices, and no two lives of one device, give the same number, without asking anybody.

// spoken has no letters that sound or look alike.
var spoken = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

func (s *Store) nextNumber(ctx context.Context, tx *sql.Tx) (number string, ord int64, err error) {
	code, err := s.numberCode(ctx, tx)
	if err != nil {
		return "", 0, err
	}
	tag, err := getSetting(ctx, tx, settingTag)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", 0, err
	}
	if ord, err = nextCount(ctx, tx, settingSerial); err != nil {
		return "", 0, err
	}
	parts := []string{code, fmt.Sprintf("%04d", ord)}
	if len(tag) > 0 {
		parts = []string{code, string(tag), fmt.Sprintf("%04d", ord)}
	}
	return strings.Join(parts, "-"), ord, nil
}

func (s *Store) numberCode(ctx context.Context, tx *sql.Tx) (string, error) {
	e, err := s.enrolment(ctx, tx)
	if err == nil {
		return e.Code, nil
	}
	if !errors.Is(err, ErrNotEnrolled) {
		return "", err
	}
	code, err := getSetting(ctx, tx, settingSelfCode)
	return string(code), err
}

// selfCode is 8 characters, said in two halves.
func (s *Store) selfCode() (string, error) {
	b, err := s.random(5)
	if err != nil {
		return "", err
	}
	c := spoken.EncodeToString(b)
	return c[:4] + "-" + c[4:], nil
}

func (s *Store) newTag(ctx context.Context, tx *sql.Tx) error {
	b, err := s.random(2)
	if err != nil {
		return err
	}
	return putSetting(ctx, tx, settingTag, []byte(spoken.EncodeToString(b)[:3]))
}
