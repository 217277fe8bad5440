package wire

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// ChangeAnswer tells of an official answer, or of a later revision of one.
const ChangeAnswer ChangeKind = "report.answer" // Body: Answer

// Answer is an official answer. Its signature lets a reception point print it as the district's word, whatever line it came by.
type Answer struct {
	ID        []byte `cbor:"1,keyasint"`
	Revision  int    `cbor:"2,keyasint"`
	Report    []byte `cbor:"3,keyasint"`
	Number    string `cbor:"4,keyasint"`
	Signatory string `cbor:"5,keyasint"`
	Text      string `cbor:"6,keyasint"`
	Final     bool   `cbor:"7,keyasint,omitempty"`
	At        int64  `cbor:"8,keyasint"` // Unix milliseconds, by the portal's clock
	Signature []byte `cbor:"9,keyasint"` // Ed25519 by the portal
}

// NewAnswer signs an answer.
func NewAnswer(a civic.Answer, key ed25519.PrivateKey) Answer {
	w := Answer{
		ID: a.ID[:], Revision: a.Revision, Report: a.Report[:], Number: a.Number, Signatory: a.Signatory, Text: a.Text,
		Final: a.Final, At: a.At.UnixMilli(),
	}
	w.Signature = ed25519.Sign(key, w.signed())
	return w
}

// Civic takes an answer off the wire, if the portal with this key signed it; the error wraps journal.ErrSignature.
func (w Answer) Civic(key ed25519.PublicKey) (civic.Answer, error) {
	if len(w.ID) != 16 || len(w.Report) != 16 || w.Revision < 1 || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, w.signed(), w.Signature) {
		return civic.Answer{}, fmt.Errorf("%w: answer", journal.ErrSignature)
	}
	return civic.Answer{
		ID: civic.AnswerID(w.ID), Report: civic.ReportID(w.Report), Revision: w.Revision, Number: w.Number, Signatory: w.Signatory,
		Text: w.Text, Final: w.Final, At: time.UnixMilli(w.At).UTC(),
	}, nil
}

// signed is what the signature is under: every text behind its length, so that none can be moved into another.
func (w Answer) signed() []byte {
	b := append([]byte("priyom answer 1\n"), w.ID...)
	b = append(b, w.Report...)
	b = binary.BigEndian.AppendUint64(b, uint64(w.Revision))
	b = binary.BigEndian.AppendUint64(b, uint64(w.At))
	if w.Final {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	for _, text := range []string{w.Number, w.Signatory, w.Text} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
		b = append(b, text...)
	}
	return b
}
