package db

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
)

// scanner is one row, of a query that answers with one or with many.
type scanner interface{ Scan(dest ...any) error }

func (t *Tx) exec(op, query string, args ...any) (changed int64, err error) {
	if err := t.meet(query); err != nil {
		return 0, err
	}
	return t.send(op, query, args...)
}

// send is exec for what waits no longer.
func (t *Tx) send(op, query string, args ...any) (changed int64, err error) {
	if err := plain(args); err != nil {
		return 0, wrap(op, err)
	}
	t.statements.Add(1)
	res, err := t.tx.ExecContext(t.ctx, t.engine.statement(query), args...)
	if err != nil {
		return 0, wrap(op, err)
	}
	changed, err = res.RowsAffected()
	return changed, wrap(op, err)
}

// ask makes ready for a statement that answers.
func (t *Tx) ask(query string, args []any) error {
	if err := t.meet(query); err != nil {
		return err
	}
	t.statements.Add(1)
	return plain(args)
}

// one reads a single row; the error wraps ErrNotFound if there is none.
func one[T any](t *Tx, op string, read func(scanner) (T, error), query string, args ...any) (T, error) {
	if err := t.ask(query, args); err != nil {
		var none T
		return none, wrap(op, err)
	}
	v, err := read(t.tx.QueryRowContext(t.ctx, t.engine.statement(query), args...))
	return v, wrap(op, err)
}

func all[T any](t *Tx, op string, read func(scanner) (T, error), query string, args ...any) (found []T, err error) {
	if err := t.ask(query, args); err != nil {
		return nil, wrap(op, err)
	}
	rows, err := t.tx.QueryContext(t.ctx, t.engine.statement(query), args...)
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

// each reads rows one by one, so that a long answer needs no room.
func each[T any](t *Tx, op string, read func(scanner) (T, error), f func(T) error, query string, args ...any) error {
	if err := t.ask(query, args); err != nil {
		return wrap(op, err)
	}
	rows, err := t.tx.QueryContext(t.ctx, t.engine.statement(query), args...)
	if err != nil {
		return wrap(op, err)
	}
	defer rows.Close()
	for rows.Next() {
		v, err := read(rows)
		if err != nil {
			return wrap(op, err)
		}
		if err := f(v); err != nil {
			return err
		}
	}
	return wrap(op, rows.Err())
}

func value[T any](row scanner) (v T, err error) {
	err = row.Scan(&v)
	return v, err
}

// plain makes arguments such as both engines take alike: yes and no as 1 and 0, and text without what PostgreSQL's can't
// hold, which are NUL and broken UTF-8.
func plain(args []any) error {
	for i, arg := range args {
		v, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return fmt.Errorf("argument %d: %w", i+1, err)
		}
		switch v := v.(type) {
		case bool:
			args[i] = flag(v)
		case string:
			args[i] = plainText(v)
		default:
			args[i] = v
		}
	}
	return nil
}

func plainText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// keptTime is a time as it comes back from the database.
func keptTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
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
