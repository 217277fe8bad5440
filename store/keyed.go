package store

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"

	"priyom/civic"
)

// KeyedIDs gives ids that follow from what a report is known by elsewhere, such as a row of a table: the same words always give
// the same id, so that what is taken in twice is there once. The id tells nobody the words, and on another device
// it is another one: the hash is keyed. Ids are UUIDv8 (RFC 9562).
func (s *Store) KeyedIDs(ctx context.Context) (func(parts ...string) civic.ReportID, error) {
	device, err := s.Key(ctx)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, device.Seed(), nil, "priyom keyed ids 1", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("store: keyed ids: %w", err)
	}
	return func(parts ...string) civic.ReportID {
		mac := hmac.New(sha256.New, key)
		for _, p := range parts {
			fmt.Fprintf(mac, "%d:%s", len(p), p) // never fails
		}
		id := civic.ReportID(mac.Sum(nil)[:16])
		id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
		return id
	}, nil
}

// Here says which of these reports are here already, drafts included.
func (s *Store) Here(ctx context.Context, ids []civic.ReportID) (map[civic.ReportID]bool, error) {
	here := make(map[civic.ReportID]bool, len(ids))
	for _, id := range ids {
		var one int
		if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM report WHERE id = ?", id[:]).Scan(&one); err != nil {
			return nil, dbError("look up", err)
		}
		if one > 0 {
			here[id] = true
		}
	}
	return here, nil
}
