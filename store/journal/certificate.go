package journal

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
)

// Certificate is a portal's word that a device's key is the device's, at a place and with a prefix of numbers: with it a
// paper that the device signed can be checked by anybody who knows the portal's key, without asking the portal. That the
// device was revoked since can't be seen in it. See docs/receipt.md.
type Certificate struct {
	Portal    string // its id, a UUID
	Device    civic.DeviceID
	Key       ed25519.PublicKey
	Place     string
	Code      string    // prefix of the device's numbers
	From      time.Time // to the second, as is Until
	Until     time.Time
	Signature []byte // Ed25519 by the portal
}

// certificateWire is an array: these bytes are printed in every receipt.
type certificateWire struct {
	_         struct{} `cbor:",toarray"`
	Portal    []byte
	Device    []byte
	Key       []byte
	Place     string
	Code      string
	From      int64 // Unix seconds
	Until     int64
	Signature []byte
}

// NewCertificate signs a certificate whose signature is missing. The error is a portal's id that is no UUID.
func NewCertificate(c Certificate, key ed25519.PrivateKey) (Certificate, error) {
	if _, err := uuid.Parse(c.Portal); err != nil {
		return c, fmt.Errorf("%w: portal %q", ErrMalformed, c.Portal)
	}
	c.From, c.Until = c.From.UTC().Truncate(time.Second), c.Until.UTC().Truncate(time.Second)
	c.Signature = ed25519.Sign(key, c.text())
	return c, nil
}

// Verify tells a certificate of the portal with this key from anything else; the error wraps ErrSignature. Its time isn't
// looked at: that is for who knows what it was used for when.
func (c Certificate) Verify(key ed25519.PublicKey) error {
	if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, c.text(), c.Signature) {
		return fmt.Errorf("%w: certificate of device %s", ErrSignature, c.Device)
	}
	return nil
}

func (c Certificate) text() []byte {
	portal, _ := uuid.Parse(c.Portal) // checked where it came from; the zero id matches nothing
	b := append([]byte("priyom device certificate 1\n"), portal[:]...)
	b = append(b, c.Device[:]...)
	b = append(b, c.Key...)
	b = binary.BigEndian.AppendUint64(b, uint64(c.From.Unix()))
	b = binary.BigEndian.AppendUint64(b, uint64(c.Until.Unix()))
	b = appendShort(b, c.Code)
	return append(b, c.Place...)
}

// Marshal writes a certificate as CBOR.
func (c Certificate) Marshal() ([]byte, error) {
	portal, err := uuid.Parse(c.Portal)
	if err != nil {
		return nil, fmt.Errorf("%w: portal %q", ErrMalformed, c.Portal)
	}
	return Encode(certificateWire{
		Portal: portal[:], Device: c.Device[:], Key: c.Key, Place: c.Place, Code: c.Code,
		From: c.From.Unix(), Until: c.Until.Unix(), Signature: c.Signature,
	})
}

// ParseCertificate reads what Marshal wrote. It checks form only: call Verify. The error wraps ErrMalformed.
func ParseCertificate(raw []byte) (c Certificate, err error) {
	var w certificateWire
	if err := Decode(raw, &w); err != nil {
		return c, err
	}
	portal, err := uuid.FromBytes(w.Portal)
	if err != nil || len(w.Device) != 16 || len(w.Key) != ed25519.PublicKeySize || len(w.Signature) != ed25519.SignatureSize ||
		w.From < 0 || w.From > w.Until || w.Until > maxSeconds || w.Code == "" || len(w.Code) > 255 {
		return c, fmt.Errorf("%w: certificate", ErrMalformed)
	}
	return Certificate{
		Portal: portal.String(), Device: civic.DeviceID(w.Device), Key: w.Key, Place: w.Place, Code: w.Code,
		From: time.Unix(w.From, 0).UTC(), Until: time.Unix(w.Until, 0).UTC(), Signature: w.Signature,
	}, nil
}

// maxSeconds is the end of the year 9999: later moments can't be written as a date.
const maxSeconds = 253402300799
