package engine

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"slices"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// apply takes an answer in. Verdicts come before receipts: a report that was refused must at no moment be shown as
// delivered. more says that the portal has more to tell.
func (t *text) apply(ctx context.Context, e store.Enrolment, q question, reply wire.SyncReply) (more bool, err error) {
	if err := vouched(t.store.Device(), e.SignKey, reply); err != nil {
		return false, &Failure{Cause: CauseForged, Link: LinkGood, Err: err}
	}
	for _, v := range reply.Verdicts {
		if err := t.store.TakeVerdict(ctx, journal.Epoch(v.Epoch), v.Seq, v.Key); err != nil {
			return false, err
		}
	}
	heard, err := t.receipts(ctx, q, reply)
	if err != nil {
		return false, err
	}
	if err := t.blobStates(ctx, q, reply.Blobs); err != nil {
		return false, err
	}
	if more, err = t.feed(ctx, e, q, reply); err != nil {
		return false, err
	}
	switch {
	case heard.lost:
		return true, t.beginEpoch(ctx, q)
	case heard.moved:
		t.gaps = 0
		return more, nil
	case len(heard.behind) > 0 && t.gaps > 0: // not just an old answer that came late
		t.gaps = 0
		return true, t.rewind(ctx, q, heard.behind)
	case len(heard.behind) > 0:
		if t.gaps++; len(q.from) == 0 {
			return true, nil
		}
	case len(q.from) == 0:
		t.gaps = 0
		return more, nil
	}
	return false, &Failure{Cause: CauseUnreceipted, Link: LinkGood, Err: errors.New("entries sent, none acknowledged")}
}

// vouched checks every signature in an answer before anything of it is believed.
func vouched(device civic.DeviceID, key ed25519.PublicKey, reply wire.SyncReply) error {
	for _, r := range reply.Receipts {
		if err := r.Journal(device).Verify(key); err != nil {
			return err
		}
	}
	for _, b := range reply.Blobs {
		if b.Receipt == nil {
			continue
		}
		if len(b.SHA256) != len(journal.Hash{}) {
			return fmt.Errorf("%w: file of no name", journal.ErrSignature)
		}
		if err := b.Receipt.Journal(device, journal.Hash(b.SHA256)).Verify(key); err != nil {
			return err
		}
	}
	return nil
}

// heard is what the receipts of an answer come to.
type heard struct {
	lost   bool              // the portal holds another journal than this one: this database is an older copy of itself
	moved  bool              // it took something of what it was sent
	behind []journal.Receipt // it signs for less than before: it was put back to an older state of itself
}

// receipts clears the queue. A receipt for an epoch that wasn't asked about, or was left already, tells nothing new.
func (t *text) receipts(ctx context.Context, q question, reply wire.SyncReply) (h heard, err error) {
	for _, wired := range reply.Receipts {
		r := wired.Journal(t.store.Device())
		if !q.names(r.Head.Epoch) {
			continue
		}
		switch err := t.store.TakeReceipt(ctx, r); {
		case errors.Is(err, store.ErrAhead), errors.Is(err, store.ErrFork):
			h.lost = h.lost || t.current(q, r.Head.Epoch)
			continue
		case err != nil:
			return h, err
		}
		t.receipted(r.At)
		from, sent := q.from[r.Head.Epoch]
		if known := q.request.Known; !sent && known != nil && known.Epoch == uint64(r.Head.Epoch) {
			from = known.Seq
		}
		switch {
		case sent && r.Head.Seq > from:
			h.moved, t.begun = true, false
		case r.Head.Seq < from:
			h.behind = append(h.behind, r)
		}
	}
	if reply.Fork != nil {
		h.lost = h.lost || t.current(q, journal.Epoch(reply.Fork.Epoch))
	}
	return h, nil
}

// current says that new entries would go into this epoch, as far as is known here.
func (t *text) current(q question, epoch journal.Epoch) bool {
	return epoch == q.newest && !t.left[epoch]
}

// rewind sends again what a portal lost that was put back to an older state of itself. What was erased here meanwhile can't be told
// again as it was, so the journal goes on in a new life.
func (t *text) rewind(ctx context.Context, q question, behind []journal.Receipt) error {
	for _, r := range behind {
		err := t.store.Rewind(ctx, r)
		if errors.Is(err, store.ErrErased) {
			if !t.current(q, r.Head.Epoch) {
				continue
			}
			err = t.beginEpoch(ctx, q)
		}
		if err != nil {
			return err
		}
		t.log.Warn("the portal was put back to an older state", "epoch", fmt.Sprintf("%016x", uint64(r.Head.Epoch)), "seq", r.Head.Seq)
	}
	return nil
}

// beginEpoch goes on in a new life of the journal, but only once until that one has got somewhere.
func (t *text) beginEpoch(ctx context.Context, q question) error {
	if t.begun {
		return &Failure{Cause: CauseFork, Link: LinkGood, Err: errors.New("the portal holds another journal again")}
	}
	if err := t.store.BeginEpoch(ctx); err != nil {
		return err
	}
	t.begun, t.left[q.newest] = true, true
	t.log.Warn("began a new epoch", "left", fmt.Sprintf("%016x", uint64(q.newest)))
	return nil
}

// blobStates takes in what the portal has of the files it was asked about.
func (t *text) blobStates(ctx context.Context, q question, states []wire.BlobState) error {
	offsets, silent := map[journal.Hash]int64{}, map[journal.Hash]bool{}
	for _, sum := range q.asked {
		silent[sum] = true
	}
	for _, s := range states {
		if len(s.SHA256) != len(journal.Hash{}) {
			continue
		}
		sum := journal.Hash(s.SHA256)
		switch {
		case s.Refused == wire.ProblemUnknownBlob.Key:
			continue // the entry that speaks of it isn't there yet, or no more
		case s.Receipt != nil, s.Refused != "":
			if err := t.blobEnd(ctx, sum, s); err != nil {
				return err
			}
		default:
			offsets[sum] = s.Offset
			if sent, waits := q.sent[sum]; waits && sent != s.Offset {
				if err := t.store.FileSent(ctx, sum, s.Offset); err != nil {
					return err
				}
			}
		}
		delete(silent, sum)
	}
	t.shelf.told(offsets, slices.Collect(maps.Keys(silent)))
	return nil
}

// blobEnd takes a file out of the queue: the portal signed for it, or doesn't want it. One that isn't in the queue here
// is nobody's business.
func (t *text) blobEnd(ctx context.Context, sum journal.Hash, s wire.BlobState) (err error) {
	if s.Receipt != nil {
		err = t.store.TakeFileReceipt(ctx, s.Receipt.Journal(t.store.Device(), sum))
	} else {
		err = t.store.FileRefused(ctx, sum, s.Refused)
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		t.shelf.done(sum)
	}
	return err
}
