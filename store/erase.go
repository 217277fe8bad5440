package store

import (
	"context"
	"database/sql"

	"priyom/civic"
)

// ErasePersonal destroys who reported: the sealed parts of the report's entries and this device's own copy. Their hashes
// stay, so the chain still verifies. It is for legal erasure and for the end of the retention time.
func (s *Store) ErasePersonal(ctx context.Context, id civic.ReportID) error {
	return s.write(ctx, "erase", func(tx *sql.Tx) error {
		r, err := s.report(ctx, tx, id)
		if err != nil {
			return err
		}
		var ord int64
		if err := tx.QueryRowContext(ctx, "SELECT ord FROM report WHERE id = ?", id[:]).Scan(&ord); err != nil {
			return err
		}
		r.Reporter = civic.Reporter{}
		if err := s.putReport(ctx, tx, r, ord); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE entry SET sealed = NULL WHERE report = ?", id[:])
		return err
	})
}
