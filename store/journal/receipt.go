package journal

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"time"

	"priyom/civic"
)

// Receipt is the portal's word that it holds a device's chain up to Head, durably. Only this clears a queue.
type Receipt struct {
	Device    civic.DeviceID
	Head      Head
	At        time.Time // the portal's clock, to the millisecond
	Signature []byte    // Ed25519 by the portal
}

// NewReceipt signs what the portal holds.
func NewReceipt(device civic.DeviceID, head Head, at time.Time, key ed25519.PrivateKey) Receipt {
	r := Receipt{Device: device, Head: head, At: at.UTC().Truncate(time.Millisecond)}
	r.Signature = ed25519.Sign(key, r.text())
	return r
}

// Verify tells a receipt of the portal with this key from anything else; the error wraps ErrSignature.
func (r Receipt) Verify(key ed25519.PublicKey) error {
	if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, r.text(), r.Signature) {
		return fmt.Errorf("%w: receipt up to entry %d", ErrSignature, r.Head.Seq)
	}
	return nil
}

func (r Receipt) text() []byte {
	return binary.BigEndian.AppendUint64(signed("receipt", r.Device, r.Head), uint64(r.At.UnixMilli()))
}

// BlobReceipt is the portal's word that it holds one whole file that a device sent or referred to.
type BlobReceipt struct {
	Device    civic.DeviceID
	SHA256    Hash
	Size      int64
	At        time.Time // the portal's clock, to the millisecond
	Signature []byte    // Ed25519 by the portal
}

// NewBlobReceipt signs that the portal holds a file.
func NewBlobReceipt(device civic.DeviceID, sum Hash, size int64, at time.Time, key ed25519.PrivateKey) BlobReceipt {
	r := BlobReceipt{Device: device, SHA256: sum, Size: size, At: at.UTC().Truncate(time.Millisecond)}
	r.Signature = ed25519.Sign(key, r.text())
	return r
}

// Verify tells a receipt of the portal with this key from anything else; the error wraps ErrSignature.
func (r BlobReceipt) Verify(key ed25519.PublicKey) error {
	if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, r.text(), r.Signature) {
		return fmt.Errorf("%w: receipt for blob %s", ErrSignature, r.SHA256)
	}
	return nil
}

func (r BlobReceipt) text() []byte {
	b := append([]byte("priyom blob receipt 1\n"), r.Device[:]...)
	b = append(b, r.SHA256[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.Size))
	return binary.BigEndian.AppendUint64(b, uint64(r.At.UnixMilli()))
}
