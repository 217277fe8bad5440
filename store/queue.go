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

// queue lists what is about a report, or about any if that is nil.
func (s *Store) queue(ctx context.Context, of []byte) ([]Item, error) {
	var items []Item
	for _, part := range []struct {
		query string
		args  []any
	}{
		{`SELECT hex(report.id), 'report', report.id, number, 'unenrolled', '', 0, 0, 0, length(body_box)
			FROM report WHERE status = ? AND (? IS NULL OR report.id = ?) ORDER BY ord`, []any{string(civic.StatusCaptured)}},
		{`SELECT printf('%016x-%d', epoch, entry.seq), CASE WHEN kind LIKE 'petition.%' THEN 'signature' WHEN kind = 'report.message' THEN 'message'
				WHEN kind LIKE 'inspection.%' OR report.id IS NULL AND task.report IS NOT NULL THEN 'inspection' WHEN report.id IS NULL THEN 'entry' ELSE 'report' END, entry.report,
				coalesce(report.number, task.number, (SELECT petition.number FROM signature JOIN petition ON petition.id = signature.petition WHERE signature.id = entry.report), ''),
				CASE WHEN verdict <> '' THEN 'refused' WHEN attempts > 0 AND cause <> '' THEN 'retrying' ELSE 'waiting' END,
				CASE WHEN verdict <> '' THEN verdict ELSE cause END, attempts, next_attempt,
				CASE WHEN entry.seq <= acked_seq THEN length(public_box) ELSE 0 END, length(public_box)
			FROM entry JOIN epoch USING (epoch) LEFT JOIN report ON report.id = entry.report LEFT JOIN task ON task.report = entry.report
			WHERE retold = 0 AND (entry.seq > acked_seq OR verdict <> '') AND (? IS NULL OR entry.report = ?) ORDER BY epoch.n, entry.seq`, nil},
		{`SELECT lower(hex(photo.id)), 'photo', report.id, number, 'preparing', '', tries, 0, 0, coalesce(blob.size, 0)
			FROM photo JOIN report ON report.id = photo.report LEFT JOIN blob ON blob.sha256 = photo.original
			WHERE photo.state = 'new' AND status <> ? AND (? IS NULL OR report.id = ?) ORDER BY photo.id`, []any{string(civic.StatusDraft)}},
		{`SELECT lower(hex(p.id)), 'photo', i.report, coalesce(task.number, ''), 'preparing', '', p.tries, 0, 0, coalesce(blob.size, 0)
			FROM inspection_photo p JOIN inspection i ON i.id = p.inspection LEFT JOIN task ON task.report = i.report LEFT JOIN blob ON blob.sha256 = p.original
			WHERE p.state = 'new' AND i.state = 'done' AND (? IS NULL OR i.report = ?) ORDER BY p.id`, nil},
		{`SELECT lower(hex(sha256)), CASE role WHEN 'preview' THEN 'preview' WHEN 'voice' THEN 'voice' ELSE 'photo' END, blob.report, coalesce(report.number, task.number, ''),
				CASE state WHEN 'queued' THEN CASE WHEN cause <> '' THEN 'retrying' ELSE 'waiting' END ELSE state END,
				cause, attempts, next_attempt, sent, size
			FROM blob LEFT JOIN report ON report.id = blob.report LEFT JOIN task ON task.report = blob.report
			WHERE state IN ('queued', 'damaged', 'refused') AND role <> '' AND (? IS NULL OR blob.report = ?) ORDER BY role <> 'preview', added_at, sha256`, nil},
	} {
		if err := s.queueItems(ctx, &items, part.query, append(part.args, of, of)...); err != nil {
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

// Totals counts the queue.
func (s *Store) Totals(ctx context.Context) (t Totals, err error) {
	items, err := s.Queue(ctx)
	if err != nil {
		return t, err
	}
	told := map[civic.ReportID]bool{}
	for _, i := range items {
		switch {
		case i.State.NeedsPerson():
			t.NeedPerson++
		case i.Kind == ItemSignature:
			t.Entries, t.Signatures = t.Entries+1, t.Signatures+1
		case i.Kind == ItemReport:
			t.Entries++
			told[i.Report] = true
		case i.Kind == ItemEntry, i.Kind == ItemMessage, i.Kind == ItemInspection:
			t.Entries++
		default:
			t.Files, t.Bytes, t.BytesSent = t.Files+1, t.Bytes+i.BytesTotal, t.BytesSent+i.BytesSent
			if i.Kind == ItemPhoto {
				t.Photos++
			}
		}
	}
	t.Reports = len(told)
	var oldest, receipt int64
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce((SELECT min(at) FROM (SELECT captured_at AS at FROM report WHERE status IN (?, ?)
			UNION ALL SELECT time FROM entry JOIN epoch USING (epoch) WHERE retold = 0 AND entry.seq > acked_seq AND kind LIKE 'petition.%')), 0),
		coalesce((SELECT max(acked_at) FROM epoch), 0)`, string(civic.StatusCaptured), string(civic.StatusQueued)).Scan(&oldest, &receipt)
	t.Oldest, t.LastReceipt = fromMillis(oldest), fromMillis(receipt)
	return t, dbError("queue", err)
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
