package store

import (
	"context"
	"errors"

	"priyom/civic"
)

const settingOffices = "offices" // how people reach the district's offices, as the portal last said; nothing personal

// Offices is how people reach the district's offices, as the portal last said; empty if it never did.
func (s *Store) Offices(ctx context.Context) (civic.Offices, error) {
	text, err := getSetting(ctx, s.reader, settingOffices)
	if errors.Is(err, ErrNotFound) {
		return civic.Offices{}, nil
	}
	if err != nil {
		return civic.Offices{}, dbError("offices", err)
	}
	return civic.ParseOffices(text)
}
