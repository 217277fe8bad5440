package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// ItemKind says what waits in the queue.
type ItemKind string

// The kinds of queued things.
const (
	ItemReport    ItemKind = "report" // a report's text, and later facts about it
	ItemEntry     ItemKind = "entry"  // an entry of the journal that is about no report
	ItemPhoto     ItemKind = "photo"
	ItemPreview   ItemKind = "preview"
	ItemSignature ItemKind = "signature" // a signature under a petition, or its withdrawal
	ItemMessage   ItemKind = "message"   // something said about a report

	ItemInspection ItemKind = "inspection" // what an inspector found
	ItemVoice      ItemKind = "voice"      // a spoken note
)

// ItemState says where a queued thing stands.
type ItemState string

// The states of queued things. What was acknowledged is queued no more.
const (
	ItemUnenrolled ItemState = "unenrolled" // waits for this device to be enrolled
	ItemPreparing  ItemState = "preparing"  // its copies are still being made
	ItemWaiting    ItemState = "waiting"    // will go with the next exchange
	ItemRetrying   ItemState = "retrying"   // was tried, will be tried again at NextAttempt
	ItemRefused    ItemState = "refused"    // the portal has it and can't use it, or doesn't want it; see Cause
	ItemDamaged    ItemState = "damaged"    // the file here is not what it was; it will never be sent
)

// NeedsPerson says that the thing won't go by itself.
func (s ItemState) NeedsPerson() bool { return s == ItemRefused || s == ItemDamaged }

// Item is one thing that the portal hasn't acknowledged, or has refused.
type Item struct {
	ID          string // stable while it waits
	Kind        ItemKind
	Report      civic.ReportID
	Number      string // of the report, or of the petition
	State       ItemState
	Cause       string // translation key; "" if nothing went wrong
	Attempts    int
	NextAttempt time.Time // zero: with the next exchange
	BytesSent   int64     // that the portal holds
	BytesTotal  int64
}

// Queue is everything that isn't safely at the portal, in the order in which it goes.
func (s *Store) Queue(ctx context.Context) ([]Item, error) { return s.queue(ctx, nil) }

// QueueOf is the part of Queue that is about one report.
func (s *Store) QueueOf(ctx context.Context, report civic.ReportID) ([]Item, error) {
	return s.queue(ctx, report[:])
}

// told is where entries are that wait or were refused: two looks into indexes, as the journal is long and most of it was acknowledged.
const told = `(SELECT entry.epoch, entry.seq FROM epoch CROSS JOIN entry ON entry.epoch = epoch.epoch AND entry.seq > acked_seq
	UNION SELECT epoch, seq FROM entry WHERE verdict <> '') AS told JOIN entry USING (epoch, seq)`

// queueQueries list what is queued: of all, or of the one report that each names last.
func queueQueries(all bool) (queries []string) {
	of, entries := func(column string) string { return " AND " + column + " = ?" }, "entry"
	if all {
		of, entries = func(string) string { return "" }, told
	}
	return []string{
		`SELECT hex(report.id), 'report', report.id, number, 'unenrolled', '', 0, 0, 0, length(body_box)
			FROM report WHERE status = 'captured'` + of("report.id") + ` ORDER BY ord`,
		`SELECT printf('%016x-%d', epoch, entry.seq), CASE WHEN kind LIKE 'petition.%' THEN 'signature' WHEN kind = 'report.message' THEN 'message'
				WHEN kind LIKE 'inspection.%' OR report.id IS NULL AND task.report IS NOT NULL THEN 'inspection' WHEN report.id IS NULL THEN 'entry' ELSE 'report' END, entry.report,
				coalesce(report.number, task.number, (SELECT petition.number FROM signature JOIN petition ON petition.id = signature.petition WHERE signature.id = entry.report), ''),
				CASE WHEN verdict <> '' THEN 'refused' WHEN attempts > 0 AND cause <> '' THEN 'retrying' ELSE 'waiting' END,
				CASE WHEN verdict <> '' THEN verdict ELSE cause END, attempts, next_attempt,
				CASE WHEN entry.seq <= acked_seq THEN length(public_box) ELSE 0 END, length(public_box)
			FROM ` + entries + ` JOIN epoch USING (epoch) LEFT JOIN report ON report.id = entry.report LEFT JOIN task ON task.report = entry.report
			WHERE retold = 0 AND (entry.seq > acked_seq OR verdict <> '')` + of("entry.report") + ` ORDER BY epoch.n, entry.seq`,
		`SELECT lower(hex(photo.id)), 'photo', report.id, number, 'preparing', '', tries, 0, 0, coalesce(blob.size, 0)
			FROM photo JOIN report ON report.id = photo.report LEFT JOIN blob ON blob.sha256 = photo.original
			WHERE photo.state = 'new' AND status <> 'draft'` + of("report.id") + ` ORDER BY photo.id`,
		`SELECT lower(hex(p.id)), 'photo', i.report, coalesce(task.number, ''), 'preparing', '', p.tries, 0, 0, coalesce(blob.size, 0)
			FROM inspection_photo p JOIN inspection i ON i.id = p.inspection LEFT JOIN task ON task.report = i.report LEFT JOIN blob ON blob.sha256 = p.original
			WHERE p.state = 'new' AND i.state = 'done'` + of("i.report") + ` ORDER BY p.id`,
		`SELECT lower(hex(p.id)), 'photo', p.report, coalesce(report.number, ''), 'preparing', '', p.tries, 0, 0, coalesce(blob.size, 0)
			FROM supplement_photo p LEFT JOIN report ON report.id = p.report LEFT JOIN blob ON blob.sha256 = p.original
			WHERE p.state = 'new' AND p.supplement <> x''` + of("p.report") + ` ORDER BY p.id`,
		`SELECT lower(hex(sha256)), CASE role WHEN 'preview' THEN 'preview' WHEN 'voice' THEN 'voice' ELSE 'photo' END, blob.report, coalesce(report.number, task.number, ''),
				CASE state WHEN 'queued' THEN CASE WHEN cause <> '' THEN 'retrying' ELSE 'waiting' END ELSE state END,
				cause, attempts, next_attempt, sent, size
			FROM blob LEFT JOIN report ON report.id = blob.report LEFT JOIN task ON task.report = blob.report
			WHERE state IN ('queued', 'damaged', 'refused') AND role <> ''` + of("blob.report") + ` ORDER BY role <> 'preview', added_at, sha256`,
	}
}

