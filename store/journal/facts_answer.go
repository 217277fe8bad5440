package journal

import (
	"fmt"
	"time"

	"priyom/civic"
)

// The kinds of entries about handing answers over. The subject of both is the report.
const (
	KindHanded  Kind = "answer.handed"  // the matter is ended: told, given, posted or refused
	KindAttempt Kind = "answer.attempt" // and will be tried again
)

// handingFact is the public part of both. It says nothing of the person.
type handingFact struct {
	ID       []byte `cbor:"1,keyasint"`
	Answer   []byte `cbor:"2,keyasint"`
	Revision int    `cbor:"3,keyasint"`
	Report   []byte `cbor:"4,keyasint"`
	Outcome  string `cbor:"5,keyasint"`
	At       int64  `cbor:"6,keyasint"` // Unix milliseconds
	Operator uint16 `cbor:"15,keyasint,omitempty"`
}

// handingNote is the sealed part, if there is anything to seal.
type handingNote struct {
	Note  string `cbor:"1,keyasint,omitempty"`
	Track string `cbor:"2,keyasint,omitempty"`
}

// HandingKind is the kind of an attempt's entry.
func HandingKind(o civic.HandOutcome) Kind {
	if o.Settles() {
		return KindHanded
	}
	return KindAttempt
}

// EncodeHanding writes an attempt's public part, and the part that must be sealed; nil if there is nothing personal.
func EncodeHanding(h civic.Handing) (public, personal []byte, err error) {
	public, err = Encode(handingFact{h.ID[:], h.Answer[:], h.Revision, h.Report[:], string(h.Outcome), h.At.UnixMilli(), uint16(h.Operator)})
	if err != nil || h.Note == "" && h.Track == "" {
		return public, nil, err
	}
	personal, err = Encode(handingNote{h.Note, h.Track})
	return public, personal, err
}

// DecodeHanding reads the public part that EncodeHanding wrote; the error wraps ErrMalformed.
func DecodeHanding(public []byte) (civic.Handing, error) {
	var f handingFact
	if err := Decode(public, &f); err != nil {
		return civic.Handing{}, err
	}
	if len(f.ID) != 16 || len(f.Answer) != 16 || len(f.Report) != 16 {
		return civic.Handing{}, fmt.Errorf("%w: ids of %d, %d and %d bytes", ErrMalformed, len(f.ID), len(f.Answer), len(f.Report))
	}
	return civic.Handing{
		ID: civic.HandingID(f.ID), Answer: civic.AnswerID(f.Answer), Revision: f.Revision, Report: civic.ReportID(f.Report),
		Outcome: civic.HandOutcome(f.Outcome), At: time.UnixMilli(f.At).UTC(), Operator: civic.OperatorID(f.Operator),
	}, nil
}

// DecodeHandingNote reads an opened sealed part; the error wraps ErrMalformed.
func DecodeHandingNote(personal []byte) (note, track string, err error) {
	var n handingNote
	err = Decode(personal, &n)
	return n.Note, n.Track, err
}

// Operator is who made an entry of any kind, as its public part says; civic.NoOperator if it doesn't.
func Operator(public []byte) civic.OperatorID {
	var f struct {
		Operator uint16 `cbor:"15,keyasint,omitempty"`
	}
	if err := Decode(public, &f); err != nil {
		return civic.NoOperator
	}
	return civic.OperatorID(f.Operator)
}
