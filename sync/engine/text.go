package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

const (
	filesLooked = 64 // files looked at in one go, beside those that rest
	blobsAsked  = 32 // offsets asked for in one request: 1.1 kB
	firstBatch  = 16 // entries in the first request after a failure
)

// window is how much text one request may carry. It begins small, as on a bad line a small request gets through sooner,
// and doubles with every one that did.
type window struct {
	entries, bytes int
	limits         Limits
}

func (w *window) narrow() { w.entries, w.bytes = firstBatch, w.limits.FirstRequest }

func (w *window) widen() {
	w.entries = min(2*w.entries, journal.MaxBatch)
	w.bytes = min(2*w.bytes, w.limits.LargestRequest)
}

// single lets one entry go by itself: the portal took no more, or couldn't read what it got.
func (w *window) single() { w.entries, w.bytes = 1, w.limits.FirstRequest }

// question is a request and what it was made of.
type question struct {
	request wire.SyncRequest
	from    map[journal.Epoch]uint64 // the numbers that its batches follow
	newest  journal.Epoch            // the newest epoch it names; 0 if none
	asked   []journal.Hash           // files asked about that wait already
	sent    map[journal.Hash]int64   // how much of the waiting files is written down as sent
}

// text is one life of the text lane: it owns everything an exchange needs to remember of the one before.
type text struct {
	*Engine
	shelf  *shelf
	window window
	left   map[journal.Epoch]bool // epochs that were given up for a new one
	gaps   int                    // answers in a row that showed a gap
	begun  bool                   // a new epoch was begun and hasn't yet got any further
}

// exchange sends and fetches until there is nothing more to say. It returns how long the line may rest then.
func (t *text) exchange(ctx context.Context) (rest time.Duration, err error) {
	t.board.phase(PhaseConnecting)
	defer t.board.phase(PhaseIdle)
	c, enrolment, err := t.connect(ctx)
	if err != nil {
		return 0, err
	}
	before := t.meter.bytes()
	q, err := t.ask(ctx)
	for idle := err == nil && q.isEmpty(); err == nil; idle = false {
		var more bool
		if more, err = t.turn(ctx, c, enrolment, q); err != nil {
			break
		}
		if q, err = t.ask(ctx); err == nil && !more && q.isEmpty() {
			return t.limits.rest(t.meter.bytes()-before, idle), nil
		}
	}
	return 0, err
}

// turn is one request and its answer.
func (t *text) turn(ctx context.Context, c *client, e store.Enrolment, q question) (more bool, err error) {
	start, bytes := time.Now(), t.meter.bytes()
	var reply wire.SyncReply
	if err := c.post(ctx, wire.PathSync, q.request, &reply, func() { t.board.phase(PhaseText) }); err != nil {
		if IsCause(err, Cause(wire.ProblemTooLarge.Key)) || IsCause(err, Cause(wire.ProblemMalformed.Key)) {
			t.window.single()
		} else {
			t.window.narrow()
		}
		return false, err
	}
	more, err = t.apply(ctx, e, q, reply)
	if err != nil {
		return false, err
	}
	t.window.widen()
	t.heard(time.Since(start), t.meter.bytes()-bytes)
	t.log.Debug("exchanged", "batches", len(q.request.Batches), "receipts", len(reply.Receipts), "changes", len(reply.Changes),
		"took", time.Since(start))
	return more, nil
}

// ask makes the next request of what the store holds now.
func (t *text) ask(ctx context.Context) (q question, err error) {
	batches, err := t.store.Unsent(ctx, t.window.entries, t.window.bytes)
	if err != nil {
		return q, err
	}
	q.from, q.sent = map[journal.Epoch]uint64{}, map[journal.Hash]int64{}
	var sums []journal.Hash
	for _, b := range batches[:min(len(batches), wire.MaxBatches)] {
		raw, err := b.Marshal()
		if err != nil {
			return q, fmt.Errorf("engine: batch: %w", err)
		}
		last := &b.Entries[len(b.Entries)-1]
		q.request.Batches = append(q.request.Batches, raw)
		q.from[last.Epoch], q.newest = b.From().Seq, last.Epoch
		sums = append(sums, blobsOf(b)...)
	}
	files, err := t.store.Files(ctx, filesLooked+t.shelf.size())
	if err != nil {
		return q, err
	}
	for _, f := range files {
		q.sent[f.SHA256] = f.Sent
	}
	q.asked = t.shelf.unknown(files, blobsAsked)
	sums = append(q.asked, sums...)
	for _, sum := range sums[:min(len(sums), blobsAsked)] {
		q.request.Blobs = append(q.request.Blobs, sum[:])
	}
	return q, t.fill(ctx, &q)
}

// fill adds what every request tells.
func (t *text) fill(ctx context.Context, q *question) (err error) {
	if q.request.Cursor, err = t.store.Cursor(ctx); err != nil {
		return err
	}
	known, err := t.store.Acknowledged(ctx)
	if err != nil {
		return err
	}
	if known.Seq > 0 {
		head := wire.NewHead(known)
		q.request.Known = &head
		if q.newest == 0 {
			q.newest = known.Epoch
		}
	}
	totals, err := t.store.Totals(ctx)
	if err != nil {
		return err
	}
	q.request.Waiting = &wire.QueueState{Entries: totals.Entries, Files: totals.Files, Bytes: totals.Bytes - totals.BytesSent}
	if !totals.Oldest.IsZero() {
		q.request.Waiting.Oldest = totals.Oldest.UnixMilli()
	}
	return nil
}

// blobsOf are the files a batch refers to, previews first: the portal hears of them and tells in one answer how much of
// them it has.
func blobsOf(b journal.Batch) (sums []journal.Hash) {
	var blobs []journal.Blob
	for i := range b.Entries {
		blobs = append(blobs, b.Entries[i].Blobs...)
	}
	slices.SortStableFunc(blobs, func(a, b journal.Blob) int { return previewsFirst(a.Role) - previewsFirst(b.Role) })
	for _, blob := range blobs {
		sums = append(sums, blob.SHA256)
	}
	return sums
}

func previewsFirst(r journal.Role) int {
	if r == journal.RolePreview {
		return 0
	}
	return 1
}

// isEmpty says that the request only asks for news.
func (q *question) isEmpty() bool { return len(q.request.Batches) == 0 && len(q.request.Blobs) == 0 }

// names says that the request speaks of this epoch.
func (q *question) names(epoch journal.Epoch) bool {
	_, sent := q.from[epoch]
	return sent || q.request.Known != nil && journal.Epoch(q.request.Known.Epoch) == epoch
}
