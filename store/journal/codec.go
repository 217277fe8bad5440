package journal

import (
	"fmt"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"

	"priyom/civic"
)

// MaxBatch is how many entries one batch may hold.
const MaxBatch = 1000

// modes are the strict CBOR codecs of every format in the journal: deterministic out (RFC 8949, 4.2.1), and in with
// small limits, no duplicate keys and no indefinite lengths.
var modes = sync.OnceValue(func() (m struct {
	enc cbor.EncMode
	dec cbor.DecMode
},
) {
	var err error
	if m.enc, err = cbor.CoreDetEncOptions().EncMode(); err != nil {
		panic(err) // the options are constants: a mistake of ours, seen by any test
	}
	if m.dec, err = (cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		MaxNestedLevels: 8, MaxArrayElements: 4096, MaxMapPairs: 4096,
	}).DecMode(); err != nil {
		panic(err)
	}
	return m
})

// Encode writes a value as the journal's CBOR.
func Encode(v any) ([]byte, error) { return modes().enc.Marshal(v) }

// Decode reads the journal's CBOR; unknown fields are passed over, the error wraps ErrMalformed.
func Decode(b []byte, v any) error {
	if err := modes().dec.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}

// batchWire is a batch as it travels: what follows from the chain (device, epoch, numbers, predecessors) is said once.
type batchWire struct {
	Device    []byte      `cbor:"1,keyasint"`
	Epoch     uint64      `cbor:"2,keyasint"`
	From      uint64      `cbor:"3,keyasint"` // number of the entry before the first
	Prev      []byte      `cbor:"4,keyasint,omitempty"`
	Entries   []entryWire `cbor:"5,keyasint"`
	Signature []byte      `cbor:"6,keyasint"`
}

type entryWire struct {
	Time   int64      `cbor:"1,keyasint"` // Unix milliseconds
	Kind   string     `cbor:"2,keyasint"`
	Public []byte     `cbor:"3,keyasint"`
	Sealed []byte     `cbor:"4,keyasint,omitempty"`
	Erased []byte     `cbor:"5,keyasint,omitempty"` // hash of the sealed part that was
	Blobs  []blobWire `cbor:"6,keyasint,omitempty"`
}

type blobWire struct {
	_    struct{} `cbor:",toarray"`
	Hash []byte
	Size int64
	Role string
}

// Marshal writes a batch as CBOR.
func (b Batch) Marshal() ([]byte, error) {
	from := b.From()
	w := batchWire{Device: b.Device[:], Epoch: uint64(from.Epoch), From: from.Seq, Signature: b.Signature}
	if !from.Hash.IsZero() {
		w.Prev = from.Hash[:]
	}
	for i := range b.Entries {
		e := &b.Entries[i]
		ew := entryWire{
			Time: e.Time.UnixMilli(), Kind: string(e.Kind), Public: e.Public, Sealed: e.Sealed,
			Blobs: toWire(e.Blobs),
		}
		if e.Erased() {
			ew.Erased = e.SealedHash[:]
		}
		w.Entries = append(w.Entries, ew)
	}
	return Encode(w)
}

// ParseBatch reads what Marshal wrote. It checks form only: call Verify. The error wraps ErrMalformed.
func ParseBatch(raw []byte) (Batch, error) {
	var w batchWire
	if err := Decode(raw, &w); err != nil {
		return Batch{}, err
	}
	if len(w.Device) != 16 || len(w.Prev) != 0 && len(w.Prev) != 32 || len(w.Entries) == 0 || len(w.Entries) > MaxBatch ||
		w.From > 1<<62 {
		return Batch{}, fmt.Errorf("%w: batch of %d entries after %d", ErrMalformed, len(w.Entries), w.From)
	}
	b := Batch{Device: civic.DeviceID(w.Device), Signature: w.Signature}
	var prev Hash
	copy(prev[:], w.Prev)
	for i, ew := range w.Entries {
		h := Header{
			Device: b.Device, Epoch: Epoch(w.Epoch), Seq: w.From + uint64(i) + 1, Prev: prev,
			Time: time.UnixMilli(ew.Time), Kind: Kind(ew.Kind),
		}
		blobs, err := parseBlobs(ew.Blobs)
		if err != nil {
			return Batch{}, err
		}
		e := New(h, ew.Public, ew.Sealed, blobs)
		if len(ew.Erased) == len(e.SealedHash) && e.Sealed == nil {
			e.SealedHash = Hash(ew.Erased)
		}
		if err := e.Check(); err != nil {
			return Batch{}, err
		}
		b.Entries = append(b.Entries, e)
		prev = e.Hash()
	}
	return b, nil
}

func toWire(blobs []Blob) []blobWire {
	ws := make([]blobWire, 0, len(blobs))
	for _, b := range blobs {
		ws = append(ws, blobWire{Hash: b.SHA256[:], Size: b.Size, Role: string(b.Role)})
	}
	return ws
}

func parseBlobs(ws []blobWire) ([]Blob, error) {
	var blobs []Blob
	for _, w := range ws {
		if len(w.Hash) != 32 {
			return nil, fmt.Errorf("%w: blob hash of %d bytes", ErrMalformed, len(w.Hash))
		}
		blobs = append(blobs, Blob{Hash(w.Hash), w.Size, Role(w.Role)})
	}
	return blobs, nil
}

// EncodeBlobs writes an entry's references by themselves, as databases keep them.
func EncodeBlobs(blobs []Blob) ([]byte, error) { return Encode(toWire(blobs)) }

// DecodeBlobs reads what EncodeBlobs wrote; the error wraps ErrMalformed.
func DecodeBlobs(raw []byte) ([]Blob, error) {
	var ws []blobWire
	if err := Decode(raw, &ws); err != nil {
		return nil, err
	}
	return parseBlobs(ws)
}
