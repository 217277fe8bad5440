package store

import (
	"context"
	"database/sql"
	"errors"
)

// Keepsake names something that this device keeps for its person alone: it is encrypted here and is never sent.
type Keepsake string

// The keepsakes.
const (
	KeepsakePlace    Keepsake = "kept.place"    // where in the program they were, and what they had not finished there
	KeepsakeCitizen  Keepsake = "kept.citizen"  // who they are, for the next report
	KeepsakeWorkdays Keepsake = "kept.workdays" // which tasks an inspector was at, and what was left of a day
	KeepsakeJoin     Keepsake = "kept.join"     // how far somebody came who joins: the address they typed, the page they opened
)

// Keep puts something away in the place of what was kept under that name; nothing forgets it.
func (s *Store) Keep(ctx context.Context, k Keepsake, what []byte) error {
	boxed, err := s.box(string(k), what)
	if err != nil {
		return err
	}
	return s.write(ctx, "keep", func(tx *sql.Tx) error { return putSetting(ctx, tx, string(k), boxed) })
}

// Kept is what was put away under a name; nil if nothing was.
func (s *Store) Kept(ctx context.Context, k Keepsake) (what []byte, err error) {
	boxed, err := getSetting(ctx, s.reader, string(k))
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err == nil {
		err = s.unbox(string(k), boxed, &what)
	}
	return what, dbError("kept", err)
}
