package store

import "context"

// Pulse is how far the memory has come: it differs when any process has taken a report, changed one, told the journal
// something, or heard of a report that was taken elsewhere.
type Pulse struct{ revision, entries, elsewhere, news int64 }

// Told says that the journal was told something since another pulse.
func (p Pulse) Told(since Pulse) bool { return p.entries != since.entries }

// Pulse reads it; it costs four looks into indexes.
func (s *Store) Pulse(ctx context.Context) (p Pulse, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce((SELECT max(rev) FROM report), 0), coalesce((SELECT sum(seq) FROM epoch), 0),
		coalesce((SELECT CAST(CAST(value AS TEXT) AS INTEGER) FROM setting WHERE key = ?), 0), coalesce((SELECT max(n) FROM news), 0)`, settingElsewhereRevision).
		Scan(&p.revision, &p.entries, &p.elsewhere, &p.news)
	return p, dbError("pulse", err)
}
