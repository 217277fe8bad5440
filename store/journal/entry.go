package journal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
)

// Limits of one entry. A batch that breaks them is refused before anything of it is looked at.
const (
	MaxPublic = 64 << 10 // bytes
	MaxSealed = 64 << 10 // bytes
	MaxBlobs  = 64       // references
)

// Errors of entries and chains; Broken carries the place.
var (
	ErrBroken    = errors.New("journal: chain broken")
	ErrMalformed = errors.New("journal: malformed entry")
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// HashOf is the SHA-256 of bytes.
func HashOf(b []byte) Hash { return sha256.Sum256(b) }

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// IsZero says that there is no hash: the first entry of a device's first epoch has no predecessor.
func (h Hash) IsZero() bool { return h == Hash{} }

// emptyHash stands for a part that was never there. An erased part keeps the hash of what it was.
var emptyHash = Hash(sha256.Sum256(nil))

// Epoch numbers one unbroken life of a device's database. It is random, so that two clones of one disk never share one.
type Epoch uint64

// Kind says what an entry's public part holds. Unknown kinds are stored and passed on, never dropped.
type Kind string

// Header is an entry's place in its chain.
type Header struct {
	Device civic.DeviceID
	Epoch  Epoch
	Seq    uint64    // from 1, without gaps
	Prev   Hash      // of entry Seq-1; at Seq 1 the head of the epoch before, zero in the first epoch
	Time   time.Time // the device's clock, to the millisecond: information, never order
	Kind   Kind
}

// Role says what a blob is to its entry.
type Role string

// The roles of blobs.
const (
	RoleOriginal Role = "original" // the file as it came, sent only when nothing better can be made of it
	RolePhoto    Role = "photo"    // upright, ≤1600 px, without metadata
	RolePreview  Role = "preview"  // ≤8 KB
	RoleVoice    Role = "voice"    // what an inspector said on the spot
)

// Blob refers to a file that travels beside the journal.
type Blob struct {
	SHA256 Hash
	Size   int64
	Role   Role
}

// Entry is one fact. Sealed is nil when there is no personal part, or after its legal erasure; SealedHash tells which.
type Entry struct {
	Header
	Public     []byte // CBOR, see facts.go
	Sealed     []byte // see seal.go
	SealedHash Hash   // of Sealed as it was at capture
	Blobs      []Blob
}

// New makes an entry and fills in SealedHash.
func New(h Header, public, sealed []byte, blobs []Blob) Entry {
	h.Time = h.Time.UTC().Truncate(time.Millisecond)
	return Entry{Header: h, Public: public, Sealed: sealed, SealedHash: sha256.Sum256(sealed), Blobs: blobs}
}

// Erased says that the personal part was there and has been destroyed.
func (e *Entry) Erased() bool { return e.Sealed == nil && e.SealedHash != emptyHash }

// Erase destroys the personal part and keeps its hash, so that the chain still verifies (152-FZ art. 21, GDPR art. 17).
func (e *Entry) Erase() { e.Sealed = nil }

// Hash is what the next entry's Prev and the device's signature refer to.
func (e *Entry) Hash() Hash {
	b := make([]byte, 0, 256+len(e.Blobs)*64)
	b = append(b, "priyom entry 1\n"...)
	b = append(b, e.Device[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.Epoch))
	b = binary.BigEndian.AppendUint64(b, e.Seq)
	b = append(b, e.Prev[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(e.Time.UnixMilli()))
	b = appendShort(b, string(e.Kind))
	public := sha256.Sum256(e.Public)
	b = append(b, public[:]...)
	b = append(b, e.SealedHash[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(e.Blobs)))
	for _, blob := range e.Blobs {
		b = append(b, blob.SHA256[:]...)
		b = binary.BigEndian.AppendUint64(b, uint64(blob.Size))
		b = appendShort(b, string(blob.Role))
	}
	return sha256.Sum256(b)
}

// Check finds what is wrong with an entry by itself, apart from its chain. The error wraps ErrMalformed.
func (e *Entry) Check() error {
	switch {
	case e.Device.IsZero(), e.Epoch == 0, e.Seq == 0:
		return fmt.Errorf("%w %d: no device, epoch or number", ErrMalformed, e.Seq)
	case len(e.Kind) == 0 || len(e.Kind) > 255:
		return fmt.Errorf("%w %d: kind of %d bytes", ErrMalformed, e.Seq, len(e.Kind))
	case len(e.Public) > MaxPublic, len(e.Sealed) > MaxSealed, len(e.Blobs) > MaxBlobs:
		return fmt.Errorf("%w %d: too large", ErrMalformed, e.Seq)
	case e.Sealed != nil && e.SealedHash != sha256.Sum256(e.Sealed):
		return fmt.Errorf("%w %d: sealed part doesn't match its hash", ErrMalformed, e.Seq)
	}
	for _, b := range e.Blobs {
		if b.Size < 0 || len(b.Role) > 255 {
			return fmt.Errorf("%w %d: blob %s", ErrMalformed, e.Seq, b.SHA256)
		}
	}
	return nil
}

func appendShort(b []byte, s string) []byte {
	b = append(b, byte(len(s)))
	return append(b, s...)
}
