package journal

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"

	"priyom/civic"
)

// ErrSignature is returned for a batch or receipt that its alleged author didn't sign.
var ErrSignature = errors.New("journal: signature doesn't verify")

// BrokenError names the entry at which a chain stops being one. It wraps ErrBroken.
type BrokenError struct {
	Epoch  Epoch
	Seq    uint64
	Reason string
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("%v: entry %d of epoch %016x: %s", ErrBroken, e.Seq, uint64(e.Epoch), e.Reason)
}

func (e *BrokenError) Unwrap() error { return ErrBroken }

// Head is how far a chain has come within one epoch.
type Head struct {
	Epoch Epoch
	Seq   uint64 // 0 before the first entry
	Hash  Hash   // at Seq 0 the head of the epoch before
}

// Extend checks that e is the entry after h and returns the new head. The error is a *BrokenError or wraps ErrMalformed.
func (h Head) Extend(e *Entry) (Head, error) {
	if err := e.Check(); err != nil {
		return h, err
	}
	broken := func(reason string) (Head, error) { return h, &BrokenError{e.Epoch, e.Seq, reason} }
	switch {
	case e.Epoch != h.Epoch:
		return broken(fmt.Sprintf("belongs to another epoch than %016x", uint64(h.Epoch)))
	case e.Seq != h.Seq+1:
		return broken(fmt.Sprintf("follows entry %d", h.Seq))
	case e.Prev != h.Hash:
		return broken("doesn't refer to the entry before it")
	}
	return Head{e.Epoch, e.Seq, e.Hash()}, nil
}

// Batch is a run of one epoch's entries, signed over the last one's hash. The same bytes travel by any carrier.
type Batch struct {
	Device    civic.DeviceID
	Entries   []Entry // at least one
	Signature []byte  // Ed25519 by the device
}

// Sign closes a batch of entries, which must follow one another.
func Sign(entries []Entry, key ed25519.PrivateKey) Batch {
	last := &entries[len(entries)-1]
	return Batch{Device: last.Device, Entries: entries, Signature: ed25519.Sign(key, signed("batch", last.Device, Head{last.Epoch, last.Seq, last.Hash()}))}
}

// Verify checks the entries' form, their order, and the device's signature; it returns the head they lead to. What
// comes before the first entry is for the caller to check: From tells what it is.
func (b Batch) Verify(key ed25519.PublicKey) (Head, error) {
	if len(b.Entries) == 0 || len(key) != ed25519.PublicKeySize {
		return Head{}, fmt.Errorf("%w: empty batch or no key", ErrMalformed)
	}
	head := b.From()
	for i := range b.Entries {
		if b.Entries[i].Device != b.Device {
			return Head{}, &BrokenError{b.Entries[i].Epoch, b.Entries[i].Seq, "belongs to another device"}
		}
		var err error
		if head, err = head.Extend(&b.Entries[i]); err != nil {
			return Head{}, err
		}
	}
	if !ed25519.Verify(key, signed("batch", b.Device, head), b.Signature) {
		return Head{}, fmt.Errorf("%w: batch up to entry %d", ErrSignature, head.Seq)
	}
	return head, nil
}

// From is the head the batch claims to continue.
func (b Batch) From() Head {
	first := &b.Entries[0]
	return Head{first.Epoch, first.Seq - 1, first.Prev}
}

// signed is the text under a signature: what it is, whose chain, and how far it goes.
func signed(what string, device civic.DeviceID, head Head) []byte {
	b := append([]byte("priyom "+what+" 1\n"), device[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(head.Epoch))
	b = binary.BigEndian.AppendUint64(b, head.Seq)
	return append(b, head.Hash[:]...)
}
