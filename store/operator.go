package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"priyom/civic"
	"priyom/store/journal"
)

// MaxOperatorName is the longest name of an operator, in characters.
const MaxOperatorName = 80

// Errors of operators.
var (
	ErrOperatorName = errors.New("store: an operator needs a name, and not too long a one")
	ErrOperators    = errors.New("store: no more operators")
)

// Operator is somebody who works at this computer.
type Operator struct {
	ID     civic.OperatorID
	Name   string // personal: it never leaves the device unsealed
	Active bool   // false: has left; the number stays theirs
	Wrong  int    // PINs since the last right one
	Added  time.Time
}

// SetOperator is who works at this computer from now on; civic.NoOperator when nobody does. Every entry made from now on
// says so.
func (s *Store) SetOperator(id civic.OperatorID) { s.operator.Store(uint32(id)) }

// Operator is who works at this computer.
func (s *Store) Operator() civic.OperatorID { return civic.OperatorID(s.operator.Load()) }

func operatorContext(id civic.OperatorID, field string) string {
	return fmt.Sprintf("operator %d %s", id, field)
}

// Operators are all who ever worked here, the first first.
func (s *Store) Operators(ctx context.Context) ([]Operator, error) {
	all, err := s.operators(ctx, s.reader, "SELECT "+operatorColumns+" FROM operator ORDER BY id")
	return all, dbError("operators", err)
}

const operatorColumns = "id, name_box, active, wrong, added_at"

func (s *Store) operators(ctx context.Context, q querier, query string, args ...any) ([]Operator, error) {
	return collect(ctx, q, func(scan func(...any) error) (o Operator, err error) {
		var id, added int64
		var box []byte
		if err := scan(&id, &box, &o.Active, &o.Wrong, &added); err != nil {
			return o, err
		}
		if id < 1 || id > math.MaxUint16 {
			return o, fmt.Errorf("%w: operator %d", ErrDamaged, id)
		}
		o.ID, o.Added = civic.OperatorID(id), fromMillis(added)
		name, err := s.vault.Open(operatorContext(o.ID, "name"), box)
		if err != nil {
			return o, fmt.Errorf("%w: operator %d: %w", ErrDamaged, id, err)
		}
		o.Name = string(name)
		return o, nil
	}, query, args...)
}

// operatorBy reads one; ErrNotFound if there is none.
func (s *Store) operatorBy(ctx context.Context, q querier, id civic.OperatorID) (Operator, error) {
	found, err := s.operators(ctx, q, "SELECT "+operatorColumns+" FROM operator WHERE id = ?", id)
	if err != nil || len(found) == 1 {
		return append(found, Operator{})[0], err
	}
	return Operator{}, fmt.Errorf("%w: operator %d", ErrNotFound, id)
}

// AddOperator introduces somebody who works here, with a PIN of their own. The errors are ErrOperatorName, ErrPINForm,
// ErrOperators, or the disk's.
func (s *Store) AddOperator(ctx context.Context, name, pin string) (civic.OperatorID, error) {
	name, err := operatorName(name)
	if err != nil {
		return 0, err
	}
	hash, err := s.hashPIN(pin)
	if err != nil {
		return 0, err
	}
	var id civic.OperatorID
	err = s.append(ctx, "add operator", func(tx *sql.Tx) error {
		var last int64
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM operator").Scan(&last); err != nil {
			return err
		}
		if last >= math.MaxUint16 {
			return ErrOperators
		}
		id = civic.OperatorID(last + 1)
		if _, err := tx.ExecContext(ctx, "INSERT INTO operator (id, name_box, pin_box, added_at) VALUES (?, ?, ?, ?)", id,
			s.vault.Seal(operatorContext(id, "name"), []byte(name)), s.boxPIN(id, hash), millis(s.now())); err != nil {
			return err
		}
		return s.tellOperator(ctx, tx, journal.KindOperatorAdded, id)
	})
	return id, err
}

// RenameOperator mends a name, or follows a marriage.
func (s *Store) RenameOperator(ctx context.Context, id civic.OperatorID, name string) error {
	name, err := operatorName(name)
	if err != nil {
		return err
	}
	return s.append(ctx, "rename operator", func(tx *sql.Tx) error {
		before, err := s.operatorBy(ctx, tx, id)
		if err != nil || before.Name == name {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE operator SET name_box = ? WHERE id = ?", s.vault.Seal(operatorContext(id, "name"), []byte(name)), id); err != nil {
			return err
		}
		return s.tellOperator(ctx, tx, journal.KindOperatorRenamed, id)
	})
}

// SetOperatorActive says that somebody no longer works here, or does again. A shift of theirs ends with it.
func (s *Store) SetOperatorActive(ctx context.Context, id civic.OperatorID, active bool) error {
	err := s.append(ctx, "retire operator", func(tx *sql.Tx) error {
		before, err := s.operatorBy(ctx, tx, id)
		if err != nil || before.Active == active {
			return err
		}
		if shift, err := s.openShift(ctx, tx); err != nil {
			return err
		} else if !active && shift.Operator == id {
			if err := s.endShift(ctx, tx, shift, s.now()); err != nil {
				return err
			}
		}
		kind := journal.KindOperatorRetired
		if active {
			kind = journal.KindOperatorReturned
		}
		if _, err := tx.ExecContext(ctx, "UPDATE operator SET active = ?, wrong = 0 WHERE id = ?", active, id); err != nil {
			return err
		}
		return s.tellOperator(ctx, tx, kind, id)
	})
	if err == nil && !active && s.Operator() == id {
		s.SetOperator(civic.NoOperator)
	}
	return err
}

func operatorName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n == 0 || n > MaxOperatorName || !utf8.ValidString(name) {
		return "", ErrOperatorName
	}
	return name, nil
}