// queue lists what is about a report, or about any if that is nil.
func (s *Store) queue(ctx context.Context, of []byte) (items []Item, err error) {
	var args []any
	if of != nil {
		args = append(args, of)
	}
	for _, query := range queueQueries(of == nil) {
		if err := s.queueItems(ctx, &items, query, args...); err != nil {
			return nil, dbError("queue", err)
		}
	}
	return items, nil
}

func (s *Store) queueItems(ctx context.Context, items *[]Item, query string, args ...any) error {
	rows, err := s.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var i Item
		var kind, state string
		var report []byte
		var next int64
		if err := rows.Scan(&i.ID, &kind, &report, &i.Number, &state, &i.Cause, &i.Attempts, &next, &i.BytesSent, &i.BytesTotal); err != nil {
			return err
		}
		i.Kind, i.State, i.NextAttempt = ItemKind(kind), ItemState(state), fromMillis(next)
		copy(i.Report[:], report)
		*items = append(*items, i)
	}
	return rows.Err()
}

// TextTried notes how an attempt to send entries up to a number ended: why it failed and when the next one is due.
func (s *Store) TextTried(ctx context.Context, cause string, next time.Time) error {
	return s.write(ctx, "note attempt", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE entry SET attempts = attempts + 1, cause = ?, next_attempt = ?
			WHERE retold = 0 AND seq > (SELECT acked_seq FROM epoch WHERE epoch.epoch = entry.epoch)`, cause, millis(next))
		return err
	})
}

// FileTried notes how an attempt to send a file ended.
func (s *Store) FileTried(ctx context.Context, sum journal.Hash, cause string, next time.Time) error {
	return s.write(ctx, "note attempt", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE blob SET attempts = attempts + 1, cause = ?, next_attempt = ? WHERE sha256 = ? AND state = 'queued'",
			cause, millis(next), sum[:])
		return err
	})
}

// FileRefused gives up a file that the portal doesn't want; the cause is a translation key.
func (s *Store) FileRefused(ctx context.Context, sum journal.Hash, cause string) error {
	return s.stopFile(ctx, sum, fileRefused, cause)
}

// FileDamaged gives up a file whose content is not what its name says, so that it is seen and never sent.
func (s *Store) FileDamaged(ctx context.Context, sum journal.Hash) error {
	return s.stopFile(ctx, sum, fileDamaged, "queue.file-damaged")
}

func (s *Store) stopFile(ctx context.Context, sum journal.Hash, state fileState, cause string) error {
	return s.write(ctx, "stop file", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE blob SET state = ?, cause = ?, next_attempt = 0 WHERE sha256 = ? AND state = 'queued'",
			string(state), cause, sum[:])
		return err
	})
}

// FileByName finds a queued file by the id that Queue gave it.
func FileByName(id string) (sum journal.Hash, err error) {
	b, err := hex.DecodeString(id)
	if err != nil || len(b) != len(sum) {
		return sum, fmt.Errorf("%w: file %s", ErrNotFound, id)
	}
	return journal.Hash(b), nil
}
