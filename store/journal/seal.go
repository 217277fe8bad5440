package journal

import (
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/sha256"
	"errors"
	"fmt"

	"priyom/civic"
)

// ErrSeal is returned for a sealed part that can't be opened with the keys at hand.
var ErrSeal = errors.New("journal: sealed part can't be opened")

// A sealed part is version (1 byte) ‖ key id (8) ‖ encapsulated key (32) ‖ ciphertext: HPKE (RFC 9180), base mode,
// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. The plaintext is padded to whole 64 bytes (0x80, zeros),
// so that its length doesn't tell a name.
const (
	sealVersion = 1
	sealHead    = 1 + 8 + 32
	sealBlock   = 64
)

var sealInfo = []byte("priyom sealed 1")

// KeyID names a portal's sealing key: the first 8 bytes of the SHA-256 of the public key.
type KeyID [8]byte

// SealKey is the public key a portal lets personal data be sealed to.
type SealKey struct {
	ID  KeyID
	key hpke.PublicKey
}

// OpenKey is the portal's private half.
type OpenKey struct {
	ID  KeyID
	key hpke.PrivateKey
}

// NewOpenKey makes a pair from the operating system's randomness.
func NewOpenKey() (OpenKey, error) {
	k, err := hpke.DHKEM(ecdh.X25519()).GenerateKey()
	if err != nil {
		return OpenKey{}, fmt.Errorf("make sealing key: %w", err)
	}
	return OpenKey{keyID(k.PublicKey().Bytes()), k}, nil
}

// ParseOpenKey reads what OpenKey.Bytes wrote.
func ParseOpenKey(b []byte) (OpenKey, error) {
	k, err := hpke.DHKEM(ecdh.X25519()).NewPrivateKey(b)
	if err != nil {
		return OpenKey{}, fmt.Errorf("read sealing key: %w", err)
	}
	return OpenKey{keyID(k.PublicKey().Bytes()), k}, nil
}

// Bytes is the private key: 32 secret bytes.
func (k OpenKey) Bytes() ([]byte, error) { return k.key.Bytes() }

// Public is the half that devices get.
func (k OpenKey) Public() SealKey { return SealKey{k.ID, k.key.PublicKey()} }

// ParseSealKey reads a public key of 32 bytes.
func ParseSealKey(b []byte) (SealKey, error) {
	k, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(b)
	if err != nil {
		return SealKey{}, fmt.Errorf("read portal's sealing key: %w", err)
	}
	return SealKey{keyID(b), k}, nil
}

// Bytes is the public key: 32 bytes.
func (k SealKey) Bytes() []byte { return k.key.Bytes() }

func keyID(public []byte) KeyID {
	sum := sha256.Sum256(public)
	return KeyID(sum[:8])
}

// Seal encrypts the personal part of an entry, bound to the device and to the public part beside it. It isn't bound to
// the entry's number: an entry told again in a new epoch keeps its sealed part.
func (k SealKey) Seal(device civic.DeviceID, public, personal []byte) ([]byte, error) {
	enc, sender, err := hpke.NewSender(k.key, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), sealInfo)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	ciphertext, err := sender.Seal(sealContext(device, public), pad(personal))
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	out := append([]byte{sealVersion}, k.ID[:]...)
	out = append(out, enc...)
	return append(out, ciphertext...), nil
}

// SealedTo tells which key a sealed part needs; ok is false if it isn't one.
func SealedTo(sealed []byte) (id KeyID, ok bool) {
	if len(sealed) < sealHead || sealed[0] != sealVersion {
		return id, false
	}
	return KeyID(sealed[1:9]), true
}

// Open decrypts what Seal made for the same device and public part; the error wraps ErrSeal.
func (k OpenKey) Open(device civic.DeviceID, public, sealed []byte) ([]byte, error) {
	if id, ok := SealedTo(sealed); !ok || id != k.ID {
		return nil, fmt.Errorf("%w: it names key %x", ErrSeal, id)
	}
	r, err := hpke.NewRecipient(sealed[9:sealHead], k.key, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), sealInfo)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSeal, err)
	}
	padded, err := r.Open(sealContext(device, public), sealed[sealHead:])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSeal, err)
	}
	return unpad(padded)
}

func sealContext(device civic.DeviceID, public []byte) []byte {
	sum := sha256.Sum256(public)
	return append(device[:], sum[:]...)
}

func pad(b []byte) []byte {
	padded := make([]byte, (len(b)/sealBlock+1)*sealBlock)
	copy(padded, b)
	padded[len(b)] = 0x80
	return padded
}

func unpad(b []byte) ([]byte, error) {
	for i := len(b) - 1; i >= 0; i-- {
		switch b[i] {
		case 0:
		case 0x80:
			return b[:i], nil
		default:
			return nil, fmt.Errorf("%w: bad padding", ErrSeal)
		}
	}
	return nil, fmt.Errorf("%w: no padding", ErrSeal)
}
