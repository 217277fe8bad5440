package wire

import (
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Version of the protocol that this program speaks. The portal also serves the one before it, once there is one.
const Version = 1

// The paths of the protocol. A blob's is PathBlobs followed by its SHA-256 in hex.
const (
	PathHello  = "/v1/hello"
	PathEnroll = "/v1/enroll"
	PathSync   = "/v1/sync"
	PathBlobs  = "/v1/blobs/"
)

// Limits of messages, on both sides.
const (
	MaxMessage   = 8 << 20  // bytes, unpacked
	MaxBatches   = 8        // in one request
	MaxBlobSize  = 64 << 20 // bytes
	MaxBlobAsked = 512      // offsets asked for in one request
	MaxFeedPage  = 500      // changes in one reply
)

// Hello is who the portal is. Unsigned: a device believes only the keys it got at enrolment.
type Hello struct {
	Portal   string `cbor:"1,keyasint"` // its id
	Name     string `cbor:"2,keyasint"` // of the district, for people
	Time     int64  `cbor:"3,keyasint"` // Unix milliseconds
	Versions []int  `cbor:"4,keyasint"`
}

// EnrollRequest spends a one-time code. It is signed like any request, by the key it names. The same device may
// repeat it when the reply was lost.
type EnrollRequest struct {
	Code    string `cbor:"1,keyasint"`
	Device  []byte `cbor:"2,keyasint"` // UUID
	Key     []byte `cbor:"3,keyasint"` // Ed25519 public key
	Name    string `cbor:"4,keyasint,omitempty"`
	Program string `cbor:"5,keyasint,omitempty"` // version, for support
}

// EnrollReply is what the device is from now on, and the keys it believes from now on.
type EnrollReply struct {
	Portal     string   `cbor:"1,keyasint"`
	PortalName string   `cbor:"2,keyasint"`
	SignKey    []byte   `cbor:"3,keyasint"` // Ed25519, under every receipt
	SealKeys   [][]byte `cbor:"4,keyasint"` // X25519; the first one is in use
	Role       string   `cbor:"5,keyasint"`
	Place      string   `cbor:"6,keyasint"`
	Code       string   `cbor:"7,keyasint"` // prefix of the device's numbers, no other device's at this portal
	Time       int64    `cbor:"8,keyasint"` // Unix milliseconds

	Certificate []byte `cbor:"9,keyasint,omitempty"` // journal.Certificate; none from an older portal

	Department string `cbor:"10,keyasint,omitempty"` // of an inspector's device; none: whatever is in its place
	Account    string `cbor:"11,keyasint,omitempty"` // whose a citizen's device is, as its owner knows it; none: nobody's
}

// SyncRequest pushes entries, asks how much of which files the portal has, and pulls what changed.
type SyncRequest struct {
	Batches [][]byte    `cbor:"1,keyasint,omitempty"` // journal.Batch.Marshal
	Blobs   [][]byte    `cbor:"2,keyasint,omitempty"` // SHA-256 of files whose offsets are wanted
	Cursor  string      `cbor:"3,keyasint,omitempty"` // opaque; empty from the beginning
	Known   *Head       `cbor:"4,keyasint,omitempty"` // the last head this device had a receipt for
	Waiting *QueueState `cbor:"5,keyasint,omitempty"`
}

// QueueState is what a device says of its own queue, so that the portal can tell who needs help.
type QueueState struct {
	Entries int   `cbor:"1,keyasint,omitempty"`
	Files   int   `cbor:"2,keyasint,omitempty"`
	Bytes   int64 `cbor:"3,keyasint,omitempty"`
	Oldest  int64 `cbor:"4,keyasint,omitempty"` // Unix milliseconds, by the device's clock
}

// SyncReply answers all three.
type SyncReply struct {
	Receipts []Receipt   `cbor:"1,keyasint,omitempty"` // one for each epoch the request named
	Verdicts []Verdict   `cbor:"2,keyasint,omitempty"`
	Blobs    []BlobState `cbor:"3,keyasint,omitempty"`
	Changes  []Change    `cbor:"4,keyasint,omitempty"`
	Cursor   string      `cbor:"5,keyasint"`
	More     bool        `cbor:"6,keyasint,omitempty"` // ask again at once
	Snapshot bool        `cbor:"7,keyasint,omitempty"` // the cursor was too old: Changes begin from nothing
	Time     int64       `cbor:"8,keyasint"`           // Unix milliseconds
	Fork     *Head       `cbor:"9,keyasint,omitempty"` // the portal holds another entry at this number: begin a new epoch
}

// Head is a journal.Head on the wire.
type Head struct {
	Epoch uint64 `cbor:"1,keyasint"`
	Seq   uint64 `cbor:"2,keyasint"`
	Hash  []byte `cbor:"3,keyasint"`
}

// Receipt is a journal.Receipt on the wire; whose it is follows from the request.
type Receipt struct {
	Head      Head   `cbor:"1,keyasint"`
	At        int64  `cbor:"2,keyasint"` // Unix milliseconds
	Signature []byte `cbor:"3,keyasint"`
}

// Verdict is what is wrong with one entry that the portal keeps but can't use. The entries around it are not affected.
type Verdict struct {
	Epoch uint64 `cbor:"1,keyasint"`
	Seq   uint64 `cbor:"2,keyasint"`
	Key   string `cbor:"3,keyasint"` // translation key of the cause
}

// BlobState is how much of a file the portal has on disk. Receipt is there when that is all of it.
type BlobState struct {
	SHA256  []byte       `cbor:"1,keyasint"`
	Offset  int64        `cbor:"2,keyasint"`
	Receipt *BlobReceipt `cbor:"3,keyasint,omitempty"`
	Refused string       `cbor:"4,keyasint,omitempty"` // translation key: it is not wanted
}

// BlobReceipt is a journal.BlobReceipt on the wire; whose and for which file follows from what it is in.
type BlobReceipt struct {
	Size      int64  `cbor:"1,keyasint"`
	At        int64  `cbor:"2,keyasint"` // Unix milliseconds
	Signature []byte `cbor:"3,keyasint"`
}

// ChangeKind says what a Change holds. Unknown ones are kept for a later version of the program.
type ChangeKind string

// The changes this version understands.
const (
	ChangeStatus ChangeKind = "report.status" // Body: StatusChange
	ChangePortal ChangeKind = "portal.keys"   // Body: PortalChange
)

// Change is one row of the feed.
type Change struct {
	Kind ChangeKind `cbor:"1,keyasint"`
	Body []byte     `cbor:"2,keyasint"` // CBOR
}

// StatusChange is a report's new status.
type StatusChange struct {
	Report []byte `cbor:"1,keyasint"`
	Status string `cbor:"2,keyasint"`
	At     int64  `cbor:"3,keyasint"` // Unix milliseconds, by the portal's clock
	Note   string `cbor:"4,keyasint,omitempty"`
	Reason string `cbor:"5,keyasint,omitempty"` // of a refusal: a civic.Reason, beside the note's own words
}

// PortalChange renews what enrolment said of the portal.
type PortalChange struct {
	Name     string   `cbor:"1,keyasint"`
	SealKeys [][]byte `cbor:"2,keyasint"`
}

// NewHead puts a journal's head on the wire.
func NewHead(h journal.Head) Head {
	return Head{uint64(h.Epoch), h.Seq, h.Hash[:]}
}

// Journal takes a head off the wire; a hash of a wrong length becomes zero, which matches nothing.
func (h Head) Journal() journal.Head {
	return journal.Head{Epoch: journal.Epoch(h.Epoch), Seq: h.Seq, Hash: toHash(h.Hash)}
}

// NewReceipt puts a receipt on the wire.
func NewReceipt(r journal.Receipt) Receipt {
	return Receipt{NewHead(r.Head), r.At.UnixMilli(), r.Signature}
}

// Journal takes a receipt for device off the wire, unverified.
func (r Receipt) Journal(device civic.DeviceID) journal.Receipt {
	return journal.Receipt{Device: device, Head: r.Head.Journal(), At: time.UnixMilli(r.At).UTC(), Signature: r.Signature}
}

// NewBlobReceipt puts a file's receipt on the wire.
func NewBlobReceipt(r journal.BlobReceipt) *BlobReceipt {
	return &BlobReceipt{r.Size, r.At.UnixMilli(), r.Signature}
}

// Journal takes a file's receipt for device off the wire, unverified.
func (r BlobReceipt) Journal(device civic.DeviceID, sum journal.Hash) journal.BlobReceipt {
	return journal.BlobReceipt{Device: device, SHA256: sum, Size: r.Size, At: time.UnixMilli(r.At).UTC(), Signature: r.Signature}
}

func toHash(b []byte) (h journal.Hash) {
	if len(b) == len(h) {
		copy(h[:], b)
	}
	return h
}
