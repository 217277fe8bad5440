package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// The settings, by their keys in the table. What is personal or secret is boxed under the same name.
const (
	settingDevice      = "device"      // UUID
	settingKey         = "key"         // boxed Ed25519 seed
	settingEnrolment   = "enrolment"   // boxed, see enrolment.go
	settingSelfCode    = "self-code"   // number prefix until the portal gives one
	settingTag         = "tag"         // of the numbers since the database was last found to be a copy
	settingSerial      = "serial"      // last number given
	settingRevision    = "revision"    // last report.rev given
	settingFingerprint = "fingerprint" // of the machine and the file
	settingCursor      = "cursor"      // of the portal's feed
	settingPack        = "pack"        // the map that the portal offers; nothing personal
)

// querier is a transaction or a pool.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func getSetting(ctx context.Context, q querier, key string) (value []byte, err error) {
	err = q.QueryRowContext(ctx, "SELECT value FROM setting WHERE key = ?", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w: setting %s", ErrNotFound, key)
	}
	return value, err
}

func putSetting(ctx context.Context, tx *sql.Tx, key string, value []byte) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value)
	return err
}

// nextCount adds one to a counter and returns it.
func nextCount(ctx context.Context, tx *sql.Tx, key string) (n int64, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO setting (key, value) VALUES (?, CAST('1' AS BLOB))
		ON CONFLICT DO UPDATE SET value = CAST(CAST(CAST(value AS TEXT) AS INTEGER) + 1 AS BLOB)
		RETURNING CAST(CAST(value AS TEXT) AS INTEGER)`, key).Scan(&n)
	return n, err
}

// Preference reads a preference of the program, such as its language; "" if it was never set. Nothing personal belongs
// here: it is kept in readable form.
func (s *Store) Preference(ctx context.Context, key string) (string, error) {
	value, err := getSetting(ctx, s.reader, "preference."+key)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return string(value), dbError("preference", err)
}

// SetPreference keeps a preference of the program.
func (s *Store) SetPreference(ctx context.Context, key, value string) error {
	return s.write(ctx, "preference", func(tx *sql.Tx) error {
		return putSetting(ctx, tx, "preference."+key, []byte(value))
	})
}
