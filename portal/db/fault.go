package db

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"priyom/durable"
)

// wrap adds what was being done, and tells apart what callers can do something about.
func wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", op, ErrNotFound)
	}
	if kind := fault(err); kind != nil {
		return fmt.Errorf("db: %s: %w: %w", op, kind, err)
	}
	return fmt.Errorf("db: %s: %w", op, err)
}

// fault is what an engine's error means here; nil if nothing in particular.
func fault(err error) error {
	if durable.IsFull(err) {
		return ErrFull
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		switch {
		case lite.Code == sqlite3.ErrFull, lite.SystemErrno != 0 && durable.IsFull(lite.SystemErrno):
			return ErrFull
		case lite.Code == sqlite3.ErrCorrupt, lite.Code == sqlite3.ErrNotADB:
			return ErrDamaged
		case lite.ExtendedCode == sqlite3.ErrConstraintTrigger: // Seal's are the only ones
			return ErrMoved
		}
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		switch server.Code {
		case "53100": // disk_full
			return ErrFull
		case movedCode:
			return ErrMoved
		case "XX001", "XX002": // data_corrupted, index_corrupted
			return ErrDamaged
		}
	}
	return nil
}
