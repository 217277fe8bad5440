package wire

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"

	"priyom/store/journal"
)

// PathPacks is where district packs are fetched, followed by their SHA-256 in hex. A plain file over HTTP: ranges resume it.
const PathPacks = "/v1/packs/"

// ChangePack tells of a newer map of the district.
const ChangePack ChangeKind = "map.pack" // Body: PackOffer

// MaxPack is the largest pack that is offered or fetched, in bytes.
const MaxPack = 2 << 30

// PackOffer is a district pack that the portal holds. Its signature lets the file come by any way, a stick included.
type PackOffer struct {
	SHA256    []byte `cbor:"1,keyasint"`
	Size      int64  `cbor:"2,keyasint"`
	Name      string `cbor:"3,keyasint,omitempty"` // of the district
	DataAt    int64  `cbor:"4,keyasint,omitempty"` // when the map's data is from, Unix milliseconds
	Signature []byte `cbor:"5,keyasint"`           // Ed25519 by the portal
}

// NewPackOffer signs a pack.
func NewPackOffer(sum journal.Hash, size int64, name string, dataAt int64, key ed25519.PrivateKey) PackOffer {
	o := PackOffer{SHA256: sum[:], Size: size, Name: name, DataAt: dataAt}
	o.Signature = ed25519.Sign(key, o.text())
	return o
}

// Verify tells an offer of the portal with this key from anything else; the error wraps journal.ErrSignature.
func (o PackOffer) Verify(key ed25519.PublicKey) error {
	if len(o.SHA256) != len(journal.Hash{}) || o.Size <= 0 || o.Size > MaxPack || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, o.text(), o.Signature) {
		return fmt.Errorf("%w: map pack", journal.ErrSignature)
	}
	return nil
}

func (o PackOffer) text() []byte {
	b := append([]byte("priyom pack 1\n"), o.SHA256...)
	b = binary.BigEndian.AppendUint64(b, uint64(o.Size))
	b = binary.BigEndian.AppendUint64(b, uint64(o.DataAt))
	return append(b, o.Name...)
}
