package store

import (
	"context"
	"database/sql"

	"priyom/civic"
)

// ErasePersonal destroys who reported: the sealed parts of the report's entries and this device's own copy. Their hashes
// stay, so the chain still verifies. It is for legal erasure; Purge is for the end of the retention time.
func (s *Store) ErasePersonal(ctx context.Context, id civic.ReportID) error {
	return s.write(ctx, "erase", func(tx *sql.Tx) error {
		_, err := s.erase(ctx, tx, id)
		return err
	})
}
