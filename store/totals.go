package store

import (
	"context"
	"database/sql"
	"sync"
	"time"
)

// Totals are the queue in a few figures.
type Totals struct {
	Entries     int       // without a receipt, waiting for enrolment included
	Reports     int       // that these entries are about
	Signatures  int       // of these entries, those about signatures under petitions
	Files       int       // without a receipt, those being prepared included
	Photos      int       // of these files; the others are previews
	Bytes       int64     // of these files
	BytesSent   int64     // of these files, already at the portal
	NeedPerson  int       // things that won't go by themselves
	Oldest      time.Time // capture of the oldest report or signature without a receipt; zero if there is none
	LastReceipt time.Time // the portal's clock; zero if there never was one
}

// Clear says that everything is safely at the portal.
func (t Totals) Clear() bool { return t.Entries == 0 && t.Files == 0 && t.NeedPerson == 0 }

// totalsQuery counts what Queue lists. Everybody asks at every step of an exchange, so it looks only at what waits, in indexes, however
// much was acknowledged before.
const totalsQuery = `WITH
waits AS MATERIALIZED (SELECT kind, entry.report, entry.time, verdict = '' AS fine, report.id AS known
	FROM epoch CROSS JOIN entry ON entry.epoch = epoch.epoch AND entry.seq > acked_seq
	LEFT JOIN report ON report.id = entry.report WHERE retold = 0),
unenrolled AS (SELECT id FROM report WHERE status = 'captured'),
copied AS (SELECT original FROM photo JOIN report ON report.id = photo.report WHERE photo.state = 'new' AND status <> 'draft'
	UNION ALL SELECT p.original FROM inspection_photo p JOIN inspection i ON i.id = p.inspection WHERE p.state = 'new' AND i.state = 'done'
	UNION ALL SELECT original FROM supplement_photo WHERE state = 'new' AND supplement <> x''),
files AS MATERIALIZED (SELECT role NOT IN ('preview', 'voice') AS photo, size, sent FROM blob WHERE state = 'queued' AND role <> ''
	UNION ALL SELECT 1, coalesce(size, 0), 0 FROM copied LEFT JOIN blob ON blob.sha256 = original)
SELECT (SELECT count(*) FROM waits WHERE fine) + (SELECT count(*) FROM unenrolled),
	(SELECT count(*) FROM (SELECT report FROM waits WHERE fine AND known IS NOT NULL AND kind NOT LIKE 'petition.%' AND kind <> 'report.message' AND kind NOT LIKE 'inspection.%'
		UNION SELECT id FROM unenrolled)),
	(SELECT count(*) FROM waits WHERE fine AND kind LIKE 'petition.%'),
	(SELECT count(*) FROM files), (SELECT coalesce(sum(photo), 0) FROM files), (SELECT coalesce(sum(size), 0) FROM files), (SELECT coalesce(sum(sent), 0) FROM files),
	(SELECT count(*) FROM entry WHERE verdict <> '' AND retold = 0) + (SELECT count(*) FROM blob WHERE state IN ('damaged', 'refused') AND role <> ''),
	coalesce((SELECT min(at) FROM (SELECT min(captured_at) AS at FROM report WHERE status = 'captured'
		UNION ALL SELECT min(captured_at) FROM report WHERE status = 'queued'
		UNION ALL SELECT min(time) FROM waits WHERE kind LIKE 'petition.%')), 0),
	coalesce((SELECT max(acked_at) FROM epoch), 0)`

// counted are the last totals, and by which version of the database.
type counted struct {
	mu      sync.Mutex
	conn    *sql.Conn // sees the changes of all others, in whichever process; nil: not yet
	version int64     // 0: nothing was counted
	totals  Totals
	times   int // that it was counted
}

// Totals counts the queue, if anything was written since it was last counted.
func (s *Store) Totals(ctx context.Context) (Totals, error) {
	c := &s.counted
	c.mu.Lock()
	defer c.mu.Unlock()
	version, err := c.look(ctx, s.reader)
	if err != nil || version == c.version {
		return c.totals, dbError("queue", err)
	}
	t, err := s.count(ctx)
	if err != nil {
		return t, dbError("queue", err)
	}
	c.version, c.totals, c.times = version, t, c.times+1 // what came after the look is in t perhaps, and makes the next version another one
	return t, nil
}

// look is the version of the database: another one after every commit of another connection.
func (c *counted) look(ctx context.Context, reader *sql.DB) (version int64, err error) {
	if c.conn == nil {
		if c.conn, err = reader.Conn(ctx); err != nil {
			return 0, err
		}
		c.version = 0 // another connection counts from elsewhere
	}
	if err = c.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil {
		_ = c.conn.Close() // the error at hand says more
		c.conn = nil
	}
	return version, err
}

func (c *counted) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn == nil {
		return nil
	}
	return c.conn.Close()
}

func (s *Store) count(ctx context.Context) (t Totals, err error) {
	var oldest, receipt int64
	err = s.reader.QueryRowContext(ctx, totalsQuery).Scan(&t.Entries, &t.Reports, &t.Signatures, &t.Files, &t.Photos, &t.Bytes, &t.BytesSent, &t.NeedPerson, &oldest, &receipt)
	t.Oldest, t.LastReceipt = fromMillis(oldest), fromMillis(receipt)
	return t, err
}
