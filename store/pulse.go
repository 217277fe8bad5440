package store

import "context"

// Pulse is how far the memory has come: it differs when any process has taken a report, changed one, or told the journal
// something.
type Pulse struct{ revision, entries int64 }

// Told says that the journal was told something since another pulse.
func (p Pulse) Told(since Pulse) bool { return p.entries != since.entries }

// Pulse reads it; it costs two looks into indexes.
func (s *Store) Pulse(ctx context.Context) (p Pulse, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT coalesce((SELECT max(rev) FROM report), 0), coalesce((SELECT sum(seq) FROM epoch), 0)").
		Scan(&p.revision, &p.entries)
	return p, dbError("pulse", err)
}
