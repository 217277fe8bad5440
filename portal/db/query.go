package db

import (
	"fmt"
	"time"
)

// scanner is one row, of a query that answers with one or with many.
type scanner interface{ Scan(dest ...any) error }

func (t *Tx) exec(op, query string, args ...any) (changed int64, err error) {
	res, err := t.tx.ExecContext(t.ctx, numbered(query), args...)
	if err != nil {
		return 0, wrap(op, err)
	}
	changed, err = res.RowsAffected()
	return changed, wrap(op, err)
}

// one reads a single row; the error wraps ErrNotFound if there is none.
func one[T any](t *Tx, op string, read func(scanner) (T, error), query string, args ...any) (T, error) {
	v, err := read(t.tx.QueryRowContext(t.ctx, numbered(query), args...))
	return v, wrap(op, err)
}

func all[T any](t *Tx, op string, read func(scanner) (T, error), query string, args ...any) (found []T, err error) {
	rows, err := t.tx.QueryContext(t.ctx, numbered(query), args...)
	if err != nil {
		return nil, wrap(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		v, err := read(rows)
		if err != nil {
			return nil, wrap(op, err)
		}
		found = append(found, v)
	}
	return found, wrap(op, rows.Err())
}

func value[T any](row scanner) (v T, err error) {
	err = row.Scan(&v)
	return v, err
}

// fixed reads a column of exactly as many bytes as dst has; NULL leaves dst as it is.
type fixed []byte

func (dst fixed) Scan(src any) error {
	b, ok := src.([]byte)
	if src == nil {
		return nil
	}
	if !ok || len(b) != len(dst) {
		return fmt.Errorf("%w: %T where %d bytes belong", ErrDamaged, src, len(dst))
	}
	copy(dst, b)
	return nil
}

// moment reads a column of Unix milliseconds; NULL leaves the zero time.
type moment struct{ dst *time.Time }

func (m moment) Scan(src any) error {
	if src == nil {
		return nil
	}
	ms, ok := src.(int64)
	if !ok {
		return fmt.Errorf("%w: %T where a time belongs", ErrDamaged, src)
	}
	*m.dst = time.UnixMilli(ms).UTC()
	return nil
}

// orNull writes the zero time as NULL.
func orNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// flag writes a yes or no as both engines take it.
func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
