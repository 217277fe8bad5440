package wire

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// ChangeMessage tells of something that the portal's staff say about a report to whoever took it.
const ChangeMessage ChangeKind = "report.message" // Body: Message

// Message is something said. Its signature tells, whatever line it came by, that the district's staff said it.
type Message struct {
	ID        []byte `cbor:"1,keyasint"`
	Report    []byte `cbor:"2,keyasint"`
	Text      string `cbor:"3,keyasint"`
	Author    string `cbor:"4,keyasint"`
	Private   bool   `cbor:"5,keyasint,omitempty"`
	At        int64  `cbor:"6,keyasint"` // Unix milliseconds, by the portal's clock
	Signature []byte `cbor:"7,keyasint"` // Ed25519 by the portal
}

// NewMessage signs a message of the office's.
func NewMessage(m civic.Message, key ed25519.PrivateKey) Message {
	w := Message{ID: m.ID[:], Report: m.Report[:], Text: m.Text, Author: m.Author, Private: m.Private, At: m.At.UnixMilli()}
	w.Signature = ed25519.Sign(key, w.signed())
	return w
}

// Civic takes a message off the wire, if the portal with this key signed it; the error wraps journal.ErrSignature.
func (w Message) Civic(key ed25519.PublicKey) (civic.Message, error) {
	if len(w.ID) != 16 || len(w.Report) != 16 || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, w.signed(), w.Signature) {
		return civic.Message{}, fmt.Errorf("%w: message", journal.ErrSignature)
	}
	return civic.Message{
		ID: civic.MessageID(w.ID), Report: civic.ReportID(w.Report), Side: civic.SideOffice, Author: w.Author, Text: w.Text, Private: w.Private,
		At: time.UnixMilli(w.At).UTC(),
	}, nil
}

// signed is what the signature is under: every text behind its length, so that none can be moved into another.
func (w Message) signed() []byte {
	b := append([]byte("priyom message 1\n"), w.ID...)
	b = append(b, w.Report...)
	b = binary.BigEndian.AppendUint64(b, uint64(w.At))
	if w.Private {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	for _, text := range []string{w.Author, w.Text} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
		b = append(b, text...)
	}
	return b
}
