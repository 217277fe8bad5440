package store

import (
	"context"

	"priyom/civic"
)

// Recent are the reports that were captured or changed last, the last one first, at most limit of them and without their photos:
// quick, however many there are.
func (s *Store) Recent(ctx context.Context, limit int) ([]civic.Report, error) {
	all, err := collect(ctx, s.reader, s.scanReport,
		"SELECT "+reportColumns+" FROM report WHERE status <> ? ORDER BY rev DESC LIMIT ?", string(civic.StatusDraft), limit)
	return all, dbError("recent reports", err)
}
