package store

import (
	"fmt"

	"priyom/store/journal"
)

// box encrypts a value for the place that a context names; only unbox with the same context opens it.
func (s *Store) box(context string, value any) ([]byte, error) {
	raw, err := journal.Encode(value)
	if err != nil {
		return nil, err
	}
	return s.vault.Seal(context, raw), nil
}

// unbox decrypts a value; the error is ErrDamaged for a box that was changed, or lay in another place.
func (s *Store) unbox(context string, box []byte, into any) error {
	raw, err := s.vault.Open(context, box)
	if err == nil {
		err = journal.Decode(raw, into)
	}
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, context, err)
	}
	return nil
}
